"""Web pages (.html): paragraphs and tables with spans, nested tables, in the order of the page.

Input: the bytes of a page. Output: a CellGrid. Stage `readers`. lxml cuts a page silently where it passes its
limits; that is seen in its error log and refused.
"""

import re
from collections.abc import Iterator
from itertools import islice

from etl.findings import UnreadableDocumentError
from etl.readers.decode_page import decode_page
from etl.readers.grid_builder import GridBuilder, SpannedText, place_spans, single_cell
from etl.readers.limits import GRID_COLUMNS, GRID_ROWS, NESTED_TABLES
from etl.readers.markup import is_note_mark
from etl.readers.page_style_sheet import hide_by_style_sheet
from etl.readers.safe_xml import Element, found_by, refuse_without_memory, whole_number
from etl.records import CellGrid

MEDIA_TYPE = "text/html"
STRUCK = frozenset({"s", "strike", "del"})
NOT_SHOWN = STRUCK | {"script", "style", "head", "template", "noscript", "object", "iframe", "svg", "title"}
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "o:p", "q", "samp", "small", "span", "strong", "sub", "sup", "tt", "u",
    "var", "wbr",
})  # fmt: skip
LINE_THROUGH = "line-through"
HIDDEN = re.compile(
    rf"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|{LINE_THROUGH}", re.IGNORECASE
)

TAKES_NO_ROOM = re.compile(r"display\s*:\s*none", re.IGNORECASE)
CELL_TAGS = frozenset({"td", "th"})
CONTROLS = frozenset({"input", "select"})
NO_WRAPPERS = NOT_SHOWN | CONTROLS
EMPTY_BOX, TICKED_BOX = "□", "☑"
SHOWN_ADDRESS = 40
HIGHEST_ROW_SPAN = 65_534  # the HTML standard


def read_html(content: bytes) -> CellGrid:
    """The grid of a web page; it is one page."""
    return page_grid(*decode_page(content))


