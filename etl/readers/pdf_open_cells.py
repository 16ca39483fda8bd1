"""Cells of a pdf that a page break left open: a browser draws no line below a merged cell that goes on over the page.

Input: a page of pdfplumber. Output: the lines missing at the foot and the top of its rulings. Stage `readers`. A cell
is open where two rulings beside each other end at the page's last height, no line joins them there, and one joins them
elsewhere: the sides of two tables beside each other are never joined.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

SHORTEST_SIDE = 3.0  # points; the ends of a thick line are no sides
SAME_EDGE = 3.0

Edge = dict[str, Any]


def closing_lines(page: Any) -> list[Edge]:
    """The lines that close what is open, as edges of pdfplumber."""
    sides = [edge for edge in page.edges if edge["orientation"] == "v" and edge["height"] >= SHORTEST_SIDE]
    if not sides:
        return []
    across = [edge for edge in page.edges if edge["orientation"] == "h" and edge["width"] >= SHORTEST_SIDE]
    top, foot = min(side["top"] for side in sides), max(side["bottom"] for side in sides)
    ends_there = [side for side in sides if side["bottom"] > foot - SAME_EDGE]
    begins_there = [side for side in sides if side["top"] < top + SAME_EDGE]
    return [*missing_lines(begins_there, across, top), *missing_lines(ends_there, across, foot)]


def missing_lines(sides: Sequence[Edge], across: Sequence[Edge], height: float) -> Iterator[Edge]:
    """The lines at one height that are missing between the sides which end there."""
    at_height = [edge for edge in across if abs(edge["top"] - height) < SAME_EDGE]
    places = sorted(side["x0"] for side in sides)
    for left, right in pairwise(places):
        if right - left < SAME_EDGE or joined(at_height, left, right) or not joined(across, left, right):
            continue
        yield sides[0] | {
            "object_type": "line", "orientation": "h", "x0": left, "x1": right, "width": right - left,
            "top": height, "bottom": height, "height": 0.0,
        }  # fmt: skip


def joined(across: Sequence[Edge], left: float, right: float) -> bool:
    """Whether one line reaches from the left place to the right one."""
    return any(edge["x0"] < left + SAME_EDGE and edge["x1"] > right - SAME_EDGE for edge in across)
