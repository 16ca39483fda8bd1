"""Names of departments and units without what is printed around them, and project codes printed in a name.

Input: a printed name. Output: the name alone; a project code. Stage: normalise.
The name as printed stays in raw_form_field.
"""

import re

from etl.normalise.blank_mark import CellKind, is_blank
from etl.normalise.reference_lists import load_reference_list

SPACE_BESIDE_HAN = re.compile(r"(?<=[\u4e00-\u9fff（）()])\s+|(?<!\s)\s++(?=[\u4e00-\u9fff（）()])")
CODE_BEFORE_NAME = re.compile(r"([0-9]{8}[A-Z][0-9]{12})\s*[-—－–]")
"""Six digits of the division, two of the year, a letter, twelve digits. Source: Sichuan forms of 2023."""


def normalise_unit_name(text: str | None) -> str | None:
    """The name without unit codes, seals, footnote marks and inner white space, after name_noise.csv step by step."""
    if text is None or is_blank(text, CellKind.TEXT):
        return None
    name = SPACE_BESIDE_HAN.sub("", text.strip())
    for noise in load_reference_list("name_noise.csv"):
        name = re.sub(noise["pattern"], noise["replacement"], name)
    return name or None


def parse_project_code(printed_code: str | None, project_name: str | None) -> str | None:
    """The project code: the form's own field, else the code printed before the name; None where neither is printed."""
    if printed_code is not None and not is_blank(printed_code, CellKind.TEXT):
        return printed_code.strip()
    found = CODE_BEFORE_NAME.match(project_name.strip()) if project_name else None
    return found[1] if found else None
