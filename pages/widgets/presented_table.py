"""A table as people get it, on the screen and in files alike: Chinese headers with units, 万元, percent, 是/否.

Input: an answer of `fetch` with the column names of the build. Output: the same rows in the same order under Chinese
headers. Side of the pages. What is shown and what is downloaded come from one presented table, so they cannot differ.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.queries.published_db import fetch_rows
from pages.wording.harmless_text import visible_column

WAN_PER_YUAN = pa.scalar(Decimal("0.0001"), pa.decimal128(5, 4))
RATE_DECIMALS = 6  # of a percent: below what any form prints, above what a double can blur
UNIT_BY_SUFFIX = {"_yuan": "万元", "_rate": "%"}
HALF_TOLERANCE = 1e-5  # digits that are there differ from a half by more
SMALLEST_STEP = 2.0**-52
MONEY_ENDING = f"{UNIT_BY_SUFFIX['_yuan']}）"  # of a header
SHOWN_DECIMALS = (2, 4, 6)  # 万元 have six at most: one 分 is 0.000001 万元


def column_headers(columns: Sequence[str], labels: Mapping[str, str] | None = None) -> dict[str, str]:
    """The Chinese header of each column by name, from `meta_field`; `labels` names columns that only a question knows.

    *Units*: `…_yuan` is headed 万元, `…_rate` %, others as `meta_field` says: 分, 张, 条. Raises KeyError for a column
    that nobody named.
    """
    fields = {str(row["column_name"]): row for row in fetch_rows("field_labels")}
    headers = {}
    for name in columns:
        unit = next((word for suffix, word in UNIT_BY_SUFFIX.items() if name.endswith(suffix)), None)
        if labels and name in labels:
            label = labels[name]
        else:
            label = str(fields[name]["label"])
            unit = unit or said_unit(fields[name]["unit"])
        headers[name] = with_unit(label, unit)
    return headers


def said_unit(unit: object) -> str | None:
    """The unit of a column in its header; nothing where it has none, or its values say it by themselves, as years."""
    return None if unit in (None, "", "年") else str(unit)


def with_unit(label: str, unit: str | None) -> str:
    """A label with its unit in brackets, joined into brackets that it has already: 执行率（重算，%）."""
    if unit is None:
        return label
    return f"{label[:-1]}，{unit}）" if label.endswith("）") else f"{label}（{unit}）"


def present_table(rows: pa.Table, columns: Sequence[str], labels: Mapping[str, str] | None = None) -> pa.Table:
    """The chosen columns of the rows, in that order, under Chinese headers and in the units of the headers.

    *Units*: yuan become 万元 as exact decimals, fractions become percent, booleans 是 or 否. Unseen characters of texts
    are written out.
    """
    headers = column_headers(columns, labels)
    return pa.table({headers[name]: presented_column(name, rows[name]) for name in columns})


def presented_column(name: str, values: pa.ChunkedArray) -> Any:
    """One column in the unit of its header."""
    if name.endswith("_yuan"):
        return pc.multiply(values.cast(pa.decimal128(18, 2)), WAN_PER_YUAN)
    if name.endswith("_rate"):
        # a whole number by a power of ten is the double that is written 56.59, rounding alone gives 56.589999999999996
        steps = pc.round(pc.multiply(values.cast(pa.float64()), 100.0 * 10**RATE_DECIMALS))
        return pc.divide(steps, 10.0**RATE_DECIMALS)
    if pa.types.is_boolean(values.type):
        return pc.if_else(values, "是", "否")
    return visible_column(values)


def smallest_size(values: pa.ChunkedArray) -> float | None:
    """The smallest number of a column without its sign, zeros left out; None where there is none."""
    sizes = pc.abs(values.cast(pa.float64()))
    smallest: float | None = pc.min(sizes.filter(pc.greater(sizes, 0.0))).as_py()
    return smallest


def decimals_of(smallest: float | None) -> int:
    """How many decimals a column needs so that nothing left of its smallest number reads 0.00: two, mostly."""
    if smallest is None:
        return SHOWN_DECIMALS[0]
    return next((count for count in SHOWN_DECIMALS if smallest >= 0.5 * 10**-count), SHOWN_DECIMALS[-1])


def number_columns(schema: pa.Schema) -> list[str]:
    """The columns that show decimals."""
    return [column.name for column in schema if pa.types.is_decimal(column.type) or pa.types.is_floating(column.type)]


def table_decimals(table: pa.Table) -> dict[str, int]:
    """How many decimals each column of numbers shows."""
    return column_decimals({header: smallest_size(table[header]) for header in number_columns(table.schema)})


def column_decimals(smallest: Mapping[str, float | None]) -> dict[str, int]:
    """How many decimals columns show whose smallest numbers are these, by header: those in 万元 all alike, so that they
    can be added and subtracted by eye."""
    needed = {header: decimals_of(size) for header, size in smallest.items()}
    most = max((count for header, count in needed.items() if header.endswith(MONEY_ENDING)), default=SHOWN_DECIMALS[0])
    return {header: most if header.endswith(MONEY_ENDING) else count for header, count in needed.items()}


def browser_numbers(values: pa.ChunkedArray, decimals: int) -> Any:
    """Numbers as doubles that a browser rounds to so many decimals as their decimal writing says: 25.525 to 25.53.

    A browser rounds the binary double, and that of 25.525 lies below the half; a half is moved by the smallest step
    that a double has. The cast of a decimal alone is off in the last digit (2181.8973419999998 for 2181.897342),
    hence the rounding before.
    """
    digits = values.type.scale if pa.types.is_decimal(values.type) else RATE_DECIMALS
    doubles = pc.round(values.cast(pa.float64()), ndigits=digits)
    scaled = pc.multiply(doubles, 10.0**decimals)
    distance_to_half = pc.abs(pc.subtract(pc.subtract(scaled, pc.floor(scaled)), 0.5))
    return pc.if_else(pc.less(distance_to_half, HALF_TOLERANCE), pc.multiply(doubles, 1 + SMALLEST_STEP), doubles)
