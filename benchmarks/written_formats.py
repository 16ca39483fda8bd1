"""The made-up documents as files of every format that can be written without an office program.

Input: a MadeDocument. Output: the bytes of one file. Text, csv, html, docx, ods and pdf are written by hand, as the
smallest file that the format's programs open; xlsx by xlsxwriter and xls by xlwt.
"""

import csv
import html
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import xlsxwriter

from benchmarks.made_corpus import MadeCell, MadeDocument, MadeRow
from benchmarks.written_pdf import write_pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
PACKED_AT = (1980, 1, 1, 0, 0, 0)  # the same document gives the same bytes


def texts_of(row: MadeRow) -> list[str]:
    """The text of every column, empty where a merged cell reaches."""
    return ["" if cell is None else cell.text for cell in row]


def write_lines(document: MadeDocument, line_of: Callable[[list[str]], str]) -> bytes:
    """The document as text, each row as `line_of` prints it."""
    lines = []
    for title, table in document.forms:
        lines += [title, *(line_of(texts_of(row)) for row in table), ""]
    return "\n".join(lines).encode()


def write_tabs(document: MadeDocument) -> bytes:
    """A row a line, its cells parted by tabs."""
    return write_lines(document, "\t".join)


def write_pipes(document: MadeDocument) -> bytes:
    """A row a line, its cells framed in pipes."""
    return write_lines(document, lambda cells: "| " + " | ".join(cells) + " |")


def write_flat(document: MadeDocument) -> bytes:
    """A cell a line: what is left where a program pulled the text out of a page."""
    return write_lines(document, lambda cells: "\n".join(cell for cell in cells if cell))


def write_markdown(document: MadeDocument) -> bytes:
    """Titles and tables of Markdown, with the ruled line below each table's first row."""
    parts = []
    for title, table in document.forms:
        lines = ["| " + " | ".join(texts_of(row)) + " |" for row in table]
        parts.append("\n".join([f"# {title}", "", lines[0], "|---" * len(table[0]) + "|", *lines[1:], ""]))
    return "\n".join(parts).encode()


def write_csv(document: MadeDocument) -> bytes:
    """Comma separated values."""
    written = io.StringIO()
    writer = csv.writer(written)
    for title, table in document.forms:
        writer.writerows([[title], *map(texts_of, table)])
    return written.getvalue().encode("utf-8-sig")


def write_html(document: MadeDocument) -> bytes:
    """A web page with spans."""
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>公开</title></head><body>"]
    for title, table in document.forms:
        parts.append(f"<h2>{title}</h2><table border='1'>")
        for row in table:
            cells = (
                f"<td colspan='{cell.columns}' rowspan='{cell.rows}'><p><span>{html.escape(cell.text)}</span></p></td>"
                for cell in row
                if cell is not None
            )
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode()


def zipped(parts: dict[str, str]) -> bytes:
    """A packed container of the parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, PACKED_AT), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def docx_row(row: MadeRow, reaching: dict[int, int]) -> str:
    """One row of a Word table; `reaching` holds for each column how many rows below a merged cell still covers."""
    cells = []
    for column, cell in enumerate(row):
        if cell is None and not reaching.get(column):
            continue  # covered from the left
        merge = "<w:vMerge/>" if cell is None else ""
        if cell is None:
            reaching[column] -= 1
        elif cell.rows > 1:
            merge, reaching[column] = '<w:vMerge w:val="restart"/>', cell.rows - 1
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell and cell.columns > 1 else ""
        text = html.escape(cell.text) if cell else ""
        run = f'<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{run}</w:p></w:tc>")
    return f"<w:tr>{''.join(cells)}</w:tr>"


def write_docx(document: MadeDocument) -> bytes:
    """A Word document."""
    parts = []
    for title, table in document.forms:
        reaching: dict[int, int] = {}
        rows = "".join(docx_row(row, reaching) for row in table)
        parts.append(f"<w:p><w:r><w:t>{title}</w:t></w:r></w:p><w:tbl>{rows}</w:tbl><w:p/>")
    body = f'<?xml version="1.0"?><w:document {W}><w:body>{"".join(parts)}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": body})


def placed_cells(document: MadeDocument) -> list[tuple[int, int, MadeCell]]:
    """The cells of all forms below each other, with row and column from 0."""
    placed, row_no = [], 0
    for title, table in document.forms:
        placed.append((row_no, 0, MadeCell(title)))
        for row in table:
            row_no += 1
            placed += [(row_no, column, cell) for column, cell in enumerate(row) if cell is not None]
        row_no += 2
    return placed


def as_number(text: str) -> float | str:
    """What a typist's program keeps of a text: a number where it is one."""
    return float(text) if text.replace(".", "", 1).isdigit() else text


def write_xlsx(document: MadeDocument) -> bytes:
    """A workbook with one sheet."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(*PACKED_AT, tzinfo=UTC)})
        sheet = book.add_worksheet("自评表")
        for row, column, cell in placed_cells(document):
            if cell.columns > 1 or cell.rows > 1:
                sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, cell.text)
            elif isinstance(value := as_number(cell.text), float):
                sheet.write_number(row, column, value)
            else:
                sheet.write_string(row, column, value)  # write() would make a formula of =12次
    return written.getvalue()


def write_xls(document: MadeDocument) -> bytes:
    """An old workbook with one sheet."""
    import xlwt  # of the development packages, which the demonstration does without

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("自评表")
    for row, column, cell in placed_cells(document):
        if cell.columns > 1 or cell.rows > 1:
            sheet.write_merge(row, row + cell.rows - 1, column, column + cell.columns - 1, cell.text)
        else:
            sheet.write(row, column, as_number(cell.text))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ods_cell(cell: MadeCell | None) -> str:
    """A cell of an OpenDocument sheet."""
    if cell is None:
        return "<table:covered-table-cell/>"
    spans = f'table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
    return f"<table:table-cell {spans}><text:p>{html.escape(cell.text)}</text:p></table:table-cell>"


def write_ods(document: MadeDocument) -> bytes:
    """An OpenDocument spreadsheet."""
    rows = []
    for title, table in document.forms:
        rows += [[MadeCell(title)], *table, []]
    body = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0"?><office:document-content {ODS}><office:body><office:spreadsheet>'
        f'<table:table table:name="自评表">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def write_ruled_pdf(document: MadeDocument) -> bytes:
    """A pdf whose cells are outlined."""
    return write_pdf(document, is_ruled=True)


def write_unruled_pdf(document: MadeDocument) -> bytes:
    """A pdf whose columns only stand below each other."""
    return write_pdf(document, is_ruled=False)
