"""Small documents written by the tests: zip containers from their parts, pdf pages from texts and rulings."""

import io
import zipfile

import xlwt

from benchmarks.written_pdf import assembled, shown

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def make_zip(parts: dict[str, bytes | str]) -> bytes:
    """A packed container of the parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def make_docx(body: str, opening: str = "", further: dict[str, str] | None = None) -> bytes:
    """A Word document with this body; `opening` stands before the root element, `further` parts beside it."""
    document = f'<?xml version="1.0" encoding="UTF-8"?>{opening}<w:document {W}><w:body>{body}</w:body></w:document>'
    return make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(further or {})})


def paragraph(text: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    """A table of a Word document from its rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    """A cell of a Word document."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def make_xlsx(sheet: str, styles: str = "", book: str = "", sheet_state: str = "") -> bytes:
    """A workbook with one sheet from its XML."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return make_zip(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f"<workbook {S} {R}>{book}<sheets>"
            f'<sheet name="表一" sheetId="1" r:id="rId1" {sheet_state}/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{RELATIONS}<Relationship Id="rId1" Type="{office}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/>'
            "</Relationships>",
            "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
            "xl/worksheets/sheet1.xml": f"<worksheet {S}>{sheet}</worksheet>",
        }
    )


def make_pdf(*pages: str, extra: str = "", trailer: str = "") -> bytes:
    """A pdf of A4 pages from their content streams; Chinese text is shown by `show`. `extra` goes into each page."""
    return assembled(pages, (595, 842), extra, trailer)


def show(x: float, y: float, text: str, size: float = 10) -> str:
    """Text at a position, counted from the lower left corner."""
    return shown(x, y, text, size)


def rule(left: float, bottom: float, right: float, top: float) -> str:
    """The outline of a cell."""
    return f"{left} {bottom} {right - left} {top - bottom} re S\n"


def make_ods(sheet: str, styles: str = "", attributes: str = "") -> bytes:
    """An OpenDocument spreadsheet with one sheet from its XML."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="表一" {attributes}>{sheet}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    return make_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def make_xls(book: xlwt.Workbook) -> bytes:
    """The bytes of an old workbook."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
