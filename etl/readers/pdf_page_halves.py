"""A page with two columns of tables, or two pages printed on one sheet, as its parts in the order of reading.

Input: a DrawnPage. Output: one DrawnPage for each part, on the same page of the file. Stage `readers`. A page is parted
only where a gap runs down it that no text and no table crosses, with a table on either side at the same height. The
right part is moved over the left one, its frame with it: a table that goes on there has its edges where it began.
"""

from dataclasses import replace

from etl.readers.pdf_page_items import DrawnPage
from etl.records import Box


def parted_page(page: DrawnPage) -> list[DrawnPage]:
    """The parts of a page from left to right; the page itself where it has one column."""
    outlines = sorted(outline(cells) for cells in page.tables)
    for number in range(1, len(outlines)):
        lefts, rights = outlines[:number], outlines[number:]
        cut = empty_middle(page, max(one[2] for one in lefts), min(one[0] for one in rights))
        if cut is not None and any(stands_beside(left, right) for left in lefts for right in rights):
            left, right = part(page, cut, is_left=True), part(page, cut, is_left=False)
            moved = moved_left(right, rights[0][0] - lefts[0][0])
            return [*parted_page(left), *parted_page(moved)]
    return [page]


def outline(cells: list[Box]) -> Box:
    """The rectangle around the cells of a table."""
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def stands_beside(left: Box, right: Box) -> bool:
    """Whether two tables stand beside each other, not one below the other."""
    return left[1] < right[3] and right[1] < left[3]


def empty_middle(page: DrawnPage, left: float, right: float) -> float | None:
    """The middle of the widest strip between two edges that no character reaches into; None where there is none."""
    printed = [(one["x0"], one["x1"]) for one in page.characters if not one["text"].isspace()]
    widest, middle, reach = 0.0, None, left
    for x0, x1 in sorted([*(span for span in printed if span[1] > left and span[0] < right), (right, right)]):
        if x0 - reach > widest:
            widest, middle = x0 - reach, (x0 + reach) / 2
        reach = max(reach, x1)
    return middle


def part(page: DrawnPage, cut: float, *, is_left: bool) -> DrawnPage:
    """What stands on one side of a cut."""
    characters = [one for one in page.characters if ((one["x0"] + one["x1"]) / 2 < cut) is is_left]
    tables = [cells for cells in page.tables if (outline(cells)[2] < cut) is is_left]
    shades = [cells for cells in page.shades if (outline(cells)[2] < cut) is is_left]
    return replace(page, characters=characters, tables=tables, shades=shades)


def moved_left(page: DrawnPage, distance: float) -> DrawnPage:
    """The page with everything on it, its frame included, moved to the left."""
    characters = [one | {"x0": one["x0"] - distance, "x1": one["x1"] - distance} for one in page.characters]
    tables, shades = (
        [[(x0 - distance, top, x1 - distance, bottom) for x0, top, x1, bottom in cells] for cells in drawn]
        for drawn in (page.tables, page.shades)
    )
    frame = replace(page.frame, left=page.frame.left - distance, right=page.frame.right - distance)
    return replace(page, characters=characters, tables=tables, frame=frame, shades=shades)
