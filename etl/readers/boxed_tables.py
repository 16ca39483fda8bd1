"""Tables drawn with the characters of boxes (┌─┬─┐ │): their cells as rows of a grid, merged cells included.

Input: the lines of a text. Output: the rows of every such table. Stage `readers`. A cell is told by the columns of the
screen between which it stands, and ends at the line drawn below it; where the lines do not stand one below the other,
as where a text was too long for its box, what stands between two drawn lines is a row of cells in their order.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.readers.limits import GRID_COLUMNS
from etl.records import Cell, Place, Row

ACROSS = frozenset("─━═┄┅┈┉╌╍")
TOP_LEFT, TOP_RIGHT, FOOT = tuple("┌┍┎┏╒╓╔╭"), tuple("┐┑┒┓╕╖╗╮"), tuple("└┕┖┗╘╙╚╰")
FIRST_BOX, LAST_BOX = "\u2500", "\u257f"
SLACK = 1  # columns of the screen by which a line may stand beside the one it belongs to
WIDE = frozenset("WFA")  # in Chinese fonts signs of ambiguous width, such as ≥ and the boxes themselves, are wide

Span = tuple[int, int]


@dataclass(slots=True)
class BoxedCell:
    """A cell: the rows it stands in and its pieces of text, each with its line and the characters it takes there."""

    first_row: int
    last_row: int
    pieces: list[tuple[str, int, int, int]] = field(default_factory=list)


def boxed_tables(lines: Sequence[str], page_nos: Sequence[int]) -> dict[int, tuple[int, list[Row]]]:
    """How many lines each table takes and its rows, by the index of its first line; `page_nos` are the lines' pages."""
    found: dict[int, tuple[int, list[Row]]] = {}
    index = 0
    while index < len(lines):
        end = end_of_table(lines, index)
        if end > index:
            table = lines[index:end]
            rows = read_placed(table, index + 1, page_nos) or read_slid(table, index + 1, page_nos)
            found |= {index: (end - index, rows)} if rows else {}
        index = max(end, index + 1)
    return found


def end_of_table(lines: Sequence[str], first: int) -> int:
    """Behind the last line of the table that begins here; `first` where none does."""
    top = lines[first].strip()
    if not (top.startswith(TOP_LEFT) and top.endswith(TOP_RIGHT) and top[1:2] in ACROSS):
        return first
    end = first + 1
    while end < len(lines) and is_framed(lines[end].strip()):
        end += 1
        if lines[end - 1].lstrip().startswith(FOOT):
            break
    return end


def is_framed(line: str) -> bool:
    """Whether a line stands between borders of a table that a grid can hold."""
    if len(line) < 2 or not (is_border(line[0]) and is_border(line[-1])):
        return False
    return sum(map(is_border, line)) <= GRID_COLUMNS


def is_border(character: str) -> bool:
    """Whether a character draws a part of a box that parts two cells side by side."""
    return FIRST_BOX <= character <= LAST_BOX and character not in ACROSS


def edges_of(lines: Sequence[str]) -> list[int]:
    """The columns of the screen at which the drawn lines have borders."""
    edges: list[int] = []
    for line in lines:
        if ACROSS & set(line):
            edges += [column for column, _ in borders_of(line) if nearest(edges, column) is None]
        if len(edges) > GRID_COLUMNS:
            break
    return sorted(edges)


def read_placed(lines: Sequence[str], first_line: int, page_nos: Sequence[int]) -> list[Row]:
    """The rows of a table, an entry for each column of its grid; none where its lines do not stand one below the
    other."""
    edges = edges_of(lines)
    if len(edges) > GRID_COLUMNS:
        return []
    cells: dict[tuple[int, Span], BoxedCell] = {}
    open_cells: dict[Span, BoxedCell] = {}
    row_no = 0
    for offset, line in enumerate(lines):
        borders = [(nearest(edges, column), index) for column, index in borders_of(line)]
        drawn: set[int] = set()
        for (left, start), (right, end) in pairwise(borders):
            if left is None or right is None:
                return []
            text = line[start + 1 : end]
            if is_drawn(text):
                drawn.update(range(left, right))
                continue
            cell = open_cells.setdefault((left, right), BoxedCell(row_no, row_no))
            cells[cell.first_row, (left, right)] = cell
            add_piece(cell, text, first_line + offset, start + 1)
        if drawn:
            row_no += 1
            open_cells = {span: cell for span, cell in open_cells.items() if not drawn >= set(range(*span))}
        for cell in open_cells.values():
            cell.last_row = row_no
    return list(rows_of(cells, len(edges) - 1, first_line, page_nos))


