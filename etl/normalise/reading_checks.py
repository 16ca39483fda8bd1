"""What of a form's reading can be checked: cells claimed, columns resolved, values converted, sums that agree.

Input: a FormRecord, its typed rows, and what was converted. Output: the rows of core_reading_check, and the reading
confidence that follows from them. Stage: normalise. Repairs and inferred values count for nothing here, because
nothing on the page proves them; a sum that an inferred value was taken from is not checked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.normalise.field_converter import AMOUNT, DATE, INDICATOR_VALUE, POINTS, RATE, ConvertedKind
from etl.records import FormRecord

Row = Mapping[str, Any]
CELLS, COLUMNS, VALUES, SUMS = "cells", "columns", "values", "sums"
PASSED, FAILED, NOT_APPLICABLE = "passed", "failed", "not_applicable"
STRAY_CELL = "cell_without_column"
FULL_WEIGHT = Decimal(100)
USUAL_EXECUTION_WEIGHT = Decimal(10)  # left aside where the page prints no points for execution
WEIGHT_TOLERANCE = Decimal("0.01")  # printed weights are exact
SCORE_TOLERANCE = Decimal("0.05")  # printed scores are rounded, each on its own
RATE_TOLERANCE = 0.00015  # cut or rounded at two decimals of a percent
TOLERANCE_OF_UNIT = {"万元": Decimal(200), "千元": Decimal(20), "亿元": Decimal(2_000_000)}  # 0.02 of the unit, in yuan
TOLERANCE_YUAN = Decimal("0.02")
USUAL_PARTS = frozenset({"current_appropriation", "carryover", "other"})
SUBTOTAL = "小计"
BUDGETS = ("adjusted_budget_yuan", "initial_budget_yuan")
YEAR_NOT_PRINTED = "year_not_printed"
KINDS = (
    (AMOUNT, "金额"),
    (POINTS, "分值和得分"),
    (RATE, "印出的执行率"),
    (DATE, "日期"),
    (INDICATOR_VALUE, "指标值和完成值"),
)
AMOUNTS = (("initial_budget", "年初预算数"), ("adjusted_budget", "全年预算数"), ("executed", "全年执行数"))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: how many there were to agree and how many did, and the cell where it is printed.

    `checked_count` 0 means that the page prints nothing to check it by; `text` says why.
    """

    code: str
    part: str
    checked_count: int
    agreed_count: int
    text: str
    section: str | None = None
    row_no: int | None = None
    field_name: str | None = None

    @property
    def status(self) -> str:
        """Whether all of it agreed."""
        if not self.checked_count:
            return NOT_APPLICABLE
        return PASSED if self.agreed_count == self.checked_count else FAILED


def check_reading(
    form: FormRecord,
    project: Row,
    funds: Sequence[Row],
    indicators: Sequence[Row],
    kinds: Mapping[str, ConvertedKind],
) -> list[Check]:
    """Every check of one form in a fixed order, those that do not apply included.

    `project`, `funds` and `indicators` are its typed rows (core_project, core_fund, core_indicator), `kinds` what was
    converted for all of its rows.
    """
    totals = [fund for fund in funds if fund["fund_source_code"] == "total"]
    return [
        check_cells(form),
        check_columns(form),
        check_year(form, project["fiscal_year"]),
        *(check_kind(kind, label, kinds[kind]) for kind, label in KINDS),
        *(check_fund_sum(name, label, project["money_unit"], totals, funds) for name, label in AMOUNTS),
        check_rate(totals),
        check_weights(project["total_weight_points"], totals, indicators),
        check_scores(project["total_score_points"], totals, indicators),
    ]


def reading_confidence(checks: Iterable[Check]) -> float | None:
    """The mean of four shares: cells claimed, columns resolved, kinds of values all converted, sums that agree; a part
    with nothing to check counts for nothing. None where no cell was counted.
    """
    counts: dict[str, list[int]] = {}
    for check in checks:
        # each sum counts as one, whatever it adds up
        counted = counts.setdefault(check.part, [0, 0])
        counted[0] += check.checked_count
        counted[1] += check.agreed_count
    if not counts.get(CELLS, [0])[0]:
        return None
    shares = [agreed / checked for checked, agreed in counts.values() if checked]
    return sum(shares) / len(shares)


def type_reading_checks(checks: Sequence[Check], project_id: str) -> list[dict[str, object]]:
    """The rows of core_reading_check."""
    return [
        {
            "project_id": project_id,
            "check_no": number,
            "check_code": check.code,
            "check_part": check.part,
            "check_status": check.status,
            "checked_count": check.checked_count,
            "agreed_count": check.agreed_count,
            "check_text": check.text,
            "section_code": check.section,
            "row_no": check.row_no,
            "field_name": check.field_name,
        }
        for number, check in enumerate(checks, start=1)
    ]


