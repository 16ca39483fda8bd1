"""Pictures of pages: what is printed is drawn where its box says, the bytes repeat, absurd pages stay small."""

import io

import pytest
from PIL import Image

from etl.readers import read_grid
from etl.readers.page_picture import (
    LONGEST_SIDE,
    MOST_PAGES,
    MOST_PIXELS,
    PDF,
    PagePicture,
    UndrawnError,
    draw_pages,
)
from tests.readers.made_documents import make_pdf, show

INK = "150 500 40 10 re f "  # a filled rectangle: fonts differ from machine to machine
UPWARDS = "0 1 -1 0 595 0 cm "
A4 = (910, 1287)


def draw(content: bytes, *pages: tuple[int, int]) -> list[PagePicture]:
    return list(draw_pages(content, PDF, pages))


def dark_part(picture: PagePicture) -> tuple[float, ...]:
    """The smallest box around what is not white, as fractions of the picture."""
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.size == (picture.width_pixels, picture.height_pixels)
        found = image.convert("L").point(lambda shade: 255 * (shade < 128)).getbbox()
    assert found is not None
    return tuple(edge / side for edge, side in zip(found, image.size * 2, strict=True))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_picture_is_the_page_as_it_is_shown(rotation: int) -> None:
    (picture,) = draw(make_pdf(INK, extra=f"/Rotate {rotation}"), (1, 0))
    left, top, right, bottom = 150 / 595, (842 - 510) / 842, 190 / 595, (842 - 500) / 842
    for _ in range(rotation // 90):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    assert dark_part(picture) == pytest.approx((left, top, right, bottom), abs=0.002)
    assert (picture.width_pixels, picture.height_pixels) == (A4 if rotation % 180 == 0 else A4[::-1])


def test_a_page_is_turned_as_the_reader_turned_it() -> None:
    content = make_pdf(f"{UPWARDS}{INK}{show(150, 520, '甲乙丙丁')}")
    (turn,) = read_grid(content, "表.pdf").page_turns
    (picture,) = draw(content, turn)
    assert (picture.width_pixels, picture.height_pixels) == A4[::-1]
    assert dark_part(picture)[0] == pytest.approx(150 / 842, abs=0.01)


def test_the_same_page_gives_the_same_bytes_and_other_pages_are_left_out() -> None:
    content = make_pdf(INK, "", f"{INK}300 500 40 10 re f ")
    first, third = draw(content, (1, 0), (3, 0))
    assert (first.page_no, third.page_no) == (1, 3)
    assert first.content != third.content
    assert draw(content, (1, 0), (3, 0)) == [first, third]
    assert draw(content, (4, 0)) == []


def test_what_is_covered_is_black_on_its_page_alone() -> None:
    content = make_pdf(INK, INK)
    covered = (2, 0.5, 0.25, 0.75, 0.5)
    first, second = draw_pages(content, PDF, [(1, 0), (2, 0)], [covered])
    assert dark_part(first)[0] == pytest.approx(150 / 595, abs=0.002)
    assert dark_part(second)[2:] == pytest.approx((0.75, 0.5), abs=0.002)
    with Image.open(io.BytesIO(second.content)) as image:
        assert image.convert("L").crop((456, 322, 682, 643)).getextrema() == (0, 0)


@pytest.mark.parametrize("media_box", ["0 0 14400 14400", "0 0 14400 20", "0 0 100000 100000"])
def test_an_absurdly_large_page_is_drawn_small(media_box: str) -> None:
    (picture,) = draw(make_pdf(INK).replace(b"[0 0 595 842]", f"[{media_box}]".encode()), (1, 0))
    assert picture.width_pixels * picture.height_pixels <= MOST_PIXELS * 1.01
    assert max(picture.width_pixels, picture.height_pixels) <= LONGEST_SIDE + 1


def test_a_document_of_many_pages_has_pictures_of_the_first() -> None:
    content = make_pdf(*[""] * (MOST_PAGES + 1))
    assert len(draw(content, *((page_no, 0) for page_no in range(1, MOST_PAGES + 2)))) == MOST_PAGES


def scan(file_format: str, **how: object) -> bytes:
    """A scanned page of 1654 by 2339 pixels with ink in its upper left part."""
    paper = Image.new("L", (1654, 2339), 255)
    paper.paste(0, (165, 234, 331, 468))
    written = io.BytesIO()
    paper.save(written, file_format, **how)
    return written.getvalue()


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "TIFF", "BMP", "GIF"])
def test_a_scan_is_drawn_as_large_as_a_page(file_format: str) -> None:
    (picture,) = draw_pages(scan(file_format), f"image/{file_format.lower()}", [(1, 0)])
    assert max(picture.width_pixels, picture.height_pixels) == A4[1] - 1
    assert dark_part(picture) == pytest.approx((0.1, 0.1, 0.2, 0.2), abs=0.003)


def test_a_scan_is_turned_and_each_frame_is_a_page() -> None:
    second = Image.new("L", (1654, 2339), 255)
    content = scan("TIFF", save_all=True, append_images=[second])
    first, blank = draw_pages(content, "image/tiff", [(1, 90), (2, 0)])
    assert dark_part(first) == pytest.approx((0.8, 0.1, 0.9, 0.2), abs=0.003)
    assert (blank.page_no, blank.width_pixels < blank.height_pixels) == (2, True)


@pytest.mark.parametrize("media_type", ["application/pdf", "image/png", "image/tiff"])
def test_damaged_bytes_are_one_named_error(media_type: str) -> None:
    with pytest.raises(UndrawnError):
        list(draw_pages(b"%PDF-1.4 and nothing else", media_type, [(1, 0)]))
