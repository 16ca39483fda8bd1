"""A column that nobody declared is a grave finding where it may hold what was achieved, and a slight one elsewhere."""

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import FormRecord


def read(heading: str, actual: str) -> FormRecord:
    text = (
        "项目支出绩效自评表\n（2022年度）\n项目名称\t河道保洁\n"
        f"一级指标\t二级指标\t三级指标\t年度指标值\t{actual}\t分值\t得分\t{heading}\n"
        "产出指标\t数量指标\t保洁河道长度\t≥20公里\t22公里\t90\t90\t属实\n总分\t\t\t\t\t100\t100\t\n"
    )
    (form,) = read_forms(read_grid(text.encode(), "a.txt")).forms
    return form


def severities(form: FormRecord) -> list[str]:
    return [problem.severity for problem in form.problems if problem.code == "column_not_known"]


def test_an_unknown_column_beside_the_actual_is_slight() -> None:
    assert severities(read("抽看印象", "实际完成值")) == ["低"]


def test_an_unknown_column_in_the_actuals_place_is_grave() -> None:
    form = read("备注", "所达水平")
    assert severities(form) == ["高"] and "实际完成值" in form.problems[0].message
