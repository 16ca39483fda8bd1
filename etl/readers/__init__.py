"""Stage `readers`: turns a file format into a CellGrid; knows formats, knows no form.

Input: the bytes of one document and its file name. Output: a CellGrid. The readers are listed here by hand, one
line each; a library is imported by the first document that needs it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from etl.findings import UnreadableDocumentError
from etl.readers.archive_reader import read_archive
from etl.readers.csv_reader import read_csv
from etl.readers.decode_text import BIG5, decode_text
from etl.readers.docx_reader import read_docx
from etl.readers.file_format import FileFormat, detect_format
from etl.readers.grid_builder import turned_texts
from etl.readers.html_reader import read_html
from etl.readers.markup import count_turned
from etl.readers.mhtml_reader import read_mhtml
from etl.readers.ods_reader import read_ods
from etl.readers.office_reader import read_locked, read_old_sheet, read_old_text, read_old_xml
from etl.readers.pdf_reader import read_pdf
from etl.readers.picture_reader import read_picture
from etl.readers.text_reader import read_text
from etl.readers.xls_reader import read_xls
from etl.readers.xlsx_reader import read_xlsx
from etl.records import CellGrid, ReadingProblem

OCR_PAGES = 100  # where no setting says otherwise
ARCHIVE_DEPTH = 2  # an archive may hold archives, and these documents only

READERS: dict[FileFormat, Callable[[bytes], CellGrid]] = {
    FileFormat.TEXT: lambda content: read_text(*decode_text(content)),
    FileFormat.CSV: lambda content: read_csv(*decode_text(content)),
    FileFormat.HTML: read_html,
    FileFormat.MHTML: read_mhtml,
    FileFormat.DOCX: read_docx,
    FileFormat.XLSX: read_xlsx,
    FileFormat.XLS: read_xls,
    FileFormat.ODS: read_ods,
    FileFormat.DOC: partial(read_old_text, suffix=".doc", media_type="application/msword"),
    FileFormat.RTF: partial(read_old_text, suffix=".rtf", media_type="application/rtf"),
    FileFormat.ODT: partial(read_old_text, suffix=".odt", media_type="application/vnd.oasis.opendocument.text"),
    FileFormat.WORD_XML: partial(read_old_xml, target="docx", read=read_docx),
    FileFormat.XLSB: partial(read_old_sheet, suffix=".xlsb", media_type="application/vnd.ms-excel.sheet.binary"),
    FileFormat.SHEET_XML: partial(read_old_xml, target="xlsx", read=read_xlsx),
    FileFormat.LOCKED: read_locked,
}


# These may have to recognise text on pictures, and take how many pages of one document they may recognise.
PICTURE_READERS: dict[FileFormat, Callable[[bytes, int], CellGrid]] = {
    FileFormat.PDF: read_pdf,
    FileFormat.PICTURE: read_picture,
}


def read_grid(content: bytes, file_name: str, most_ocr_pages: int = OCR_PAGES) -> CellGrid:
    """The grid of one document, of which so many pages may be read by text recognition.

    Raises UnreadableDocumentError when the document is empty, is of a format no reader is listed for, or cannot
    be read; the others of findings.py, which are one too, when it could be read elsewhere or later.
    """
    return read_nested(content, file_name, ARCHIVE_DEPTH, most_ocr_pages)


def read_nested(content: bytes, file_name: str, depth: int, most_ocr_pages: int) -> CellGrid:
    """The grid of one document that may be an archive of archives down to `depth`."""
    ending = "." + file_name.rsplit(".", 1)[-1].lower() if "." in file_name else ""
    if not content.strip():
        raise UnreadableDocumentError("empty", "文件是空的，没有可读的内容。")
    found = detect_format(content, ending)
    if found in PICTURE_READERS:
        return PICTURE_READERS[found](content, most_ocr_pages)
    if found is not FileFormat.ZIP:
        return with_doubts_told(READERS[found](content))
    if depth == 0:
        raise UnreadableDocumentError("zip_depth", "压缩包嵌套层次过深，没有读取。")
    return read_archive(content, partial(read_nested, depth=depth - 1, most_ocr_pages=most_ocr_pages))


def with_doubts_told(grid: CellGrid) -> CellGrid:
    """The grid, with a problem where its encoding was told by its words alone and is rare in this trade, and where
    its lines, which keep them, hold signs that turn a text round."""
    doubts = list(grid.problems)
    if grid.encoding_name == BIG5:
        message = "文件没有标明编码，按 Big5（繁体中文）读取，请核对。"
        doubts.append(ReadingProblem("encoding_guessed", message, "低"))
    if turned := count_turned(grid.lines):
        doubts.append(turned_texts(turned))
    return grid if len(doubts) == len(grid.problems) else replace(grid, problems=tuple(doubts))
