"""What is no text is refused by its content, whatever its name says; what is text is never refused as a picture."""

import zlib

import pytest

from etl.findings import UnreadableDocumentError
from etl.readers import read_grid
from etl.readers.file_format import READABLE

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + zlib.compress(b"\x00" * 40)
BITMAP = b"BM" + (80).to_bytes(4, "little") + b"\x00" * 74


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"Rar!\x1a\x07", "RAR"),
        (b"7z\xbc\xaf'\x1c", "7z"),
        (b"\x1f\x8b\x08\x00", "gzip"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_archive_named_txt_is_refused_by_name(content: bytes, word: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(content, "自评表.txt")
    assert caught.value.code == "format_not_text"
    assert word in caught.value.reason


@pytest.mark.parametrize(
    "content",
    [PICTURE, b"\xff\xd8\xff\xe0\x00\x10JFIF", b"GIF89a\x01\x00", BITMAP, b"II*\x00\x08\x00"],
    ids=["PNG", "JPEG", "GIF", "BMP", "TIFF"],
)
def test_a_damaged_picture_is_refused_as_one_whatever_its_name(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(content, "自评表.txt")
    assert caught.value.code == "picture_broken"


def test_words_that_begin_like_a_bitmap_are_text() -> None:
    assert read_grid("BM 项目\t一\n".encode(), "a.txt").rows[0].cells[0].text == "BM 项目"


@pytest.mark.parametrize("content", [b"", b"   \n\t\r\n"], ids=["no_bytes", "only_blanks"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid(content, "a.txt")
    assert caught.value.code == "empty"


@pytest.mark.parametrize("file_name", ["a.exe", "a", "txt", "a.txt.zzz"])
def test_a_format_without_a_reader_is_refused_with_those_that_have_one(file_name: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_grid("项目".encode(), file_name)
    assert caught.value.code == "format_unknown"
    assert all(suffix in caught.value.reason for suffix in READABLE)


@pytest.mark.parametrize("file_name", ["a.TXT", "甲.乙.txt", "a.md", ".txt"])
def test_the_suffix_chooses_the_reader(file_name: str) -> None:
    assert read_grid("项目\t一".encode(), file_name).rows[0].cells[1].text == "一"
