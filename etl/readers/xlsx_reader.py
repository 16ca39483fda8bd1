"""Excel workbooks (.xlsx, .xlsm): every visible sheet's cells with their merged ranges, numbers as they are shown.

Input: the bytes of a workbook. Output: a CellGrid; the page number is the number of the sheet. Stage `readers`. An own
walk over the XML: calamine loses number formats, so that 85% would become 0.85, and aborts on a cell far out (§3.1).
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import GridBuilder
from etl.readers.limits import GRID_COLUMNS
from etl.readers.number_format import BUILT_IN, GENERAL, show_number
from etl.readers.safe_archive import SafeArchive
from etl.readers.safe_xml import Element, attribute, child, local_name, parse_xml, whole_number
from etl.readers.sheet_rows import SheetCells, add_sheet
from etl.records import CellGrid

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
INLINE = "inlineStr"  # the kind of a cell whose text is not shared
MOST_STYLES = 65_536
HIGHEST_ROW = 1_048_576
KEPT_NUMBERS, LONGEST_KEPT = 4096, 255  # the same points and rates come in every form; a format code is no longer


@dataclass(slots=True)
class Workbook:
    """What the cells of a workbook refer to: shared texts, what is crossed out in them, number formats by style, the
    styles that cross a cell out, and the start of its calendar."""

    texts: list[str] = field(default_factory=list)
    struck_texts: dict[int, str] = field(default_factory=dict)
    formats: list[str] = field(default_factory=list)
    struck_styles: frozenset[int] = frozenset()
    starts_1904: bool = False


def read_xlsx(content: bytes) -> CellGrid:
    """The grid of a workbook; sheets follow each other, each after a line with its name."""
    archive = SafeArchive(content)
    root = parse_xml(archive.read("xl/workbook.xml"))
    targets = load_targets(archive)
    book = Workbook()
    book.starts_1904 = attribute_of(child(root, "workbookPr"), "date1904") in ("1", "true")
    load_texts(archive, targets, book)
    load_formats(archive, targets, book)
    builder = GridBuilder(MEDIA_TYPE, "utf-8")
    sheets = child(root, "sheets")
    for sheet_no, sheet in enumerate(sheets if sheets is not None else (), start=1):
        name = attribute(sheet, "name") or ""
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            builder.add_problem("sheet_hidden", "低", f"工作表“{name}”是隐藏的，没有读取。")
            continue
        target = targets.get(attribute(sheet, "id") or "")
        if target is None or "/worksheets/" not in target:
            continue
        add_sheet(builder, load_sheet(parse_xml(archive.read(target)), book), name, sheet_no)
    return builder.finish()


def attribute_of(element: Element | None, name: str) -> str | None:
    """An attribute of an element that may be absent."""
    return None if element is None else attribute(element, name)


def load_targets(archive: SafeArchive) -> dict[str, str]:
    """The parts that the workbook's relations name, by identifier and by kind (sharedStrings, styles)."""
    targets = {}
    for relation in parse_xml(archive.read("xl/_rels/workbook.xml.rels")):
        target = attribute(relation, "Target") or ""
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[attribute(relation, "Id") or ""] = path
        targets.setdefault((attribute(relation, "Type") or "").rsplit("/", 1)[-1], path)
    return targets


def load_texts(archive: SafeArchive, targets: dict[str, str], book: Workbook) -> None:
    """Keep the shared texts in their order."""
    if targets.get("sharedStrings") not in archive.entries:
        return
    root = parse_xml(archive.read(targets["sharedStrings"]))
    for number, item in enumerate(part for part in root if local_name(part) == "si"):
        text, struck = rich_text(item)
        book.texts.append(text)
        if struck.strip():
            book.struck_texts[number] = struck


def rich_text(item: Element) -> tuple[str, str]:
    """The text of a shared or inline string, its pieces joined, and what is crossed out of it; reading aids (rPh) are
    part of neither."""
    if len(item) == 1 and local_name(only := item[0]) == "t":
        return only.text or "", ""
    runs = [item, *(part for part in item if local_name(part) == "r")]
    kept: tuple[list[str], list[str]] = ([], [])
    for run in runs:
        is_struck = run is not item and is_on(child(child(run, "rPr"), "strike"))
        kept[is_struck].extend(part.text or "" for part in run if local_name(part) == "t")
    return "".join(kept[False]), "".join(kept[True])


def is_on(switch: Element | None) -> bool:
    """Whether a switch such as strike is there and not turned off."""
    return switch is not None and attribute(switch, "val") not in ("0", "false")


