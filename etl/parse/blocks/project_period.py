"""The two ends of a project's term that is printed in one cell: 项目期 ｜ 2024年1月至2026年12月, or 2024年1—12月.

Input: a sheet whose head is read. Output: fields start_date and end_date. Stage `parse`.
"""

import re

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.printed_kinds import unspaced
from etl.records import PrintedField, Section

YEAR = r"(?:19|20)[0-9]{2}"
DAY = rf"{YEAR}(?:年[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?|[./-][0-9]{{1,2}}(?:[./-][0-9]{{1,2}})?)"
TO = r"起?(?:至|到|[-—–―~～]{1,2})"
LENGTH = r"(?:[(（][^()（）]{1,8}[)）])?"  # （三年）
TERM = re.compile(rf"(?:自|从)?({DAY}){TO}({DAY})止?{LENGTH}")
TERM_OF_YEARS = re.compile(rf"(?:自|从)?({YEAR}年?){TO}({YEAR}年?)止?{LENGTH}")
OF_MONTHS, OF_DAYS = r"([0-9]{1,2})月?", r"([0-9]{1,2}月[0-9]{1,2}日)"
TERM_IN_A_YEAR = re.compile(
    rf"(?:自|从)?({YEAR}年)(?:{OF_MONTHS}{TO}([0-9]{{1,2}}月)|{OF_DAYS}{TO}{OF_DAYS})止?{LENGTH}"
)
ONE_YEAR = "起止印在同一年内，年份只印了一次"
NUMBERS = re.compile(r"[0-9]+")


def take_ends_of_period(sheet: FormSheet) -> None:
    """Both ends of the term, where the cell prints nothing but two dates in their order and no field holds another."""
    period = sheet.form_field("period")
    if period is None or sheet.has("start_date") or sheet.has("end_date"):
        return
    text = unspaced(period.text)
    within = TERM_IN_A_YEAR.fullmatch(text)
    found = TERM.fullmatch(text) or TERM_OF_YEARS.fullmatch(text)
    if within is not None:
        year, *days = filter(None, within.groups())
        start, end = (year + (day if day[-1] in "月日" else f"{day}月") for day in days)
    elif found is not None:
        start, end = found.groups()
    else:
        return
    if numbers_of(start) > numbers_of(end):
        return
    for name, date in (("start_date", start), ("end_date", end)):
        reason = ONE_YEAR if date not in text else None
        sheet.fields.append(
            PrintedField(Section.FORM, None, name, date, period.places, False, reason is not None, reason)
        )


def numbers_of(day: str) -> tuple[int, ...]:
    """A printed date as its numbers, in the order in which dates follow each other."""
    return tuple(map(int, NUMBERS.findall(day)))
