"""Tables that go on over pages: one set of columns for all their parts, and rows torn by a page break made whole.

Input: the items of every page. Output: the rows of each table in the columns of its group. Stage `readers`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from etl.readers.grid_builder import COVERED, SpannedText
from etl.readers.pdf_page import distinct, index_of
from etl.readers.pdf_page_frame import PageFrame
from etl.readers.pdf_page_items import PageItems, PageLine, PageTable, TableCell
from etl.readers.pdf_text import is_full, size_of

SAME_EDGE = 4.0  # points between the outer edges of a table and of its continuation on the next page
JOINED_EDGE = 3.0
FEWEST_UPRIGHT = 3  # lines; two cells of one character each are two cells
ROOM_FOR_A_LINE = 2.0  # of the character size: a cell with less room below its text was cut by the page's end


def join_torn_rows(pages: Sequence[PageItems]) -> list[int]:
    """Give rows that a page break tore apart back to the page they begin on; returns the numbers of those pages."""
    torn: list[int] = []
    for page_no, (items, following) in enumerate(pairwise(pages), start=1):
        above = next((i for i in reversed(range(len(items))) if isinstance(items[i], PageTable)), None)
        below = next((i for i in range(len(following)) if isinstance(following[i], PageTable)), None)
        if above is None or below is None:
            continue
        joined = join_tables(items[above], following[below])
        if joined is not None:
            items[above], following[below] = joined
            torn.append(page_no)
    return torn


def join_tables(
    above: PageTable | PageLine, below: PageTable | PageLine
) -> tuple[PageTable | PageLine, PageTable | PageLine] | None:
    """Both parts of a table with the rest of a torn row moved up; None where no row is torn.

    A row is torn when every text of the first row below goes on from a cell that ends at the foot of the page, whose
    last line is full and which has no room for another line. A text set upright, a character a line, goes on there too.
    """
    if not isinstance(above, PageTable) or not isinstance(below, PageTable):
        return None
    first_top = min(cell.top for cell in below.cells)
    foot = max(cell.bottom for cell in above.cells)
    whole, left = list(above.cells), list(below.cells)
    is_torn = False
    for number, cell in enumerate(below.cells):
        if not cell.lines or cell.top > first_top + JOINED_EDGE:
            continue
        begun = next((index for index, one in enumerate(above.cells) if stands_above(one, cell, foot)), None)
        if begun is None:
            return None
        is_full_line = goes_on(above.cells[begun], cell)
        if not is_full_line and not is_upright(above.cells[begun], cell):
            return None
        whole[begun] = replace(whole[begun], lines=whole[begun].lines + cell.lines)
        left[number] = replace(cell, lines=())
        is_torn = is_torn or is_full_line
    return (replace(above, cells=tuple(whole)), replace(below, cells=tuple(left))) if is_torn else None


def stands_above(begun: TableCell, cell: TableCell, foot: float) -> bool:
    """Whether a cell's text may go on in one of the next page: the same edges, at the foot, no room below it."""
    is_above = abs(begun.left - cell.left) < SAME_EDGE and abs(begun.right - cell.right) < SAME_EDGE
    if not is_above or not begun.lines or begun.bottom < foot - JOINED_EDGE:
        return False
    room = begun.bottom - max(character["bottom"] for character in begun.lines[-1])
    return bool(room < ROOM_FOR_A_LINE * size_of(begun.lines[-1][0]))


def goes_on(begun: TableCell, cell: TableCell) -> bool:
    """Whether the last line of a cell is full, so that its text goes on in another line."""
    return is_full(begun.lines[-1], cell.lines[0], begun.right - begun.left)


def is_upright(begun: TableCell, cell: TableCell) -> bool:
    """Whether a cell and its rest are set upright, a Chinese character to a line: 产 above 出, 指, 标."""
    lines = [[one["text"] for one in line if not one["text"].isspace()] for line in (*begun.lines, *cell.lines)]
    return len(lines) >= FEWEST_UPRIGHT and all(len(line) == 1 and "\u4e00" <= line[0] <= "\u9fff" for line in lines)


def shared_columns(pages: Sequence[PageItems]) -> Iterator[tuple[tuple[int, int], list[float]]]:
    """The column edges of every table by page index and position: a table and its continuation share all their edges.

    The first table of a page continues the last one of the page before when both have the same outer edges.
    """
    group: list[tuple[int, int]] = []
    edges: list[float] = []
    for page_index, items in enumerate(pages):
        for position, item in enumerate(items):
            if not isinstance(item, PageTable):
                continue
            own = distinct(edge for cell in item.cells for edge in (cell.left, cell.right))
            is_next = bool(group) and group[-1][0] == page_index - 1
            if is_next and abs(own[0] - min(edges)) < SAME_EDGE and abs(own[-1] - max(edges)) < SAME_EDGE:
                edges += own
            else:
                yield from ((place, joined_edges(edges)) for place in group)
                group, edges = [], own
            group.append((page_index, position))
    yield from ((place, joined_edges(edges)) for place in group)


def joined_edges(edges: Sequence[float]) -> list[float]:
    """Sorted edges, those a few points apart taken as one ruling."""
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > JOINED_EDGE:
            kept.append(edge)
    return kept


def table_rows(table: PageTable, edges: Sequence[float], frame: PageFrame) -> Iterator[list[SpannedText]]:
    """The rows of a table in the columns of its group, each cell with its place on the shown page."""
    tops = distinct(cell.top for cell in table.cells)
    rows: list[list[SpannedText]] = [[COVERED] * (len(edges) - 1) for _ in tops]
    for cell in table.cells:
        column, end = min(nearest(edges, cell.left), len(edges) - 2), nearest(edges, cell.right)
        first, last = index_of(tops, cell.top), index_of(tops, cell.bottom - 2 * JOINED_EDGE)
        spans = (max(end - column, 1), max(last - first + 1, 1))
        rows[first][column] = SpannedText(cell.text, *spans, frame.fractions(cell.box), cell.confidence)
    yield from rows


def nearest(edges: Sequence[float], edge: float) -> int:
    """The position of the ruling closest to an edge."""
    return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))
