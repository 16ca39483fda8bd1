"""What a row inside a list of projects is: the numbers of its columns."""

import pytest

from etl.parse.list_headings import is_column_numbers
from etl.parse.load_vocabulary import load_vocabulary
from etl.parse.tokens import Token, TokenRow
from etl.records import Place


def row_of(*texts: str) -> TokenRow:
    """A row of cells side by side."""
    vocabulary = load_vocabulary()
    cells = enumerate(texts, start=1)
    tokens = (Token(text, Place(1, 1, column, 0, len(text)), column, vocabulary.labels_of(text)) for column, text in cells)
    return TokenRow(1, tuple(tokens), True)


@pytest.mark.parametrize("printed", ["1 2 3 4", "栏次 1 2 3", "甲 乙 1 2 3", "1 2 3=2/1 4", "１ ２ ３"])
def test_columns_are_numbered(printed: str) -> None:
    assert is_column_numbers(row_of(*printed.split()).tokens)


@pytest.mark.parametrize("printed", ["1 2", "2 3 4", "1 2 4", "流动书车经费 1 2 3", "数量指标 书车下乡 1 2 3 次"])
def test_values_are_no_numbers_of_columns(printed: str) -> None:
    assert not is_column_numbers(row_of(*printed.split()).tokens)
