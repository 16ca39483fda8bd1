"""A form printed as lines of label and value is read as the same form in a table is."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.tokens import Token
from etl.parse.runs.run_pieces import load_cutter
from etl.records import Place, Section
from tests.parse.generated_form import Form, Indicator, forms
from tests.parse.test_reader_properties import assert_all_is_printed, read_text

some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LABELS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
SEPARATORS = ("；", "，", "\n", "； ", " ")
COLONS = ("：", ": ")


def cells_of(row: Indicator) -> tuple[str, ...]:
    """What a record prints, in the order of LABELS."""
    return (*row.levels, row.name, row.target, row.actual, row.weight, row.score, row.reason)


def as_runs(form: Form, separator: str, colon: str) -> str:
    """The form with every value behind its label."""
    initial, adjusted, executed = form.amounts
    money = (("年初预算数", initial), ("全年预算数", adjusted), ("全年执行数", executed), ("执行率", "100.00%"))
    lines = ["项目支出绩效自评表", f"（{form.year}年度）", f"项目名称：{form.project}", f"主管部门：{form.unit}局"]
    lines += ["；".join(f"{label}：{value}" for label, value in money)]
    lines += [f"预期目标：{form.goal}", f"实际完成情况：{form.completion}"]
    for row in form.indicators:
        pairs = zip(LABELS, cells_of(row), strict=True)
        lines.append(separator.join(f"{label}{colon}{value}" for label, value in pairs if value))
    return "\n".join([*lines, f"总分：100；得分：{form.total}"]) + "\n"


@given(forms, st.sampled_from(SEPARATORS), st.sampled_from(COLONS))
@some
def test_every_value_behind_its_label_is_read(form: Form, separator: str, colon: str) -> None:
    text = as_runs(form, separator, colon)
    reading = read_text(text)
    assert_all_is_printed(text, reading)
    (read,) = reading.forms
    names = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation_reason")
    rows = [
        tuple(row[name].text if name in row else "" for name in names) for row in read.rows(Section.INDICATOR).values()
    ]
    assert rows == [cells_of(row) for row in form.indicators]
    assert (read.text("project_name"), read.text("goal"), read.text("completion")) == (
        form.project,
        form.goal,
        form.completion,
    )
    money = read.rows(Section.FUND)[1]
    assert tuple(money[name].text for name in ("initial_budget", "adjusted_budget", "executed")) == form.amounts


@given(forms)
@some
def test_a_value_without_its_label_is_never_another_ones(form: Form) -> None:
    text = as_runs(form, "；", "：")
    for label in LABELS[3:7]:
        bare = text.replace(f"{label}：", "")
        reading = read_text(bare)
        assert_all_is_printed(bare, reading)
        printed = {
            LABELS.index(other): {cells_of(row)[LABELS.index(other)] for row in form.indicators} for other in LABELS
        }
        assert len(reading.forms) == 1, (label, bare)
        for read in reading.forms:
            for row in read.rows(Section.INDICATOR).values():
                for order, name in ((4, "actual"), (5, "weight"), (6, "score")):
                    assert name not in row or row[name].text in printed[order], (label, bare)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("数量指标：指标1：培训人数；目标值：≥500人", ["数量指标", "指标1", "目标值"]),
        ("产出指标-数量指标-培训人数，年度指标值≥500人", ["产出指标", "数量指标", "年度指标值"]),
        ("分值10，得分9.5", ["分值", "得分"]),
        ("得分情况良好，分值设置合理", []),
        ("（1）培训人数：目标值500人；责任科室：教育股；得分：10", ["培训人数", "目标值", "责任科室", "得分"]),
        ("实际完成值：520人，其中：女性210人", ["实际完成值"]),
        ("目标值：9:30前到岗；得分：5", ["目标值", "得分"]),
    ],
)
def test_labels_are_told_from_words(text: str, labels: list[str]) -> None:
    token = Token(text, Place(1, 1, 1, 0, len(text)), 1)
    pieces = load_cutter().pieces(token, text, begins=True)
    assert [piece.text for piece in pieces if piece.is_label] == labels
    assert load_vocabulary() is load_cutter().vocabulary


@given(forms)
@some
def test_labelled_values_of_no_indicator_are_told(form: Form) -> None:
    text = as_runs(form, "；", "：") + "满意度指标：分值：11；得分：8.5\n"
    (read,) = read_text(text).forms
    told = {problem.printed for problem in read.problems if problem.code == "cell_not_read"}
    assert {"满意度指标", "11", "8.5"} <= told
    assert len(read.rows(Section.INDICATOR)) == len(form.indicators)


@pytest.mark.parametrize("operator", ["≥", ">=", "不小于", "不低于"])
def test_a_target_behind_the_name_is_told_by_any_comparison(operator: str) -> None:
    lines = ["项目支出绩效自评表", "项目名称：河道清淤", "产出指标", "数量指标"]
    lines += [f"{number}. 清淤{what}{operator}9次；实际完成值：9次；得分：5" for number, what in enumerate("甲乙丙", 1)]
    (read,) = read_text("\n".join(lines)).forms
    rows = [(row["level3"].text, row["target"].text) for row in read.rows(Section.INDICATOR).values()]
    assert rows == [(f"清淤{what}", f"{operator}9次") for what in "甲乙丙"]
