"""Scanned pages and pictures: what is recognised is marked, doubt is told, hostile pictures end in one sentence."""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from etl.findings import MissingToolError, OcrNeededError, OcrRefusedError, UnreadableDocumentError
from etl.parse.read_forms import read_forms
from etl.readers import ocr_extra, pdf_reader, read_grid, scanned_pages
from etl.readers.file_format import FileFormat, detect_format
from etl.readers.grid_builder import UNREAD, GridBuilder, SpannedText
from etl.readers.pdf_page import read_page
from etl.readers.pdf_page_items import PageLine
from tests.readers.made_documents import make_pdf, make_zip, rule, show

SCAN = Path(__file__).parent.parent / "golden" / "scan_of_a_ruled_form" / "source.png"
needs_ocr = pytest.mark.skipif(not ocr_extra.is_installed(), reason="the optional extra is not installed (make ocr)")


@pytest.fixture()
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which requirements-ocr.txt is not installed."""
    for module in (ocr_extra, scanned_pages, pdf_reader):
        monkeypatch.setattr(module, "is_installed", lambda: False)


@pytest.fixture()
def with_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which the extra counts as installed; what is read here ends before the engine is asked."""
    for module in (ocr_extra, scanned_pages, pdf_reader):
        monkeypatch.setattr(module, "is_installed", lambda: True)


def saved(picture: Image.Image, name: str, **options: object) -> bytes:
    """The picture as a file of that format."""
    written = io.BytesIO()
    picture.save(written, name, **options)
    return written.getvalue()


@pytest.mark.usefixtures("without_extra")
@pytest.mark.parametrize(
    ("content", "name"),
    [(make_pdf(rule(1, 1, 2, 2)), "表.pdf"), (saved(Image.new("L", (90, 90), 255), "PNG"), "表.png")],
    ids=["pdf", "png"],
)
def test_without_the_extra_a_scan_is_set_aside_with_the_way_to_install_it(content: bytes, name: str) -> None:
    with pytest.raises(MissingToolError) as caught:
        read_grid(content, name)
    assert caught.value.code == "needs_ocr"
    assert "make ocr" in caught.value.reason


@pytest.mark.usefixtures("without_extra")
def test_without_the_extra_pages_with_text_are_read_and_the_scanned_one_is_told() -> None:
    grid = read_grid(make_pdf(show(50, 800, "甲"), rule(1, 1, 2, 2)), "表.pdf")
    assert grid.lines[0] == "甲"
    assert [problem.code for problem in grid.problems] == ["page_without_text"]
    assert "make ocr" in grid.problems[0].message


@pytest.mark.usefixtures("with_extra")
def test_where_no_page_may_be_recognised_a_scan_is_left_for_later() -> None:
    scan = make_pdf(rule(1, 1, 2, 2))
    for content, name in ((scan, "表.pdf"), (make_zip({"甲.txt": "项目", "乙.pdf": scan}), "表.zip")):
        with pytest.raises(OcrNeededError):
            read_grid(content, name, most_ocr_pages=0)


@pytest.mark.usefixtures("with_extra")
def test_more_scanned_pages_than_allowed_are_refused() -> None:
    with pytest.raises(OcrRefusedError, match="3 页"):
        read_grid(make_pdf("", "", ""), "表.pdf", most_ocr_pages=2)


def moving(name: str) -> bytes:
    """A picture of two frames."""
    frames = [Image.new("L", (64, 64), shade) for shade in (0, 255)]
    return saved(frames[0], name, save_all=True, append_images=frames[1:])


