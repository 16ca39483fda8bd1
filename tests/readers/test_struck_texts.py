"""Texts that are crossed out are left out and told, in every format that can cross out."""

import io

import docx
import pytest
import xlsxwriter
import xlwt

from etl.readers import read_grid
from tests.readers.made_documents import make_ods, make_xlsx


def struck_docx() -> bytes:
    document = docx.Document()
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text = "完成时间"
    paragraph = row.cells[1].paragraphs[0]
    paragraph.add_run("7月2日").font.strike = True
    paragraph.add_run("6月20日").font.strike = False
    return saved(document)


def saved(document: object) -> bytes:
    written = io.BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def struck_xlsx() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet, struck = book.add_worksheet("表一"), book.add_format({"font_strikeout": True})
        sheet.write(0, 0, "完成时间")
        sheet.write_rich_string(0, 1, struck, "7月2日", book.add_format(), "6月20日")
    return written.getvalue()


def struck_xlsx_cell() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet("表一")
        sheet.write_row(0, 0, ["完成时间", "6月20日"])
        sheet.write(0, 2, 72, book.add_format({"font_strikeout": True}))
    return written.getvalue()


def struck_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    sheet.write(0, 0, "完成时间")
    sheet.write_rich_text(0, 1, (("7月2日", xlwt.easyfont("struck_out true")), "6月20日"))
    return saved(book)


def struck_inline_xlsx() -> bytes:
    runs = "<r><rPr><strike/></rPr><t>7月2日</t></r><r><t>6月20日</t></r>"
    cells = f'<c t="inlineStr"><is><t>完成时间</t></is></c><c t="inlineStr"><is>{runs}</is></c>'
    return make_xlsx(f"<sheetData><row>{cells}</row></sheetData>")


STRUCK_STYLE = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)


def struck_ods(date: str) -> bytes:
    cells = f"<table:table-cell><text:p>完成时间</text:p></table:table-cell>{date}"
    return make_ods(f"<table:table-row>{cells}</table:table-row>", styles=STRUCK_STYLE)


STRUCK_IN_ODS = (
    '<table:table-cell><text:p><text:span text:style-name="T1">7月2日</text:span>6月20日</text:p></table:table-cell>'
)
STRUCK_ODS_CELL = (
    "<table:table-cell><text:p>6月20日</text:p></table:table-cell>"
    '<table:table-cell table:style-name="T1"><text:p>7月2日</text:p></table:table-cell>'
)
STRUCK_MD = "| 完成时间 | ~~7月2日~~6月20日 | | | |\n"
STRUCK_HTML = "<table><tr><td>完成时间</td><td>{}6月20日</td></tr></table>"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (struck_docx(), "表.docx"),
        (struck_xlsx(), "表.xlsx"),
        (struck_xlsx_cell(), "表.xlsx"),
        (struck_xls(), "表.xls"),
        (struck_inline_xlsx(), "表.xlsx"),
        (struck_ods(STRUCK_IN_ODS), "表.ods"),
        (struck_ods(STRUCK_ODS_CELL), "表.ods"),
        (STRUCK_MD.encode(), "表.md"),
        (STRUCK_MD.replace("~~7月2日~~", "<del>7月2日</del>").encode(), "表.md"),
        (STRUCK_HTML.format("<s>7月2日</s>").encode(), "表.html"),
        (STRUCK_HTML.format('<span style="text-decoration: line-through">7月2日</span>').encode(), "表.html"),
    ],
    ids=[
        "docx",
        "xlsx",
        "xlsx cell",
        "xls",
        "xlsx inline",
        "ods",
        "ods cell",
        "md",
        "md tag",
        "html tag",
        "html style",
    ],
)
def test_what_is_crossed_out_is_left_out_and_told(content: bytes, name: str) -> None:
    grid = read_grid(content, name)
    assert [cell.text for cell in grid.rows[0].cells if cell.text] == ["完成时间", "6月20日"]
    assert [problem.code for problem in grid.problems] == ["text_struck"]


def test_what_is_not_crossed_out_raises_no_doubt() -> None:
    grid = read_grid(STRUCK_HTML.format("<b>于</b>").encode(), "表.html")
    assert not grid.problems
