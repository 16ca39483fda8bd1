"""Word documents (.docx): paragraphs, tables with merged cells, nested tables and text boxes, in printed order.

Input: the bytes of a docx. Output: a CellGrid. Stage `readers`. An own walk over the XML, because it is the only reader
that neither hung nor broke on hostile files. Left out as not printed: deleted and hidden text,
field codes; left out as no part of a form: headers, footers and notes.
"""

from collections.abc import Iterator

from etl.findings import UnreadableDocumentError
from etl.readers.grid_builder import COVERED, GridBuilder, SpannedText
from etl.readers.limits import GRID_COLUMNS, NESTED_TABLES
from etl.readers.safe_archive import SafeArchive
from etl.readers.safe_xml import Element, attribute, child, local_name, parse_xml, whole_number
from etl.records import CellGrid

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_PRINTED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "Fallback", "rt", "tblPr"})
WORD_BREAKS = frozenset({"tab", "br", "cr"})
EMPTY_BOX, TICKED_BOX, CROSSED_BOX = "□", "☑", "☒"
# Characters of the symbol fonts that forms use as tick boxes, by the last two hex digits of w:sym.
SYMBOLS = {
    "wingdings": {"FE": TICKED_BOX, "FD": CROSSED_BOX, "A8": EMPTY_BOX, "6F": EMPTY_BOX, "71": EMPTY_BOX, "FC": "√"},
    "wingdings 2": {"52": TICKED_BOX, "53": CROSSED_BOX, "54": CROSSED_BOX, "A3": EMPTY_BOX, "50": "√"},
}
OFF = frozenset({"0", "false", "off", "none"})


def read_docx(content: bytes) -> CellGrid:
    """The grid of a Word document; it has no pages of its own, so every place is on page 1."""
    archive = SafeArchive(content)
    body = child(parse_xml(archive.read(main_part(archive))), "body")
    builder = GridBuilder(MEDIA_TYPE, "utf-8")
    if body is not None:
        add_blocks(builder, body, 0)
    return builder.finish()


def main_part(archive: SafeArchive) -> str:
    """The part that holds the document: the one its relations name, as a rule word/document.xml."""
    if "word/document.xml" in archive.entries:
        return "word/document.xml"
    for relation in parse_xml(archive.read("_rels/.rels")):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    raise UnreadableDocumentError("part_missing", "文件内部没有正文部分，可能已损坏。")


def add_blocks(builder: GridBuilder, parent: Element, depth: int) -> None:
    """Add the paragraphs and tables below an element in order, text boxes after the paragraph that holds them."""
    for block in blocks(parent):
        if local_name(block) == "p":
            builder.add_paragraph(text_of(block), 1)
            for box in text_boxes(block):
                add_blocks(builder, box, depth)
        else:
            add_table(builder, block, depth + 1)


def blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables directly below an element, through wrappers that print nothing themselves."""
    for part in parent:
        name = local_name(part)
        if name in ("p", "tbl"):
            yield part
        elif name not in NOT_PRINTED:
            yield from blocks(part)


def text_boxes(parent: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph; of two renderings of one box only the first."""
    for part in parent:
        name = local_name(part)
        if name == "txbxContent":
            yield part
        elif name not in NOT_PRINTED:
            yield from text_boxes(part)


def text_of(paragraph: Element) -> str:
    """The text of a paragraph without its text boxes."""
    return "".join(pieces(paragraph))


def pieces(parent: Element) -> Iterator[str]:
    """The printed pieces below an element."""
    for part in parent:
        name = local_name(part)
        if name == "t":
            yield part.text or ""
        elif name in WORD_BREAKS:
            yield " "
        elif name == "sym":
            yield symbol(part)
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "checkBox":
            yield tick_box(part)
        elif name in NOT_PRINTED or name == "txbxContent" or (name == "r" and is_hidden(part)):
            continue
        else:
            yield from pieces(part)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and attribute(element, "val") not in OFF


