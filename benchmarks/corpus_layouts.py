"""A synthetic form as a table, in the layouts that departments print: order of columns, units and blocks differ.

Input: a SyntheticForm. Output: a MadeTable for `written_formats`. The layout follows from the place: a city keeps to
its template.
"""

from collections.abc import Callable
from decimal import Decimal

from benchmarks.corpus_plan import EXECUTION_POINTS, SyntheticForm
from benchmarks.made_corpus import (
    TARGET_IN_THREE,
    USUAL,
    WEIGHT_FIRST,
    Layout,
    MadeCell,
    MadeRow,
    MadeTable,
    full,
    indicator_rows,
)

WAN = Decimal(10_000)


def wan(amount: Decimal) -> str:
    """An amount as printed in 万元."""
    return f"{amount / WAN:.2f}"


def yuan(amount: Decimal) -> str:
    """An amount as printed in 元."""
    return f"{amount:.2f}"


def head(form: SyntheticForm, money: Callable[[Decimal], str], unit: str) -> MadeTable:
    """Name, units, money and goals, ten columns wide."""
    own = [amount - part for amount, part in zip(amounts(form), carried(form), strict=True)]
    return [
        wide(("项目名称", 2), (form.project_name, 8)),
        wide(("主管部门", 2), (form.department, 3), ("实施单位", 2), (form.unit, 3)),
        wide((f"项目资金（{unit}）", 2), ("", 1), *headers(
            "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", "未完成原因")),
        wide(("", 2), ("年度资金总额", 1), *cells(form, [form.initial, form.budget, form.executed], money)),
        wide(("", 2), ("其中：当年财政拨款", 1), *headers(*map(money, own), "—", "", "—", "")),
        wide(("", 2), ("上年结转资金", 1), *headers(*map(money, carried(form)), "—", "", "—", "")),
        wide(("年度总体目标", 2), ("预期目标", 4), ("实际完成情况", 4)),
        wide(("", 2), (form.goal, 4), (form.completion, 4)),
    ]  # fmt: skip


def amounts(form: SyntheticForm) -> list[Decimal]:
    """Initial budget, adjusted budget and executed sum as they were before somebody mistyped the total."""
    slip = form.initial_slip
    return [form.initial - slip, form.budget, form.executed]


def carried(form: SyntheticForm) -> list[Decimal]:
    """What of each amount was carried over from the year before."""
    return [form.carryover, form.carryover, min(form.carryover, form.executed)]


def cells(form: SyntheticForm, money: list[Decimal], print_money: Callable[[Decimal], str]) -> list[tuple[str, int]]:
    """The cells of the funding total."""
    score = f"{form.execution_score.normalize():f}"
    return headers(*map(print_money, money), str(EXECUTION_POINTS), form.rate_text, score, form.execution_reason)


def headers(*texts: str) -> list[tuple[str, int]]:
    """Cells of one column each."""
    return [(text, 1) for text in texts]


def wide(*parts: tuple[str, int]) -> MadeRow:
    """A row of cells with the columns that each takes up."""
    return full(*(MadeCell(text, columns) for text, columns in parts))


def rows_of(form: SyntheticForm) -> list[dict[str, str]]:
    """The indicators as texts."""
    return [
        {
            "level1": row.level1, "level2": row.level2, "level3": row.level3, "operator": row.operator,
            "value": row.target, "unit": row.unit, "actual": row.actual, "weight": str(row.weight),
            "score": f"{row.score.normalize():f}", "reason": row.reason,
        }
        for row in form.indicators
    ]  # fmt: skip


def print_form(form: SyntheticForm, layout: Layout, money: Callable[[Decimal], str], unit: str) -> MadeTable:
    """Head, indicators and printed total."""
    total = f"{form.total_score.normalize():f}"
    return head(form, money, unit) + indicator_rows(rows_of(form), layout, total)


def national(form: SyntheticForm) -> MadeTable:
    """The usual form in 万元."""
    return print_form(form, USUAL, wan, "万元")


def three_part_target(form: SyntheticForm) -> MadeTable:
    """The target in three columns."""
    return print_form(form, TARGET_IN_THREE, wan, "万元")


def weight_first(form: SyntheticForm) -> MadeTable:
    """Weights before targets, money in yuan."""
    return print_form(form, WEIGHT_FIRST, yuan, "元")


LAYOUTS: tuple[Callable[[SyntheticForm], MadeTable], ...] = (national, three_part_target, weight_first)
