"""A lone indicator right below itself: the same one printed again, unless the weights add up with both."""

import pytest

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import Section

HEAD = "项目支出绩效自评表\n（2022年度）\n项目名称\t河道保洁\n"
COLUMNS = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
AGAIN = "产出指标\t数量指标\t保洁河段\t22段\t22段\t30\t30\n"


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ("效益指标\t社会效益指标\t河道环境\t改善\t改善\t70\t70\n", 2),  # 100 with one
        ("效益指标\t社会效益指标\t河道环境\t改善\t改善\t40\t40\n", 3),  # 100 with both
    ],
)
def test_the_weights_tell_whether_a_row_is_printed_again(other: str, kept: int) -> None:
    text = f"{HEAD}{COLUMNS}{AGAIN}{AGAIN}{other}总分\t\t\t\t\t100\t100\n"
    form = read_forms(read_grid(text.encode(), "a.txt")).forms[0]
    assert len(form.rows(Section.INDICATOR)) == kept
    assert [problem.row_no is None for problem in form.problems if problem.code == "row_printed_twice"] == [kept == 2]


def test_a_row_of_another_level_is_another() -> None:
    other = AGAIN.replace("数量指标", "质量指标")
    text = f"{HEAD}{COLUMNS}{AGAIN}{other}"
    assert len(read_forms(read_grid(text.encode(), "a.txt")).forms[0].rows(Section.INDICATOR)) == 2