def is_drawn(text: str) -> bool:
    """Whether what stands between two borders is a line."""
    return bool(text) and not set(text) - ACROSS


def read_slid(lines: Sequence[str], first_line: int, page_nos: Sequence[int]) -> list[Row]:
    """The rows of a table whose borders do not stand one below the other: the cells between two drawn lines by their
    order, those of a line that has more or fewer than the one above it as a row of their own."""
    groups: list[list[BoxedCell]] = []
    is_below = True  # a drawn line
    for offset, line in enumerate(lines):
        ends = [index for _, index in borders_of(line)]
        texts = [(line[start + 1 : end], start + 1) for start, end in pairwise(ends)]
        printed = [(text, start) for text, start in texts if not is_drawn(text)]
        is_parted = len(printed) < len(texts)  # by a line drawn below some of the cells only
        if is_parted and not any(text.strip() for text, _ in printed):
            is_below = True
            continue
        texts = printed
        if is_below or is_parted or len(texts) != len(groups[-1]):
            groups.append([BoxedCell(0, 0) for _ in texts])
        is_below = is_parted
        for cell, (text, start) in zip(groups[-1], texts, strict=True):
            add_piece(cell, text, first_line + offset, start)
    spans = [{(0, (at, at + 1)): cell for at, cell in enumerate(group)} for group in groups]
    return [row for cells in spans for row in rows_of(cells, len(cells), first_line, page_nos)]


def borders_of(line: str) -> list[tuple[int, int]]:
    """Where borders stand in a line: the column of the screen and the position of the character."""
    found: list[tuple[int, int]] = []
    column = 0
    for index, character in enumerate(line):
        if is_border(character):
            found.append((column, index))
        column += 2 if unicodedata.east_asian_width(character) in WIDE else 1
    return found


def nearest(edges: Sequence[int], column: int) -> int | None:
    """The number of the edge at which a border stands, None where it stands at none."""
    number = min(range(len(edges)), key=lambda index: abs(edges[index] - column), default=None)
    return None if number is None or abs(edges[number] - column) > SLACK else number


def add_piece(cell: BoxedCell, text: str, line_no: int, start: int) -> None:
    """Keep a line of a cell's text."""
    if printed := text.strip():
        begin = start + len(text) - len(text.lstrip())
        cell.pieces.append((printed, line_no, begin, begin + len(printed)))


def rows_of(
    cells: dict[tuple[int, Span], BoxedCell], width: int, first_line: int, page_nos: Sequence[int]
) -> Iterator[Row]:
    """The cells as rows; what a merged cell covers is blank."""
    by_row: dict[int, list[tuple[Span, BoxedCell]]] = {}
    for (row_no, span), cell in sorted(cells.items(), key=lambda item: item[0]):
        by_row.setdefault(row_no, []).append((span, cell))
    for found in by_row.values():
        line_no = min((piece[1] for _, cell in found for piece in cell.pieces), default=first_line)
        row = [Cell("", Place(page_nos[line_no - 1], line_no, column, 0, 0)) for column in range(1, width + 1)]
        for (left, right), cell in found:
            if cell.pieces:
                row[left] = boxed_cell(cell, left, right, page_nos)
        if any(cell.text for cell in row):
            yield Row(line_no, tuple(row), is_tabular=True)


def boxed_cell(cell: BoxedCell, left: int, right: int, page_nos: Sequence[int]) -> Cell:
    """The cell with its text in one; a blank parts words in letters only."""
    text = ""
    for piece, _, _, _ in cell.pieces:
        text += " " + piece if text[-1:].isascii() and piece[0].isascii() and text else piece
    places = [Place(page_nos[line_no - 1], line_no, left + 1, start, end) for _, line_no, start, end in cell.pieces]
    return Cell(text, places[0], right - left, cell.last_row - cell.first_row + 1, tuple(places[1:]))
