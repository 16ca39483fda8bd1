"""Text pulled out of a document (.txt, .md): tab rows, pipe rows and running lines as one CellGrid.

Input: decoded text. Output: a CellGrid whose rows are the non-blank lines; columns count from 1. Stage
`readers`. Lines are split at LF only: str.splitlines() would also split at characters that occur inside cells.
"""

import re

from etl.readers.markup import plain_text
from etl.records import Cell, CellGrid, Place, Row

RULE_CELL = re.compile(r":?-{2,}:?|-?")  # a cell of the line under a Markdown header


def read_text(text: str, encoding_name: str) -> CellGrid:
    """The grid of a text document; a form feed begins a new page."""
    lines = tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    rows: list[Row] = []
    page_no = 1
    for line_no, line in enumerate(lines, start=1):
        page_no += line.count("\f")
        row = read_line(line, line_no, page_no)
        if row is not None:
            rows.append(row)
    return CellGrid(tuple(rows), lines, "text/plain", encoding_name)


def read_line(line: str, line_no: int, page_no: int) -> Row | None:
    """One line as a row; None for a blank line and for the ruled line under a Markdown header."""
    spans, is_tabular = cell_spans(line)
    cells, texts = [], []
    for column_no, (start, end) in enumerate(spans, start=1):
        piece = line[start:end]
        text = plain_text(piece)
        if text:
            texts.append(text)
        first, last = (start, end) if text == piece else trimmed(piece, start)
        cells.append(Cell(text, Place(page_no, line_no, column_no, first, last)))
    if not texts or (is_tabular and is_ruled_line(texts)):
        return None
    return Row(line_no, tuple(cells), is_tabular)


def is_ruled_line(texts: list[str]) -> bool:
    """Whether a row only draws a line: every cell of dashes, at least one of two or more."""
    return all(RULE_CELL.fullmatch(text) for text in texts) and any(len(text) > 1 for text in texts)


def cell_spans(line: str) -> tuple[list[tuple[int, int]], bool]:
    """Start and end of each cell in the line, and whether the line is a row of cells at all."""
    if "\t" in line:
        return separated_spans(line, "\t"), True
    ends = line.rstrip().endswith("|")
    # " | 甲" without a pipe at its end is a row without a frame whose first cell is blank
    begins = line.startswith("|") or (ends and line.lstrip().startswith("|"))
    if begins or ends or line.count("|") > 1:
        spans = separated_spans(line, "|")
        if begins:
            spans = spans[1:]
        if ends and spans:
            spans = spans[:-1]
        return spans, True
    return [(0, len(line))], False


def separated_spans(line: str, separator: str) -> list[tuple[int, int]]:
    """The spans between separators, empty ones included."""
    spans, start = [], 0
    for piece in line.split(separator):
        spans.append((start, start + len(piece)))
        start += len(piece) + len(separator)
    return spans


def trimmed(piece: str, start: int) -> tuple[int, int]:
    """The span of a piece that begins at `start`, without white space at its ends; empty where it is nothing else."""
    left = start + len(piece) - len(piece.lstrip())
    return left, max(left, start + len(piece.rstrip()))
