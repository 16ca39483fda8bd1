"""Workbooks: cells stand in their columns, numbers read as they are shown, hostile sheets cost nothing."""

import io

import pytest
import xlsxwriter

from etl.findings import UnreadableDocumentError
from etl.readers import read_grid
from tests.readers.made_documents import make_xlsx


def test_sheets_follow_each_other_after_their_names() -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        first, second, hidden = (book.add_worksheet(name) for name in ("甲表", "乙表", "丙表"))
        first.merge_range(0, 0, 1, 1, "项目名称")
        first.write(0, 2, 0.85, book.add_format({"num_format": "0%"}))
        first.write(1, 2, 10)
        second.write(2, 3, 12.5, book.add_format({"num_format": "0.00"}))
        hidden.write(0, 0, "不见")
        hidden.hide()
    grid = read_grid(written.getvalue(), "表.xlsx")
    assert grid.lines == ("工作表：甲表", "项目名称\t\t85%", "\t\t10", "工作表：乙表", "\t\t\t12.50", "")
    assert [row.cells[0].place.page_no for row in grid.rows] == [1, 1, 2]
    assert (grid.rows[0].cells[0].column_span, grid.rows[0].cells[0].row_span) == (2, 2)
    assert [problem.code for problem in grid.problems] == ["sheet_hidden"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>0.28999999999999998</v></c>', "0.29"),
        ('<c r="A1"><v>1E+2</v></c>', "100"),
        ('<c r="A1" t="str"><f>B1</f><v>算出</v></c>', "算出"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1" t="d"><v>2024-03-01T00:00:00Z</v></c>', "2024-03-01"),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c>', "甲乙"),
        ('<c r="A1"><v>1E+999999</v></c>', "1E+999999"),
        ('<c r="A1"><v>NaN</v></c>', "NaN"),
        ("<c><v>7</v></c>", "7"),
        ('<c r="A1" s="1"><v>45292</v></c>', "2024年1月1日"),
        ('<c r="A1" s="99"><v>5</v></c>', "5"),
    ],
)
def test_what_a_cell_shows(cell: str, text: str) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs>'
    sheet = f'<sheetData><row r="1">{cell}</row></sheetData>'
    assert read_grid(make_xlsx(sheet, styles), "表.xlsx").lines[1] == text


def test_a_calendar_that_starts_in_1904_is_heeded() -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    sheet = '<sheetData><row r="1"><c r="A1" s="0"><v>43830</v></c></row></sheetData>'
    grid = read_grid(make_xlsx(sheet, styles, book='<workbookPr date1904="1"/>'), "表.xlsx")
    assert grid.lines[1] == "2024/1/1"


def test_what_a_merged_range_covers_is_not_shown() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    assert read_grid(make_xlsx(sheet), "表.xlsx").lines[1] == "1\t"


def test_a_cell_in_the_far_corner_costs_nothing() -> None:
    far = '<row r="1048576"><c r="A1048576"><v>2</v></c><c r="XFD1048576" t="str"><v> </v></c></row>'
    sheet = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{far}</sheetData>'
    assert read_grid(make_xlsx(sheet), "表.xlsx").lines[1:] == ("1", "2", "")


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>', "too_many_columns"),
        ('<sheetData><row r="1"><c r="A1" t="s"><v>5</v></c></row></sheetData>', "xml_broken"),
        (
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>'
            + '<mergeCell ref="A1:XFD1048576"/>' * 600_000
            + "</mergeCells>",
            "grid_limit",
        ),
    ],
    ids=["far_column", "no_such_text", "merges"],
)
def test_a_hostile_sheet_is_refused(sheet: str, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(make_xlsx(sheet), "表.xlsx")
    assert caught.value.code in {code, "zip_bomb"}
