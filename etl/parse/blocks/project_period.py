"""The two ends of a project's term that is printed in one cell: 项目期 ｜ 2024年1月至2026年12月.

Input: a sheet whose head is read. Output: fields start_date and end_date. Stage `parse`.
"""

import re

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.printed_kinds import unspaced
from etl.records import PrintedField, Section

DAY = r"(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?)"
TERM = re.compile(rf"(?:自|从)?({DAY})起?(?:至|到|[-—–―~～]{{1,2}})({DAY})止?")
NUMBERS = re.compile(r"[0-9]+")


def take_ends_of_period(sheet: FormSheet) -> None:
    """Both ends of the term, where the cell prints nothing but two dates in their order and no field holds another."""
    period = next((f for f in sheet.fields if f.section is Section.FORM and f.name == "period"), None)
    if period is None or sheet.has("start_date") or sheet.has("end_date"):
        return
    found = TERM.fullmatch(unspaced(period.text))
    if found is None:
        return
    start, end = found.groups()
    if numbers_of(start) > numbers_of(end):
        return
    for name, text in (("start_date", start), ("end_date", end)):
        sheet.fields.append(PrintedField(Section.FORM, None, name, text, period.places))


def numbers_of(day: str) -> tuple[int, ...]:
    """A printed date as its numbers, in the order in which dates follow each other."""
    return tuple(map(int, NUMBERS.findall(day)))
