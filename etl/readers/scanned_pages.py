"""Pages of a pdf that are pictures, read by text recognition in place of their missing text.

Input: the bytes of a pdf and its pages as loaded. Output: the pages with what was recognised. Stage `readers`.
"""

from typing import TYPE_CHECKING

from etl.findings import UnreadableDocumentError
from etl.readers.ocr_extra import allow_pages, is_installed
from etl.readers.pdf_page_halves import parted_page
from etl.readers.pdf_page_items import DrawnPage

if TYPE_CHECKING:
    from etl.readers.ocr_engine import Bitmap

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
LONGEST_POINTS = 1300.0  # an A3 page has 1,191; on a longer one the pixels of a scan were taken for points
USUAL_POINTS = 842.0  # the longer side of an A4 page


def with_scans(content: bytes, drawn: list[DrawnPage], most_pages: int) -> list[DrawnPage]:
    """The pages, those that are pictures recognised where that is installed.

    Raises what `allow_pages` does; where it is not installed and other pages have text, those are read alone.
    """
    count = sum(page.is_scan for page in drawn)
    if not count or (not is_installed() and count < len(drawn)):
        return drawn
    allow_pages(count, most_pages)
    from etl.readers.ocr_page import read_bitmap

    pages: list[DrawnPage] = []
    for page in drawn:
        if page.is_scan:
            bitmap, pixels_a_point = render(content, page.page_no)
            pages += parted_page(read_bitmap(bitmap, pixels_a_point, page.page_no))
        else:
            pages.append(page)
    return pages


def render(content: bytes, page_no: int) -> "tuple[Bitmap, float]":
    """A page as grey values, and how many pixels a point has. Raises UnreadableDocumentError on a page of no area."""
    import numpy as np
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        page = document[page_no - 1]
        longest = max(page.get_size())
        if not 0 < longest < float("inf"):
            raise UnreadableDocumentError("pdf_broken", f"PDF 第 {page_no} 页没有大小，无法读取。")
        points = longest if longest <= LONGEST_POINTS else USUAL_POINTS
        pixels = points * DOTS_PER_INCH / POINTS_PER_INCH
        shown = page.render(scale=pixels / longest, grayscale=True).to_pil().convert("L")
        page.close()
    return np.asarray(shown, np.uint8), pixels / points
