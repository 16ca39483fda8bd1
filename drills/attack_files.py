"""Hostile documents made by code, of every format: bombs, cycles, spans without end, nesting, entities, encodings.

Input: nothing. Output: names and bytes, each made when it is asked for. Used by hostile_documents.py and its test. The
kinds are those that hung or ended one of the libraries tried; nothing of it is kept in the project.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    f'<Relationships><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/s.xml"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "' + "项目" * 50 + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8)) + "]>"
)  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'
FORM = "项目支出绩效自评表\n项目名称\t修路\n年度\t2023\n"
Maker = Callable[[], bytes]


def packed(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A container of parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def docx(body: str, opening: str = "") -> bytes:
    """A Word document of this body."""
    return packed(
        {
            "[Content_Types].xml": "<T/>",
            "word/document.xml": f'{opening}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def xlsx(sheet: str, opening: str = "", strings: str = "") -> bytes:
    """A workbook of this sheet."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<T/>", "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/s.xml": f'{opening}<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
    }  # fmt: skip
    return packed(parts | ({"xl/sharedStrings.xml": strings} if strings else {}))


def ods(table: str, opening: str = "") -> bytes:
    """An OpenDocument spreadsheet of this table."""
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f"{opening}<office:document-content {names}><office:body><office:spreadsheet><table:table>{table}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def pdf(content: bytes, page: str = "", objects: str = "", pages: str = "[3 0 R]") -> bytes:
    """A pdf of one page whose content stream is packed; it has no table of objects, as damaged ones have none."""
    stream = zlib.compress(content, 9)
    head = f"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids{pages}>>endobj\n"
    body = (
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R"
        f"{page}>>endobj\n{objects}4 0 obj<</Length {len(stream)}/Filter/FlateDecode>>stream\n"
    )
    return (head + body).encode() + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 9>>\n%%EOF"


def form_cycle() -> bytes:
    """A drawing that draws itself."""
    return pdf(
        b"/X Do",
        objects="5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X 5 0 R>>>>"
        "/Length 5>>stream\n/X Do\nendstream endobj\n",
    )


def zip_entry(name: str, content: bytes, *, mode: int = 0, flag: int = 0) -> bytes:
    """An archive with one member of this name, kind and flags."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr, entry.create_system = mode << 16, 3
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, content)
    raw = bytearray(written.getvalue())
    if flag:
        raw[6] |= flag
        raw[raw.index(b"PK\x01\x02") + 8] |= flag
    return bytes(raw)


def nested(depth: int) -> bytes:
    """An archive in an archive in an archive."""
    content = FORM.encode()
    for number in range(depth):
        content = packed({f"a{number}.{'zip' if number else 'txt'}": content})
    return content


def compound(sectors: int, first: int) -> bytes:
    """An OLE compound file whose directory goes round in a circle."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 22, 5, 1) + b"\x01\0\0\0" * 3
    return head.ljust(512, b"\xff") + struct.pack("<I", first) * 128 + (root.ljust(128, b"\0") * 4) * sectors


def in_html(text: str) -> bytes:
    """A page of this body."""
    return f"<html><body>{text}</body></html>".encode()


MANY, BIG = 200_000, 64 << 20
CELL = "<w:tc><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc>"
Attacks = Iterator[tuple[str, Maker]]


def makers() -> Attacks:
    """Every attack under its name; the ending says as what the document comes."""
    yield from grown()
    yield from spans()
    yield from entities_and_numbers()
    yield from office_parts()
    yield from containers()
    yield from pages_of_pdf()
    yield from texts()


