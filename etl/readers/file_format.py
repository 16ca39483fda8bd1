"""Which format some bytes are, by their content; the ending of the name only tells apart what is text anyway.

Input: the bytes of a document and the ending of its name. Output: a FileFormat. Stage `readers`. A web page or a list
of values that was saved as .xls is read as what it is.
"""

import codecs
import re
from enum import Enum, auto

from etl.findings import UnreadableDocumentError
from etl.readers.compound_file import SIGNATURE as COMPOUND_SIGNATURE
from etl.readers.compound_file import root_stream_names
from etl.readers.file_signature import is_picture, refuse_non_text
from etl.readers.safe_archive import SafeArchive

READABLE: tuple[str, ...] = (".txt", ".md", ".csv", ".tsv", ".html", ".htm", ".docx", ".xlsx", ".xlsm", ".xls", ".ods")
READABLE += (".mht", ".mhtml", ".xlsb", ".pdf", ".zip", ".doc", ".wps", ".et", ".rtf", ".odt")
READABLE += (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif")
SPREADSHEET_ENDINGS = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".xlsm", ".et", ".ods"})
PLAIN_TEXT_ENDINGS = frozenset({".txt", ".md"})
PAGE_ENDINGS = frozenset({".html", ".htm"})
HEAD_BYTES = 2048
OFFICE_PARTS = frozenset({"[Content_Types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"})
PDF_HEAD_BYTES = 1024  # a pdf may begin with some bytes that are not part of it
PAGE_STARTS = (b"<!doctype html", b"<html")
MAIL_HEADER = re.compile(rb"[a-z][a-z-]{1,40}:")  # a saved page begins so; programs order its headers otherwise
XML_STARTS = (b"<?xml", b"<workbook", b"<w:worddocument")
PAGE_TAGS = (b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div")


class FileFormat(Enum):
    """A format that a reader is listed for."""

    TEXT = auto()
    CSV = auto()
    HTML = auto()
    MHTML = auto()
    DOCX = auto()
    XLSX = auto()
    XLS = auto()
    ODS = auto()
    PDF = auto()
    PICTURE = auto()
    ZIP = auto()
    DOC = auto()
    RTF = auto()
    ODT = auto()
    XLSB = auto()
    WORD_XML = auto()
    SHEET_XML = auto()
    LOCKED = auto()


def detect_format(content: bytes, ending: str) -> FileFormat:
    """The format of a document. Raises UnreadableDocumentError where no reader is listed for it."""
    head = content[:PDF_HEAD_BYTES]
    if head.lstrip().startswith(b"%PDF-") or (ending == ".pdf" and b"%PDF-" in head):
        return FileFormat.PDF
    if content.startswith(b"PK\x03\x04"):
        return container_format(SafeArchive(content))
    if content.startswith(COMPOUND_SIGNATURE):
        return compound_format(content)
    if is_picture(content):
        return FileFormat.PICTURE
    refuse_non_text(content)
    if content.startswith(b"{\\rtf"):
        return FileFormat.RTF
    return text_format(content, ending)


def container_format(archive: SafeArchive) -> FileFormat:
    """The format of a zip container by its parts; without parts of an office document it is an archive."""
    names = set(archive.names())
    if names & OFFICE_PARTS:
        archive.refuse_unsafe_parts()
    if "xl/workbook.xml" in names:
        return FileFormat.XLSX
    if "xl/workbook.bin" in names:
        return FileFormat.XLSB
    if "OFD.xml" in names:
        raise UnreadableDocumentError("format_unknown", "内容是 OFD 版式文件，没有读取；请另存为 pdf 再放入。")
    if "ppt/presentation.xml" in names:
        raise UnreadableDocumentError("format_unknown", "内容是演示文稿，不是表格或文档，没有读取。")
    if "[Content_Types].xml" in names:
        return FileFormat.DOCX
    if {"mimetype", "content.xml"} <= names:
        return FileFormat.ODS if b"spreadsheet" in archive.read("mimetype") else FileFormat.ODT
    return FileFormat.ZIP


def compound_format(content: bytes) -> FileFormat:
    """The format of an OLE compound file by the streams in its root."""
    names = root_stream_names(content)
    if "EncryptedPackage" in names:
        return FileFormat.LOCKED
    if "WordDocument" in names:
        return FileFormat.DOC
    if names & {"Workbook", "Book"}:
        return FileFormat.XLS
    raise UnreadableDocumentError("format_unknown", "这份旧版 Office 文件既不是文档也不是工作簿，没有读取。")


def text_format(content: bytes, ending: str) -> FileFormat:
    """The format of bytes that may be text; the ending decides between running text and separated values."""
    start = text_start(content)
    is_xml = start.startswith(XML_STARTS)
    if is_xml and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return FileFormat.SHEET_XML
    if is_xml and b"schemas.microsoft.com/office/word/2003/wordml" in start:
        return FileFormat.WORD_XML
    if MAIL_HEADER.match(start) and b"mime-version:" in start and b"multipart/related" in start:
        return FileFormat.MHTML
    if is_page(start, ending):
        return FileFormat.HTML
    if ending in SPREADSHEET_ENDINGS:
        return FileFormat.CSV
    if ending in READABLE and ending != ".zip":
        return FileFormat.TEXT
    reason = f"不支持这种文件格式（{ending or '无扩展名'}），目前能读 {'、'.join(READABLE)}。"
    raise UnreadableDocumentError("format_unknown", reason)


def text_start(content: bytes) -> bytes:
    """The first bytes of a text without mark and blanks, in small letters, and in UTF-8 where a mark says UTF-16."""
    start = content[:HEAD_BYTES]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", errors="ignore").encode("utf-8", errors="ignore")
    return start.removeprefix(codecs.BOM_UTF8).lstrip().lower()


def is_page(start: bytes, ending: str) -> bool:
    """Whether a text is a web page: it begins like one, or begins with a tag and is not named as plain text."""
    if ending in PAGE_ENDINGS or start.startswith(PAGE_STARTS):
        return True
    return start.startswith(b"<") and ending not in PLAIN_TEXT_ENDINGS and any(tag in start for tag in PAGE_TAGS)
