"""OpenDocument spreadsheets (.ods): every sheet's cells as they are shown, with spans.

Input: the bytes of a spreadsheet. Output: a CellGrid; the page number is the number of the sheet. Stage `readers`. The
format keeps the shown text of each number beside its value, so nothing has to be formatted.
"""

from collections.abc import Iterator

from etl.readers.grid_builder import GridBuilder
from etl.readers.limits import GRID_CELLS, GRID_COLUMNS, GRID_ROWS
from etl.readers.safe_archive import SafeArchive
from etl.readers.safe_xml import NAMES, Element, attribute, local_name, parse_xml, whole_number
from etl.readers.sheet_rows import SheetCells, add_sheet
from etl.records import CellGrid

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
CELL_KINDS = frozenset({"table-cell", "covered-table-cell"})
NOT_VISIBLE = frozenset({"collapse", "filter"})
NOT_SHOWN = frozenset({"annotation", "tracked-changes", "shapes", "forms"})


def read_ods(content: bytes) -> CellGrid:
    """The grid of an OpenDocument spreadsheet."""
    root = parse_xml(SafeArchive(content).read("content.xml"))
    builder = GridBuilder(MEDIA_TYPE, "utf-8")
    tables = (part for part in root.iter("{*}table") if local_name(part.getparent()) == "spreadsheet")
    hidden, crossed = hidden_styles(root), struck_styles(root)
    for sheet_no, table in enumerate(tables, start=1):
        name = attribute(table, "name") or ""
        if attribute(table, "style-name") in hidden:
            builder.add_problem("sheet_hidden", "低", f"工作表“{name}”是隐藏的，没有读取。")
        else:
            add_sheet(builder, load_sheet(table, crossed), name, sheet_no)
    return builder.finish()


def hidden_styles(root: Element) -> set[str | None]:
    """The names of the table styles that show nothing."""
    properties = (part for part in root.iter("{*}table-properties") if attribute(part, "display") == "false")
    return {attribute(part.getparent(), "name") for part in properties}


def struck_styles(root: Element) -> frozenset[str | None]:
    """The names of the styles that cross a text out."""
    return frozenset(
        attribute(part.getparent(), "name")
        for part in root.iter("{*}text-properties")
        if attribute(part, "text-line-through-style") not in (None, "none")
        or attribute(part, "text-line-through-type") not in (None, "none")
    )


def load_sheet(table: Element, crossed: frozenset[str | None]) -> SheetCells:
    """The printed cells of one sheet, and its merged ranges; a repeated row or cell is kept as often as it is shown.
    `crossed` are the styles that cross a text out."""
    sheet = SheetCells()
    note_hidden_columns(sheet, table)
    row_no = 1
    for row in rows_of(table):
        repeated = max(whole_number(attribute(row, "number-rows-repeated"), 1, 1 << 20), 1)
        if attribute(row, "visibility") in NOT_VISIBLE:
            sheet.hidden_rows.update(range(row_no, row_no + min(repeated, GRID_ROWS)))
        is_printed = False
        for offset in range(min(repeated, GRID_ROWS)):
            is_printed = add_cells(sheet, row, row_no + offset, crossed)
            if not is_printed:
                break
        row_no += repeated
    return sheet


def note_hidden_columns(sheet: SheetCells, table: Element) -> None:
    """Keep the columns that are hidden."""
    column_no = 1
    for column in table.iter("{*}table-column"):
        repeated = max(whole_number(attribute(column, "number-columns-repeated"), 1, 1 << 20), 1)
        if attribute(column, "visibility") in NOT_VISIBLE:
            sheet.hide_columns(column_no, column_no + repeated - 1)
        column_no += repeated


def rows_of(parent: Element) -> Iterator[Element]:
    """The rows of a sheet, grouped or not."""
    for part in parent:
        name = local_name(part)
        if name == "table-row":
            yield part
        elif name in ("table-row-group", "table-header-rows", "table-rows"):
            yield from rows_of(part)


def add_cells(sheet: SheetCells, row: Element, row_no: int, crossed: frozenset[str | None]) -> bool:
    """Add the cells of one row, and tell whether it prints anything."""
    column_no, is_printed = 1, False
    for cell in row:
        kind = NAMES[cell.tag]
        if kind not in CELL_KINDS:
            continue
        stated = {NAMES[key]: value for key, value in cell.items()}
        repeated = 1
        if "number-columns-repeated" in stated:
            repeated = max(whole_number(stated["number-columns-repeated"], 1, 1 << 20), 1)
        text = cell_text(cell, crossed, sheet.struck) if len(cell) else ""
        if kind == "table-cell" and text and not text.isspace():
            is_printed = True
            for offset in range(min(repeated, GRID_COLUMNS + 1)):
                sheet.add(row_no, column_no + offset, text)
            columns = whole_number(stated.get("number-columns-spanned"), 1, GRID_COLUMNS)
            rows = whole_number(stated.get("number-rows-spanned"), 1, GRID_CELLS)
            if columns > 1 or rows > 1:
                sheet.merge(row_no, column_no, row_no + max(rows, 1) - 1, column_no + max(columns, 1) - 1)
        elif "formula" in stated and not len(cell) and "value-type" not in stated:
            sheet.without_result.append((row_no, column_no))
        column_no += repeated
    return is_printed


def cell_text(cell: Element, crossed: frozenset[str | None], struck: list[str]) -> str:
    """The paragraphs of a cell as one text; what is crossed out is added to `struck`."""
    text = " ".join([paragraph_text(part, crossed, struck) for part in cell if NAMES[part.tag] == "p"])
    if crossed and attribute(cell, "style-name") in crossed and text.strip():
        struck.append(text)
        return ""
    return text


def paragraph_text(paragraph: Element, crossed: frozenset[str | None], struck: list[str]) -> str:
    """The text of a paragraph; the format writes runs of blanks, tabs and line breaks as elements."""
    if not len(paragraph):
        return paragraph.text or ""
    pieces = [paragraph.text or ""]
    for part in paragraph:
        name = local_name(part)
        if name in ("s", "tab", "line-break"):
            pieces.append(" ")
        elif name not in NOT_SHOWN:
            text = paragraph_text(part, crossed, struck)
            is_struck = crossed and attribute(part, "style-name") in crossed
            (struck if is_struck and text.strip() else pieces).append(text)
        pieces.append(part.tail or "")
    return "".join(pieces)
