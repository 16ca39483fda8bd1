"""Rows as a CSV file that no spreadsheet runs.

Input: `FileRows`. Output: UTF-8 with BOM and CRLF, as Excel opens it. Side of the pages; no streamlit here.

Formula injection: CSV cannot say that a text is a text, hence a text cell that a spreadsheet would run is prefixed with
an apostrophe (=100% is ordinary data in these forms); plain numbers and bare dashes stay, and a leading apostrophe of
the document is doubled, so that the original can be had back. The cells of a part are made by Polars, all cores at
once; what is to be guarded is told by the same two patterns for headers and cells.
"""

import csv
import io
from typing import BinaryIO

import polars as pl

from pages.widgets.file_rows import FileRows
from pages.wording.harmless_text import UNSEEN_CLASS

GUARDED = f"^(?:'|[\\s\x1c-\x1f{UNSEEN_CLASS}]*[=+\\-@＝＋－＠|%\t\r\n])"
PLAIN_NUMBER_OR_DASH = r"\A(?:[+-]?\d[\d,]*(?:\.\d+)?%?|[-－]+)\z"
QUOTE = "'"
LINE_END = "\r\n"
MARK = b"\xef\xbb\xbf"


def write_csv(rows: FileRows, sink: BinaryIO) -> None:
    """Write all rows below their header."""
    header = io.StringIO(newline="")
    csv.writer(header).writerow([csv_text(name) for name in rows.schema.names])
    sink.write(MARK + header.getvalue().encode())
    for part in rows.parts() if rows.schema.names else ():
        frame = pl.DataFrame(pl.from_arrow(part.rename_columns([f"c{index}" for index in range(part.num_columns)])))
        csv_cells(frame).write_csv(sink, include_header=False, line_terminator=LINE_END, float_scientific=False)


def csv_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns as they are written: texts guarded, decimals without the zeros that say nothing."""
    doubtful = frame.select(pl.col(pl.String).str.contains(GUARDED).any())
    guarded = [guarded_text(name) for name in doubtful.columns if doubtful.item(0, name)]
    kinds = frame.schema.items()
    decimals = [plain_decimal(pl.col(name)) for name, kind in kinds if isinstance(kind, pl.Decimal) and kind.scale]
    return frame.with_columns(*guarded, *decimals)


def guarded_text(name: str) -> pl.Expr:
    """A column of texts, an apostrophe before each that a spreadsheet would run or that begins with one."""
    column = pl.col(name)
    is_guarded = column.str.contains(GUARDED) & ~column.str.contains(PLAIN_NUMBER_OR_DASH)
    return pl.when(is_guarded).then(pl.lit(QUOTE) + column).otherwise(column).alias(name)


def plain_decimal(column: pl.Expr) -> pl.Expr:
    """A column of decimals as texts: no exponent, no trailing zeros behind a point."""
    return column.cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")


def csv_text(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return str(csv_cells(pl.DataFrame({"c0": [text]})).item())
