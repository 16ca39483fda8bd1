"""Forms whose cells are glued together: what is given is what the separated form gives, and prose gives no form."""

import pytest
from hypothesis import HealthCheck, given, settings

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import DocumentReading, FormRecord, Section
from tests.parse.generated_form import Form, forms

FIELDS = {
    "fiscal_year": "year",
    "project_name": "project",
    "goal": "goal",
    "completion": "completion",
    "total_score": "total",
}
LEVELS_AND_VALUES = ("level1", "level2", "target", "actual", "weight", "score")
LINE = 60
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADER = "一级指标二级指标三级指标年度指标值实际完成值分值得分"


def read_text(text: str) -> DocumentReading:
    return read_forms(read_grid(text.encode("utf-8"), "a.txt"))


def glued(form: Form) -> str:
    return "".join(cell for row in form.rows for cell in row)


def wrapped(form: Form) -> str:
    text = glued(form)
    return "\n".join(text[start : start + LINE] for start in range(0, len(text), LINE))


def with_page_marks(form: Form) -> str:
    text = glued(form)
    pages = [text[start : start + 3 * LINE] for start in range(0, len(text), 3 * LINE)]
    return "\n".join(f"{number}、{page}" for number, page in enumerate(pages, start=1))


def assert_nothing_is_wrong(form: Form, read: FormRecord) -> None:
    """Every value that the glued form gives is one that the form has at that place."""
    for name, attribute in FIELDS.items():
        assert read.text(name) in (None, str(getattr(form, attribute))), name
    assert read.text("department") in (None, form.unit + "局")
    assert read.text("unit") in (None, form.unit + "所")
    for row in read.rows(Section.FUND).values():
        given_amounts = tuple(
            row[name].text if name in row else None for name in ("initial_budget", "adjusted_budget", "executed")
        )
        assert all(value in (None, amount) for value, amount in zip(given_amounts, form.amounts, strict=True))
    left = list(form.indicators)
    for row in read.rows(Section.INDICATOR).values():
        printed = {name: row[name].text for name in (*LEVELS_AND_VALUES, "level3", "deviation_reason") if name in row}
        index = next((index for index, indicator in enumerate(left) if is_part_of(printed, indicator)), None)
        assert index is not None, (printed, left)
        del left[: index + 1]


def is_part_of(printed: dict[str, str], indicator: object) -> bool:
    """Whether everything that was read of a row is what the indicator prints."""
    levels = indicator.levels  # type: ignore[attr-defined]
    whole = {
        "level1": levels[0],
        "level2": levels[1],
        "level3": indicator.name,  # type: ignore[attr-defined]
        "deviation_reason": indicator.reason,  # type: ignore[attr-defined]
        **{name: getattr(indicator, name) for name in ("target", "actual", "weight", "score")},
    }
    return all(whole[name] == text for name, text in printed.items())


@pytest.mark.parametrize("glue", [glued, wrapped, with_page_marks])
@given(form=forms)
@few
def test_glue_gives_no_wrong_value(glue: object, form: Form) -> None:
    for read in read_text(glue(form)).forms:  # type: ignore[operator]
        assert_nothing_is_wrong(form, read)


def test_a_unit_ends_an_amount_that_nothing_else_parts() -> None:
    text = (
        "项目绩效目标表(2021年度)项目名称集镇道路改造主管部门青溪镇资金总额100.5万元财政拨款:60.5万元(其中:上级财政资金:60.5万元)"
        "二、自有资金:0万元三、其他:40万元项目绩效目标年度目标完成改造一级指标二级指标指标内容指标值产出指标数量指标改造长度3公里"
    )
    (form,) = read_text(text).forms
    amounts = {row["fund_label"].text: row["initial_budget"].text for row in form.rows(Section.FUND).values()}
    assert amounts["财政拨款"] == "60.5万元"
    assert amounts["自有资金"] == "0万元"


@pytest.mark.parametrize(("numbers", "score"), [("3.483.00125", None), ("3.483.4820", "20"), ("3.483.48120", "20")])
def test_execution_scores_no_more_than_it_is_worth(numbers: str, score: str | None) -> None:
    text = (
        "2021年度堤岸绿化项目自评表项目名称堤岸绿化补助主管部门区园林局项目实施单位绿化科预算执行情况(万元)(20分)"
        f"预算数(A)执行数(B)执行率(B/A)得分(20分*执行率)年度财政资金总额{numbers}年度绩效目标1(80分)一级指标二级指标三级指标"
        "年初目标值(A)实际完成值(B)得分产出指标数量指标绿化堤岸长度≥18公里19公里40质量指标苗木成活率≥95%97%40"
    )
    (form,) = read_text(text).forms
    found = form.rows(Section.FUND)[1].get("score")
    assert (found.text if found else None) == score


def test_a_list_that_begins_right_behind_both_headings_of_the_goals_is_no_text_of_the_first() -> None:
    text = (
        "项目支出绩效自评表(2021年度)项目名称堤岸绿化补助主管部门区园林局实施单位绿化科年度总体目标预期目标实际完成情况"
        "1.绿化堤岸18公里。2.栽植苗木900株。1.绿化堤岸19公里。2.栽植苗木930株。绩效指标一级指标二级指标三级指标"
        "年度指标值实际完成值分值得分产出指标数量指标绿化堤岸长度≥18公里19公里50.050.0质量指标苗木成活率≥95%97%50.050.0"
    )
    (form,) = read_text(text).forms
    assert len(form.rows(Section.INDICATOR)) == 2
    assert form.text("goal") in (None, "1.绿化堤岸18公里。2.栽植苗木900株。")
    assert form.text("completion") in (None, "1.绿化堤岸19公里。2.栽植苗木930株。")
