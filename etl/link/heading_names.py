"""The headings of a document that name the place of its forms, for units that print none. Part of the link stage.

Input: the lines of documents and their forms. Output: by document the headings to be used as context. A heading counts
where it says whose document it is: a place with the very name of a unit or department that a form prints (安和区民政局
2023 年度…, where the form prints 民政局), or a county with words of a published budget (安和区2023年部门预算绩效自评).
A city's or province's heading alone may hold the forms of its districts, and says nothing.
"""

import re
from collections.abc import Iterable, Mapping

from etl.link.assign_families import text_of
from etl.link.read_place import PlaceReading, read_place

HEADING_LINES, LONGEST_HEADING, SHORTEST_UNIT = 8, 60, 2
PUBLISHED = re.compile(r"^(?:20\d{2}年?度?)?(?:部门|单位|区级|县级|本级|财政|项目){0,3}.{0,8}(?:预算|决算|绩效|自评)")

Row = Mapping[str, object]


def find_headings(lines: Iterable[Row], projects: Iterable[Row]) -> dict[str, list[str]]:
    """The headings that name a place, by document_id.

    Columns relied on: document_id, line_no, line_text; document_id, line_no, unit_name, department_name.
    """
    units: dict[str, set[str]] = {}
    for row in projects:
        named = {text_of(row, "unit_name"), text_of(row, "department_name")}
        units.setdefault(str(row["document_id"]), set()).update(name for name in named if name)
    found: dict[str, list[str]] = {}
    for line in lines:
        document_id, line_no, text = str(line["document_id"]), line["line_no"], line["line_text"]
        is_heading = isinstance(line_no, int) and line_no <= HEADING_LINES and document_id in units
        if not is_heading or not isinstance(text, str) or len(text) > LONGEST_HEADING:
            continue
        reading = read_place(text, None)
        if names_its_forms(reading, units[document_id]):
            found.setdefault(document_id, []).append(text.strip())
    return found


def names_its_forms(reading: PlaceReading, units: Iterable[str]) -> bool:
    """Whether a heading says the place of these units."""
    if len(reading.candidates) != 1 or reading.is_vague:
        return False
    if any(len(unit) >= SHORTEST_UNIT and reading.rest.startswith(unit) for unit in units):
        return True
    return reading.candidates[0].level == "county" and PUBLISHED.match(reading.rest) is not None
