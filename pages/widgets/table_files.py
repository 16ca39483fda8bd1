"""A presented table as the bytes of a CSV, XLSX or Parquet file, with what it was chosen by.

Input: a presented table (Chinese headers, see presented_table.py) and an `Origin`. Output: bytes, the same rows and
columns in the same order in all three. Side of the pages; no streamlit here: files are tested without a browser.

Formula injection: XLSX and Parquet hold texts as texts. CSV cannot say so, hence a text cell that a spreadsheet would
run is prefixed with an apostrophe (=100% is ordinary data in these forms); plain numbers and bare dashes stay, and a
leading apostrophe of the document is doubled, so that the original can be had back.
"""

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pages.widgets.presented_table import shown_decimals
from pages.wording.harmless_text import UNSEEN_CLASS, visible_text

RUNS_IN_A_SPREADSHEET = re.compile(f"^[\\s{UNSEEN_CLASS}]*[=+\\-@＝＋－＠|%\t\r\n]")
PLAIN_NUMBER_OR_DASH = re.compile(r"^[+-]?\d[\d,]*(\.\d+)?%?$|^[-－]+$")
UNSAFE_IN_FILE_NAME = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff（）()、_-]+")
XLSX_MAX_CHARACTERS = 32_767  # of one cell; Excel refuses more
XLSX_MAX_ROWS = 1_048_575  # of one sheet, below the header
CUT_NOTE = "……（此格超过 Excel 上限，全文见 CSV 或 Parquet）"
FILE_NAME_CHARACTERS = 90
NOTICE_CHARACTERS = 12  # of a notice's first clause stand at the head of a file's name
FINGERPRINT_DIGITS = 16  # nobody makes two contents of one name, not even on purpose
COLUMN_WIDTHS = (8, 50)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table comes from: the page's title, the filters in words by their titles, the build's number and id, and
    what else is to be said about it by title (rows left out and why); `notice` must be said of everything in the
    build."""

    page_title: str
    filters: Mapping[str, str]
    build_name: str
    build_id: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    notice: str | None = None

    def lines(self, row_count: int) -> list[tuple[str, str]]:
        """The same as title and text pairs, for a second sheet or a file's metadata."""
        chosen = list(self.filters.items()) or [("筛选", "全部")]
        build = [("数据批次", self.build_name), *([("批次号", self.build_id)] if self.build_id else [])]
        warned = [("数据说明", self.notice)] if self.notice else []
        told = [*warned, ("页面", self.page_title), *chosen, ("行数", str(row_count)), *self.notes.items(), *build]
        return [(visible_text(title), visible_text(text)) for title, text in told]


def file_stem(table: pa.Table, origin: Origin) -> str:
    """A file name before its ending: page, filters, build and a fingerprint of the content (equal names then mean equal
    content)."""
    return marked_stem(origin, content_fingerprint(table))


def marked_stem(origin: Origin, fingerprint: str) -> str:
    """The same with a fingerprint that is known."""
    warned = [origin.notice.split("，")[0][:NOTICE_CHARACTERS]] if origin.notice else []
    words = [*warned, origin.page_title, *(f"{title}{text}" for title, text in origin.filters.items())]
    return f"{allowed_name('_'.join(words))}_批次{origin.build_name}_{fingerprint}"


def allowed_name(text: str) -> str:
    """The text as part of a file name: of an allow-list of characters, and not long."""
    return UNSAFE_IN_FILE_NAME.sub("_", text).strip("_")[:FILE_NAME_CHARACTERS]


def content_fingerprint(table: pa.Table) -> str:
    """Sixteen hex digits that change with any header or cell."""
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return hashlib.sha256(sink.getbuffer()).hexdigest()[:FINGERPRINT_DIGITS]


def csv_bytes(table: pa.Table) -> bytes:
    """CSV in UTF-8 with BOM and CRLF, as Excel opens it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([csv_text(name) for name in table.column_names])
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        writer.writerow([csv_text(value) if isinstance(value, str) else plain_number(value) for value in row])
    return text.getvalue().encode("utf-8-sig")


def csv_text(text: str) -> str:
    """A text cell that no spreadsheet runs as a formula."""
    if text.startswith("'"):
        return f"'{text}"
    if RUNS_IN_A_SPREADSHEET.match(text) and not PLAIN_NUMBER_OR_DASH.match(text):
        return f"'{text}"
    return text


def plain_number(value: object) -> str:
    """A number, date or unknown as CSV text: no exponent, no trailing zeros, "" for unknown."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return str(value)


def xlsx_bytes(table: pa.Table, origin: Origin) -> bytes:
    """XLSX with number formats, a frozen and filterable header, and a second sheet 筛选与批次.

    *Raises* ValueError where the rows are more than one sheet holds.
    """
    if table.num_rows > XLSX_MAX_ROWS:
        raise ValueError(f"{table.num_rows} rows do not fit a sheet of {XLSX_MAX_ROWS}")
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = [book.add_format({"num_format": number_format(column)}) for column in table.columns]
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", origin.page_title)[:31] or "数据")
        sheet.freeze_panes(1, 0)
        if table.num_columns:
            sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)
        for index, name in enumerate(table.column_names):
            sheet.set_column(index, index, min(max(2 * len(name), COLUMN_WIDTHS[0]), COLUMN_WIDTHS[1]))
            sheet.write_string(0, index, name, heading)
        for row_index, row in enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), start=1):
            for index, value in enumerate(row):
                write_cell(sheet, row_index, index, value, formats[index])
        about = book.add_worksheet("筛选与批次")
        about.set_column(0, 1, 40)
        for row_index, (title, text) in enumerate(origin.lines(table.num_rows)):
            about.write_string(row_index, 0, title, heading)
            about.write_string(row_index, 1, text)
    return buffer.getvalue()


def number_format(column: pa.ChunkedArray) -> str:
    """Excel's format for a column: separators and decimals, whole numbers plain (years), dates as on the forms."""
    data_type = column.type
    if pa.types.is_decimal(data_type) or pa.types.is_floating(data_type):
        return f"#,##0.{'0' * shown_decimals(column)}"
    if pa.types.is_date(data_type):
        return "yyyy-mm-dd"
    return "0" if pa.types.is_integer(data_type) else "@"


def write_cell(sheet: Worksheet, row: int, column: int, value: object, cell_format: Format) -> None:
    """One cell by the type of its value; texts are always texts, an unknown stays empty."""
    if isinstance(value, str):
        fits = len(value) <= XLSX_MAX_CHARACTERS
        text = value if fits else value[: XLSX_MAX_CHARACTERS - len(CUT_NOTE)] + CUT_NOTE
        sheet.write_string(row, column, text, cell_format)
    elif isinstance(value, Decimal | float | int):
        sheet.write_number(row, column, float(value), cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, cell_format)


def parquet_bytes(table: pa.Table, origin: Origin) -> bytes:
    """Parquet (zstd) with page, filters and build in the file's metadata."""
    about = dict(origin.lines(table.num_rows))
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(about), buffer, compression="zstd")
    return buffer.getvalue()