def bomb() -> bytes:
    """A PNG of some bytes that says it is 60,000 points wide and high."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    chunks = [header, b"IDAT" + zlib.compress(b"\0" * 1000), b"IEND"]
    framed = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


@pytest.mark.usefixtures("with_extra")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bomb(), "picture_too_large"),
        (saved(Image.effect_noise((400, 400), 90), "JPEG")[:9_000], "picture_broken"),
        (saved(Image.new("L", (400, 400)), "PNG")[:60], "picture_broken"),
        (moving("GIF"), "picture_moves"),
        (moving("WEBP"), "picture_moves"),
        (saved(Image.new("L", (8, 8)), "BMP"), "picture_too_small"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture_broken"),
    ],
    ids=["bomb", "cut_jpg", "cut_png", "gif", "webp", "icon", "webp_head"],
)
def test_a_hostile_picture_ends_in_one_sentence(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(content, "表.png")
    assert caught.value.code == code
    assert caught.value.reason.endswith("。")


@pytest.mark.parametrize("name", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_a_picture_is_known_by_its_content(name: str) -> None:
    assert detect_format(saved(Image.new("L", (64, 64), 255), name), ".txt") is FileFormat.PICTURE


def test_doubt_about_a_recognised_cell_is_told_with_its_place() -> None:
    builder = GridBuilder("image/png", "unicode")
    cells = [
        SpannedText("甲", confidence=0.99),
        SpannedText("12.5", confidence=0.41),
        SpannedText(UNREAD, confidence=0),
    ]
    builder.add_row([*cells, SpannedText("丁")], 3)
    grid = builder.finish()
    assert [(one.code, one.place.column_no if one.place else None) for one in grid.problems] == [
        ("ocr_doubtful", 2),
        ("ocr_not_read", 3),
    ]
    assert "41%" in grid.problems[0].message
    assert [cell.place.is_ocr for cell in grid.rows[0].cells] == [True, True, True, False]


@pytest.fixture(scope="module")
def upside_down() -> Iterator[bytes]:
    """The scan of the golden case, turned by half and saved as JPEG."""
    with Image.open(SCAN) as picture:
        yield saved(picture.convert("L").rotate(180), "JPEG", quality=70)


@needs_ocr
def test_a_page_scanned_upside_down_gives_the_same_form(upside_down: bytes) -> None:
    grid, turned = read_grid(SCAN.read_bytes(), "表.png"), read_grid(upside_down, "表.jpg")
    assert turned.page_turns == ((1, 180),)
    assert turned.lines == grid.lines
    fields = [field for form in read_forms(turned).forms for field in form.fields if field.places]
    assert fields
    assert all(place.is_ocr and place.box for field in fields for place in field.places)
    boxes = zip(grid.rows[4].cells, turned.rows[4].cells, strict=True)
    for cell, other in boxes:
        if cell.text and cell.place.box and other.place.box:
            assert other.place.box == pytest.approx(cell.place.box, abs=0.02)


@needs_ocr
def test_ink_that_gives_no_text_does_not_look_like_an_empty_cell() -> None:
    with Image.open(SCAN) as picture:
        page = picture.convert("L")
    blot = Image.effect_noise((60, 26), 200).point(lambda shade: 0 if shade < 128 else 255)
    page.paste(blot, (870, 545))
    grid = read_grid(saved(page, "PNG"), "表.png")
    assert grid.rows[-1].cells[-1].text
    assert {problem.code for problem in grid.problems} & {"ocr_not_read", "ocr_doubtful"}


def columns(height: float, *texts: str, step: float = 60) -> str:
    """Texts side by side without rulings."""
    return "".join(show(50 + step * number, height, text) for number, text in enumerate(texts) if text)


def test_on_a_picture_columns_with_torn_cells_are_not_read() -> None:
    whole = [columns(780 - 20 * row, "甲一", "乙二", "丙三", "丁四", "己五") for row in range(4)]
    torn = [columns(690 - 14 * row, "庚", "辛") for row in range(6)]
    for pages, is_read in (("".join(whole), True), ("".join(whole + torn), False)):
        (drawn,) = pdf_reader.load_pages(make_pdf(pages))
        items = read_page(replace(drawn, is_scan=True))
        assert all(isinstance(item, PageLine) and item.is_read is is_read for item in items)
