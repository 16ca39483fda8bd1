"""Word documents (.docx): paragraphs, tables with merged cells, nested tables and text boxes, in printed order.

Input: the bytes of a docx. Output: a CellGrid. Stage `readers`. An own walk over the XML, because it is the only reader
that neither hung nor broke on hostile files. Headers, footers and notes are no part of a form: they stand below
the text as lines that the parser never sees.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from etl.findings import UnreadableDocumentError
from etl.readers.docx_text import NOT_PLAIN, NOT_PRINTED, empty_instructions, is_on, text_and_boxes, write_out_looks
from etl.readers.grid_builder import COVERED, GridBuilder, SpannedText, single_cell
from etl.readers.limits import GRID_COLUMNS, NESTED_TABLES
from etl.readers.list_number import ListNumbers, load_list_numbers
from etl.readers.safe_archive import SafeArchive
from etl.readers.safe_xml import NAMES, Element, attribute, child, local_name, parse_xml, whole_number
from etl.records import CellGrid

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Parts that stand beside the text, in the order in which they are noted, and what a line of theirs begins with.
BESIDE_THE_TEXT = (("header", "页眉"), ("footer", "页脚"), ("footnotes", "脚注"), ("endnotes", "尾注"))
ROW_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
# What the cells of most rows are made of, and what takes a walk through a row: it is not printed, is printed otherwise
# than as its text, or sets a cell apart.
CELL_PARTS = tuple(f"{{*}}{name}" for name in ("tc", "p", "t", "gridSpan", "vMerge"))
SET_APART = ("AlternateContent", "cellDel", "gridBefore", "hMerge", "hidden", "tcPrChange")
WALKED = tuple(f"{{*}}{name}" for name in (*sorted(NOT_PLAIN), *SET_APART))
FORMULAS = ("Equation", "MathType")  # programs whose objects are formulas
LISTED = ("{*}numPr", "{*}pStyle")
CONTINUED = SpannedText("", 1, 0)  # a cell that a merged cell above covers
STARTED = 2  # row span of a cell that starts a vertical merge, until its height is counted


def read_docx(content: bytes) -> CellGrid:
    """The grid of a Word document; it has no pages of its own, so every place is on page 1."""
    archive = SafeArchive(content)
    main = main_part(archive)
    folder = main.rsplit("/", 1)[0] + "/" if "/" in main else ""
    numbering, styles = (load_part(archive, folder + name) for name in ("numbering.xml", "styles.xml"))
    lists = ListNumbers() if numbering is None else load_list_numbers(numbering, styles)
    walk = DocumentWalk(GridBuilder(MEDIA_TYPE, "utf-8"), lists)
    body = child(parse_xml(archive.read(main)), "body")
    if body is not None:
        empty_placeholders(body)
        empty_instructions(body)
        if styles is not None:
            write_out_looks(body, styles)
        walk.add_blocks(body, 0)
        report_embedded(walk.builder, body)
    add_notes(walk.builder, archive, folder)
    return walk.builder.finish()


def main_part(archive: SafeArchive) -> str:
    """The part that holds the document: the one its relations name, as a rule word/document.xml."""
    if "word/document.xml" in archive.entries:
        return "word/document.xml"
    for relation in parse_xml(archive.read("_rels/.rels")):
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    raise UnreadableDocumentError("part_missing", "文件内部没有正文部分，可能已损坏。")


def load_part(archive: SafeArchive, name: str) -> Element | None:
    """A part that a document need not have."""
    return parse_xml(archive.read(name)) if name in archive.entries else None


def empty_placeholders(body: Element) -> None:
    """Empty the content controls that nobody filled in: 单击此处输入文字 is a hint, no entry."""
    for control in body.iter("{*}sdt"):
        if is_on(child(child(control, "sdtPr"), "showingPlcHdr")):
            for text in control.iter("{*}t"):
                text.text = ""


def report_embedded(builder: GridBuilder, body: Element) -> None:
    """Tell of documents inside the document, a sheet of Excel as a rule, of which it shows a picture."""
    programs = [attribute(part, "ProgID") or "" for part in body.iter("{*}OLEObject")]
    count = sum(not program.startswith(FORMULAS) for program in programs) + sum(1 for _ in body.iter("{*}altChunk"))
    if count:
        reason = f"文档里嵌入了 {count} 个对象（如 Excel 工作表、网页），其中的内容没有读取。"
        builder.add_problem("content_elsewhere", "中", reason)


def add_notes(builder: GridBuilder, archive: SafeArchive, folder: str) -> None:
    """Add what is printed beside the text as lines without cells, each text once."""
    noted: list[str] = []
    for kind, name in BESIDE_THE_TEXT:
        for part in sorted(
            part for part in archive.names() if part.startswith(folder + kind) and part.endswith(".xml")
        ):
            for paragraph in parse_xml(archive.read(part)).iter("{*}p"):
                text = " ".join(text_and_boxes(paragraph, builder.struck)[0].split())
                if text and (line := f"{name}：{text}") not in noted:
                    noted.append(line)
                    builder.add_note(line)


@dataclass(slots=True)
class DocumentWalk:
    """A walk over a document in printed order, which is the order in which its lists count."""

    builder: GridBuilder
    lists: ListNumbers

    def add_blocks(self, parent: Element, depth: int) -> None:
        """Add the paragraphs and tables below an element in order, text boxes after the paragraph that holds them."""
        for block in blocks(parent):
            self.add_block(block, depth)

    def add_block(self, block: Element, depth: int) -> None:
        """Add a paragraph with its text boxes, or a table."""
        if local_name(block) == "p":
            text, boxes = self.text_of(block)
            self.builder.add_paragraph(text, 1)
            for box in boxes:
                self.add_blocks(box, depth)
        else:
            self.add_table(block, depth + 1)

    def text_of(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The text of a paragraph with its number in a list, and the text boxes anchored in it."""
        text, boxes = text_and_boxes(paragraph, self.builder.struck)
        return self.lists.number_before(paragraph) + text, boxes

    def add_table(self, table: Element, depth: int) -> None:
        """Add the rows of a table; a table nested in a cell follows the row of that cell."""
        if depth > NESTED_TABLES:
            raise UnreadableDocumentError("xml_limit", "表格嵌套层次过深，没有读取。")
        may_nest = next(table.iterdescendants("{*}tbl"), None) is not None
        rows = [self.read_row(row, may_nest=may_nest) for row in parts_of(table, "tr")]
        for row_no, (cells, nested) in enumerate(rows):
            self.builder.add_row(with_heights(cells, row_no, rows), 1)
            for block in nested:
                self.add_block(block, depth)

    def read_row(self, row: Element, *, may_nest: bool) -> tuple[list[SpannedText], list[Element]]:
        """The grid positions of one row, and what is nested in its cells: tables whose cell keeps its own text beside
        that of other cells, or everything in a row of a page's layout, whose cells hold tables only."""
        walked = (*WALKED, *LISTED) if self.lists.formats else WALKED
        if not may_nest and (plain := plain_cells(row, walked)) is not None:
            return plain, []
        properties = child(row, "trPr")
        if is_on(child(properties, "del")) or is_on(child(properties, "hidden")):
            return [], []
        before = child(properties, "gridBefore")
        cells = [COVERED] * (0 if before is None else counted(before, 0))
        holders: list[tuple[int, Element]] = []
        for cell in parts_of(row, "tc"):
            settings = child(cell, "tcPr")
            declared = {NAMES[part.tag]: part for part in settings} if settings is not None else {}
            if "cellDel" in declared:
                continue
            span = span_of(declared, len(cells))
            if is_covered(declared.get("vMerge")):
                cells += [CONTINUED] * span
                continue
            if is_covered(declared.get("hMerge")):
                cells += [COVERED] * span
                continue
            is_holder = may_nest and holds_table(cell)
            holders += [(len(cells), cell)] if is_holder else []
            text = "" if is_holder else self.cell_text(cell)
            cells.append(SpannedText(text, span, STARTED if "vMerge" in declared else 1))
            cells += [COVERED] * (span - 1)
        if not any(cell.text.strip() for cell in cells):
            return cells, [block for _, cell in holders for block in blocks(cell)]
        for position, cell in holders:
            cells[position] = cells[position]._replace(text=self.cell_text(cell))
        nested = [block for _, cell in holders for block in blocks(cell) if local_name(block) != "p"]
        return cells, [table for table in nested if not framed_cells(table)]

    def cell_text(self, cell: Element) -> str:
        """The paragraphs of a cell, of its text boxes and of a frame around them as one text."""
        texts: list[str] = []
        for paragraph in blocks(cell):
            if local_name(paragraph) != "p":
                texts += [self.cell_text(inner) for inner in framed_cells(paragraph)]
                continue
            text, boxes = self.text_of(paragraph)
            texts.append(text)
            texts += [self.cell_text(box) for box in boxes]
        return " ".join(texts)