def check_cells(form: FormRecord) -> Check:
    """Every printed cell is a field, a label or a mark that the vocabulary knows."""
    printed, claimed = form.printed_cell_count, form.claimed_cell_count
    left = f"，{printed - claimed} 格没有归入任何字段" if printed > claimed else ""
    return Check("cells_claimed", CELLS, printed, claimed, f"印出 {printed} 格，认领 {claimed} 格{left}。")


def check_columns(form: FormRecord) -> Check:
    """Every column that an indicator header prints has a known meaning, and every cell below it has its column."""
    count, unknown = len(form.header_columns), [name for name, is_known in form.header_columns.items() if not is_known]
    if not count:
        return Check("columns_resolved", COLUMNS, 0, 0, "没有印指标表头，不核对。")
    strays = sum(problem.code == STRAY_CELL for problem in form.problems)
    left = f"，没有认出的：{'、'.join(unknown)}" if unknown else ""
    stray = f"，有 {strays} 格内容对不上任何一栏" if strays else ""
    text = f"指标表头印出 {count} 栏，认出 {count - len(unknown)} 栏{left}{stray}。"
    return Check("columns_resolved", COLUMNS, count + strays, count - len(unknown), text)


def check_year(form: FormRecord, fiscal_year: int | None) -> Check:
    """The form has one year. A blank one counts although it is no cell: every comparison over years rests on it."""
    if fiscal_year is not None:
        return Check("fiscal_year", VALUES, 1, 1, f"年度：{fiscal_year}。", "form", None, "fiscal_year")
    is_printed = all(problem.code != YEAR_NOT_PRINTED for problem in form.problems)
    why = "印出的年度看不清或互相矛盾" if is_printed else "没有读到印出的年度"
    return Check("fiscal_year", VALUES, 1, 0, f"年度：{why}，留空。")


def check_kind(kind: str, label: str, converted: ConvertedKind) -> Check:
    """Every printed text of one kind has a value; one without (no unit, a damaged number) fails the kind, which counts
    as one. The findings quote the texts.
    """
    code, lost = f"{kind}_values", converted.lost
    count = converted.kept_count + len(lost)
    if not count:
        return Check(code, VALUES, 0, 0, f"{label}：没有印出，不核对。")
    if not lost:
        return Check(code, VALUES, 1, 1, f"{label}：印出 {count} 处，全部取到值。")
    text = f"{label}：印出 {count} 处，{len(lost)} 处没有取到值，留空。"
    return Check(code, VALUES, 1, 0, text, lost[0].section.value, lost[0].row_no, lost[0].name)


def check_fund_sum(name: str, label: str, money_unit: str | None, totals: Sequence[Row], funds: Sequence[Row]) -> Check:
    """The parts of one amount add up to the total row: all of them, or (where some are 其中) the usual three, or (where
    some are below a 小计) the usual three with those sums."""
    code, column = f"{name}_sum", f"{name}_yuan"
    printed = [fund for fund in totals if fund[column] is not None]
    parts = [fund for fund in funds if fund["fund_source_code"] != "total"]
    amounts = [part[column] for part in parts if part[column] is not None]
    if len(printed) != 1 or not amounts:
        return Check(code, SUMS, 0, 0, f"{label}：没有同时取到总额和分项，不核对。")
    total, whole = printed[0][column], sum(amounts)
    usual = [part[column] for part in parts if part["fund_source_code"] in USUAL_PARTS and part[column] is not None]
    outer = [part[column] for part in parts if is_outer(part) and part[column] is not None]
    tolerance = TOLERANCE_OF_UNIT.get(money_unit or "", TOLERANCE_YUAN)
    place = ("fund", printed[0]["row_no"], name)
    sums = [whole, *([sum(usual)] if usual else []), *([sum(outer)] if outer else [])]
    near = next((found for found in sums if abs(found - total) <= tolerance), None)
    if near is not None:
        return Check(code, SUMS, 1, 1, f"{label}：分项合计 {near:,f} 元 = 总额 {total:,f} 元。", *place)
    if len(amounts) < len(parts) and total > whole:
        return Check(code, SUMS, 0, 0, f"{label}：有分项没有取到数，不核对。")
    return Check(code, SUMS, 1, 0, f"{label}：分项合计 {whole:,f} 元 ≠ 总额 {total:,f} 元。", *place)


def is_outer(part: Row) -> bool:
    """Whether a source of money is one of the usual, or the sum of those that are printed below it."""
    return part["fund_source_code"] in USUAL_PARTS or SUBTOTAL in (part["fund_label_text"] or "")


