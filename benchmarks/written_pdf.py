"""A made-up document as pdf pages, with or without rulings, in a font that every reader of Chinese has.

Input: a MadeDocument. Output: the bytes of a pdf. The font is named and not embedded, so no font file is needed. The
tests of the reader put their own pages together with `shown` and `assembled`.
"""

from collections.abc import Sequence

from benchmarks.made_corpus import MadeCell, MadeDocument, MadeTable

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 842, 595, 40
SIZE, LINE, PADDING = 9.0, 12.0, 3.0
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 90>>>>]>>"
)


def write_pdf(document: MadeDocument, *, is_ruled: bool) -> bytes:
    """The forms of a document, each on pages of its own."""
    pages: list[str] = []
    for title, table in document.forms:
        pages += form_pages(title, table, is_ruled=is_ruled)
    return assembled(pages, (PAGE_WIDTH, PAGE_HEIGHT))


def form_pages(title: str, table: MadeTable, *, is_ruled: bool) -> list[str]:
    """The content of the pages of one form; a row stands on one page, a merged cell is cut at the page's end."""
    width = max(map(len, table))
    step = (PAGE_WIDTH - 2 * MARGIN) / width
    heights = [row_height([cell for cell in row if cell], step) for row in table]
    pages: list[str] = []
    content, top = (
        shown(PAGE_WIDTH / 2 - SIZE * len(title) / 2, PAGE_HEIGHT - MARGIN, title),
        PAGE_HEIGHT - MARGIN - LINE,
    )
    for number, row in enumerate(table):
        if top - heights[number] < MARGIN:
            pages.append(content)
            content, top = "", PAGE_HEIGHT - MARGIN
        for column, cell in enumerate(row):
            if cell is None:
                continue
            bottom = max(top - sum(heights[number : number + cell.rows]), MARGIN - LINE)
            left, right = MARGIN + column * step, MARGIN + (column + cell.columns) * step
            if is_ruled:
                content += f"{left:.1f} {bottom:.1f} {right - left:.1f} {top - bottom:.1f} re S\n"
            for order, line in enumerate(wrapped(cell.text, right - left)):
                content += shown(left + PADDING, top - PADDING - SIZE - order * LINE, line)
        top -= heights[number]
    return [*pages, content]


def wrapped(text: str, width: float) -> list[str]:
    """The lines of a cell's text."""
    count = max(int((width - 2 * PADDING) / SIZE), 1)
    return [text[start : start + count] for start in range(0, len(text), count)]


def row_height(cells: list[MadeCell], step: float) -> float:
    """The height of the highest cell that stands in one row."""
    lines = max((len(wrapped(cell.text, cell.columns * step)) for cell in cells if cell.rows == 1), default=1)
    return max(lines, 1) * LINE + 2 * PADDING


def shown(x: float, y: float, text: str, size: float = SIZE) -> str:
    """Text at a position, counted from the lower left corner."""
    return f"BT /F {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def assembled(pages: Sequence[str], page_size: tuple[int, int], extra: str = "", trailer: str = "") -> bytes:
    """The file: catalogue, pages, font and contents, and the table of where each object begins.

    `extra` goes into each page, `trailer` into the trailer.
    """
    width, height = page_size
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>", 3: FONT}
    for number, content in zip(numbers, pages, strict=True):
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]{extra}/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {number + 1} 0 R>>"
        )
        objects[number + 1] = f"<</Length {len(content)}>>\nstream\n{content}\nendstream"
    written, offsets = "%PDF-1.4\n", []
    for number in sorted(objects):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{objects[number]}\nendobj\n"
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    written += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    written += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return written.encode("ascii")
