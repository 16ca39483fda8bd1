"""Pdf documents with a text layer: tables and lines of every page, tables that go on over pages with the same columns.

Input: the bytes of a pdf. Output: a CellGrid; page numbers are those of the file. Stage `readers`. pdfplumber was the
steadiest on ruled Chinese tables. A document without text is a scan and is refused by that name.
"""

import io
import logging
from collections.abc import Sequence
from typing import Any

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import GridBuilder, SpannedText
from etl.readers.limits import PDF_PAGES
from etl.readers.pdf_page import load_page, read_page
from etl.readers.pdf_page_frame import PageFrame
from etl.readers.pdf_page_halves import parted_page
from etl.readers.pdf_page_items import DrawnPage, PageItems, PageLine, PageTable
from etl.readers.pdf_repeated_rows import take_out_repeated_rows
from etl.readers.pdf_tables import join_torn_rows, shared_columns, table_rows
from etl.readers.pdf_turn import turn_to_upright, turned
from etl.records import CellGrid

MEDIA_TYPE = "application/pdf"
SCANNED = "扫描件，没有文字层，没有读取；请提供可以选中文字的版本。"
UNRULED = "PDF 的表格没有框线，分不清单元格，没有采用；请提供有框线的版本或原来的文档。"
UNMAPPED = "(cid:"  # how pdfminer writes a character whose font does not say what it is
MOST_UNMAPPED = 0.1
LOCKED = ("PDFPasswordIncorrect", "PDFEncryptionError")  # errors of pdfminer, as pdfplumber wraps them


def read_pdf(content: bytes) -> CellGrid:
    """The grid of a pdf. Raises UnreadableDocumentError when it is encrypted, damaged, too long or has no text."""
    try:
        drawn = load_pages(content)
    except (MemoryError, UnreadableDocumentError):
        raise
    except Exception as error:  # pdfminer lets plain errors of many kinds through on damaged files
        raise unreadable(error) from error
    pages = [read_page(page) for page in drawn]
    builder = GridBuilder(MEDIA_TYPE, "unicode")
    for page_no, items in whole_pages(drawn, pages).items():
        if any(isinstance(item, PageLine) and not item.is_read for item in items):
            builder.add_problem(
                "columns_not_resolved", "中", f"第 {page_no} 页的表格没有框线，分不清单元格，没有读取。"
            )
        if not items:
            builder.add_problem("page_without_text", "中", f"第 {page_no} 页没有文字层（可能是扫描图），没有读取。")
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


def unreadable(error: Exception) -> UnreadableDocumentError:
    """What to say of a pdf that the library gave up on."""
    causes = [error, *error.args, error.__cause__, error.__context__]
    if any(type(cause).__name__ in LOCKED for cause in causes):
        return UnreadableDocumentError("encrypted", "PDF 有密码，没有读取；请提供没有密码的版本。")
    return UnreadableDocumentError("pdf_broken", "PDF 已损坏或不完整，无法读取。")


def load_pages(content: bytes) -> list[DrawnPage]:
    """What the library finds on each page, or on each part of a page with two columns of tables."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings on fonts mean nothing to an analyst
    with pdfplumber.open(io.BytesIO(content), pages=list(range(1, PDF_PAGES + 2))) as document:
        if len(document.pages) > PDF_PAGES:
            raise UnreadableDocumentError("too_many_pages", f"PDF 超过 {PDF_PAGES} 页，没有读取。")
        if not document.pages:
            raise UnreadableDocumentError("pdf_broken", "PDF 里没有可读的页，可能已损坏或不完整。")
        pages = []
        for page_no, page in enumerate(document.pages, start=1):
            turn_degrees = turn_to_upright(page)
            shown = turned(page, turn_degrees) if turn_degrees else page
            refuse_unmapped(shown.chars)
            pages += parted_page(load_page(shown, page_no, turn_degrees))
            shown.close()
    return pages


def refuse_unmapped(characters: Sequence[dict[str, Any]]) -> None:
    """Refuse a document whose fonts do not tell which characters they print: what would be read is noise."""
    unmapped = sum(character["text"].startswith(UNMAPPED) for character in characters)
    if unmapped > MOST_UNMAPPED * len(characters):
        raise UnreadableDocumentError("pdf_no_unicode", "PDF 的字体没有附带文字编码，读不出文字，没有采用。")


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
    pieces = [SpannedText(one.text, box=frame.fractions(one.box) if one.box else None) for one in line.pieces]
    if not line.is_read:
        builder.add_note(pieces[0].text)
    elif line.is_row:
        builder.add_row(pieces, page_no)
    else:
        builder.add_paragraph(pieces[0].text, page_no, pieces[0].box)
