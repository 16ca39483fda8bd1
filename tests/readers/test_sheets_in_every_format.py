"""What a sheet hides and what it never worked out: told in every spreadsheet format, and never read as printed."""

import io

import openpyxl
import pytest
import xlsxwriter
import xlwt

from etl.document_rows import list_lines
from etl.readers import read_grid
from tests.readers.made_documents import make_ods, make_xls, make_xlsx

ODS_SHEET = (
    '<table:table-column/><table:table-column table:visibility="collapse"/>'
    "<table:table-row>{甲}{乙}{丙}</table:table-row>"
    '<table:table-row table:visibility="filter">{丁}{戊}{己}</table:table-row>'
)


def xlsx_with_hidden_parts() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("表一")
        sheet.write_row(0, 0, ["甲", "乙", "丙"])
        sheet.write_row(1, 0, ["丁", "戊", "己"])
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(1, None, None, {"hidden": True})
    return written.getvalue()


def xls_with_hidden_parts() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    for row_no, texts in enumerate(("甲乙丙", "丁戊己")):
        for column_no, text in enumerate(texts):
            sheet.write(row_no, column_no, text)
    sheet.col(1).hidden = True
    sheet.row(1).hidden = True
    return make_xls(book)


def ods_with_hidden_parts() -> bytes:
    cells = {text: f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in "甲乙丙丁戊己"}
    return make_ods(ODS_SHEET.format(**cells))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (xlsx_with_hidden_parts(), "表.xlsx"),
        (xls_with_hidden_parts(), "表.xls"),
        (ods_with_hidden_parts(), "表.ods"),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_hidden_rows_and_columns_are_left_out_and_told(content: bytes, name: str) -> None:
    grid = read_grid(content, name)
    assert grid.lines == ("工作表：表一", "甲\t\t丙", "")
    assert [(problem.code, problem.severity) for problem in grid.problems] == [("cells_hidden", "低")]
    assert "4 格" in grid.problems[0].message


def test_a_merged_cell_is_seen_while_a_part_of_it_is() -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("表一")
        sheet.merge_range(0, 0, 1, 1, "项目名称")
        sheet.write_row(0, 2, ["甲"])
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_row(0, None, None, {"hidden": True})
    grid = read_grid(written.getvalue(), "表.xlsx")
    assert [cell.text for row in grid.rows for cell in row.cells if cell.text] == ["项目名称"]


def test_a_hidden_sheet_of_ods_is_told() -> None:
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    cells = "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>"
    grid = read_grid(make_ods(cells, style, 'table:style-name="ta1"'), "表.ods")
    assert (grid.rows, [problem.code for problem in grid.problems]) == ((), ["sheet_hidden"])


def xlsx_never_worked_out() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["甲", "=1+1", "乙"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ods_never_worked_out() -> bytes:
    row = '<table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/>'
    return make_ods(f"<table:table-row>{row}</table:table-row>")


@pytest.mark.parametrize(
    ("content", "name"), [(xlsx_never_worked_out(), "表.xlsx"), (ods_never_worked_out(), "表.ods")], ids=["xlsx", "ods"]
)
def test_a_formula_without_a_result_is_told(content: bytes, name: str) -> None:
    grid = read_grid(content, name)
    assert grid.lines[1].startswith("甲")
    assert [(problem.code, problem.severity) for problem in grid.problems] == [("formula_without_result", "中")]
    assert "第 1 行第 2 列" in grid.problems[0].message


def test_a_formula_that_gives_nothing_is_a_blank_cell() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(A1=1,"","否")</f><v></v></c></row>'
    assert read_grid(make_xlsx(f"<sheetData>{row}</sheetData>"), "表.xlsx").problems == ()


def test_the_values_of_a_chinese_spreadsheet_read_as_they_are_shown() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    shown = [
        (0.85, "0%", "85%"),
        (0.9876, "0.00%", "98.76%"),
        (45292, "yyyy年m月d日", "2024年1月1日"),
        (1234.5, "#,##0.00", "1,234.50"),
    ]
    for row_no, (value, code, _) in enumerate(shown):
        sheet.write(row_no, 0, value, xlwt.easyxf(num_format_str=code))
    assert [row.cells[0].text for row in read_grid(make_xls(book), "表.xls").rows] == [text for _, _, text in shown]


def xlsx_with_a_blank_row() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet("封面").write(0, 0, "甲")
        book.add_worksheet("表二").write(3, 2, "乙")
    return written.getvalue()


def xls_with_a_blank_row() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("封面").write(0, 0, "甲")
    book.add_sheet("表二").write(3, 2, "乙")
    return make_xls(book)


def ods_with_a_blank_row() -> bytes:
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    cell = "<table:table-cell><text:p>乙</text:p></table:table-cell>"
    return make_ods(
        f'{blank}<table:table-row><table:table-cell table:number-columns-repeated="2"/>{cell}</table:table-row>'
    )


@pytest.mark.parametrize(
    ("content", "name", "sheet_rows"),
    [
        (xlsx_with_a_blank_row(), "表.xlsx", ((2, 1), (4, 4))),
        (xls_with_a_blank_row(), "表.xls", ((2, 1), (4, 4))),
        (ods_with_a_blank_row(), "表.ods", ((2, 4),)),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_lines_know_the_rows_of_their_sheet(content: bytes, name: str, sheet_rows: tuple[tuple[int, int], ...]) -> None:
    grid = read_grid(content, name)
    assert grid.sheet_rows == sheet_rows
    line_no, sheet_row_no = sheet_rows[-1]
    assert grid.rows[-1].cells[-1].place[1:3] == (line_no, 3), "the third cell is column C"
    assert list_lines(grid, "d")[line_no - 1]["sheet_row_no"] == sheet_row_no
