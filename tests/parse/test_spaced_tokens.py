"""Every piece of a line that is cut at its blanks becomes a token, with a place of its own."""

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.rows.spaced_tokens import spaced_tokens
from etl.records import Place


def test_a_piece_that_the_line_prints_in_other_characters_is_not_lost() -> None:
    """The cell prints one blank where the line has two: (2023 年度) is found nowhere in it."""
    line = "自评表 (2023  年度) 万元"
    cell = Token("自评表 (2023 年度) 万元", Place(1, 1, 1, 0, len(line)), UNPLACED)
    tokens = spaced_tokens(TokenRow(1, (cell,), is_tabular=False), (line,), load_vocabulary())
    assert [token.text for token in tokens] == ["自评表", "(2023 年度)", "万元"]
    assert len({token.place for token in tokens}) == len(tokens)
    assert line[tokens[2].place.char_start : tokens[2].place.char_end] == "万元"


def test_a_piece_in_the_second_line_of_its_cell_keeps_that_place() -> None:
    """A cell over two lines: what stands in the second one leads there."""
    lines = ("数量指标 培训", "教师人数 20人")
    cell = Token("数量指标 培训 教师人数 20人", Place(1, 1, 1, 0, 7), UNPLACED, further_places=(Place(1, 2, 1, 0, 8),))
    tokens = spaced_tokens(TokenRow(1, (cell,), is_tabular=False), lines, load_vocabulary())
    assert [(token.text, token.place.line_no) for token in tokens] == [
        ("数量指标", 1),
        ("培训", 1),
        ("教师人数", 2),
        ("20人", 2),
    ]
