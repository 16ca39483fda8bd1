"""Downloaded files hold the presented table cell by cell, and no spreadsheet runs what a document says."""

import csv
import io
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.queries.published_db import fetch
from pages.widgets.csv_file import csv_text
from pages.widgets.presented_table import (
    browser_numbers,
    decimals_of,
    present_table,
    presented_column,
    smallest_size,
    table_decimals,
    with_unit,
)
from pages.widgets.row_count import left_out_note
from pages.widgets.table_files import CSV, EXCEL, PARQUET, file_bytes
from pages.widgets.table_origin import Origin, content_fingerprint, file_stem
from pages.widgets.xlsx_file import CUT_NOTE, MOST_CHARACTERS, written_text
from pages.wording.number_text import money_text, percent_text, points_text, wan_text

COLUMNS = ["fiscal_year", "project_name", "adjusted_budget_yuan", "executed_yuan", "unspent_yuan", "execution_rate"]
ORIGIN = Origin("预算执行率", {"年度": "2023", "区县": "宝山区、普陀区"}, "000000000007")


@pytest.fixture()
def presented(all_filters: dict[str, list[str]]) -> pa.Table:
    """The rows of 预算执行率 of the small build, as they are shown."""
    return present_table(fetch("execution_rows", all_filters), COLUMNS)


def test_headers_carry_units_and_values_follow_them(presented: pa.Table) -> None:
    assert presented.column_names == [
        "年度", "项目名称", "全年预算数（万元）", "全年执行数（万元）", "未执行金额（万元）", "执行率（重算，%）",
    ]  # fmt: skip
    first = presented.to_pylist()[0]
    assert first["全年执行数（万元）"] == Decimal("5.000005"), "exact, not rounded to what the screen shows"
    assert first["执行率（重算，%）"] == 25.000025


@given(st.integers(-(10**7), 10**9))
def test_a_rate_is_the_double_of_its_decimals(ten_thousandths: int) -> None:
    rate = pa.chunked_array([pa.array([ten_thousandths / 10_000])])
    (shown,) = presented_column("execution_rate", rate).to_pylist()
    assert repr(shown) == repr(ten_thousandths / 100), "56.59, not 56.589999999999996"


def test_what_rows_were_left_out_and_the_build_are_on_the_second_sheet() -> None:
    origin = Origin("页", {}, "7", "a1b2", left_out_note({"没有资金数": 3, "无": 0}, "张表"))
    book = openpyxl.load_workbook(io.BytesIO(file_bytes(EXCEL, pa.table({"a": [1]}), origin)))
    about = {row[0].value: row[1].value for row in book["筛选与批次"].iter_rows()}
    assert about["未计入"] == "没有资金数（3 张表）" and about["批次号"] == "a1b2"


def test_amounts_round_half_up_in_texts_and_never_hide_what_is_left() -> None:
    assert wan_text(Decimal("255250.00")) == "25.53" and wan_text(Decimal("-255250")) == "-25.53"
    assert (
        wan_text(Decimal("12.34")) == "<0.01" and wan_text(Decimal(0)) == "0.00" and wan_text(Decimal("50")) == "0.01"
    )
    assert (
        wan_text(Decimal(-12)) == ">-0.01" and percent_text(0.99995) == "100.00%" and percent_text(0.123445) == "12.34%"
    )
    assert money_text(Decimal("2_000_050_000")) == "20.00 亿元" and points_text(Decimal("1.125")) == "1.13"


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=6))
@example(Decimal("25.525"))
@example(Decimal("-1.005"))
@example(Decimal("1365.645"))
def test_a_browser_rounds_the_screen_as_the_decimal_says(value: Decimal) -> None:
    (shown,) = browser_numbers(pa.chunked_array([pa.array([value], pa.decimal128(18, 6))]), 2).to_pylist()
    # a browser (toFixed) takes the nearest two decimals of the exact binary double
    assert f"{Decimal(shown):.2f}" == f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP)}"
    assert round(shown, 6) == float(value)


def test_a_column_shows_as_many_decimals_as_its_smallest_amount_needs() -> None:
    columns = [["0", "12.3456"], ["0.0099", "1"], ["0.0012", "5"], ["-0.000001", "5"], [None, "0"]]
    numbers = [
        pa.chunked_array([pa.array([x and Decimal(x) for x in column], pa.decimal128(18, 6))]) for column in columns
    ]
    assert [decimals_of(smallest_size(column)) for column in numbers] == [2, 2, 4, 6, 2]


def test_amounts_of_one_table_have_the_same_decimals_so_that_they_add_up_by_eye() -> None:
    amounts = {"预算（万元）": "7", "未执行金额（万元）": "0.001", "执行率（重算，%）": "99.99"}
    table = pa.table({name: pa.array([Decimal(amount)], pa.decimal128(18, 6)) for name, amount in amounts.items()})
    assert list(table_decimals(table).values()) == [4, 4, 2]
    sheet = openpyxl.load_workbook(io.BytesIO(file_bytes(EXCEL, table, ORIGIN)))["预算执行率"]
    assert [cell.number_format for cell in sheet[2]] == ["#,##0.0000", "#,##0.0000", "#,##0.00"]


def test_units_join_brackets_that_are_there() -> None:
    assert with_unit("执行率（重算）", "%") == "执行率（重算，%）"
    assert with_unit("得分", "分") == "得分（分）"
    assert with_unit("项目名称", None) == "项目名称"


def test_csv_holds_every_cell(presented: pa.Table) -> None:
    content = file_bytes(CSV, presented, ORIGIN)
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert header == presented.column_names
    assert rows[0] == ["2023", "档案整理费", "20", "5.000005", "14.999995", "25.000025"]
    assert rows[2][1:5] == ["<img src=x onerror=alert(1)>=1+1", "40", "50", "-10"], "negative numbers stay numbers"
    assert rows[3][2:] == ["", "", "", ""], "unknown is empty, not zero"


