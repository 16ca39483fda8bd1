"""Files of very many rows: made part by part, equal to those of XlsxWriter and of the csv module, kept on the disk."""

import csv
import errno
import gc
import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pages.widgets import file_rows, kept_file, xlsx_file
from pages.widgets.csv_file import csv_text, write_csv
from pages.widgets.file_rows import FileRows, rows_of, spooled_rows
from pages.widgets.kept_file import DiskFullError, KeptFile
from pages.widgets.table_files import CSV, EXCEL, FORMATS, file_bytes
from pages.widgets.table_origin import Origin
from pages.widgets.xlsx_file import TooLargeForExcelError, write_xlsx
from serving import handed_files

ORIGIN = Origin("页", {}, "7")
TEXTS = st.none() | st.text(max_size=12) | st.sampled_from(
    ["=1+1", "<r><t>x</t></r>", "_x000D_", "a\r\nb", " 甲 ", "&amp;", "]]>", "\x0b\ufffe", "1,5", '"', "'", "-\n"]
)  # fmt: skip
ROWS = st.lists(
    st.tuples(
        TEXTS,
        st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=6),
        st.none() | st.floats(allow_nan=False, allow_infinity=False, width=64),
        st.none() | st.integers(-(2**53), 2**53),
        st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)),
        TEXTS,
    ),
    max_size=20,
)
KINDS = (pa.string(), pa.decimal128(18, 6), pa.float64(), pa.int64(), pa.date32(), pa.large_string())
NAMES = ("文字", "金额（万元）", "率（%）", "年度", "日期", "说明")
Rows = list[tuple[Any, ...]]


def table_of(rows: Rows) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(KINDS)
    return pa.table(
        {name: pa.array(list(column), kind) for name, column, kind in zip(NAMES, columns, KINDS, strict=True)}
    )


