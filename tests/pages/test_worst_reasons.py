"""The reasons of a form in one line of the screen: the severest level, at most three, and how many there are."""

import pytest

from pages.widgets.audit_worst_forms import shorten_reasons


@pytest.mark.parametrize(
    ("reasons", "line"),
    [
        ("高：完成值照抄目标值（共 2 处）；中：归类错误、一政多表", "完成值照抄目标值×2"),
        ("中：甲事、乙事、丙事", "甲事、乙事、丙事"),
        ("高：甲事（共 12 处）、乙事、丙事、丁事；低：未印等级", "甲事×12、乙事、丙事 等 4 项"),
        ("低：未印等级", "未印等级"),
    ],
)
def test_the_severest_reasons_stand_in_one_line(reasons: str, line: str) -> None:
    assert shorten_reasons(reasons) == line
