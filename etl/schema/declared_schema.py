"""The declared tables of a build as Python: `tables.toml` joined with `fields.csv`.

Input: the two files of this folder. Output: `Table` records and frame schemas. Read by normalise, marts, audit
and publish; no column exists that is not declared here.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

import polars as pl

from etl.schema.declared_fields import SCHEMA_FOLDER, Field, load_fields

COLUMN_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "int": pl.Int64(),
    "bool": pl.Boolean(),
    "double": pl.Float64(),
    "date": pl.Date(),
    "money": pl.Decimal(18, 2),
    "points": pl.Decimal(9, 4),
    "point_sum": pl.Decimal(18, 4),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its Chinese title, what one row is, its key, its total order and its columns; `rising` are numbers
    that grow from row to row and are stored as their differences; `rows_of` is the table of which it keeps rows as they
    are."""

    name: str
    title: str
    grain: str
    key: tuple[str, ...]
    sort: tuple[str, ...]
    columns: tuple[Field, ...]
    rising: tuple[str, ...] = ()
    rows_of: str | None = None

    @property
    def schema(self) -> pl.Schema:
        """The frame schema of the table, in declared column order."""
        return pl.Schema({column.name: COLUMN_TYPES[column.type] for column in self.columns})


@cache
def load_tables() -> dict[str, Table]:
    """Every declared table by name. Raises KeyError where a table lists a column that fields.csv does not have."""
    fields = load_fields()
    declared = tomllib.loads((SCHEMA_FOLDER / "tables.toml").read_text("utf-8"))
    for table in declared.values():
        if "rows_of" in table:
            table.update({**declared[table["rows_of"]], **table})
    return {
        name: Table(
            name=name,
            title=table["title"],
            grain=table["grain"],
            key=tuple(table["key"]),
            sort=tuple(table.get("sort", table["key"])),
            columns=tuple(fields[column] for column in table["columns"]),
            rising=tuple(table.get("rising", ())),
            rows_of=table.get("rows_of"),
        )
        for name, table in declared.items()
    }


def declared_frame(table_name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows as a frame of exactly the declared schema, in the table's total order.

    Raises polars' TypeError/ComputeError where a value does not fit its declared type, KeyError where a row
    lacks a column.
    """
    table = load_tables()[table_name]
    columns = {name: [row[name] for row in rows] for name in table.schema}
    return pl.DataFrame(columns, schema=table.schema).sort(table.sort, nulls_last=True, maintain_order=True)
