"""Bytes become text in the encodings that are met, and are refused with the byte position in every other case."""

import codecs

import pytest

from etl.findings import UnreadableDocumentError
from etl.readers import read_grid
from etl.readers.decode_text import decode_text

PAGE = "项目支出绩效自评表\n项目名称\t路灯维护费\n年度资金总额\t15.00\t14.95\n"


@pytest.mark.parametrize(
    ("content", "encoding_name"),
    [
        (PAGE.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + PAGE.encode("utf-8"), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"), "utf-16"),
        (PAGE.encode("utf-16-le"), "utf-16-le"),
        (PAGE.encode("utf-16-be"), "utf-16-be"),
        (PAGE.encode("gb18030"), "gb18030"),
        (PAGE.encode("gbk"), "gb18030"),
    ],
    ids=["utf8", "utf8_mark", "utf16le_mark", "utf16be_mark", "utf16le", "utf16be", "gb18030", "gbk"],
)
def test_text_is_the_same_in_every_encoding(content: bytes, encoding_name: str) -> None:
    assert decode_text(content) == (PAGE, encoding_name)
    grid = read_grid(content, "页.txt")
    assert [cell.text for cell in grid.rows[1].cells] == ["项目名称", "路灯维护费"]
    assert grid.encoding_name == encoding_name


def test_words_with_glosses_behind_their_characters_tell_the_encoding() -> None:
    glossed = "績(jī)效目標(biāo)表\n預(yù)算數(shù)\n"
    assert decode_text(glossed.encode("gb18030")) == (glossed, "gb18030")


def test_rare_characters_of_gb18030_are_kept() -> None:
    assert decode_text((PAGE + "㐀𠀀").encode("gb18030"))[0].endswith("㐀𠀀")


@pytest.mark.parametrize(
    ("content", "byte_no"),
    [
        ("项目绩效\t".encode() + b"\xff" + PAGE.encode("utf-8"), 14),
        (b"plain\xe9\x00\x01", 6),
        (b"\x81" * 3, 1),
    ],
    ids=["page_with_a_bad_byte", "short", "no_encoding_at_all"],
)
def test_broken_text_names_its_first_bad_byte(content: bytes, byte_no: int) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        decode_text(content)
    assert caught.value.code == "encoding_uncertain"
    assert f"第 {byte_no} 个字节" in caught.value.reason


def test_text_cut_inside_a_character_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        decode_text(("项目绩效" * 30).encode("utf-8")[:-1])
    assert caught.value.code == "encoding_uncertain"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE], ids=["le", "be"])
def test_marked_text_of_odd_length_is_broken(mark: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        decode_text(mark + b"\x00a\x00b\x00")
    assert caught.value.code == "encoding_broken"


def test_broken_text_after_a_utf8_mark_is_named() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        decode_text(codecs.BOM_UTF8 + "项目".encode() + b"\xff")
    assert caught.value.code == "encoding_broken"


def test_big5_is_told_by_its_words_and_marked_as_a_guess() -> None:
    page = "專案支出績效自評表\n專案名稱\t路燈維護費\n"
    grid = read_grid(page.encode("big5"), "頁.txt")
    assert ("\n".join(grid.lines), grid.encoding_name) == (page, "big5hkscs")
    assert [(problem.code, problem.severity) for problem in grid.problems] == [("encoding_guessed", "低")]


def test_latin_words_in_another_encoding_are_not_taken_for_chinese() -> None:
    with pytest.raises(UnreadableDocumentError):
        decode_text("Évaluation des dépenses budgétaires à Genève".encode("latin-1"))


def test_a_program_under_the_name_of_a_document_is_no_text() -> None:
    with pytest.raises(UnreadableDocumentError, match="零字节"):
        read_grid(b"MZ" + b"\0" * 500, "表.doc")