def load_formats(archive: SafeArchive, targets: dict[str, str], book: Workbook) -> None:
    """Keep the number format code of each cell style, and which of them cross a cell out."""
    if targets.get("styles") not in archive.entries:
        return
    root = parse_xml(archive.read(targets["styles"]))
    codes = dict(BUILT_IN)
    declared = child(root, "numFmts")
    for part in declared if declared is not None else ():
        codes[whole_number(attribute(part, "numFmtId"), 0, MOST_STYLES)] = attribute(part, "formatCode") or GENERAL
    found = child(root, "cellXfs")
    styles = list(found) if found is not None else []
    book.formats = [codes.get(whole_number(attribute(style, "numFmtId"), 0, MOST_STYLES), GENERAL) for style in styles]
    fonts = child(root, "fonts")
    struck = {number for number, font in enumerate(fonts if fonts is not None else ()) if is_on(child(font, "strike"))}
    font_numbers = [whole_number(attribute(style, "fontId"), 0, MOST_STYLES) for style in styles] if struck else []
    book.struck_styles = frozenset(style for style, font in enumerate(font_numbers) if font in struck)


def load_sheet(root: Element, book: Workbook) -> SheetCells:
    """The printed cells of one sheet, its merged ranges, and what of it is hidden."""
    sheet = SheetCells()
    note_hidden_columns(sheet, child(root, "cols"))
    data = child(root, "sheetData")
    crosses_out = bool(book.struck_texts or book.struck_styles)
    row_no = 0
    for row in data if data is not None else ():
        row_no = whole_number(row.get("r"), row_no + 1, HIGHEST_ROW)
        if row.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(row_no)
        column_no = 0
        for cell in row:
            place = REFERENCE.fullmatch(cell.get("r") or "")
            column_no = column_number(place.group(1)) if place else column_no + 1
            text = show_cell(cell, book)
            if crosses_out or cell.get("t") == INLINE:
                sheet.add(row_no, column_no, without_struck(cell, text, book, sheet))
            elif text:
                sheet.add(row_no, column_no, text)
            if not text and cell.get("t") != "str" and child(cell, "f") is not None:
                sheet.without_result.append((row_no, column_no))
    merged = child(root, "mergeCells")
    for part in merged if merged is not None else ():
        corners = [REFERENCE.fullmatch(corner) for corner in (attribute(part, "ref") or "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            first, last = corners[0], corners[1]
            rows, columns = (first.group(2), last.group(2)), (first.group(1), last.group(1))
            sheet.merge(int(rows[0]), column_number(columns[0]), int(rows[1]), column_number(columns[1]))
    return sheet


def without_struck(cell: Element, text: str, book: Workbook, sheet: SheetCells) -> str:
    """The text of a cell that is not crossed out; what is left out is kept to be told."""
    if book.struck_styles and whole_number(cell.get("s"), 0, MOST_STYLES) in book.struck_styles:
        sheet.struck += [text] if text.strip() else []
        return ""
    inline = child(cell, "is") if cell.get("t") == INLINE else None
    if inline is not None and (crossed := rich_text(inline)[1]).strip():
        sheet.struck.append(crossed)
    stored = child(cell, "v") if book.struck_texts and cell.get("t") == "s" else None
    if stored is not None:
        struck = book.struck_texts.get(whole_number((stored.text or "").strip(), -1, len(book.texts)))
        sheet.struck += [struck] if struck else []
    return text


def note_hidden_columns(sheet: SheetCells, columns: Element | None) -> None:
    """Keep the columns that are hidden or without width."""
    for part in columns if columns is not None else ():
        first = whole_number(part.get("min"), 0, GRID_COLUMNS)
        if part.get("hidden") in ("1", "true") and first:
            sheet.hide_columns(first, whole_number(part.get("max"), first, GRID_COLUMNS))


@lru_cache(GRID_COLUMNS)
def column_number(letters: str) -> int:
    """The column that letters name: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def show_cell(cell: Element, book: Workbook) -> str:
    """The text of a cell as a person sees it; of a formula the value it had when the file was saved."""
    kind = cell.get("t") or "n"
    if kind == INLINE:
        inline = child(cell, "is")
        return "" if inline is None else rich_text(inline)[0]
    stored = child(cell, "v")
    text = (stored.text or "") if stored is not None else ""
    if kind == "s" and text:
        number = whole_number(text.strip(), len(book.texts), len(book.texts))
        if number >= len(book.texts):
            raise UnreadableDocumentError("xml_broken", "单元格引用了不存在的共享文字，文件可能已损坏。")
        return book.texts[number]
    if kind == "d":
        return text.removesuffix("Z").removesuffix("T00:00:00")
    if kind == "b":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind != "n" or not text.strip():
        return text
    style = whole_number(cell.get("s"), 0, MOST_STYLES)
    code = book.formats[style] if style < len(book.formats) else GENERAL
    return show_stored_number(text, code, starts_1904=book.starts_1904)


def show_stored_number(text: str, code: str, *, starts_1904: bool) -> str:
    """A stored number as shown; a text that is no number, or one of absurd size, as it is stored."""
    if len(text) > LONGEST_KEPT or len(code) > LONGEST_KEPT:
        return show_any_number(text, code, starts_1904)
    return show_kept_number(text, code, starts_1904)


def show_any_number(text: str, code: str, starts_1904: bool) -> str:
    """The same, worked out."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return text
    if not value.is_finite() or (value and not -30 <= value.adjusted() <= 30):
        return text
    return show_number(value, code, starts_1904=starts_1904)


show_kept_number = lru_cache(KEPT_NUMBERS)(show_any_number)
