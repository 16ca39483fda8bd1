"""Pdf documents: tables and lines of every page, tables that go on over pages with the same columns.

Input: the bytes of a pdf. Output: a CellGrid; page numbers are those of the file. Stage `readers`. pdfplumber was the
steadiest on ruled Chinese tables. Pages without a text layer are scans and are read as pictures.
"""

import io
import logging
from collections.abc import Sequence
from typing import Any

from etl.findings import UnreadableDocumentError
from etl.readers.drawn_grid import read_drawn
from etl.readers.limits import PDF_PAGES
from etl.readers.ocr_extra import is_installed
from etl.readers.pdf_page import load_page
from etl.readers.pdf_page_halves import parted_page
from etl.readers.pdf_page_items import DrawnPage
from etl.readers.pdf_turn import straightened, turn_to_upright, turned
from etl.readers.scanned_pages import with_scans
from etl.records import CellGrid

MEDIA_TYPE = "application/pdf"
NO_TEXT = "没有文字层，也没有认出文字"
NOT_READ = "没有文字层（可能是扫描图），没有读取；安装 OCR 组件（make ocr）后可以识别"
UNMAPPED = "(cid:"  # how pdfminer writes a character whose font does not say what it is
MOST_UNMAPPED = 0.1
LOCKED = ("PDFPasswordIncorrect", "PDFEncryptionError")  # errors of pdfminer, as pdfplumber wraps them


def read_pdf(content: bytes, most_ocr_pages: int) -> CellGrid:
    """The grid of a pdf. Raises UnreadableDocumentError when it is encrypted, damaged, too long or has no text, and
    what scanned_pages.py says of pages that are pictures.
    """
    try:
        drawn = load_pages(content)
    except (MemoryError, UnreadableDocumentError):
        raise
    except Exception as error:  # pdfminer lets plain errors of many kinds through on damaged files
        raise unreadable(error) from error
    return read_drawn(with_scans(content, drawn, most_ocr_pages), MEDIA_TYPE, NO_TEXT if is_installed() else NOT_READ)


def unreadable(error: Exception) -> UnreadableDocumentError:
    """What to say of a pdf that the library gave up on. Raises MemoryError where its memory did not suffice."""
    causes = [error, *error.args, error.__cause__, error.__context__]
    if any(isinstance(cause, MemoryError) for cause in causes):
        raise MemoryError from error  # pdfplumber wraps it
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
            turn_degrees = turn_to_upright(straightened(page))
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
