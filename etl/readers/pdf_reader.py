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
from etl.readers.pdf_page_items import DrawnPage, PageLine, PageTable
from etl.readers.pdf_tables import PageItems, join_torn_rows, shared_columns, table_rows
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
    for page_no, items in enumerate(pages, start=1):
        if any(isinstance(item, PageLine) and not item.is_read for item in items):
            builder.add_problem(
                "columns_not_resolved", "中", f"第 {page_no} 页的表格没有框线，分不清单元格，没有读取。"
            )
        if not items:
            builder.add_problem("page_without_text", "中", f"第 {page_no} 页没有文字层（可能是扫描图），没有读取。")
    if not any(pages):
        raise UnreadableDocumentError("scanned_pdf", SCANNED)
    for page_no in join_torn_rows(pages):
        builder.add_problem("row_torn_by_page_break", "低", f"第 {page_no} 页末尾的一行被分页拆开，已与下一页接上。")
    add_pages(builder, pages, [page.frame for page in drawn])
    builder.page_turns = [(page_no, page.turn_degrees) for page_no, page in enumerate(drawn, 1) if page.turn_degrees]
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
    """What the library finds on each page."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings on fonts mean nothing to an analyst
    with pdfplumber.open(io.BytesIO(content), pages=list(range(1, PDF_PAGES + 2))) as document:
        if len(document.pages) > PDF_PAGES:
            raise UnreadableDocumentError("too_many_pages", f"PDF 超过 {PDF_PAGES} 页，没有读取。")
        if not document.pages:
            raise UnreadableDocumentError("pdf_broken", "PDF 里没有可读的页，可能已损坏或不完整。")
        pages = []
        for page in document.pages:
            turn_degrees = turn_to_upright(page)
            shown = turned(page, turn_degrees) if turn_degrees else page
            refuse_unmapped(shown.chars)
            pages.append(load_page(shown, turn_degrees))
            shown.close()
    return pages


def turn_to_upright(page: Any) -> int:
    """How many degrees clockwise a page must be turned to be read: 0 unless most of its text runs up or down."""
    turns = [character["matrix"][1] for character in page.chars if not character["upright"]]
    if len(turns) * 2 <= len(page.chars):
        return 0
    runs_up = sum(turn > 0 for turn in turns) * 2 > len(turns)
    return 90 if runs_up else 270


def turned(page: Any, degrees: int) -> Any:
    """The page turned clockwise."""
    from pdfplumber.page import Page

    rotation = (page.rotation + degrees) % 360
    page.page_obj.rotate = rotation
    page.page_obj.attrs["Rotate"] = rotation
    return Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def refuse_unmapped(characters: Sequence[dict[str, Any]]) -> None:
    """Refuse a document whose fonts do not tell which characters they print: what would be read is noise."""
    unmapped = sum(character["text"].startswith(UNMAPPED) for character in characters)
    if unmapped > MOST_UNMAPPED * len(characters):
        raise UnreadableDocumentError("pdf_no_unicode", "PDF 的字体没有附带文字编码，读不出文字，没有采用。")


def add_pages(builder: GridBuilder, pages: Sequence[PageItems], frames: Sequence[PageFrame]) -> None:
    """Add every page; between two pages stands an empty line, as in text pulled out of a pdf."""
    columns = dict(shared_columns(pages))
    for page_no, (items, frame) in enumerate(zip(pages, frames, strict=True), start=1):
        if page_no > 1:
            builder.add_note("")
        for position, item in enumerate(items):
            if isinstance(item, PageTable):
                for row in table_rows(item, columns[page_no - 1, position], frame):
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
