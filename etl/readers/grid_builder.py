"""Rows of cells and running lines put together as a CellGrid, so that every format looks the same to the parser.

Input: paragraphs and table rows in printed order. Output: a CellGrid. Stage `readers`. A table row becomes one line,
its cells joined by TAB; white space inside a cell becomes one blank, so that a cell's characters in the line are its
text. Positions that a merged cell covers are empty cells: column n is the same column in every row of a table.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from etl.findings import UnreadableDocumentError
from etl.readers.limits import CELL_CHARACTERS, GRID_CELLS, GRID_COLUMNS, GRID_ROWS
from etl.readers.markup import INVISIBLE, count_turned, is_turned, without_invisible
from etl.records import Box, Cell, CellGrid, Place, ReadingProblem, Row

SEPARATOR = "\t"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")  # the control characters that are no white space to str.split
NOT_PRINTING = re.compile(f"{CONTROL.pattern}|{INVISIBLE.pattern}")
DOUBTFUL = 0.8  # confidence of the least certain character of a text recognised on a picture
UNREAD = "\N{REPLACEMENT CHARACTER}"  # stands for ink on a picture that gave no text


class SpannedText(NamedTuple):
    """The raw text of one grid position, how many columns and rows its cell takes up, and its box on the page.

    `confidence` is that of a text recognised on a picture, None where the text itself was printed in the file.
    """

    text: str
    column_span: int = 1
    row_span: int = 1
    box: Box | None = None
    confidence: float | None = None


COVERED = SpannedText("")


def single_cell(text: str, make: Callable[..., SpannedText] = tuple.__new__) -> SpannedText:
    """A text in a cell of one column and one row, as most are: half the time of the named tuple's own constructor."""
    return make(SpannedText, (text, 1, 1, None, None))


class GridBuilder:
    """A CellGrid while it is being filled. Raises UnreadableDocumentError where the limits of a grid are passed."""

    def __init__(self, media_type: str, encoding_name: str) -> None:
        self.media_type = media_type
        self.encoding_name = encoding_name
        self.lines: list[str] = []
        self.rows: list[Row] = []
        self.problems: list[ReadingProblem] = []
        self.page_turns: list[tuple[int, int]] = []
        self.sheet_rows: list[tuple[int, int]] = []
        self.cell_count = 0
        self.turned_texts = 0
        self.struck: list[str] = []  # texts that are crossed out and were left out

    def add_note(self, text: str) -> None:
        """A line of the original's text that is no part of a page, such as the name of a sheet: the parser never
        sees it."""
        self.lines.append(tidy(text))

    def add_problem(self, code: str, severity: str, message: str) -> None:
        """Something that was not read and must be told."""
        self.problems.append(ReadingProblem(code, message, severity))

    def add_paragraph(self, text: str, page_no: int, box: Box | None = None, confidence: float | None = None) -> None:
        """Running text outside of tables; a blank paragraph is no line."""
        if tidied := tidy(text):
            self.turned_texts += is_turned(text)
            spanned = SpannedText(tidied, box=box, confidence=confidence)
            self._add((spanned,), (tidied,), page_no, is_tabular=False)

    def add_row(self, cells: Sequence[SpannedText], page_no: int, sheet_row_no: int | None = None) -> None:
        """One row of a table, an entry for each column of its grid; a row without text is no line.

        `sheet_row_no` is its number on a sheet, which counts blank rows too.
        """
        if len(cells) > GRID_COLUMNS:
            raise UnreadableDocumentError("too_many_columns", f"表格超过 {GRID_COLUMNS} 列，没有读取。")
        texts = [cell.text for cell in cells]
        if not is_tidy("".join(texts)):
            printed, texts = texts, [tidy(text) for text in texts]
            self.turned_texts += count_turned(printed) if any(texts) else 0
        if any(texts):
            self._add(cells, texts, page_no, is_tabular=len(cells) > 1)
            if sheet_row_no is not None:
                self.sheet_rows.append((len(self.lines), sheet_row_no))

    def _add(self, cells: Sequence[SpannedText], texts: Sequence[str], page_no: int, *, is_tabular: bool) -> None:
        """Write the line and its row: the spans of the cells and their tidied texts."""
        self.cell_count += len(cells)
        if len(self.rows) >= GRID_ROWS or self.cell_count > GRID_CELLS:
            raise UnreadableDocumentError("grid_limit", f"内容超过 {GRID_ROWS} 行或 {GRID_CELLS} 格的上限，没有读取。")
        line_no = len(self.lines) + 1
        make, placed, start, gap = tuple.__new__, [], 0, len(SEPARATOR)  # half the time of the tuples' own constructors
        for column_no, (text, cell) in enumerate(zip(texts, cells, strict=True), start=1):
            _, column_span, row_span, box, confidence = cell
            end = start + len(text)
            place = (page_no, line_no, column_no, start, end, box, confidence is not None)
            if confidence is not None and confidence < DOUBTFUL:
                self.problems.append(doubtful_text(text, confidence, Place(*place)))
            placed.append(make(Cell, (text, make(Place, place), column_span, row_span, ())))
            start = end + gap
        self.lines.append(SEPARATOR.join(texts))
        self.rows.append(Row(line_no, tuple(placed), is_tabular))

    def finish(self) -> CellGrid:
        """The grid; its last line is empty, as in a text that ends with a line feed: nothing is cut off."""
        lines = (*self.lines, "")
        if self.struck:
            self.problems.append(struck_texts(self.struck))
        if self.turned_texts:
            self.problems.append(turned_texts(self.turned_texts))
        told = (tuple(self.problems), tuple(self.page_turns), tuple(self.sheet_rows))
        return CellGrid(tuple(self.rows), lines, self.media_type, self.encoding_name, *told)


