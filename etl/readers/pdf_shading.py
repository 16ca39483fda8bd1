"""Rows of a pdf that are shaded and not ruled: every second one, or the header only.

Input: a page of pdfplumber and the tables it finds. Output: those of the tables that are shaded rows, and the columns
that they show. Stage `readers`. The edges of a shaded rectangle pass for rulings, and the rows between two shaded ones
would be lost as text beside a table: where text in columns stands below a shaded row, its edges are the columns of a
table without rulings.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from etl.readers.pdf_page_halves import outline
from etl.readers.pdf_text import BLANK_GAP, Character, lines_of, size_of
from etl.records import Box

THICKEST_RULING = 3.0  # points; a filled rectangle that is thicker in both directions is a shade
SAME_EDGE = 3.0
FEWEST_PIECES = 2  # texts side by side in the line below a shaded row


def shaded_rows(page: Any, tables: Sequence[list[Box]], characters: Sequence[Character]) -> list[list[Box]]:
    """Those of the tables that only shades draw, where text in columns stands below one of them."""
    if not tables or not any(map(is_shade, page.rects)):
        return []
    ruled = [table.bbox for table in page.filter(lambda part: not is_shade(part)).find_tables()]
    shaded = [cells for cells in tables if not any(overlap(outline(cells), box) for box in ruled)]
    return shaded if any(has_columns_below(cells, tables, characters) for cells in shaded) else []


def is_shade(part: dict[str, Any]) -> bool:
    """Whether a drawn object is a filled rectangle without an outline, too thick for a ruling."""
    is_filled = part.get("object_type") == "rect" and part.get("fill") and not part.get("stroke")
    return bool(is_filled and min(part["width"], part["height"]) > THICKEST_RULING)


def overlap(one: Box, other: Box) -> bool:
    """Whether two rectangles share a part of the page."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def has_columns_below(cells: list[Box], tables: Sequence[list[Box]], characters: Sequence[Character]) -> bool:
    """Whether the line right below a shaded row is several texts, side by side and within its width."""
    left, top, right, bottom = outline(cells)
    next_top = min((above for _, above, _, _ in map(outline, tables) if above > top), default=float("inf"))
    below = [one for one in characters if bottom <= one["top"] < next_top and left <= one["x0"] and one["x1"] <= right]
    first = next(iter(lines_of(one for one in below if not one["text"].isspace())), [])
    gaps = [one for before, one in pairwise(first) if one["x0"] - before["x1"] > BLANK_GAP * size_of(one)]
    return len(gaps) + 1 >= FEWEST_PIECES


def parted_by_shades(
    characters: Sequence[Character], shades: Sequence[list[Box]]
) -> Iterator[tuple[list[Character], list[float]]]:
    """The characters from top to bottom, parted where shaded rows show other columns, with the edges of these; what
    stands above all of them belongs to the first."""
    begins: list[tuple[float, list[float]]] = []
    for cells in sorted(shades, key=lambda cells: outline(cells)[1]):
        edges = sorted({edge for cell in cells for edge in (cell[0], cell[2])})
        if not begins or not all(any(abs(edge - one) < SAME_EDGE for one in begins[-1][1]) for edge in edges):
            begins.append((outline(cells)[1] if begins else float("-inf"), edges))
    for (top, edges), (bottom, _) in pairwise([*begins, (float("inf"), [])]):
        yield [one for one in characters if top <= one["top"] < bottom], edges
    if not begins:
        yield list(characters), []
