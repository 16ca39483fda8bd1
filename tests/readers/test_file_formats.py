"""What a file is follows from its content, whatever its name says; bytes that are nothing are refused quickly."""

import random
import shutil
from pathlib import Path

import pytest

from etl.findings import MissingToolError, UnreadableDocumentError
from etl.readers import read_grid
from etl.readers.file_format import FileFormat, detect_format
from tests.readers.made_documents import cell, make_docx, make_pdf, make_xlsx, make_zip, paragraph, show, table
from tests.readers.test_docx_lists import NUMBERING

DOCX = make_docx(table(cell("项目名称") + cell("某某")))
XLSX = make_xlsx('<sheetData><row><c t="str"><v>项目名称</v></c><c t="str"><v>某某</v></c></row></sheetData>')
PDF = make_pdf(show(50, 800, "项目名称 某某"))
PAGE = "<html><table><tr><td>项目名称<td>某某</table></html>".encode()
GOLDEN = Path(__file__).parents[1] / "golden"
OLD_WORD = Path(__file__).parent / "documents" / "form.doc"
LOCKED_SHEET = OLD_WORD.with_name("locked_against_changes.xlsx")
HAS_LIBREOFFICE = any(map(shutil.which, ("soffice", "libreoffice")))


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx", "表.txt", "表.doc", "表", "表.pdf", "表.zip"])
@pytest.mark.parametrize("content", [DOCX, XLSX, PDF, PAGE], ids=["docx", "xlsx", "pdf", "html"])
def test_the_content_chooses_the_reader(content: bytes, name: str) -> None:
    assert "项目名称" in "".join(read_grid(content, name).lines)


def test_separated_values_saved_as_a_workbook_are_read_by_their_cells() -> None:
    assert read_grid("项目名称\t某某\n".encode("gb18030"), "表.xls").lines[0] == "项目名称\t某某"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_separated_values(encoding: str) -> None:
    content = '项目名称,"甲,乙"\r\n目标,"第一\r\n第二"\r\n\r\n,"引""号"\r\n'.encode(encoding)
    grid = read_grid(content, "表.csv")
    assert grid.lines == ("项目名称\t甲,乙", "目标\t第一 第二", '\t引"号', "")
    assert grid.media_type == "text/csv"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("项目名称;甲,乙\n目标;丙,丁,戊\n", ("项目名称\t甲,乙", "目标\t丙,丁,戊")),
        ('项目;"甲,乙,丙,丁"\n目标;"一,二,三\n四,五,六"\n', ("项目\t甲,乙,丙,丁", "目标\t一,二,三 四,五,六")),
        ("sep=|\n项目名称|甲;乙;丙\n", ("项目名称\t甲;乙;丙",)),
        ("项目名称，某某\n目标，甲\n", ("项目名称\t某某", "目标\t甲")),
        ("项目名称\t甲,乙,丙\n目标\t丁,戊,己\n", ("项目名称\t甲,乙,丙", "目标\t丁,戊,己")),
    ],
    ids=["semicolon", "quoted", "named", "full_width", "tab"],
)
def test_the_separator_is_what_parts_the_cells(text: str, lines: tuple[str, ...]) -> None:
    assert read_grid(text.encode(), "表.csv").lines == (*lines, "")


def test_an_unreadably_long_value_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(("项目," + "x" * 40_000).encode(), "表.csv")
    assert caught.value.code == "csv_broken"


def test_an_archive_gives_its_documents_in_order_and_names_what_it_lost() -> None:
    inner = make_zip({"丙.csv": "项目,丙\n"})
    content = make_zip(
        {"甲.docx": DOCX, "图.png": b"\x89PNG\r\n\x1a\n", "夹/乙.txt": "项目\t乙\n", "内.zip": inner, "__MACOSX/x": "x"}
    )
    grid = read_grid(content, "全部.zip")
    assert [line for line in grid.lines if line] == [
        "文件：甲.docx", "项目名称\t某某", "文件：夹/乙.txt", "项目\t乙", "文件：内.zip", "文件：丙.csv", "项目\t丙",
    ]  # fmt: skip
    assert [row.cells[0].place.page_no for row in grid.rows] == [1, 2, 3]
    assert all(grid.lines[row.line_no - 1].startswith(row.cells[0].text) for row in grid.rows)
    assert [problem.code for problem in grid.problems] == ["member_not_read"]
    assert "图.png" in grid.problems[0].message