def grown() -> Attacks:
    """What grows: nesting, runs of one character, rows, members."""
    for size in (300, 5_000, 100_000):
        yield (
            f"nested_tables_{size}.docx",
            partial(lambda n: docx("<w:tbl><w:tr><w:tc>" * n + "</w:tc></w:tr></w:tbl>" * n), size),
        )
        yield f"nested_tags_{size}.html", partial(lambda n: in_html("<div>" * n + "项目" + "</div>" * n), size)
        yield f"nested_tables_{size}.html", partial(lambda n: in_html("<table><tr><td>" * n), size)
        yield (
            f"nested_groups_{size}.ods",
            partial(lambda n: ods("<table:table-row-group>" * n + "</table:table-row-group>" * n), size),
        )
        yield f"nested_arrays_{size}.pdf", partial(lambda n: pdf(b"[" * n), size)
        yield f"saved_states_{size}.pdf", partial(lambda n: pdf(b"q " * n), size)
        yield f"separators_{size}.csv", partial(lambda n: b"," * n, size)
        yield f"quotes_{size}.csv", partial(lambda n: b'"' * n, size)
        yield f"pipes_{size}.md", partial(lambda n: ("项目|" * n).encode(), size)
        yield f"brackets_{size}.md", partial(lambda n: (FORM + "(" * n).encode(), size)
        yield f"blanks_{size}.txt", partial(lambda n: (FORM + " " * n + "x").encode(), size)
        yield f"digits_{size}.txt", partial(lambda n: (FORM + "1" * n).encode(), size)
        yield f"rows_{size}.txt", partial(lambda n: (FORM * (n // 10)).encode(), size)
        yield f"headers_{size}.txt", partial(lambda n: (FORM + "一级指标\t" + "三级指标 " * n).encode(), size)
        yield f"members_{size}.zip", partial(lambda n: packed({f"{i}.txt": "a" for i in range(n // 10)}), size)


def spans() -> Attacks:
    """Spans and repetitions without end."""
    for span in ("1000", "100000000", "-1", "9" * 30, "１２"):
        yield (
            f"span_{span[:9]}.html",
            partial(lambda s: in_html(f'<table><tr><td colspan="{s}" rowspan="{s}">项目</td></tr></table>' * 50), span),
        )
        yield (
            f"span_{span[:9]}.docx",
            partial(
                lambda s: docx(f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{s}"/></w:tcPr></w:tc></w:tr></w:tbl>'),
                span,
            ),
        )
        yield (
            f"repeated_{span[:9]}.ods",
            partial(
                lambda s: ods(
                    f'<table:table-row table:number-rows-repeated="{s}">'
                    f'<table:table-cell table:number-columns-repeated="{s}">'
                    "<text:p>项目</text:p></table:table-cell></table:table-row>"
                ),
                span,
            ),
        )
        yield (
            f"merged_{span[:9]}.xlsx",
            partial(
                lambda s: xlsx(
                    '<sheetData><row><c r="A1" t="str"><v>a</v></c></row></sheetData><mergeCells>'
                    + f'<mergeCell ref="A1:XFD{s}"/>' * 1000
                    + "</mergeCells>"
                ),
                span,
            ),
        )


def entities_and_numbers() -> Attacks:
    """Entities that grow or lead outside, and numbers that are none."""
    for opening, name in ((LAUGHS, "laughs"), (OUTSIDE, "outside")):
        yield f"{name}.docx", partial(docx, "<w:p><w:r><w:t>&h;&i;</w:t></w:r></w:p>", opening)
        yield f"{name}.xlsx", partial(xlsx, "<sheetData/>", opening)
        yield f"{name}.ods", partial(ods, "<a>&h;&i;</a>", opening)
        yield f"{name}.html", partial(lambda o: (o + "<html>&h;&i;</html>").encode(), opening)
    for value in ("1e999", "nan", "inf", "-1e-999", "9" * 5000, "１２", "٣"):
        yield (
            f"number_{value[:7]}.xlsx",
            partial(lambda v: xlsx(f"<sheetData><row><c><v>{v}</v></c></row></sheetData>"), value),
        )
        yield f"number_{value[:7]}.txt", partial(lambda v: (FORM + f"年度资金总额\t{v}\t{v}\t{v}\n").encode(), value)


def office_parts() -> Attacks:
    """Cells far out, cells without end, references to nothing."""
    yield (
        "far_cells.xlsx",
        partial(
            xlsx,
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r='
            '"XFD1048576"><v>1</v></c></row></sheetData>',
        ),
    )
    yield (
        "many_cells.xlsx",
        partial(lambda: xlsx("<sheetData>" + "<row>" + "<c><v>1</v></c>" * MANY + "</row></sheetData>")),
    )
    yield "string_missing.xlsx", partial(xlsx, '<sheetData><row><c t="s"><v>99</v></c></row></sheetData>')
    yield "wide_row.docx", partial(lambda: docx("<w:tbl><w:tr>" + CELL * 50_000 + "</w:tr></w:tbl>"))
    yield "long_table.docx", partial(lambda: docx("<w:tbl>" + f"<w:tr>{CELL}</w:tr>" * 100_000 + "</w:tbl>"))


def containers() -> Attacks:
    """Bombs, cut containers, names that deceive, links, archives in archives, directories in a circle."""
    for suffix, part in (
        (".docx", "word/document.xml"),
        (".xlsx", "xl/workbook.xml"),
        (".ods", "content.xml"),
        (".zip", "a.txt"),
    ):
        parts: dict[str, bytes | str] = (
            {"mimetype": "spreadsheet"} if suffix == ".ods" else {"[Content_Types].xml": "a"}
        )
        parts = {} if suffix == ".zip" else parts
        yield f"bomb{suffix}", partial(lambda p, n: packed(p | {n: bytes(BIG)}), parts, part)
        yield f"cut{suffix}", partial(lambda p, n: packed(p | {n: "a" * 999})[:-40], parts, part)
        yield f"absolute_name{suffix}", partial(lambda p, n: packed(p | {n: "a", "/etc/x": "a"}), parts, part)
        yield f"leaving_name{suffix}", partial(lambda p, n: packed(p | {n: "a", "../../x.txt": "a"}), parts, part)
        yield f"bidi_name{suffix}", partial(lambda p, n: packed(p | {n: "a", "a\u202etxt.exe": "a"}), parts, part)
        yield f"long_name{suffix}", partial(lambda p, n: packed(p | {n: "a", "a" * 60_000: "a"}), parts, part)
        yield f"other_packing{suffix}", partial(lambda p, n: packed(p | {n: "a"}, zipfile.ZIP_LZMA), parts, part)
    yield "link.zip", partial(zip_entry, "a.txt", b"/etc/passwd", mode=0o120777)
    yield "device.zip", partial(zip_entry, "a.txt", b"", mode=0o20666)
    yield "locked.zip", partial(zip_entry, "a.txt", b"a", flag=1)
    for depth in (2, 3, 4, 40):
        yield f"depth_{depth}.zip", partial(nested, depth)
    for sectors, first in ((1, 0), (1, 5), (9, 1), (2000, 0)):
        yield f"cycle_{sectors}_{first}.xls", partial(compound, sectors, first)
        yield f"cycle_{sectors}_{first}.doc", partial(compound, sectors, first)


def pages_of_pdf() -> Attacks:
    """Drawings that draw themselves, streams and pages without end."""
    yield "draws_itself.pdf", form_cycle
    yield "unpacked.pdf", partial(lambda: pdf(b" " * (1 << 30)))
    yield "many_lines.pdf", partial(lambda: pdf(b"0 0 m 9 9 l S\n" * MANY))
    yield (
        "many_boxes.pdf",
        partial(lambda: pdf(b"".join(b"%d %d 9 9 re S\n" % (i % 500, i // 500) for i in range(60_000)))),
    )
    yield "page_is_its_parent.pdf", partial(lambda: pdf(b"", pages="[2 0 R]"))
    yield "no_pages.pdf", partial(lambda: pdf(b"", pages="[]"))
    yield "page_of_miles.pdf", partial(lambda: pdf(b"BT ET", page="/MediaBox[0 0 1e30 1e30]"))
    yield "length_is_itself.pdf", partial(lambda: pdf(b"").replace(b"/Filter", b"/Length 4 0 R/Filter"))


def texts() -> Attacks:
    """Bytes of no encoding or of two, lines and tags without end."""
    for name, content in (
        ("nul", b"\0" * 9999),
        ("half", "项目".encode()[:-1] * 9),
        ("mixed", "项目预算".encode() + "项目".encode("gb18030")),
        ("marks", b"\xff\xfe\x00\xd8" * 99),
        ("utf7", b"+AGE-" * 99),
    ):
        for suffix in (".txt", ".csv", ".html"):
            yield f"bytes_{name}{suffix}", partial(lambda c: c, content)
    yield "long_line.txt", partial("项目名称".encode().__mul__, 2_000_000)
    yield "comment.html", partial(lambda: in_html("<!--" * MANY))
    yield "attributes.html", partial(lambda: in_html("<td " + "a=1 " * MANY + ">"))
    yield "long_text.html", partial(lambda: in_html("<table><tr><td>" + "项" * 12_000_000))
