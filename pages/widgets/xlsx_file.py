"""Rows as an Excel workbook: number formats, a frozen and filterable header, a second sheet 筛选与批次.

Input: `FileRows` and an `Origin`. Output: one workbook. Side of the pages; no streamlit here.

XlsxWriter makes the workbook with one row of empty cells, one format a column; the rows are put in the place of that
row as XML that Polars makes of whole columns. So the styles, widths, filters and the second sheet are XlsxWriter's, and
a million rows take a tenth of the processor (benchmarks/measure_downloads.py). Texts are always texts, cell by cell:
no formula, no link, no markup of a document gets into the file.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pages.widgets.csv_file import plain_decimal
from pages.widgets.file_rows import FileRows
from pages.widgets.table_origin import Origin

MOST_CHARACTERS = 32_767  # of one cell; Excel refuses more, and counts one beyond the basic plane (𠮷, 😀) twice
COUNTED_TWICE = "[\U00010000-\U0010ffff]"
MOST_ROWS = 1_048_575  # of one sheet, below the header
MOST_SHEET_BYTES = 2**31 - 2**20  # of the XML; more takes an extension of ZIP at which Excel offers to repair the file
CUT_NOTE = "……（此格超过 Excel 上限，全文见 CSV 或 Parquet）"
COLUMN_WIDTHS = (8, 50)
WIDTH_ROWS = 200  # whose texts tell how wide a column is
SHEET = "xl/worksheets/sheet1.xml"
SAMPLE_ROW = re.compile(r'<row r="2".*?</row>', re.DOTALL)
STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"/>')
DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
LEVEL = 3  # of compression: 6 takes twice the time for a tenth of the size
ROW_NO = "row no"
SPACE_AT_AN_END = r"^\s|\s$"
LIKE_AN_ESCAPE = "_x[0-9a-fA-F]{4}_"  # of Excel, for characters that XML cannot hold; a text that reads so is escaped
UNWRITABLE = [*map(chr, range(9)), "\x0b", "\x0c", *map(chr, range(13, 32)), "\ufffe", "\uffff"]
WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {sign: f"_x{ord(sign):04X}_" for sign in UNWRITABLE}
UNIX_DAY_IN_EXCEL = 25_569
FIRST_DAY = 61  # 1900-03-01: Excel counts a 29th of February in 1900


class TooLargeForExcelError(ValueError):
    """The rows do not fit one workbook; the text is one Chinese sentence."""


def write_xlsx(rows: FileRows, origin: Origin, sink: BinaryIO) -> None:
    """Write the workbook. Raises TooLargeForExcelError where the rows, or their texts, do not fit one sheet."""
    if rows.row_count > MOST_ROWS:
        raise TooLargeForExcelError(
            f"Excel 一张工作表最多 {MOST_ROWS:,} 行，这里有 {rows.row_count:,} 行；请下载 CSV 或 Parquet。"
        )
    with (
        zipfile.ZipFile(io.BytesIO(workbook_without_rows(rows, origin))) as made,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as book,
    ):
        for member in made.infolist():
            with book.open(member.filename, "w") as part:
                if member.filename != SHEET:
                    part.write(made.read(member))
                    continue
                written = 0
                for piece in sheet_pieces(made.read(member).decode(), rows):
                    written += len(piece)
                    if written > MOST_SHEET_BYTES:
                        raise TooLargeForExcelError("这些行的文字超过一个 Excel 文件的上限；请下载 CSV 或 Parquet。")
                    part.write(piece)


def workbook_without_rows(rows: FileRows, origin: Origin) -> bytes:
    """The workbook with its header, its second sheet, and one row of empty cells that carry the formats."""
    buffer = io.BytesIO()
    names = rows.schema.names
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", origin.page_title)[:31] or "数据")
        sheet.freeze_panes(1, 0)
        if names:
            sheet.autofilter(0, 0, rows.row_count, len(names) - 1)
        first = next(rows.parts(), rows.schema.empty_table()).slice(0, WIDTH_ROWS)
        for index, column in enumerate(rows.schema):
            sheet.set_column(index, index, column_width(column.name, first[column.name]))
            sheet.write_string(0, index, column.name, heading)
            sheet.write_blank(1, index, None, book.add_format({"num_format": number_format(column, rows)}))
        about = book.add_worksheet("筛选与批次")
        about.set_column(0, 1, 40)
        for row_index, (title, text) in enumerate(origin.lines(rows.row_count)):
            about.write_string(row_index, 0, title, heading)
            about.write_string(row_index, 1, text)
    return buffer.getvalue()


def column_width(header: str, values: pa.ChunkedArray) -> int:
    """The width of a column in digits, within bounds: what its header and these of its texts need."""
    is_text = pa.types.is_string(values.type) or pa.types.is_large_string(values.type)
    narrowest, widest = COLUMN_WIDTHS
    texts = [header, *((text or "")[:widest] for text in values.to_pylist())] if is_text else [header]
    return min(max(narrowest, *(len(text) + sum(map(is_wide, text)) for text in texts)), widest)


def is_wide(character: str) -> bool:
    """Whether a character takes the room of two digits, as Chinese ones do."""
    return unicodedata.east_asian_width(character) in "WF"


def number_format(column: pa.Field, rows: FileRows) -> str:
    """Excel's format for a column: separators and decimals, whole numbers plain (years), dates as on the forms."""
    if column.name in rows.decimals:
        return f"#,##0.{'0' * rows.decimals[column.name]}"
    if pa.types.is_date(column.type):
        return "yyyy-mm-dd"
    return "0" if pa.types.is_integer(column.type) else "@"