def is_hidden(run: Element) -> bool:
    """Whether the run is formatted as hidden text."""
    return is_on(child(child(run, "rPr"), "vanish"))


def tick_box(box: Element) -> str:
    """A form field's box: ticked by the reader of the form, or by default."""
    checked = child(box, "checked")
    return TICKED_BOX if is_on(checked if checked is not None else child(box, "default")) else EMPTY_BOX


def symbol(element: Element) -> str:
    """A character of a symbol font; one that is not known keeps its private code."""
    code = attribute(element, "char") or ""
    known = SYMBOLS.get((attribute(element, "font") or "").lower(), {}).get(code[-2:].upper())
    if known:
        return known
    return chr(int(code, 16)) if len(code) <= 4 and code.isalnum() and is_hexadecimal(code) else ""


def is_hexadecimal(code: str) -> bool:
    """Whether a text is a hexadecimal number."""
    return bool(code) and all(digit in "0123456789abcdefABCDEF" for digit in code)


def add_table(builder: GridBuilder, table: Element, depth: int) -> None:
    """Add the rows of a table; what is nested in a cell follows the row of that cell."""
    if depth > NESTED_TABLES:
        raise UnreadableDocumentError("xml_limit", "表格嵌套层次过深，没有读取。")
    rows = [read_row(row) for row in parts_of(table, "tr")]
    for row_no, (cells, holders) in enumerate(rows):
        spanned = []
        for column, cell in enumerate(cells):
            height = 1
            while cell.row_span > 1 and row_no + height < len(rows) and continues(rows[row_no + height][0], column):
                height += 1
            spanned.append(SpannedText(cell.text, cell.column_span, height))
        builder.add_row(spanned, 1)
        for holder in holders:
            add_blocks(builder, holder, depth)


CONTINUED = SpannedText("", 1, 0)  # a cell that a merged cell above covers
STARTED = 2  # row span of a cell that starts a vertical merge, until its height is counted


def continues(cells: list[SpannedText], column: int) -> bool:
    """Whether the cell of this column belongs to the merged cell above."""
    return column < len(cells) and cells[column].row_span == 0


def parts_of(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, through wrappers such as content controls."""
    for part in parent:
        found = local_name(part)
        if found == name:
            yield part
        elif found in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from parts_of(part, name)


def read_row(row: Element) -> tuple[list[SpannedText], list[Element]]:
    """The grid positions of one row, and its cells that hold tables of their own."""
    properties = child(row, "trPr")
    if is_on(child(properties, "del")):
        return [], []
    cells = [COVERED] * count_of(properties, "gridBefore", 0)
    holders = []
    for cell in parts_of(row, "tc"):
        settings = child(cell, "tcPr")
        span = max(count_of(settings, "gridSpan", 1), 1)
        if len(cells) + span > GRID_COLUMNS:
            raise UnreadableDocumentError("too_many_columns", f"表格超过 {GRID_COLUMNS} 列，没有读取。")
        merge = child(settings, "vMerge")
        if merge is not None and attribute(merge, "val") != "restart":
            cells += [CONTINUED] * span
            continue
        holds_table = any(local_name(block) == "tbl" for block in cell_blocks(cell))
        holders += [cell] if holds_table else []
        text = "" if holds_table else " ".join(text_of(block) for block in cell_blocks(cell))
        cells += [SpannedText(text, span, STARTED if merge is not None else 1), *[COVERED] * (span - 1)]
    return cells, holders


def cell_blocks(cell: Element) -> Iterator[Element]:
    """The paragraphs and tables of a cell, those of its text boxes included."""
    for block in blocks(cell):
        yield block
        if local_name(block) == "p":
            for box in text_boxes(block):
                yield from blocks(box)


def count_of(properties: Element | None, name: str, default: int) -> int:
    """A count among the properties of a row or cell; cut one above what a grid may have, so that it is refused."""
    part = child(properties, name)
    return default if part is None else whole_number(attribute(part, "val"), default, GRID_COLUMNS + 1)
