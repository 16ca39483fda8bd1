"""The reading confidence: what each check compares, when it does not apply, and how the parts make one figure."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from etl.normalise.field_converter import ConvertedKind
from etl.normalise.reading_checks import KINDS, Check, check_reading, reading_confidence, type_reading_checks
from etl.normalise.type_form import type_form
from etl.records import FormRecord, FormType, PrintedField, ReadingProblem, Section

COLUMNS = {"一级指标": True, "三级指标": True, "年度指标值": True, "分值": True, "得分": True}
AMOUNTS = ("initial_budget_yuan", "adjusted_budget_yuan", "executed_yuan")


def make_form(claimed: int = 50, printed: int = 50, columns: dict[str, bool] | None = None) -> FormRecord:
    columns = COLUMNS if columns is None else columns
    return FormRecord(1, FormType.SELF_EVALUATION, None, 1, 9, 1, (), (), claimed, printed, columns)


def make_fund(row_no: int, source: str, *amounts: str | None, **more: Any) -> dict[str, Any]:
    typed = {name: None if text is None else Decimal(text) for name, text in zip(AMOUNTS, amounts, strict=True)}
    blank = {"weight_points": None, "score_points": None, "printed_execution_rate": None, "fund_label_text": None}
    return {"row_no": row_no, "fund_source_code": source, **typed, **blank, **more}


def make_indicator(weight: str | None, score: str | None, *, is_inferred: bool = False) -> dict[str, Any]:
    points = {"weight_points": weight, "score_points": score}
    typed = {name: None if text is None else Decimal(text) for name, text in points.items()}
    return typed | {"is_score_inferred": is_inferred}


def project(weight: str | None = None, score: str | None = None, unit: str = "元") -> dict[str, Any]:
    totals = {"total_weight_points": weight, "total_score_points": score}
    typed = {name: None if text is None else Decimal(text) for name, text in totals.items()}
    return typed | {"money_unit": unit, "fiscal_year": 2023}


TOTAL = make_fund(
    1, "total", "100", "120", "90",
    weight_points=Decimal(10), score_points=Decimal("7.5"), printed_execution_rate=0.75,
)  # fmt: skip
FUNDS = [TOTAL, make_fund(2, "current_appropriation", "60", "80", "50"), make_fund(3, "other", "40", "40", "40")]
INDICATORS = [make_indicator("50", "50"), make_indicator("40", "38")]
GOOD_PROJECT = project("100", "95.5")


def checks_by_code(
    funds: list[dict[str, Any]] = FUNDS,
    indicators: list[dict[str, Any]] = INDICATORS,
    totals: dict[str, Any] = GOOD_PROJECT,
    form: FormRecord | None = None,
) -> dict[str, Check]:
    kinds = {kind: ConvertedKind() for kind, _ in KINDS}
    return {check.code: check for check in check_reading(form or make_form(), totals, funds, indicators, kinds)}


def test_a_sound_form_passes_every_check_with_full_confidence() -> None:
    checks = checks_by_code()
    statuses = {code: check.status for code, check in checks.items() if check.status != "not_applicable"}
    assert statuses == dict.fromkeys(
        ("cells_claimed", "columns_resolved", "fiscal_year", "initial_budget_sum", "adjusted_budget_sum",
         "executed_sum", "execution_rate", "weight_sum", "score_sum"), "passed",
    )  # fmt: skip
    assert reading_confidence(checks.values()) == 1.0
    assert checks["score_sum"].text == "得分：各项合计 95.5 = 总分 95.5。"
    assert checks["executed_sum"].text == "全年执行数：分项合计 90 元 = 总额 90 元。"
    assert (checks["executed_sum"].section, checks["executed_sum"].row_no) == ("fund", 1)


def test_the_confidence_is_the_mean_of_the_four_shares() -> None:
    checks = checks_by_code(totals=project("100", "99"), form=make_form(40, 50, COLUMNS | {"备查": False}))
    assert checks["columns_resolved"].text == "指标表头印出 6 栏，认出 5 栏，没有认出的：备查。"
    assert checks["cells_claimed"].text == "印出 50 格，认领 40 格，10 格没有归入任何字段。"
    assert checks["score_sum"].status == "failed"
    assert reading_confidence(checks.values()) == pytest.approx((0.8 + 5 / 6 + 1 + 5 / 6) / 4)


PRINTED = (
    PrintedField(Section.FORM, None, "project_name", "清淤", ()),
    PrintedField(Section.FORM, None, "fiscal_year", "2023", ()),
    PrintedField(Section.FORM, None, "money_unit", "万元", ()),
    PrintedField(Section.FUND, 1, "fund_source", "total", ()),
    PrintedField(Section.FUND, 1, "executed", "38.5", ()),
    PrintedField(Section.INDICATOR, 1, "level3", "清淤长度", ()),
    PrintedField(Section.INDICATOR, 1, "actual", "8公里", ()),
    PrintedField(Section.INDICATOR, 1, "score", "10", ()),
)
DOUBTS = {
    "money_unit": ("", "amount_values", "金额：印出 1 处，1 处没有取到值，留空。"),
    "fiscal_year": ("", "fiscal_year", "年度：印出的年度看不清或互相矛盾，留空。"),
    "executed": ("38.5.1", "amount_values", "金额：印出 1 处，1 处没有取到值，留空。"),
    "score": ("十分", "points_values", "分值和得分：印出 1 处，1 处没有取到值，留空。"),
    "actual": ("1O公里", "indicator_value_values", "指标值和完成值：印出 1 处，1 处没有取到值，留空。"),
}


def typed_checks(name: str | None = None, text: str = "") -> tuple[object, list[dict[str, object]]]:
    """The confidence and the failed checks of a form of which one field prints another text, or nothing."""
    fields = [field._replace(text=text) if field.name == name else field for field in PRINTED]
    printed = tuple(field for field in fields if field.text)
    rows = type_form(replace(make_form(), fields=printed), "0123456789abcdef").rows
    failed = [check for check in rows["core_reading_check"] if check["check_status"] == "failed"]
    failed = [check for check in failed if check["check_part"] == "values"]
    return rows["core_project"][0]["reading_confidence_rate"], failed


@pytest.mark.parametrize("name", DOUBTS)
def test_a_value_left_open_lowers_the_confidence(name: str) -> None:
    text, code, told = DOUBTS[name]
    confidence, failed = typed_checks(name, text)
    assert [(check["check_code"], check["check_text"]) for check in failed] == [(code, told)]
    assert typed_checks() == (1.0, [])
    assert confidence == pytest.approx((1 + 1 + 3 / 4) / 3)


def test_a_year_that_is_not_printed_is_told_as_that() -> None:
    problem = ReadingProblem("year_not_printed", "表上没有印年度", "中", 1)
    form = replace(make_form(), problems=(problem,))
    check = checks_by_code(totals=GOOD_PROJECT | {"fiscal_year": None}, form=form)["fiscal_year"]
    assert (check.status, check.text) == ("failed", "年度：没有读到印出的年度，留空。")


def test_a_cell_that_fits_no_column_leaves_the_columns_unresolved() -> None:
    stray = ReadingProblem("cell_without_column", "第 9 行有一格内容对不上任何一列，未采用。", "中", 1)
    form = replace(make_form(), problems=(stray,))
    check = checks_by_code(form=form)["columns_resolved"]
    assert (check.status, check.text) == ("failed", "指标表头印出 5 栏，认出 5 栏，有 1 格内容对不上任何一栏。")
    assert reading_confidence([check, checks_by_code()["cells_claimed"]]) == pytest.approx((5 / 6 + 1) / 2)


def test_a_part_with_nothing_to_check_counts_for_nothing() -> None:
    form = make_form(45, 50, {})
    checks = checks_by_code(funds=[], indicators=[], totals=project(), form=form)
    assert {code for code, check in checks.items() if check.status != "not_applicable"} == {
        "cells_claimed",
        "fiscal_year",
    }
    assert reading_confidence(checks.values()) == 0.95
    uncounted = checks_by_code(form=make_form(0, 0))
    assert reading_confidence(uncounted.values()) is None


def test_a_total_is_not_proved_by_the_score_that_it_gave() -> None:
    inferred = [make_indicator("50", "50"), make_indicator("40", "38", is_inferred=True)]
    check = checks_by_code(indicators=inferred)["score_sum"]
    assert (check.status, check.text) == ("not_applicable", "得分：有一项得分是由总分推算的，不能再拿总分核对。")


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([make_fund(2, "current_appropriation", "60", "80", "50"), make_fund(3, "other", "40", "40", "39")], "failed"),
        ([make_fund(2, "current_appropriation", "60", "80", "50"), make_fund(3, "other", "40", "40", None)],
         "not_applicable"),
        ([make_fund(2, "current_appropriation", "60", "80", "91"), make_fund(3, "other", "40", "40", None)], "failed"),
        ([make_fund(2, "current_appropriation", "6", "8", "90"), make_fund(3, "central", "4", "4", "30")], "passed"),
        ([make_fund(2, "central", "60", "80", "50"), make_fund(3, None, "40", "40", "40")], "passed"),
        ([], "not_applicable"),
    ],
    ids=["differs", "blank part", "blank part but too much", "of which", "all parts", "no parts"],
)  # fmt: skip
def test_parts_of_the_executed_amount(parts: list[dict[str, Any]], status: str) -> None:
    assert checks_by_code(funds=[TOTAL, *parts])["executed_sum"].status == status


def test_parts_that_are_no_usual_ones_do_not_add_up_to_nothing() -> None:
    funds = [make_fund(1, "total", "0", "0", "0"), make_fund(2, "central", "5", "5", "5")]
    assert checks_by_code(funds=funds)["initial_budget_sum"].status == "failed"


@pytest.mark.parametrize(("unit", "status"), [("万元", "passed"), ("元", "failed")])
def test_the_tolerance_follows_the_printed_unit(unit: str, status: str) -> None:
    funds = [make_fund(1, "total", "10000", "0", "0"), make_fund(2, "other", "9900", "0", "0")]
    assert checks_by_code(funds=funds, totals=project(unit=unit))["initial_budget_sum"].status == status


@pytest.mark.parametrize(
    ("rate", "status"),
    [
        (0.75, "passed"),
        (0.9, "passed"),
        (0.7501, "passed"),
        (0.7503, "failed"),
        (0.85, "failed"),
        (None, "not_applicable"),
    ],
    ids=["adjusted", "initial", "rounded", "off", "wrong", "not printed"],
)
def test_the_printed_execution_rate(rate: float | None, status: str) -> None:
    assert checks_by_code(funds=[TOTAL | {"printed_execution_rate": rate}])["execution_rate"].status == status


def test_the_rate_is_shown_beside_the_budget_that_gives_it() -> None:
    shown = checks_by_code(funds=[TOTAL | {"printed_execution_rate": 0.9}])["execution_rate"].text
    assert shown == "执行率：执行数除以预算数 90.00% = 印出的 90.00%。"


@pytest.mark.parametrize(
    ("weights", "printed_total", "execution_weight", "status"),
    [
        (["50", "40"], None, "10", "passed"),
        (["50", "40"], None, None, "passed"),
        (["50", "40.0000"], "100.0000", None, "passed"),
        (["50", "40"], "83", "10", "failed"),
        (["40", "33"], "83", "10", "passed"),
        (["50", "30"], None, "10", "failed"),
        (["50", None], None, "10", "not_applicable"),
        (["95", None], None, "10", "failed"),
        ([None, None], None, "10", "not_applicable"),
    ],
)
def test_the_weights(
    weights: list[str | None], printed_total: str | None, execution_weight: str | None, status: str
) -> None:
    weight = None if execution_weight is None else Decimal(execution_weight)
    indicators = [make_indicator(weight, None) for weight in weights]
    checks = checks_by_code([TOTAL | {"weight_points": weight}], indicators, project(printed_total))
    assert checks["weight_sum"].status == status


@pytest.mark.parametrize(
    ("scores", "execution_score", "status"),
    [(["50", "38"], None, "not_applicable"), (["50", None], "7.5", "not_applicable"), (["50", "99"], "7.5", "failed"),
     (["50", "40"], "7.5", "failed"), (["50", "38.05"], "7.5", "passed")],
)  # fmt: skip
def test_the_scores(scores: list[str | None], execution_score: str | None, status: str) -> None:
    score = None if execution_score is None else Decimal(execution_score)
    indicators = [make_indicator("45", score) for score in scores]
    assert checks_by_code([TOTAL | {"score_points": score}], indicators)["score_sum"].status == status


def test_points_that_execution_leaves_aside_are_told() -> None:
    funds = [TOTAL | {"weight_points": None}]
    shown = checks_by_code(funds, [make_indicator("50.0000", "1"), make_indicator("40", "1")])["weight_sum"].text
    assert shown == "分值：指标合计 90，另留预算执行 10（没有印） = 表内合计 100。"


def test_a_check_is_a_row_in_the_order_of_the_page() -> None:
    rows = type_reading_checks(list(checks_by_code().values()), "d-01")
    assert [row["check_no"] for row in rows] == list(range(1, 15))
    assert rows[13] == {
        "project_id": "d-01", "check_no": 14, "check_code": "score_sum", "check_part": "sums", "check_status": "passed",
        "checked_count": 1, "agreed_count": 1, "check_text": "得分：各项合计 95.5 = 总分 95.5。",
        "section_code": "form", "row_no": None, "field_name": "total_score",
    }  # fmt: skip
