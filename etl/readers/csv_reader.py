"""Comma or tab separated values (.csv, .tsv), quoted or not.

Input: decoded text. Output: a CellGrid. Stage `readers`. The separator is the one that parts the first lines, or
the one that the file names; a quoted cell may go over several lines and is still one cell.
"""

import csv
import io
import re

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import GridBuilder, SpannedText
from etl.readers.limits import CELL_CHARACTERS
from etl.records import CellGrid

MEDIA_TYPE = "text/csv"
SEPARATORS = (",", "\t", ";", "，")
SAMPLE_LINES = 50
QUOTED = re.compile(r'"[^"]*"?')
NAMED_SEPARATOR = re.compile(r'"?sep=([,;|，\t])"?\n', re.IGNORECASE)  # the first line, as spreadsheet programs take it


def read_csv(text: str, encoding_name: str) -> CellGrid:
    """The grid of a file of separated values; a line of one cell is running text."""
    builder = GridBuilder(MEDIA_TYPE, encoding_name)
    csv.field_size_limit(CELL_CHARACTERS)
    unmarked = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    named = NAMED_SEPARATOR.match(unmarked)
    separator = named.group(1) if named else most_used_separator(unmarked)
    try:
        for cells in csv.reader(io.StringIO(unmarked[named.end() if named else 0 :], newline=""), delimiter=separator):
            builder.add_row([SpannedText(cell) for cell in cells], 1)
    except csv.Error as error:
        reason = "CSV 的引号或单元格不完整，无法按列读取。"
        raise UnreadableDocumentError("csv_broken", reason) from error
    return builder.finish()


def most_used_separator(text: str) -> str:
    """The separator that parts the most of the first lines, quoted texts left out; of several the tab, which no prose
    has, then the one that parts them most evenly, then the one that occurs most. The comma where none occurs."""
    sample = QUOTED.sub("", "\n".join(text.split("\n", SAMPLE_LINES)[:SAMPLE_LINES])).split("\n")
    counts = {separator: [count for line in sample if (count := line.count(separator))] for separator in SEPARATORS}
    return max(
        SEPARATORS, key=lambda sign: (len(counts[sign]), sign == "\t", -len(set(counts[sign])), sum(counts[sign]))
    )