def test_xlsx_holds_every_cell_with_formats_and_origin(presented: pa.Table) -> None:
    book = openpyxl.load_workbook(io.BytesIO(file_bytes(EXCEL, presented, ORIGIN)))
    sheet = book["预算执行率"]
    assert [cell.value for cell in sheet[1]] == presented.column_names
    for number, row in enumerate(presented.to_pylist(), start=2):
        for cell, value in zip(sheet[number], row.values(), strict=True):
            assert cell.value == (pytest.approx(float(value)) if isinstance(value, Decimal | float) else value)
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet["A2"].number_format == "0", "a year has no thousands separator"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F5"
    about = {row[0].value: row[1].value for row in book["筛选与批次"].iter_rows()}
    assert about == {
        "页面": "预算执行率", "年度": "2023", "区县": "宝山区、普陀区", "行数": "4", "数据批次": "000000000007",
    }  # fmt: skip


def test_a_column_of_a_sheet_is_as_wide_as_its_texts_within_bounds() -> None:
    texts = {"名": ["≥8.00(个)", None], "项目名称": ["医疗救助补助资金", "维护"], "说明": ["一" * 40_000, ""]}
    sheet = openpyxl.load_workbook(io.BytesIO(file_bytes(EXCEL, pa.table(texts), ORIGIN))).worksheets[0]
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABC"]
    assert widths == [10, 17, 51], "in digits, of which a Chinese character takes two; Excel adds a margin"


def test_parquet_holds_the_table_and_its_origin(presented: pa.Table) -> None:
    read = pq.read_table(io.BytesIO(file_bytes(PARQUET, presented, ORIGIN)))
    assert read.to_pylist() == presented.to_pylist()
    assert read.schema.metadata["区县".encode()].decode() == "宝山区、普陀区"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("=100%", "'=100%"),
        ("  =cmd|'/c calc'!A1", "'  =cmd|'/c calc'!A1"),
        ("＝1", "'＝1"),
        ("\u202e=1", "'\u202e=1"),
        ("\u00ad=1", "'\u00ad=1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+86 电话", "'+86 电话"),
        ("-改进措施", "'-改进措施"),
        ("\t=1", "'\t=1"),
        ("\u200b=1", "'\u200b=1"),
        ("'x", "''x"),
        ("-1.50", "-1.50"),
        ("-1,234.5%", "-1,234.5%"),
        ("--", "--"),
        ("-", "-"),
        ("≥95%", "≥95%"),
        ("医疗救助", "医疗救助"),
    ],
)
def test_csv_guards_formulas_and_spares_numbers(text: str, shown: str) -> None:
    assert csv_text(text) == shown


@given(st.text(max_size=30))
def test_the_guard_is_reversible(text: str) -> None:
    guarded = csv_text(text)
    assert (guarded[1:] if guarded.startswith("'") else guarded) == text
    assert not guarded.lstrip().startswith(("=", "@"))


def test_hostile_texts_stay_texts_in_xlsx() -> None:
    texts = ["=1+1", '=HYPERLINK("http://x","y")', "http://x.example", "@x", "\x01控制符", "长" * 40_000]
    book = openpyxl.load_workbook(io.BytesIO(file_bytes(EXCEL, pa.table({"原文": texts}), ORIGIN)))
    cells = [row[0] for row in book["预算执行率"].iter_rows(min_row=2)]
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    assert cells[0].value == "=1+1"
    assert cells[5].value.endswith("全文见 CSV 或 Parquet）"), "what Excel cannot hold is said, not lost"


@pytest.mark.parametrize("text", ["😀" * 20_000, "𠮷" + "长" * 40_000, "长" * 32_766 + "𠮷"])
def test_a_cell_holds_no_more_than_excel_counts(text: str) -> None:
    """Excel counts in UTF-16 and offers to repair a file with a longer cell."""
    values = pl.Series("c0", [text])
    (cell,) = values.to_frame().select(written_text(values)).to_series()
    assert MOST_CHARACTERS // 2 < len(cell.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert cell.endswith(CUT_NOTE)


def test_dates_and_no_rows_have_files_too() -> None:
    table = pa.table({"日期": pa.array([date(2024, 1, 2)]), "是否": ["是"]})
    sheet = openpyxl.load_workbook(io.BytesIO(file_bytes(EXCEL, table, ORIGIN)))["预算执行率"]
    assert sheet["A2"].value.date() == date(2024, 1, 2)
    assert file_bytes(CSV, table.slice(0, 0), ORIGIN).decode("utf-8-sig") == "日期,是否\r\n"


def test_file_names_say_page_filters_build_and_content(presented: pa.Table) -> None:
    name = file_stem(presented, ORIGIN)
    assert name.startswith("预算执行率_年度2023_区县宝山区、普陀区_批次000000000007_")
    assert name.endswith(content_fingerprint(presented))
    assert file_stem(presented.slice(1), ORIGIN) != name, "another content never shares a name"
    hostile = Origin("../../etc/passwd\r\n", {"项目": "\u202ecsv.exe/" * 40}, "000000000007")
    unsafe = file_stem(presented, hostile)
    assert not set(unsafe) & set("/\\\r\n\u202e:*?") and len(unsafe) < 150


def test_what_must_be_said_of_a_build_is_said_in_its_files(presented: pa.Table) -> None:
    origin = Origin("页", {}, "000000000007", notice="合成数据，项目、金额均为虚构。")
    assert file_stem(presented, origin).startswith("合成数据_页_批次")
    assert origin.lines(3)[0] == ("数据说明", "合成数据，项目、金额均为虚构。")
