"""What each format costs when a library only hands out its cells: the floor that the readers are measured against.

Input: the bytes of a document. Output: how many cells were seen, so that nothing is left out. No merged cell is placed,
no number shown as it was formatted, no limit kept: less than any reader of forms has to do.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from importlib import import_module

import pdfplumber
import xlrd
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def split_lines(content: bytes, separator: str) -> int:
    """Decode and split a text."""
    return sum(len(line.split(separator)) for line in content.decode("utf-8").split("\n"))


def split_tabs(content: bytes) -> int:
    """Decode and split lines at tabs."""
    return split_lines(content, "\t")


def split_pipes(content: bytes) -> int:
    """Decode and split lines at pipes."""
    return split_lines(content, "|")


def list_csv(content: bytes) -> int:
    """The csv module's rows."""
    return sum(map(len, csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))))


def list_html(content: bytes) -> int:
    """The cells of a page by selectolax."""
    return len([cell.text() for cell in LexborHTMLParser(content).css("td,th")])


def list_docx(content: bytes) -> int:
    """Container and XML by lxml, the text of every cell joined."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return len(["".join(text.text or "" for text in cell.iter(f"{WORD}t")) for cell in root.iter(f"{WORD}tc")])


def list_xlsx(content: bytes) -> int:
    """Container and XML by lxml, shared texts looked up."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    shared = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = ["".join(text.text or "" for text in item.iter(f"{SHEET}t")) for item in shared]
    sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    cells = ((cell.get("t"), cell.find(f"{SHEET}v")) for cell in sheet.iter(f"{SHEET}c"))
    return len([texts[int(value.text)] if kind == "s" else value.text for kind, value in cells if value is not None])


def list_xls(content: bytes) -> int:
    """The values of every sheet by xlrd, which needs the formats to tell 85% from 0.85."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True)
    return sum(len(sheet.row_values(row)) for sheet in book.sheets() for row in range(sheet.nrows))


def list_ods(content: bytes) -> int:
    """Container and XML by lxml, the text of every cell joined."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("content.xml"))
    return len(["".join(cell.itertext()) for cell in root.iter("{*}table-cell")])


def list_ruled_pdf(content: bytes) -> int:
    """The tables of every page by pdfplumber."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return sum(len(row) for page in document.pages for table in page.extract_tables() for row in table)


def list_unruled_pdf(content: bytes) -> int:
    """The words of every page by pdfplumber: it finds no tables without rulings."""
    with pdfplumber.open(io.BytesIO(content)) as document:
        return sum(len(page.extract_words()) for page in document.pages)


def list_with_pandas(content: bytes) -> int:
    """The tables of a page by pandas.read_html, as others do it. Raises ImportError without pandas."""
    return len(import_module("pandas").read_html(io.BytesIO(content), flavor="lxml"))


def convert_with_markitdown(content: bytes) -> int:
    """A page as Markdown by markitdown. Raises ImportError without it (requirements-bench.txt)."""
    markitdown = import_module("markitdown")
    return len(markitdown.MarkItDown().convert_stream(io.BytesIO(content), file_extension=".html").text_content)


def list_with_openpyxl(content: bytes) -> int:
    """The values of every sheet by openpyxl, read only. Raises ImportError without it."""
    book = import_module("openpyxl").load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))


# What other programs take for the same pages, and how many times as many documents a second the goal is.
PEERS: tuple[tuple[str, str, Callable[[bytes], int], float | None], ...] = (
    ("html", "pandas.read_html", list_with_pandas, 8.0),
    ("html", "markitdown", convert_with_markitdown, 50.0),
    ("xlsx", "openpyxl", list_with_openpyxl, None),
)
