"""Text pulled out of a document (.txt, .md): tab rows, pipe rows and running lines as one CellGrid.

Input: decoded text. Output: a CellGrid whose rows are the non-blank lines; columns count from 1. Stage
`readers`. Lines are split at LF only: str.splitlines() would also split at characters that occur inside cells.
"""

import re
from collections import Counter
from itertools import accumulate

from etl.readers.boxed_tables import boxed_tables
from etl.readers.grid_builder import struck_texts
from etl.readers.markup import is_plain, plain_text, without_markdown, without_struck, without_widthless
from etl.readers.torn_rows import PaddedRow, torn_rows
from etl.records import Cell, CellGrid, Place, Row

MEDIA_TYPE = "text/plain"
FEWEST_PIPED = 5
FEWEST_CLOSED = 4  # rows that end with a tab; fewer have a blank last cell by chance
FEWEST_IN_ROW = 3  # pipes of a line that is a row of a table; fewer may part the words of a page's menu
LONGEST_RUN_OF_TWO = 12  # rows of two cells above or below such a row
RULE_CELL = re.compile(r":?-{2,}:?|-?")  # a cell of the line under a Markdown header


def read_lines(text: str, encoding_name: str) -> CellGrid:
    """The grid of a text document; a form feed begins a new page."""
    seen, struck = without_struck(without_markdown(without_widthless(text)))
    printed = tuple(seen.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    lines = without_blank_last_column(printed)
    padded = torn_rows(lines)
    page_nos = [1 + count for count in accumulate(line.count("\f") for line in lines)]
    boxed = boxed_tables(lines, page_nos) if "─" in text or "━" in text or "═" in text else {}
    is_piped = parts_cells_by_pipes(lines)
    is_bare = begins_rows_without_pipe(lines)
    rows: list[Row] = []
    index = 0
    while index < len(lines):
        if index in boxed:
            size, drawn = boxed[index]
            rows += drawn
            index += size
            continue
        shape = padded.get(index)
        size = shape.size if shape else 1
        page_no = page_nos[index + size - 1]
        if shape:
            row = read_padded_row(lines[index : index + size], shape, index + 1, page_no)
        else:
            is_row = is_row_of_two(lines, index, is_piped=is_piped)
            row = read_line(lines[index], index + 1, page_no, is_row=is_row, is_bare=is_bare)
        if row is not None:
            rows.append(row)
        index += size
    return CellGrid(tuple(rows), printed, MEDIA_TYPE, encoding_name, (struck_texts(struck),) if struck else ())


def without_blank_last_column(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without the tab that ends every row: behind a line end inside a cell it would part that cell."""
    ruled = [line for line in lines if "\t" in line]
    if len(ruled) < FEWEST_CLOSED or not all(line.endswith("\t") for line in ruled):
        return lines
    return tuple(line.removesuffix("\t") for line in lines)


def read_padded_row(lines: tuple[str, ...], shape: PaddedRow, line_no: int, page_no: int) -> Row | None:
    """One row of a table whose rows may stand on several lines; a cell is placed where its text begins and goes on.

    A line ends inside a cell: what follows up to the next separator is the rest of that cell.
    """
    texts: list[str] = []
    spans: list[list[tuple[int, int, int]]] = []
    for offset, line in enumerate(lines):
        for order, (start, piece) in enumerate(separated_pieces(line, shape.separator)):
            text = plain_text(piece)
            span = (line_no + offset, *trimmed(piece, start))
            if order or not offset:
                texts.append(text)
                spans.append([span])
            elif text:
                spans[-1] = [*spans[-1], span] if texts[-1] else [span]
                texts[-1] = f"{texts[-1]} {text}".strip()
    is_closed = shape.separator == "|" and not texts[-1]
    shown = slice(1 if shape.is_framed else 0, -1 if is_closed else len(texts))
    cells = tuple(
        cell_at(text, [Place(page_no, line, column_no, start, end) for line, start, end in found])
        for column_no, (text, found) in enumerate(zip(texts[shown], spans[shown], strict=True), start=1)
    )
    texts_shown = [cell.text for cell in cells if cell.text]
    return Row(line_no, cells, True) if texts_shown and not is_ruled_line(texts_shown) else None


def cell_at(text: str, places: list[Place]) -> Cell:
    """A cell whose text stands at these places."""
    return Cell(text, places[0], further_places=tuple(places[1:]))


def parts_cells_by_pipes(lines: tuple[str, ...]) -> bool:
    """Whether pipes part the cells of the document: most of its lines have several, or one between blanks."""
    piped = sum(line.count("|") > 1 for line in lines)
    if piped < FEWEST_PIPED or any("\t" in line for line in lines):
        return False
    spaced = sum(line.count("|") == 1 and " | " in line for line in lines)
    return 2 * (piped + spaced) > sum(bool(line) and not line.isspace() for line in lines)


def begins_rows_without_pipe(lines: tuple[str, ...]) -> bool:
    """Whether no pipe stands before the first cell of a row, so that one at a line's start follows a blank cell: the
    first row of as many pipes, a header, begins with its text."""
    counts = Counter([count for line in lines if (count := line.count("|")) >= FEWEST_IN_ROW])
    if not counts:
        return False
    begun: dict[int, bool] = {}
    for line in lines:
        begun.setdefault(line.count("|"), line.lstrip().startswith("|"))
    return 2 * sum(number for count, number in counts.items() if not begun[count]) > counts.total()


def is_row_of_two(lines: tuple[str, ...], index: int, *, is_piped: bool) -> bool:
    """Whether the only pipe of a line parts two cells: the line above or below is a row of more, or pipes part the
    cells of the whole document."""
    if lines[index].count("|") != 1:
        return False
    if is_piped:
        return True
    beside = lines[max(index - 1, 0) : index + 2]
    if " | " in lines[index] and any(line.count("|") > 1 for line in beside):
        return True
    first = index
    while first > 0 and index - first < LONGEST_RUN_OF_TWO and lines[first].count("|") == 1:
        first -= 1
    last = index
    while last + 1 < len(lines) and last - index < LONGEST_RUN_OF_TWO and lines[last].count("|") == 1:
        last += 1
    return lines[first].count("|") >= FEWEST_IN_ROW or lines[last].count("|") >= FEWEST_IN_ROW


def read_line(line: str, line_no: int, page_no: int, *, is_row: bool = False, is_bare: bool = False) -> Row | None:
    """One line as a row; None for a blank line and for the ruled line under a Markdown header. `is_row`: its only pipe
    parts two cells; `is_bare`: a pipe at its start follows a blank cell."""
    pieces, is_tabular = (separated_pieces(line, "|"), True) if is_row else cell_pieces(line, is_bare=is_bare)
    has_no_markup = is_plain(line)
    is_tidy = has_no_markup and " " not in line and line.replace("\t", "").isprintable()
    make, cells = tuple.__new__, []  # half the time of the named tuples' own constructors
    texts: list[str] = []
    for column_no, (start, piece) in enumerate(pieces, start=1):
        text, first, last = piece, start, start + len(piece)
        if not is_tidy:
            text = " ".join(piece.split()) if has_no_markup else plain_text(piece)
            if text != piece:
                first, last = trimmed(piece, start)
        place = make(Place, (page_no, line_no, column_no, first, last, None, False))
        cells.append(make(Cell, (text, place, 1, 1, ())))
        if text:
            texts.append(text)
    if not texts or (is_tabular and is_ruled_line(texts)):
        return None
    return Row(line_no, tuple(cells), is_tabular)


def is_ruled_line(texts: list[str]) -> bool:
    """Whether a row only draws a line: every cell of dashes, at least one of two or more."""
    if RULE_CELL.fullmatch(texts[0]) is None:  # as of nearly every row
        return False
    return all(RULE_CELL.fullmatch(text) for text in texts) and any(len(text) > 1 for text in texts)


def cell_pieces(line: str, *, is_bare: bool = False) -> tuple[list[tuple[int, str]], bool]:
    """Each cell of the line with its start, and whether the line is a row of cells at all."""
    if "\t" in line:
        return separated_pieces(line, "\t"), True
    ends = line.rstrip().endswith("|")
    # " | 甲" without a pipe at its end is a row without a frame whose first cell is blank
    begins = line.startswith("|") or (ends and line.lstrip().startswith("|"))
    if begins or ends or line.count("|") > 1:
        pieces = separated_pieces(line, "|")
        if begins and not is_bare:
            pieces = pieces[1:]
        if ends and pieces:
            pieces = pieces[:-1]
        return pieces, True
    return [(0, line)], False


def separated_pieces(line: str, separator: str) -> list[tuple[int, str]]:
    """The pieces between separators with their starts, empty ones included."""
    pieces, start = [], 0
    for piece in line.split(separator):
        pieces.append((start, piece))
        start += len(piece) + len(separator)
    return pieces


def trimmed(piece: str, start: int) -> tuple[int, int]:
    """The span of a piece that begins at `start`, without white space at its ends; empty where it is nothing else."""
    left = start + len(piece) - len(piece.lstrip())
    return left, max(left, start + len(piece.rstrip()))
