"""What proves the cut of a glued row of target and result."""

import pytest

from etl.parse.glued.glued_fields import ways_to_part
from etl.parse.glued.glued_mirrors import is_like_a_row, is_only_pair, words_said_twice


@pytest.mark.parametrize(("digits", "half", "is_pair"), [("00", 1, True), ("100100", 3, False), ("0.50.5", 3, True)])
def test_digits_are_two_numbers_only_where_they_are_no_number(digits: str, half: int, is_pair: bool) -> None:
    """00 can only be 0 and 0, while 100100 may be one number."""
    text = f"故障比例{digits}"
    spans = {"target": (4, 4 + half), "actual": (4 + half, len(text))}
    assert is_only_pair(text, spans, is_last=True) is is_pair
    assert not is_only_pair(text, spans, is_last=False)


@pytest.mark.parametrize(
    ("name", "target", "actual", "fits"),
    [("修路", "32.1公里", "2020", False), ("出动船只", "≥12艘", "14艘", True), ("满意度", "90%", "96%", True)],
)
def test_target_and_result_have_one_unit(name: str, target: str, actual: str, fits: bool) -> None:
    """A quantity before a bare number may be the name's end."""
    ends = len(name), len(name) + len(target)
    spans = {"name": (0, ends[0]), "target": ends, "actual": (ends[1], ends[1] + len(actual))}
    assert is_like_a_row(name + target + actual, spans) is fits


@pytest.mark.parametrize(("text", "starts"), [("渔船安全性高高", [5]), ("渔船安全高高", []), ("灯塔常常", [])])
def test_a_word_said_twice_counts_behind_the_end_of_a_name(text: str, starts: list[int]) -> None:
    """安全性 ends a name, 安全 may go on."""
    assert words_said_twice(text, 0, len(text)) == starts


@pytest.mark.parametrize(
    ("digits", "ways"),
    [
        ("1010", [(2, 4)]),
        ("10.010.0", [(4, 8)]),
        ("55", [(1, 2), (2,)]),
        ("10.5", [(1, 4), (4,)]),
        ("109.84", [(2, 6)]),
    ],
)
def test_points_are_parted_where_digits_allow_one_way(digits: str, ways: list[tuple[int, ...]]) -> None:
    """55 may be one number or two; 10.01 and 0.0 have not the same decimals."""
    assert ways_to_part(digits) == ways