def sheet_pieces(sheet: str, rows: FileRows) -> Iterator[bytes]:
    """The XML of the first sheet, the rows in the place of the one that carries the formats."""
    last = f"{xl_col_to_name(max(len(rows.schema.names) - 1, 0))}{rows.row_count + 1}"
    sheet = DIMENSION.sub(f'<dimension ref="A1:{last}"/>', sheet, count=1)
    sample = SAMPLE_ROW.search(sheet)
    if sample is None:
        yield sheet.encode()
        return
    yield sheet[: sample.start()].encode()
    styles, row_no = STYLE.findall(sample.group()), 2
    for part in rows.parts():
        yield rows_xml(part, row_no, styles)
        row_no += part.num_rows
    yield sheet[sample.end() :].encode()


def rows_xml(part: pa.Table, row_no: int, styles: Sequence[str]) -> bytes:
    """The XML of some rows, numbered from `row_no` on."""
    named = part.rename_columns([f"c{index}" for index in range(part.num_columns)])
    frame = pl.DataFrame(pl.from_arrow(named)).with_row_index(ROW_NO, row_no)
    frame = frame.with_columns(pl.col(ROW_NO).cast(pl.String))
    cells = [
        cell_xml(frame[name], f'<c r="{xl_col_to_name(index)}', f'" s="{style}"')
        for index, (name, style) in enumerate(zip(named.column_names, styles, strict=True))
    ]
    row = pl.concat_str('<row r="' + pl.col(ROW_NO) + '">', *cells, pl.lit("</row>\n"), ignore_nulls=True)
    texts = frame.select(row).to_series().rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    content = texts.buffers()[-1]
    return bytes(memoryview(content)[: pc.sum(pc.binary_length(texts)).as_py() or 0])


def cell_xml(values: pl.Series, start: str, style: str) -> pl.Expr:
    """The cells of a column by the type of its values; texts are always texts, an unknown has no cell.

    *Raises* TypeError for a type that no presented table has, ValueError for a number that is none.
    """
    column, kind = pl.col(values.name), values.dtype
    place = pl.lit(start) + pl.col(ROW_NO)
    if isinstance(kind, pl.String):
        is_kept = column.str.contains(SPACE_AT_AN_END)
        space = pl.when(is_kept).then(pl.lit(' xml:space="preserve">')).otherwise(pl.lit(">"))
        head = pl.concat_str(place, pl.lit(f'{style} t="inlineStr"><is><t'), space)
        return pl.concat_str(head, written_text(values), pl.lit("</t></is></c>"))
    if isinstance(kind, pl.Date):
        day = column.cast(pl.Int32) + UNIX_DAY_IN_EXCEL
        number = (day - (day < FIRST_DAY).cast(pl.Int32)).cast(pl.String)
    elif isinstance(kind, pl.Decimal):
        number = plain_decimal(column) if kind.scale else column.cast(pl.String)
    elif kind.is_numeric():
        if kind.is_float() and not values.is_finite().all():
            raise ValueError(f"column {values.name} has a number that is none")
        number = column.cast(pl.String)
    else:
        raise TypeError(f"a column of {kind} has no form in a workbook")
    return pl.concat_str(place, pl.lit(f"{style}><v>"), number, pl.lit("</v></c>"))


def written_text(values: pl.Series) -> pl.Expr:
    """Texts as XML holds them, cut where Excel holds no more; an empty text is no cell."""
    column = pl.col(values.name)
    is_filled = column != ""
    fitting: pl.Expr = pl.when(is_filled).then(column)
    if (values.str.len_bytes() > MOST_CHARACTERS).any():  # no text counts more than its bytes
        room, twice = MOST_CHARACTERS - len(CUT_NOTE), column.str.count_matches(COUNTED_TWICE).cast(pl.Int64)
        cut = column.str.slice(0, pl.max_horizontal(room - twice, room // 2)) + CUT_NOTE
        fitting = pl.when(column.str.len_chars() + twice > MOST_CHARACTERS).then(cut).when(is_filled).then(column)
    plain = fitting.str.replace_all(f"({LIKE_AN_ESCAPE})", "_x005F${1}")
    return plain.str.replace_many(list(WRITTEN), list(WRITTEN.values()))