def page_grid(text: str, encoding_name: str) -> CellGrid:
    """The grid of decoded HTML, a whole page or a part of one."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError) as error:
        refuse_without_memory(parser)
        raise UnreadableDocumentError("html_broken", "网页内容已损坏，无法读取。") from error
    refuse_without_memory(parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableDocumentError("html_limit", "网页嵌套过深或有一段文字过长，读取会丢内容，没有采用。")
    builder = GridBuilder(MEDIA_TYPE, encoding_name)
    if root is not None:
        hide_by_style_sheet(root)
        styles = set(found_by("//@style", root))  # the same few are named over and over
        builder.struck += struck_texts(root, styles)
        hides = hides_elements(root, styles)
        if hides and (hidden := hidden_texts(root)):
            message = f"网页里有 {len(hidden)} 处文字设成不显示（如“{hidden[0][:20]}”），屏幕上看不到，没有读取。"
            builder.add_problem("text_hidden", "低", message)
        PageWalk(builder, hides).add_blocks(root, 0)
        report_frames(builder, root)
    return builder.finish()


def report_frames(builder: GridBuilder, root: Element) -> None:
    """Tell of a page without a table that other pages stand in: a saved workbook is a frame around its sheets."""
    frames = [part.get("src") or "" for part in root.iter("frame", "iframe") if part.get("src") or part.get("srcdoc")]
    if frames and next(root.iter("table"), None) is None:
        named = " ".join(frames[0].split()) or "内嵌页面"
        reason = f"网页用框架显示另外 {len(frames)} 个页面（如 {named[:SHOWN_ADDRESS]}），其中的内容没有读取。"
        builder.add_problem("content_elsewhere", "中", reason)


def struck_texts(root: Element, styles: set[str]) -> list[str]:
    """The texts of a page that are crossed out, which are left out: they stand corrected."""
    if next(root.iter(*STRUCK), None) is None and not any(LINE_THROUGH in style for style in styles):
        return []
    crossed = [part for part in root.iter() if tag_of(part) in STRUCK or LINE_THROUGH in (part.get("style") or "")]
    return [text for part in crossed if (text := " ".join("".join(part.itertext()).split()))]


def hidden_texts(root: Element) -> list[str]:
    """The texts of a page that a browser does not show, an entry for each outermost element that hides them."""
    texts: list[str] = []
    open_parts = [root]
    while open_parts:
        part = open_parts.pop()
        tag = tag_of(part)
        if tag in NOT_SHOWN or tag in CONTROLS:
            continue
        if is_hidden(part) and LINE_THROUGH not in (part.get("style") or ""):
            texts += [text] if (text := " ".join(" ".join(part.itertext()).split())) else []
        else:
            open_parts += reversed(part)
    return texts


class PageWalk:
    """A walk over a page that collects inline text until a block ends it; `hides` tells whether attributes hide any
    element of the page, as they seldom do."""

    def __init__(self, builder: GridBuilder, hides: bool) -> None:
        self.builder = builder
        self.hides = hides
        self.open_text: list[str] = []

    def add_blocks(self, element: Element, depth: int) -> None:
        """Add what an element shows: paragraphs as lines, tables as rows."""
        self.add_content(element, depth)
        self.end_paragraph()

    def add_content(self, element: Element, depth: int) -> None:
        """Add the text and the elements inside an element, tails included."""
        self.open_text.append(element.text or "")
        for part in element:
            self.add_part(part, depth)
            self.open_text.append(part.tail or "")

    def add_part(self, part: Element, depth: int) -> None:
        """Add one element without its tail."""
        tag = tag_of(part)
        if self.is_not_shown(part, tag):
            return
        if tag == "table":
            self.end_paragraph()
            self.add_table(part, depth + 1)
        elif tag in CONTROLS:
            self.open_text.append(shown_control(part, tag))
        elif tag in INLINE:
            self.add_content(part, depth)
        else:
            self.end_paragraph()
            self.add_content(part, depth)
            self.end_paragraph()

    def end_paragraph(self) -> None:
        """The collected text as one line."""
        text = "".join(self.open_text)
        self.open_text.clear()
        self.builder.add_paragraph(text, 1)

    def add_table(self, table: Element, depth: int) -> None:
        """Add the rows of a table; a cell that holds tables is laid out after its row, block by block."""
        if depth > NESTED_TABLES:
            raise UnreadableDocumentError("html_limit", "网页的表格嵌套层次过深，没有读取。")
        for caption in (part for part in table if tag_of(part) == "caption"):
            self.add_blocks(caption, depth)
        rows = list(self.rows_of(table))
        if len(rows) > GRID_ROWS:
            raise UnreadableDocumentError("grid_limit", f"网页的表格超过 {GRID_ROWS} 行，没有读取。")
        cells_of_rows = [[cell for cell in row if cell.tag in CELL_TAGS and self.takes_room(cell)] for row in rows]
        is_nested = next(table.iterdescendants("table"), None) is not None
        holders = [holders_of_tables(cells) if is_nested else [] for cells in cells_of_rows]
        spanned = [
            [self.spanned_text(cell, is_text=cell not in nested) for cell in cells]
            for cells, nested in zip(cells_of_rows, holders, strict=True)
        ]
        for cells, nested in zip(place_spans(spanned), holders, strict=True):
            self.builder.add_row(cells, 1)
            for holder in nested:
                self.add_blocks(holder, depth)

    def rows_of(self, table: Element) -> Iterator[Element]:
        """The rows of a table, not those of tables inside it."""
        for part in sorted(table, key=lambda part: tag_of(part) == "tfoot"):  # shown last, wherever it is written
            tag = tag_of(part)
            if self.is_not_shown(part, tag):
                continue
            if tag == "tr":
                yield part
            elif tag in ("tbody", "thead", "tfoot"):
                yield from self.rows_of(part)

    def spanned_text(self, cell: Element, *, is_text: bool) -> SpannedText:
        """A cell's text and spans; empty where it is not text, for it holds a table."""
        text = self.shown_text(cell) if is_text and not (self.hides and is_hidden(cell)) else ""
        columns, rows = cell.get("colspan", "1"), cell.get("rowspan", "1")
        if columns == rows == "1":
            return single_cell(text)
        column_span = whole_number(columns.strip(), 1, GRID_COLUMNS) or 1
        row_span = whole_number(rows.strip(), 1, HIGHEST_ROW_SPAN) or HIGHEST_ROW_SPAN
        return SpannedText(text, column_span, row_span)

    def shown_text(self, cell: Element) -> str:
        """The shown pieces inside a cell, joined; most cells hold one text, in elements that hold nothing else."""
        inner = cell
        count = len(inner)
        while count == 1:
            part, text = inner[0], inner.text
            if (text and not text.isspace()) or part.tag in NO_WRAPPERS or (self.hides and is_hidden(part)):
                break
            if (tail := part.tail) and not tail.isspace():
                break
            inner, count = part, len(part)
        if not count:
            return inner.text or ""
        pieces: list[str] = []
        self.collect_pieces(inner, pieces)
        return "".join(pieces)

    def collect_pieces(self, element: Element, pieces: list[str]) -> None:
        """Add the shown pieces inside a cell; blocks and line breaks become blanks."""
        pieces.append(element.text or "")
        for part in element:
            tag = tag_of(part)
            if tag in CONTROLS:
                pieces.append("" if self.is_not_shown(part, tag) else shown_control(part, tag))
            elif not self.is_not_shown(part, tag):
                gap = "" if tag in INLINE else " "
                inside: list[str] = []
                self.collect_pieces(part, inside)
                if tag != "sup" or not is_note_mark("".join(inside), pieces):
                    pieces += [gap, *inside, gap]
            pieces.append(part.tail or "")

    def is_not_shown(self, element: Element, tag: str) -> bool:
        """Whether a browser shows nothing of the element."""
        return tag in NOT_SHOWN or (self.hides and is_hidden(element))

    def takes_room(self, cell: Element) -> bool:
        """Whether a cell stands in a column: one that is not displayed moves the others up."""
        return not self.hides or (cell.get("hidden") is None and not TAKES_NO_ROOM.search(cell.get("style") or ""))


