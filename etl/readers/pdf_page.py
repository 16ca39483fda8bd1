"""One pdf page as tables and lines from top to bottom.

Input: a page of pdfplumber. Output: a DrawnPage, and from it PageTable and PageLine records. Stage `readers`. Ruled
tables come from the ruling lines; text that stands in columns without rulings is read by pdf_columns.py.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from etl.findings import UnreadableDocumentError
from etl.readers.browser_margins import part_margins
from etl.readers.pdf_columns import FEWEST_COLUMNS, FEWEST_ROWS, follows, read_columns
from etl.readers.pdf_dotted_lines import with_dots_as_lines
from etl.readers.pdf_open_cells import closing_lines
from etl.readers.pdf_page_frame import shown_frame
from etl.readers.pdf_page_items import DrawnPage, PageLine, PageTable, TableCell, running_line
from etl.readers.pdf_shading import parted_by_shades, shaded_rows
from etl.readers.pdf_text import Character, line_text, lines_of, middle
from etl.readers.slanted_text import level_characters
from etl.readers.spilled_texts import cells_of_spilled
from etl.records import Box

MOST_EDGES = 20_000  # an ordinary page of a form has some hundreds
FEWEST_CELLS = 2  # a frame around a text is no table
STAMP_CHARACTERS = 60  # a page with more text was written, not scanned
MOST_OF_A_PAGE = 0.6
EDGE_TOLERANCE = 1.0  # points; pdfplumber has already joined edges that are closer than three


def load_page(page: Any, page_no: int, turn_degrees: int) -> DrawnPage:
    """What pdfplumber finds on a page, which was turned; what its crop box hides is no part of it. Raises
    UnreadableDocumentError where it is absurdly large."""
    frame = shown_frame(page)
    if frame.hides_some_of(page.bbox):
        page = page.crop((frame.left, frame.top, frame.right, frame.bottom), strict=False)
    drawn = with_dots_as_lines(page)
    if len(drawn.edges) > MOST_EDGES:
        raise UnreadableDocumentError("pdf_too_complex", "有一页的图形异常复杂，没有读取。")
    characters = level_characters(page.chars)
    if has_double_strike(characters):
        characters = level_characters(page.dedupe_chars(tolerance=1).chars)
    found = drawn.find_tables({"explicit_horizontal_lines": closing_lines(drawn)})
    tables = [list(table.cells) for table in found if len(table.cells) >= FEWEST_CELLS]
    shades = shaded_rows(drawn, tables, characters)
    ruled = [cells for cells in tables if cells not in shades]
    return DrawnPage(page_no, characters, ruled, frame, turn_degrees, is_scan(page, characters), shades)


def is_scan(page: Any, characters: Sequence[Character]) -> bool:
    """Whether the page is a picture: it has no text, or a picture fills it and only a stamp or page number is text."""
    printed = sum(not character["text"].isspace() for character in characters)
    if printed >= STAMP_CHARACTERS:
        return False
    whole = float(page.width * page.height)
    return not printed or any(image["width"] * image["height"] > MOST_OF_A_PAGE * whole for image in page.images)


def read_page(page: DrawnPage) -> list[PageTable | PageLine]:
    """What a page prints, from top to bottom."""
    items: list[PageTable | PageLine] = []
    rest, margins = part_margins(page.characters)
    items += margins
    for cells in page.tables:
        table, rest = read_table(cells, rest)
        items.append(table)
    for characters, edges in parted_by_shades(rest, page.shades):
        items += read_lines(characters, edges, is_scan=page.is_scan)
    return sorted(items, key=lambda item: item.top)


def has_double_strike(characters: Sequence[Character]) -> bool:
    """Whether the page prints characters twice to make them bold."""
    places = Counter((c["text"], round(c["x0"] / 2), round(c["top"] / 2)) for c in characters if c["text"].strip())
    return sum(count - 1 for count in places.values()) > len(characters) / 20


def read_table(boxes: Sequence[Box], characters: Sequence[Character]) -> tuple[PageTable, list[Character]]:
    """A ruled table with its text, and the characters that stand outside of it.

    Each field between two neighbouring rulings belongs to one cell, so a character finds its cell in two steps.
    """
    lefts = distinct(edge for cell in boxes for edge in (cell[0], cell[2]))
    tops = distinct(edge for cell in boxes for edge in (cell[1], cell[3]))
    owner: dict[tuple[int, int], int] = {}
    for number, (left, top, right, bottom) in enumerate(boxes):
        for column in range(index_of(lefts, left), index_of(lefts, right)):
            owner |= {(column, row): number for row in range(index_of(tops, top), index_of(tops, bottom))}
    inside: dict[int, list[Character]] = {}
    outside: list[Character] = []

    def cell_at(x: float, y: float) -> int:
        return owner.get((bisect_right(lefts, x) - 1, bisect_right(tops, y) - 1), -1)

    spilled = cells_of_spilled(characters, boxes, cell_at)
    for character in characters:
        number = spilled.get(id(character), -1)
        if number < 0:
            number = cell_at((character["x0"] + character["x1"]) / 2, middle(character))
        (inside.setdefault(number, []) if number >= 0 else outside).append(character)
    cells = tuple(
        TableCell(left, top, right, bottom, tuple(lines_of(inside.get(number, ()))))
        for number, (left, top, right, bottom) in enumerate(boxes)
    )
    return PageTable(min(cell.top for cell in cells), cells), outside


def distinct(edges: Iterable[float]) -> list[float]:
    """Sorted edges, those that are the same but for rounding taken once."""
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > EDGE_TOLERANCE:
            kept.append(edge)
    return kept


def index_of(edges: Sequence[float], edge: float) -> int:
    """The position of an edge among the distinct ones."""
    return bisect_right(edges, edge + EDGE_TOLERANCE / 10) - 1


def read_lines(characters: Sequence[Character], edges: Sequence[float] = (), *, is_scan: bool) -> list[PageLine]:
    """The lines outside of ruled tables; text in columns as rows of an unruled table.

    On a picture nothing tells the lines of one cell from the next row: columns that are not plain are not read.
    """
    rows = read_columns(characters, edges)
    if rows is not None and not (is_scan and are_torn(rows)):
        return rows
    order = {id(character): number for number, character in enumerate(characters)}
    lines = [line for line in lines_of(characters) if any(not character["text"].isspace() for character in line)]
    is_read = not (is_scan and stand_in_columns(lines))
    return [running_line(" ".join(map(line_text, drawn_runs(line, order))), line, is_read=is_read) for line in lines]


def stand_in_columns(lines: Sequence[Sequence[Character]]) -> bool:
    """Whether some lines are several texts side by side, as in a table."""
    counts = [1 + sum(not follows(before, character) for before, character in pairwise(line)) for line in lines]
    return sum(count >= FEWEST_COLUMNS for count in counts) >= FEWEST_ROWS


def are_torn(rows: Sequence[PageLine]) -> bool:
    """Whether most rows of an unruled table fill less than half of its columns: then they are parts of cells."""
    filled = [[bool(piece.text) for piece in row.pieces] for row in rows if row.is_row]
    return sum(sum(row) * 2 < len(row) for row in filled) * 2 > len(filled)


def drawn_runs(line: Sequence[Character], order: dict[int, int]) -> list[list[Character]]:
    """A line in the runs that were drawn at once: what was drawn at another time is another text, however close."""
    runs: list[list[Character]] = []
    for character in line:
        if runs and order[id(character)] == order[id(runs[-1][-1])] + 1:
            runs[-1].append(character)
        else:
            runs.append([character])
    return runs
