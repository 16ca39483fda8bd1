"""Text with tables of HTML in it, as programs write that turn pages into Markdown: their rows become rows of cells.

Input: decoded text. Output: a CellGrid, or None for a text without such a table. Stage `readers`. The lines of a table
are those that a web page gives, one a row; all other lines are the text's own.
"""

import re
from itertools import pairwise

from etl.readers.html_reader import page_grid
from etl.readers.joined_grid import moved
from etl.readers.text_lines import MEDIA_TYPE, read_lines
from etl.records import CellGrid, ReadingProblem, Row

TABLE_TAG = re.compile(r"<(/?)table\b[^<>]{0,2000}>", re.IGNORECASE)
ROW_TAG = re.compile(r"<tr\b", re.IGNORECASE)
CELL_TAG = re.compile(r"<t[dh]\b", re.IGNORECASE)


def read_text(text: str, encoding_name: str) -> CellGrid:
    """The grid of a text, its tables of HTML laid out."""
    tables = html_tables(text)
    if not tables:
        return read_lines(text, encoding_name)
    lines: list[str] = []
    rows: list[Row] = []
    problems: list[ReadingProblem] = []
    borders = [0, *(border for span in tables for border in span), len(text)]
    for number, (start, end) in enumerate(pairwise(borders)):
        piece = text[start:end]
        part = page_grid(piece, encoding_name) if number % 2 else read_lines(piece, encoding_name)
        rows += [moved(row, len(lines), text.count("\f", 0, start)) for row in part.rows]
        lines += part.lines[:-1] if number % 2 else part.lines
        problems += part.problems
    return CellGrid(tuple(rows), tuple(lines), MEDIA_TYPE, encoding_name, tuple(problems))


def html_tables(text: str) -> list[tuple[int, int]]:
    """Start and end of every outermost table with rows and cells; one that is not closed goes on to the end."""
    spans: list[tuple[int, int]] = []
    start, depth = 0, 0
    for tag in TABLE_TAG.finditer(text):
        if not tag.group(1):
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((start, tag.end()))
    if depth:
        spans.append((start, len(text)))
    return [span for span in spans if ROW_TAG.search(text, *span) and CELL_TAG.search(text, *span)]