def hides_elements(root: Element, styles: set[str]) -> bool:
    """Whether an attribute hides any element of a page with these styles."""
    return any(map(HIDDEN.search, styles)) or found_by("boolean(//@hidden)", root)


def is_hidden(element: Element) -> bool:
    """Whether an attribute hides an element."""
    return element.get("hidden") is not None or HIDDEN.search(element.get("style") or "") is not None


def tag_of(element: Element) -> str:
    """The lower-case tag; empty for what is no element. The parser has made the names of HTML lower-case already."""
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def shown_control(element: Element, tag: str) -> str:
    """What a form control shows: its box, its text, or the option that was chosen."""
    if tag == "select":
        chosen = (option for option in element.iter("option") if option.get("selected") is not None)
        return " ".join("".join(option.itertext()) for option in chosen)
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return TICKED_BOX if "checked" in element.attrib else EMPTY_BOX
    return element.get("value") or "" if kind == "text" else ""


def holders_of_tables(cells: list[Element]) -> list[Element]:
    """The cells of a row that hold tables. One that holds nothing but a frame of one cell, beside cells that hold none
    and print a text, is a cell with a text."""
    holders = [cell for cell in cells if holds_table(cell)]
    others = (text for cell in cells if cell not in holders for text in cell.itertext())
    if not holders or not any(map(str.strip, others)):
        return holders
    return [cell for cell in holders if len(list(islice(cell.iterdescendants(*CELL_TAGS), 2))) > 1]


def holds_table(cell: Element) -> bool:
    """Whether a cell has a table inside."""
    return len(cell) > 0 and next(cell.iter("table"), None) is not None
