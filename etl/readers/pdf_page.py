"""One pdf page as tables and lines from top to bottom.

Input: a page of pdfplumber. Output: PageTable and PageLine records. Stage `readers`. Ruled tables come from the ruling
lines; where lines of text stand in columns without rulings, the columns follow from the gaps.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from etl.findings import UnreadableDocumentError
from etl.readers.pdf_text import Character, cell_text, line_text, lines_of, pieces_of

MOST_EDGES = 20_000  # an ordinary page of a form has some hundreds
UNRULED_COLUMNS = 3  # so many pieces, in so many lines one below the other, are a table without rulings
UNRULED_LINES = 3
FEWEST_CELLS = 2  # a frame around a text is no table
EDGE_TOLERANCE = 1.0  # points; pdfplumber has already joined edges that are closer than three


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: its edges on the page in points, and its printed lines."""

    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[Sequence[Character], ...]

    @property
    def text(self) -> str:
        """The text of the cell."""
        return cell_text(self.lines, self.right - self.left)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: its cells, row by row."""

    top: float
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line outside of tables; `columns` are the cells of an unruled table's row, None for running text."""

    top: float
    text: str
    columns: tuple[str, ...] | None = None


def read_page(page: Any) -> list[PageTable | PageLine]:
    """What a page prints, from top to bottom. Raises UnreadableDocumentError where its drawing is absurdly large."""
    if len(page.edges) > MOST_EDGES:
        raise UnreadableDocumentError("pdf_too_complex", "有一页的图形异常复杂，没有读取。")
    characters = [character for character in page.chars if character["upright"]]
    if has_double_strike(characters):
        characters = page.dedupe_chars(tolerance=1).chars
    items: list[PageTable | PageLine] = []
    rest = characters
    for table in page.find_tables():
        if len(table.cells) >= FEWEST_CELLS:
            read, rest = read_table(table, rest)
            items.append(read)
    items += read_lines(rest)
    return sorted(items, key=lambda item: item.top)


def has_double_strike(characters: Sequence[Character]) -> bool:
    """Whether the page prints characters twice to make them bold."""
    places = Counter((c["text"], round(c["x0"] / 2), round(c["top"] / 2)) for c in characters if c["text"].strip())
    return sum(count - 1 for count in places.values()) > len(characters) / 20


def read_table(table: Any, characters: Iterable[Character]) -> tuple[PageTable, list[Character]]:
    """A ruled table with its text, and the characters that stand outside of it.

    Each field between two neighbouring rulings belongs to one cell, so a character finds its cell in two steps.
    """
    lefts = distinct(edge for cell in table.cells for edge in (cell[0], cell[2]))
    tops = distinct(edge for cell in table.cells for edge in (cell[1], cell[3]))
    owner: dict[tuple[int, int], int] = {}
    for number, (left, top, right, bottom) in enumerate(table.cells):
        for column in range(index_of(lefts, left), index_of(lefts, right)):
            owner |= {(column, row): number for row in range(index_of(tops, top), index_of(tops, bottom))}
    inside: dict[int, list[Character]] = {}
    outside: list[Character] = []
    for character in characters:
        x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
        number = owner.get((bisect_right(lefts, x) - 1, bisect_right(tops, y) - 1), -1)
        (inside.setdefault(number, []) if number >= 0 else outside).append(character)
    cells = tuple(
        TableCell(left, top, right, bottom, tuple(lines_of(inside.get(number, ()))))
        for number, (left, top, right, bottom) in enumerate(table.cells)
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


def read_lines(characters: Iterable[Character]) -> list[PageLine]:
    """The lines outside of tables; runs of lines in columns as rows of an unruled table."""
    lines = [line for line in lines_of(characters) if any(not character["text"].isspace() for character in line)]
    cut = [pieces_of(line) for line in lines]
    found: list[PageLine] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and len(cut[end]) > 1:
            end += 1
        bands = column_bands(cut[start:end])
        if bands:
            found += [banded_line(line, bands) for line in cut[start:end]]
        else:
            end = max(end, start + 1)
            found += [PageLine(line[0]["top"], line_text(line)) for line in lines[start:end]]
        start = end
    return found


def column_bands(run: Sequence[Sequence[Sequence[Character]]]) -> list[tuple[float, float]]:
    """The columns of a run of cut lines: where pieces of all lines stand one below the other; empty if it is none."""
    if sum(len(line) >= UNRULED_COLUMNS for line in run) < UNRULED_LINES:
        return []
    bands: list[tuple[float, float]] = []
    for left, right in sorted((piece[0]["x0"], piece[-1]["x1"]) for line in run for piece in line):
        if bands and left < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], right))
        else:
            bands.append((left, right))
    return bands if len(bands) >= UNRULED_COLUMNS else []


def banded_line(line: Sequence[Sequence[Character]], bands: Sequence[tuple[float, float]]) -> PageLine:
    """A cut line as a row of cells; pieces in one band are one cell."""
    lefts = [left for left, _ in bands]
    cells = [""] * len(bands)
    for piece in line:
        column = bisect_right(lefts, piece[0]["x0"]) - 1
        cells[column] = f"{cells[column]} {line_text(piece)}".strip()
    return PageLine(line[0][0]["top"], "", tuple(cells))
