"""Pages whose text lies on its side or on its head, turned to be read.

Input: a page of pdfplumber. Output: degrees, and the page turned. Stage `readers`. A scanner or a printing program may
put a page into the file in any of four directions, with or without saying so. A program that turned a page computed
its places with a rounding error (a cosine of 6e-17): for pdfplumber, which compares exactly, such a ruling is none.
"""

from itertools import pairwise
from typing import Any

from etl.readers.pdf_text import SAME_LINE, middle, size_of

ROUNDING = 1e-6  # of the larger part of a direction: what a turn leaves behind
SAME_PLACE = 0.01  # points; no printer shows less


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
    return straightened(Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop))


def straightened(page: Any) -> Any:
    """The page, its rulings and characters level or upright where only a rounding error says otherwise."""
    for character in page.chars:
        largest = max(map(abs, character["matrix"][:4]))
        a, b, c, d = (part if abs(part) > ROUNDING * largest else 0.0 for part in character["matrix"][:4])
        character["upright"] = a * d > 0 >= b * c
    for curve in page.curves:
        curve["pts"] = straight_points(curve["pts"])
    for line in page.lines:
        for begin, end in (("x0", "x1"), ("top", "bottom")):
            if abs(line[end] - line[begin]) < SAME_PLACE:
                line[end] = line[begin]
    return page


def straight_points(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of a drawn path, each level with the one before it or below it where it is but for rounding."""
    straight = points[:1]
    for x, y in points[1:]:
        before_x, before_y = straight[-1]
        is_below, is_level = abs(x - before_x) < SAME_PLACE, abs(y - before_y) < SAME_PLACE
        straight.append((before_x if is_below else x, before_y if is_level else y))
    return straight