def test_chinese_names_of_old_archives_are_read() -> None:
    content = make_zip({"____.txt": "项目\n"}).replace(b"____", "绩效".encode("gbk"))
    assert read_grid(content, "a.zip").lines[0] == "文件：绩效.txt"


def bomb(size: int) -> bytes:
    return make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * size})


def nested(depth: int) -> bytes:
    content = make_zip({"a.txt": "项目"})
    for _ in range(depth):
        content = make_zip({"a.zip": content})
    return content


def without_a_name(content: bytes) -> bytes:
    """The archive with the name of the member `?` cut at once, as damage to the list of members does."""
    return content.replace(b"?", b"\0")


def marked_encrypted() -> bytes:
    content = bytearray(make_zip({"a.txt": "项目" * 20}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bomb(30 << 20), "zip_bomb"),
        (make_zip({f"{number}.txt": "" for number in range(2001)}), "zip_too_many"),
        (make_zip({"../a.txt": "项目"}), "archive_empty"),
        (make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "", "../a": "x"}), "zip_unsafe_name"),
        (make_zip({"[Content_Types].xml": "<Types/>", "C:/a.xml": "x"}), "zip_unsafe_name"),
        (without_a_name(make_zip({"[Content_Types].xml": "<Types/>", "?": "x"})), "zip_unsafe_name"),
        (without_a_name(make_zip({"?": "项目"})), "archive_empty"),
        (make_zip({"[Content_Types].xml": "<Types/>", "a.xml": "x", "A.XML": "x"}), "zip_duplicate"),
        (make_zip({"a.png": b"\x89PNG\r\n\x1a\n"}), "archive_empty"),
        (nested(3), "archive_empty"),
        (marked_encrypted(), "archive_empty"),
        (DOCX[:-30], "zip_broken"),
        (XLSX.replace(b"PK\x01\x02", b"PK\x01\x03"), "zip_broken"),
        (make_zip({"ppt/presentation.xml": ""}), "format_unknown"),
        (make_zip({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<D/>"}), "format_unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "office_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "office_broken"),
        (OLD_WORD.read_bytes()[:3000], "office_broken"),
        ((GOLDEN / "form_saved_as_xls" / "source.xls").read_bytes()[:4000], None),
    ],
)
def test_a_hostile_or_damaged_container_is_refused(content: bytes, code: str | None) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(content, "表.docx")
    assert code in (None, caught.value.code)


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The content with a piece cut out, doubled or overwritten."""
    start = dice.randrange(len(content))
    end = min(len(content), start + dice.choice((1, 16, 400)))
    piece = dice.choice((b"", content[start:end] * 2, dice.randbytes(end - start)))
    return content[:start] + piece + content[end:]


LISTED = make_docx(paragraph("甲"), further={"word/numbering.xml": NUMBERING})
MARKED_PAGE = b"# a\n<table><tr><td rowspan=2>" + "项目".encode() + b"<td>1</table>\n| b | c |\n"
WEB_ARCHIVE = (
    b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n' + PAGE
)
SMALL = {
    "md": MARKED_PAGE, "csv": '项目,"甲\n乙"\n'.encode("gb18030"), "txt": "项目\t甲\n".encode("utf-16"),
    "mht": WEB_ARCHIVE + b"\n--b--\n", "zip": make_zip({"a.txt": "项目", "b.docx": LISTED}), "listed": LISTED,
}  # fmt: skip


@pytest.mark.parametrize("name", ["docx", "xlsx", "xls", "ods", "html", "pdf", *SMALL])
def test_damaged_files_end_in_lines_or_a_reason(name: str) -> None:
    whole = SMALL.get(name) or (GOLDEN / f"form_saved_as_{name}" / f"source.{name}").read_bytes()
    dice = random.Random(20261122)
    for _ in range(6 if name == "pdf" else 40):
        content = damaged(whole, dice)
        try:
            assert read_grid(content, f"表.{name}").lines
        except UnreadableDocumentError as error:
            assert error.reason.endswith("。")


@pytest.mark.parametrize("start", [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"])
def test_random_bytes_are_refused_or_read(start: bytes) -> None:
    dice = random.Random(7)
    for size in (10, 600, 5000):
        for name in ("a.docx", "a.txt", "a.html"):
            try:
                read_grid(start + dice.randbytes(size), name)
            except UnreadableDocumentError as error:
                assert error.reason


def test_without_libreoffice_an_old_document_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingToolError) as caught:
        read_grid(OLD_WORD.read_bytes(), "表.doc")
    assert "LibreOffice" in caught.value.reason


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_a_workbook_that_is_encrypted_but_asks_for_no_password_is_read() -> None:
    content = LOCKED_SHEET.read_bytes()
    assert read_grid(content, "表.xlsx").lines == ("工作表：表", "项目名称\t某某", "")
    proof = content.index(b'encryptedVerifierHashValue="') + 28
    other_password = content[:proof] + content[proof : proof + 40].swapcase() + content[proof + 40 :]
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(other_password, "表.xlsx")
    assert caught.value.code == "encrypted"


def test_without_libreoffice_an_encrypted_workbook_has_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(LOCKED_SHEET.read_bytes(), "表.xlsx")
    assert caught.value.code == "encrypted"


def test_files_of_wps_are_what_their_bytes_say() -> None:
    sheet = (GOLDEN / "form_saved_as_xls" / "source.xls").read_bytes()
    assert read_grid(sheet, "表.et").lines == read_grid(sheet, "表.xls").lines
    assert read_grid(DOCX, "表.wps").lines[0] == read_grid(XLSX, "表.et").lines[1] == "项目名称\t某某"


OLD_SHEET = (
    '<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table><Row><Cell>'
    '<Data ss:Type="String">项目名称</Data></Cell></Row></Table></Worksheet></Workbook>'
)
OLD_SHEETS = {
    "gb2312": f'<?xml version="1.0" encoding="gb2312"?>{OLD_SHEET}'.encode("gb18030"),
    "utf-16": f'<?xml version="1.0" encoding="utf-16"?>{OLD_SHEET}'.encode("utf-16"),
    "no declaration": OLD_SHEET.removeprefix('<?mso-application progid="Excel.Sheet"?>').encode(),
}


@pytest.mark.parametrize("content", OLD_SHEETS.values(), ids=list(OLD_SHEETS))
def test_a_sheet_of_office_2003_is_known_in_any_encoding(content: bytes) -> None:
    assert detect_format(content, ".xls") is FileFormat.SHEET_XML


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_a_sheet_of_office_2003_is_read_in_the_encoding_that_it_declares() -> None:
    grid = read_grid(OLD_SHEETS["gb2312"], "表.xls")
    assert [cell.text for row in grid.rows for cell in row.cells] == ["项目名称"]
    assert grid.media_type == "application/xml"


def test_a_saved_page_is_known_whichever_header_comes_first() -> None:
    version, kind, rest = WEB_ARCHIVE.split(b"\n", 2)
    assert detect_format(b"\n".join((kind, version, rest)), ".mht") is FileFormat.MHTML


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_converts_an_old_document() -> None:
    grid = read_grid(OLD_WORD.read_bytes(), "表.wps")
    docx = read_grid((GOLDEN / "form_saved_as_docx" / "source.docx").read_bytes(), "表.docx")
    assert grid.lines == docx.lines
    assert grid.media_type == "application/msword"


def test_paragraph_text_of_made_documents_is_found() -> None:
    assert read_grid(make_docx(paragraph("项目")), "表.docx").lines == ("项目", "")
