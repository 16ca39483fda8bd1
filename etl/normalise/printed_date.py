"""Printed years and dates.

Input: texts such as 2024-01-01, 2019/1/1, 2019年1月, 2023年度. Output: a date or a year. Stage: normalise.
"""

import calendar
import re
from datetime import date

from etl.normalise.blank_mark import CellKind, is_blank
from etl.normalise.conversion import Conversion, Severity, Trouble
from etl.normalise.printed_number import fold_width

DAY = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?")
WHOLE_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

DATE_UNCLEAR = Trouble("date_unclear", Severity.LOW, "应为日期，如 2024-01-01 或 2019年1月")
YEAR_UNCLEAR = Trouble("fiscal_year_unclear", Severity.HIGH, "应为一个四位年份，如 2023")


def convert_date(text: str | None, is_period_end: bool) -> Conversion[date]:
    """The date; a month or a year without a day is its first day, or its last where the date ends a period."""
    if text is None or is_blank(text, CellKind.TEXT):
        return Conversion(None)
    folded = fold_width("".join(text.split()))
    if whole := WHOLE_YEAR.fullmatch(folded):
        return Conversion(date(int(whole[1]), 12, 31) if is_period_end else date(int(whole[1]), 1, 1))
    found = DAY.fullmatch(folded)
    if found is None:
        return Conversion(None, DATE_UNCLEAR)
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        return Conversion(None, DATE_UNCLEAR)
    last_day = calendar.monthrange(year, month)[1]
    day = int(found[3]) if found[3] else last_day if is_period_end else 1
    return Conversion(date(year, month, day)) if 1 <= day <= last_day else Conversion(None, DATE_UNCLEAR)


def convert_fiscal_year(text: str | None) -> Conversion[int]:
    """The one year that the text names; two different years are no fiscal year."""
    if text is None or is_blank(text, CellKind.TEXT):
        return Conversion(None)
    years = set(YEAR.findall(fold_width("".join(text.split()))))
    return Conversion(int(years.pop())) if len(years) == 1 else Conversion(None, YEAR_UNCLEAR)