def plain_cells(row: Element, others: Sequence[str]) -> list[SpannedText] | None:
    """The grid positions of a row whose cells hold nothing but plain paragraphs, looked through once; None where one
    of the others is in it."""
    texts: list[str] = []
    declared: dict[int, dict[str, Element]] = {}
    for part in row.iterdescendants(*CELL_PARTS, *others):
        name = NAMES[part.tag]
        if name == "t":
            texts[-1] += part.text or ""
        elif name == "p":
            texts[-1] += " " if texts[-1] else ""
        elif name == "tc":
            texts.append("")
        elif name in ("gridSpan", "vMerge"):
            declared.setdefault(len(texts) - 1, {})[name] = part
        else:
            return None
    cells: list[SpannedText] = []
    for number, text in enumerate(texts):
        if number in declared:
            cells += positions(text, declared[number], len(cells))
        else:
            cells.append(single_cell(text))
    return cells


def positions(text: str, declared: dict[str, Element], column: int) -> list[SpannedText]:
    """The grid positions of a cell from a column on."""
    span = span_of(declared, column)
    if is_covered(declared.get("vMerge")):
        return [CONTINUED] * span
    cell = SpannedText(text, span, STARTED if "vMerge" in declared else 1)
    return [cell, *[COVERED] * (span - 1)] if span > 1 else [cell]


