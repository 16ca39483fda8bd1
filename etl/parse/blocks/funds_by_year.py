"""Money listed by years, a row for 2022年 and one for 2023年, each over its sources: only the form's own year counts.

Input: the rows of a funding block. Output: how many of them are of another year. Stage `parse`. The
own year's row is the total where none stands above it. Where the block does not print the form's own year as a row too,
a row named with a year is a source like others: money left over from that year.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_row_shapes import fund_row_label
from etl.parse.labels.printed_kinds import half_width
from etl.parse.labels.tokens import TokenRow
from etl.parse.rows.fund_years import year_of_form
from etl.records import Section

BARE_YEAR = re.compile(r"((?:19|20)\d\d)\s{0,4}年度?")


def rows_of_other_year(sheet: FormSheet, index: int) -> int:
    """How many rows from `index` on are money of another year than the form's: its own row and those of its sources."""
    year = year_of_row(sheet.rows[index])
    if year is None or year == (own := year_of_form(sheet.rows[:index])) or own is None:
        return 0
    if not any(year_of_row(row) == own for row in sheet.rows):
        return 0
    return 1 + len(list(takewhile(is_of_year_above, sheet.rows[index + 1 :])))


def is_whole_of_year(sheet: FormSheet, row: TokenRow) -> bool:
    """Whether a row is the year's money: it is named with the form's own year, and no source stands above it."""
    year = year_of_row(row)
    if year is None or sheet.row_counts.get(Section.FUND, 0):
        return False
    return year == year_of_form([above for above in sheet.rows if above.line_no < row.line_no])


def is_of_year_above(row: TokenRow) -> bool:
    """Whether a row is of a source below a year: it begins no other year, and is not the whole."""
    label = fund_row_label(row)
    return label is not None and year_of_row(row) is None and "total" not in label.roles("fund_row")


def year_of_row(row: TokenRow) -> str | None:
    """The year that names a row of money, where nothing else does."""
    label = fund_row_label(row)
    year = None if label is None or label.labels else BARE_YEAR.fullmatch(half_width(label.text).strip())
    return None if year is None else year.group(1)


def pass_over_year(sheet: FormSheet, rows: Sequence[TokenRow]) -> None:
    """Claim money of another year, and tell what it is."""
    for row in rows:
        sheet.claim(*row.tokens)
    if (label := fund_row_label(rows[0])) is not None:
        message = f"资金行“{label.text}”及其下各来源是其他年度的资金，不是本年度的，未采用，原文保留。"
        sheet.report("fund_value_not_read", "低", message, label)
