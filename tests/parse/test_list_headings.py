"""What a row inside a list of projects is: the numbers of its columns, or a unit's name."""

import pytest

from etl.parse.forms.list_headings import heading_text, is_column_numbers, names_a_unit
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.tokens import Token, TokenRow
from etl.records import Place


def row_of(*texts: str) -> TokenRow:
    """A row of cells side by side."""
    vocabulary = load_vocabulary()
    places = [Place(1, 1, column, 0, len(text)) for column, text in enumerate(texts, start=1)]
    tokens = [
        Token(text, place, place.column_no, vocabulary.labels_of(text))
        for text, place in zip(texts, places, strict=True)
    ]
    return TokenRow(1, tuple(tokens), True)


@pytest.mark.parametrize("printed", ["1 2 3 4", "栏次 1 2 3", "甲 乙 1 2 3", "1 2 3=2/1 4", "１ ２ ３"])
def test_columns_are_numbered(printed: str) -> None:
    assert is_column_numbers(row_of(*printed.split()).tokens)


@pytest.mark.parametrize("printed", ["1 2", "2 3 4", "1 2 4", "流动书车经费 1 2 3", "数量指标 书车下乡 1 2 3 次"])
def test_values_are_no_numbers_of_columns(printed: str) -> None:
    assert not is_column_numbers(row_of(*printed.split()).tokens)


@pytest.mark.parametrize(
    "name", ["东岭县图书馆", "东岭县第二中学", "东岭县文化局（本级）", "105003 东岭县博物馆", "东岭县青石镇人民政府"]
)
def test_a_units_name_is_told_by_its_end(name: str) -> None:
    row = row_of(name)
    heading = heading_text(row, 1)
    assert heading is not None
    assert names_a_unit(row, heading, load_vocabulary())


@pytest.mark.parametrize("name", ["公共文化服务类", "图书馆改造项目", "二、延续项目", "县医院设备购置经费"])
def test_other_headings_are_no_units(name: str) -> None:
    row = row_of(name)
    heading = heading_text(row, 1)
    assert heading is not None
    assert not names_a_unit(row, heading, load_vocabulary())