def span_of(declared: dict[str, Element], column: int) -> int:
    """How many columns a cell covers from this one on. Raises UnreadableDocumentError beyond what a grid may have."""
    span = max(counted(declared["gridSpan"], 1), 1) if "gridSpan" in declared else 1
    if column + span > GRID_COLUMNS:
        raise UnreadableDocumentError("too_many_columns", f"表格超过 {GRID_COLUMNS} 列，没有读取。")
    return span


def is_covered(merge: Element | None) -> bool:
    """Whether a cell that is merged goes on a cell before it."""
    return merge is not None and attribute(merge, "val") != "restart"


def holds_table(cell: Element) -> bool:
    """Whether a cell has a table inside."""
    return next(cell.iterdescendants("{*}tbl"), None) is not None


def framed_cells(table: Element) -> list[Element]:
    """The cell of a table of one cell, which is a frame around a text; none of any other table."""
    cells = list(islice(table.iterdescendants("{*}tc"), 2))
    return cells if len(cells) == 1 else []


def blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables directly below an element, through wrappers that print nothing themselves."""
    for part in parent:
        name = NAMES[part.tag]
        if name in ("p", "tbl"):
            yield part
        elif name not in NOT_PRINTED and len(part):
            yield from blocks(part)


def parts_of(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, through wrappers such as content controls."""
    for part in parent:
        found = NAMES[part.tag]
        if found == name:
            yield part
        elif found in ROW_WRAPPERS:
            yield from parts_of(part, name)


def with_heights(
    cells: list[SpannedText], row_no: int, rows: list[tuple[list[SpannedText], list[Element]]]
) -> list[SpannedText]:
    """The cells of a row with the number of rows that each of them covers."""
    spanned = [COVERED if cell is CONTINUED else cell for cell in cells]
    for column, cell in enumerate(cells):
        if cell.row_span > 1:
            height = 1
            while row_no + height < len(rows) and continues(rows[row_no + height][0], column):
                height += 1
            spanned[column] = cell._replace(row_span=height)
    return spanned


def continues(cells: list[SpannedText], column: int) -> bool:
    """Whether the cell of this column belongs to the merged cell above."""
    return column < len(cells) and cells[column].row_span == 0


def counted(part: Element, default: int) -> int:
    """The count that an element states; cut one above what a grid may have, so that it is refused."""
    return whole_number(attribute(part, "val"), default, GRID_COLUMNS + 1)
