"""The grid of a document whose pages are drawn: of a pdf, of scans, of pictures.

Input: DrawnPage records, one a page or a part of a page. Output: a CellGrid; page numbers are those of the pages. Stage
`readers`.
"""

from collections.abc import Sequence

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import GridBuilder, SpannedText
from etl.readers.pdf_page import read_page
from etl.readers.pdf_page_frame import PageFrame
from etl.readers.pdf_page_items import DrawnPage, PageItems, PageLine, PageTable
from etl.readers.pdf_repeated_rows import take_out_repeated_rows
from etl.readers.pdf_tables import join_torn_rows, shared_columns, table_rows
from etl.records import CellGrid

SCANNED = "扫描件或图片上没有认出文字，没有采用。"
UNRULED = "表格没有框线，分不清单元格，没有采用；请提供有框线的版本或原来的文档。"
NO_TEXT = "没有文字层（可能是扫描图），没有读取"


def read_drawn(drawn: Sequence[DrawnPage], media_type: str, no_text: str = NO_TEXT) -> CellGrid:
    """The grid of the pages. Raises UnreadableDocumentError when nothing of them can be read.

    `no_text` says of a page that holds nothing why that may be.
    """
    pages = [read_page(page) for page in drawn]
    builder = GridBuilder(media_type, "unicode")
    for page_no, items in whole_pages(drawn, pages).items():
        if any(isinstance(item, PageLine) and not item.is_read for item in items):
            builder.add_problem(
                "columns_not_resolved", "中", f"第 {page_no} 页的表格没有框线，分不清单元格，没有读取。"
            )
        if not items:
            builder.add_problem("page_without_text", "中", f"第 {page_no} 页{no_text}。")
    if not any(pages):
        raise UnreadableDocumentError("scanned_pdf", SCANNED)
    for page_no in [drawn[number - 1].page_no for number in take_out_repeated_rows(pages)]:
        builder.add_problem("header_printed_again", "低", f"第 {page_no} 页顶端重复印出的表头，没有再读一次。")
    for page_no in [drawn[number - 1].page_no for number in join_torn_rows(pages)]:
        builder.add_problem("row_torn_by_page_break", "低", f"第 {page_no} 页末尾的一行被分页拆开，已与下一页接上。")
    add_pages(builder, pages, drawn)
    builder.page_turns = sorted({(page.page_no, page.turn_degrees) for page in drawn if page.turn_degrees})
    if not builder.rows:
        raise UnreadableDocumentError("columns_not_resolved", UNRULED)
    return builder.finish()


def whole_pages(drawn: Sequence[DrawnPage], pages: Sequence[PageItems]) -> dict[int, PageItems]:
    """What each page of the file prints, its parts taken together."""
    whole: dict[int, PageItems] = {}
    for page, items in zip(drawn, pages, strict=True):
        whole.setdefault(page.page_no, []).extend(items)
    return whole


def add_pages(builder: GridBuilder, pages: Sequence[PageItems], drawn: Sequence[DrawnPage]) -> None:
    """Add every page; between two pages stands an empty line, as in text pulled out of a pdf."""
    columns = dict(shared_columns(pages))
    for number, (items, page) in enumerate(zip(pages, drawn, strict=True)):
        page_no, frame = page.page_no, page.frame
        if number:
            builder.add_note("")
        for position, item in enumerate(items):
            if isinstance(item, PageTable):
                for text in item.repeated:
                    builder.add_note(text)
                for row in table_rows(item, columns[number, position], frame):
                    builder.add_row(row, page_no)
            else:
                add_line(builder, item, frame, page_no)


def add_line(builder: GridBuilder, line: PageLine, frame: PageFrame, page_no: int) -> None:
    """Add a line outside of ruled tables, each piece with its place on the shown page."""
    pieces = [
        SpannedText(one.text, box=frame.fractions(one.box) if one.box else None, confidence=one.confidence)
        for one in line.pieces
    ]
    if line.is_margin or not line.is_read:
        builder.add_note(pieces[0].text)
    elif line.is_row:
        builder.add_row(pieces, page_no)
    else:
        builder.add_paragraph(pieces[0].text, page_no, pieces[0].box, pieces[0].confidence)