def check_rate(totals: Sequence[Row]) -> Check:
    """The printed execution rate is the executed amount divided by the year's budget, or by the initial one."""
    code = "execution_rate"
    printed = [
        fund for fund in totals if fund["printed_execution_rate"] is not None and fund["executed_yuan"] is not None
    ]
    budgets = [fund[column] for fund in printed[:1] for column in BUDGETS if fund[column]]
    if len(printed) != 1 or not budgets:
        return Check(code, SUMS, 0, 0, "执行率：没有同时取到预算数、执行数和执行率，不核对。")
    rate, place = printed[0]["printed_execution_rate"], ("fund", printed[0]["row_no"], "execution_rate")
    rates = [float(printed[0]["executed_yuan"] / budget) for budget in budgets]
    near = next((found for found in rates if abs(rate - found) <= max(RATE_TOLERANCE, printed_step(rate))), None)
    compared = f"{rates[0]:.2%} ≠" if near is None else f"{near:.2%} ="
    text = f"执行率：执行数除以预算数 {compared} 印出的 {rate:.2%}。"
    return Check(code, SUMS, 1, int(near is not None), text, *place)


def printed_step(rate: float) -> float:
    """How far a rate printed without decimals of a percent, or with one, may be off: less than its last digit."""
    percent = rate * 100
    decimals = next((count for count in (0, 1) if abs(percent - round(percent, count)) < 1e-7), 2)
    return 0.0 if decimals == 2 else 0.01 / 10**decimals


def check_weights(printed_total: Decimal | None, totals: Sequence[Row], indicators: Sequence[Row]) -> Check:
    """The weights add up to the printed total, else to 100 (to 90 where execution prints no points of its own)."""
    weights = [row["weight_points"] for row in indicators if row["weight_points"] is not None]
    if not weights:
        return Check("weight_sum", SUMS, 0, 0, "分值：没有取到指标分值，不核对。")
    of_execution = next((fund["weight_points"] for fund in totals if fund["weight_points"] is not None), None)
    found = sum(weights) + (of_execution or 0)
    expected, name = (FULL_WEIGHT, "满分") if printed_total is None else (printed_total, "表内合计")
    place = ("form", None, "total_weight") if printed_total is not None else ()
    if abs(found - expected) <= WEIGHT_TOLERANCE:
        return Check("weight_sum", SUMS, 1, 1, f"分值：合计 {points(found)} = {name} {points(expected)}。", *place)
    if of_execution is None and abs(found + USUAL_EXECUTION_WEIGHT - expected) <= WEIGHT_TOLERANCE:
        left = f"指标合计 {points(found)}，另留预算执行 {USUAL_EXECUTION_WEIGHT}（没有印）"
        return Check("weight_sum", SUMS, 1, 1, f"分值：{left} = {name} {points(expected)}。", *place)
    if len(weights) < len(indicators) and found < expected:
        return Check("weight_sum", SUMS, 0, 0, "分值：有指标没有取到分值，不核对。")
    return Check("weight_sum", SUMS, 1, 0, f"分值：合计 {points(found)} ≠ {name} {points(expected)}。", *place)


def check_scores(printed_total: Decimal | None, totals: Sequence[Row], indicators: Sequence[Row]) -> Check:
    """The scores of the indicators and of execution add up to the printed total."""
    code, place = "score_sum", ("form", None, "total_score")
    scores = [row["score_points"] for row in indicators if row["score_points"] is not None]
    if printed_total is None or not scores:
        return Check(code, SUMS, 0, 0, "得分：没有同时取到各项得分和总分，不核对。")
    if any(row["is_score_inferred"] for row in indicators):
        return Check(code, SUMS, 0, 0, "得分：有一项得分是由总分推算的，不能再拿总分核对。")
    of_execution = next((fund["score_points"] for fund in totals if fund["score_points"] is not None), None)
    found = sum(scores) + (of_execution or 0)
    if abs(found - printed_total) <= SCORE_TOLERANCE:
        return Check(code, SUMS, 1, 1, f"得分：各项合计 {points(found)} = 总分 {points(printed_total)}。", *place)
    if found < printed_total and (len(scores) < len(indicators) or of_execution is None):
        return Check(code, SUMS, 0, 0, "得分：有一项得分没有取到，不核对。")
    return Check(code, SUMS, 1, 0, f"得分：各项合计 {points(found)} ≠ 总分 {points(printed_total)}。", *place)


def points(value: Decimal) -> str:
    """Points without trailing zeros."""
    return f"{value.normalize():f}"