def by_xlsxwriter(table: pa.Table) -> bytes:
    """The cells of a table as XlsxWriter writes them one by one."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet()
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(table.to_pylist()):
            for index, value in enumerate(row.values()):
                if isinstance(value, str):
                    sheet.write_string(number, index, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, index, value, days)
                elif value is not None:
                    sheet.write_number(number, index, float(value))
    return buffer.getvalue()


def cells(content: bytes, first_row: int) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=first_row, max_col=len(NAMES))]


@settings(max_examples=30)
@given(ROWS)
@example([("=1+1", Decimal("-1.500000"), 1e-7, 2023, date(1900, 2, 28), "\u202e")])
@example([(None,) * 6, ("a", None, None, None, date(1900, 3, 1), "")])
def test_a_workbook_holds_what_xlsxwriter_writes_cell_by_cell(rows: Rows) -> None:
    table = table_of(rows)
    given_back = cells(file_bytes(EXCEL, table, ORIGIN), first_row=2)
    plain = [row for row in rows if not any(str(text).startswith("<r>") for text in (row[0], row[5]))]
    wanted = cells(by_xlsxwriter(table_of(plain)), first_row=1) if plain else []
    for (text, amount, rate, year, _, note), read in zip(rows, given_back, strict=False):
        assert read[1] == (None if amount is None else float(amount)), "an amount is what its digits say"
        assert read[2] == rate and read[3] == year
        for printed, cell in ((text, read[0]), (note, read[5])):
            assert cell is None or isinstance(cell, str)
            assert (cell is None) == (not printed)
    texts = [(read[0], read[4], read[5]) for read, row in zip(given_back, rows, strict=False) if row in plain]
    assert texts == [(row[0] or None, row[4], row[5] or None) for row in wanted][: len(texts)]


def test_markup_of_a_document_is_a_text_in_a_workbook() -> None:
    hostile = "<r><t>好</t></r><x></is></c><c><f>1+1</f></c></r>"
    book = openpyxl.load_workbook(io.BytesIO(file_bytes(EXCEL, pa.table({"a": [hostile]}), ORIGIN)))
    cell = book.worksheets[0]["A2"]
    assert cell.value == hostile and cell.data_type == "s"


@settings(max_examples=30)
@given(ROWS)
def test_a_csv_gives_every_cell_back(rows: Rows) -> None:
    table = table_of(rows)
    header, *lines = csv.reader(io.StringIO(file_bytes(CSV, table, ORIGIN).decode("utf-8-sig"), newline=""))
    assert header == list(NAMES) and len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        for value, cell in zip(row, line, strict=True):
            if isinstance(value, str):
                assert cell == csv_text(value)
            elif value is None:
                assert cell == ""
            elif isinstance(value, date):
                assert cell == str(value)
            else:
                assert float(cell) == float(value) and "e" not in cell.lower()


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: str(kind.ending))
def test_files_made_part_by_part_are_those_made_at_once(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of([(f"第{n}行", Decimal(n), float(n), n, date(2024, 1, 2), None) for n in range(7)])
    whole = file_bytes(kind, table, ORIGIN)
    monkeypatch.setattr(file_rows, "PART_ROWS", 3)
    told: list[int] = []
    sink = io.BytesIO()
    kind.write(rows_of(table).told(told.append), ORIGIN, sink)
    assert told == [3, 6, 7]
    if kind.ending == "xlsx":
        assert cells(sink.getvalue(), 1) == cells(whole, 1) and len(cells(whole, 1)) == 8
    elif kind.ending == "csv":
        assert sink.getvalue() == whole
    else:
        assert pq.read_table(sink).equals(pq.read_table(io.BytesIO(whole)))


def test_rows_that_come_in_parts_are_those_of_one_table() -> None:
    table = table_of([("a", Decimal("12.5"), 1.0, 1, None, "x"), ("b", Decimal("0.000001"), None, 2, None, None)])
    told: list[int] = []
    spooled = spooled_rows([table.slice(0, 0), table.slice(0, 1), table.slice(1)], told.append)
    whole = rows_of(table)
    assert pa.concat_tables(spooled.parts()).equals(table) and told == [0, 1, 2]
    assert pa.concat_tables(spooled.parts()).equals(table), "they can be read again"
    assert (spooled.schema, spooled.row_count, spooled.decimals) == (whole.schema, 2, whole.decimals)
    assert spooled.decimals[NAMES[1]] == 6, "the smallest amount of all parts decides"
    with pytest.raises(ValueError, match="no part"):
        spooled_rows([])


def no_parts() -> Iterator[pa.Table]:
    raise AssertionError("the work has begun")
    yield


def test_more_rows_than_excel_holds_are_refused_before_the_work() -> None:
    rows = FileRows(table_of([]).schema, xlsx_file.MOST_ROWS + 1, {}, no_parts)
    with pytest.raises(TooLargeForExcelError, match=r"最多 1,048,575 行，这里有 1,048,576 行；请下载 CSV 或 Parquet"):
        write_xlsx(rows, ORIGIN, io.BytesIO())
    with pytest.raises(AssertionError, match="the work has begun"):
        write_xlsx(replace(rows, row_count=xlsx_file.MOST_ROWS), ORIGIN, io.BytesIO())


def test_texts_that_no_workbook_holds_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_SHEET_BYTES", 1500)
    monkeypatch.setenv(kept_file.FOLDER_VARIABLE, str(tmp_path))
    rows = rows_of(pa.table({"a": ["长" * 2000]}))
    with pytest.raises(TooLargeForExcelError, match="请下载 CSV 或 Parquet"):
        KeptFile(lambda sink: write_xlsx(rows, ORIGIN, sink))
    gc.collect()
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_a_number_that_is_none_is_no_silent_cell() -> None:
    with pytest.raises(ValueError, match="a number that is none"):
        file_bytes(EXCEL, pa.table({"a": [1.0, float("nan")]}), ORIGIN)
    with pytest.raises(TypeError, match="no form in a workbook"):
        file_bytes(EXCEL, pa.table({"a": [True]}), ORIGIN)


def test_a_kept_file_lives_as_long_as_somebody_can_ask_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of([("a", None, None, None, None, None)])
    monkeypatch.delenv(kept_file.FOLDER_VARIABLE, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = KeptFile(lambda sink: write_csv(rows_of(table), sink))
    whole = file_bytes(CSV, table, ORIGIN)
    assert kept.content() == whole, "without a server that knows tickets the file itself is handed over"
    assert kept.byte_count == len(whole)
    monkeypatch.setenv(kept_file.FOLDER_VARIABLE, str(tmp_path))
    ticket = handed_files.TICKET.fullmatch(kept.content())
    assert ticket and (tmp_path / ticket[1].decode()).read_bytes() == whole
    assert handed_files.FOLDER_VARIABLE == kept_file.FOLDER_VARIABLE
    del kept
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept_file.FOLDER_VARIABLE, str(tmp_path))

    def write(sink: io.BufferedIOBase) -> None:
        sink.write(b"x")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFullError, match="临时磁盘空间不足"):
        KeptFile(write)
    gc.collect()
    assert list(tmp_path.iterdir()) == []
