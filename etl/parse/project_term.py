"""The first and the last day of a project from its term, where both are printed in one cell: 2023年3月至2025年11月.

Input: the sheet of a form. Output: the fields start_date and end_date on it, beside the term as printed. Stage `parse`.
A term that names no month at either end, or ends before it begins, tells no days.
"""

import re

from etl.parse.form_sheet import FormSheet
from etl.parse.printed_kinds import half_width
from etl.records import PrintedField, Section

DAY = r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?|月)?"
TERM = re.compile(rf"(?P<start>{DAY})(?:至|到|[-–—―~]{{1,2}})(?P<end>{DAY})")
NUMBER = re.compile(r"[0-9]+")
BOUNDS = ("start_date", "end_date")


def take_bounds_of_term(sheet: FormSheet) -> None:
    """Give a form without a first and a last day those of its term."""
    term = next((field for field in sheet.fields if field.section is Section.FORM and field.name == "period"), None)
    if term is None or any(map(sheet.has, BOUNDS)):
        return
    found = TERM.fullmatch(half_width("".join(term.text.split())))
    if found is None:
        return
    start, end = found["start"], found["end"]
    if parts(start)[:2] > parts(end)[:2]:
        return
    for name, text in zip(BOUNDS, (start, end), strict=True):
        sheet.fields.append(PrintedField(Section.FORM, None, name, text, term.places))


def parts(day: str) -> list[int]:
    """Year, month and day of a date, as far as it prints them."""
    return [int(number) for number in NUMBER.findall(day)]