def struck_texts(texts: Sequence[str]) -> ReadingProblem:
    """What to say of texts that are crossed out."""
    message = f"有 {len(texts)} 处文字划了删除线（如“{texts[0][:20]}”），作为已删去的内容没有读取。"
    return ReadingProblem("text_struck", message, "低")


def turned_texts(count: int) -> ReadingProblem:
    """What to say of texts that are seen in another order than the one in which they are read."""
    message = f"有 {count} 处文字含改变书写方向的不可见字符，屏幕上的先后次序可能与读取的不同，请核对原件。"
    return ReadingProblem("text_direction_changed", message, "中")


def doubtful_text(text: str, confidence: float, place: Place) -> ReadingProblem:
    """What to say of a text that was hardly recognised, or not at all."""
    if UNREAD in text:
        message = f"第 {place.page_no} 页有一格有字，OCR 没有认出，请查看原件。"
        return ReadingProblem("ocr_not_read", message, "中", printed=text, place=place)
    message = f"第 {place.page_no} 页有一格由 OCR 识别，把握只有 {confidence:.0%}，请核对原件。"
    return ReadingProblem("ocr_doubtful", message, "中", printed=text, place=place)


def is_tidy(text: str) -> bool:
    """Whether a text, or several put together, are tidy already, as most are: no blank, no control and nothing unseen
    in them, and no more than a cell may hold."""
    return text.isprintable() and " " not in text and len(text) <= CELL_CHARACTERS


def tidy(text: str) -> str:
    """The text with white space and control characters as single blanks, without characters that print nothing."""
    if is_tidy(text):
        return text
    if len(text) > CELL_CHARACTERS:
        raise UnreadableDocumentError("cell_too_long", f"有一格内容超过 {CELL_CHARACTERS} 个字符，没有读取。")
    if NOT_PRINTING.search(text):
        text = CONTROL.sub(" ", without_invisible(text))
    return " ".join(text.split())


def place_spans(rows: Sequence[Sequence[SpannedText]]) -> list[list[SpannedText]]:
    """Rows of cells that name their spans, as rows with one entry a column: a cell stands at its first position.

    Spans are cut at the limits of a grid, at the last row, and at the last column in which any cell begins.
    """
    placed: list[list[SpannedText]] = []
    reaching: dict[int, int] = {}  # column: rows below that a cell above still covers
    width = 0
    for row_no, row in enumerate(rows):
        line: list[SpannedText] = []
        begun = 0
        covered = reaching
        reaching = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in row:
            while covered and len(line) in covered:
                line.append(COVERED)
            begun = len(line) + 1
            if cell.column_span == cell.row_span == 1 and begun <= GRID_COLUMNS:
                line.append(cell)
                continue
            columns = min(max(cell.column_span, 1), GRID_COLUMNS - len(line))
            if columns < 1:
                raise UnreadableDocumentError("too_many_columns", f"表格超过 {GRID_COLUMNS} 列，没有读取。")
            height = min(max(cell.row_span, 1), len(rows) - row_no)
            if height > 1:
                reaching |= {len(line) + offset: height - 1 for offset in range(columns)}
            line.append(cell if cell[1:3] == (columns, height) else cell._replace(column_span=columns, row_span=height))
            line += [COVERED] * (columns - 1)
        width = max(width, begun)
        if covered:
            line += [COVERED] * (max(covered) + 1 - len(line))
        placed.append(line)
    if width * len(placed) > GRID_CELLS:
        raise UnreadableDocumentError("grid_limit", f"一张表超过 {GRID_CELLS} 格的上限，没有读取。")
    return [cut_to_width(line, width) for line in placed]


def cut_to_width(line: list[SpannedText], width: int) -> list[SpannedText]:
    """The row with exactly this many columns, its last span cut to them."""
    if len(line) <= width:
        return line + [COVERED] * (width - len(line))
    return [
        cell if column + cell.column_span <= width else cell._replace(column_span=width - column)
        for column, cell in enumerate(line[:width])
    ]
