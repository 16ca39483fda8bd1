"""Pages whose text lies on its side or on its head, turned to be read.

Input: a page of pdfplumber. Output: degrees, and the page turned. Stage `readers`. A scanner or a printing program may
put a page into the file in any of four directions, with or without saying so.
"""

from itertools import pairwise
from typing import Any

from etl.readers.pdf_text import SAME_LINE, middle, size_of


def turn_to_upright(page: Any) -> int:
    """How many degrees clockwise a page must be turned to be read: 0 where most of its text stands upright."""
    turns = [character["matrix"][1] for character in page.chars if not character["upright"]]
    if len(turns) * 2 > len(page.chars):
        runs_up = sum(turn > 0 for turn in turns) * 2 > len(turns)
        return 90 if runs_up else 270
    return 180 if runs_backwards(page) else 0


def runs_backwards(page: Any) -> bool:
    """Whether most characters stand to the left of the one drawn before them on their line."""
    upright = [character for character in page.chars if character["upright"] and character["matrix"][0] < 0]
    if len(upright) * 2 <= len(page.chars):
        return False
    steps = [
        after["x0"] - before["x0"]
        for before, after in pairwise(upright)
        if abs(middle(after) - middle(before)) < SAME_LINE * size_of(after)
    ]
    return sum(bool(step < 0) for step in steps) * 2 > len(steps)


def turned(page: Any, degrees: int) -> Any:
    """The page turned clockwise."""
    from pdfplumber.page import Page

    rotation = (page.rotation + degrees) % 360
    page.page_obj.rotate = rotation
    page.page_obj.attrs["Rotate"] = rotation
    return Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
