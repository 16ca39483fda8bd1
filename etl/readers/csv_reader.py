"""Comma or tab separated values (.csv, .tsv), quoted or not.

Input: decoded text. Output: a CellGrid. Stage `readers`. The separator is the one that the first lines use most; a
quoted cell may go over several lines and is still one cell.
"""

import csv
import io

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import GridBuilder, SpannedText
from etl.readers.limits import CELL_CHARACTERS
from etl.records import CellGrid

MEDIA_TYPE = "text/csv"
SEPARATORS = (",", "\t", ";", "，")
SAMPLE_LINES = 50


def read_csv(text: str, encoding_name: str) -> CellGrid:
    """The grid of a file of separated values; a line of one cell is running text."""
    builder = GridBuilder(MEDIA_TYPE, encoding_name)
    csv.field_size_limit(CELL_CHARACTERS)
    unmarked = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        for cells in csv.reader(io.StringIO(unmarked, newline=""), delimiter=most_used_separator(unmarked)):
            builder.add_row([SpannedText(cell) for cell in cells], 1)
    except csv.Error as error:
        reason = "CSV 的引号或单元格不完整，无法按列读取。"
        raise UnreadableDocumentError("csv_broken", reason) from error
    return builder.finish()


def most_used_separator(text: str) -> str:
    """The separator that occurs most in the first lines; the comma where none does."""
    sample = "\n".join(text.split("\n", SAMPLE_LINES)[:SAMPLE_LINES])
    return max(SEPARATORS, key=sample.count)
