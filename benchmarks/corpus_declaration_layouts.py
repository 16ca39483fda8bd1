"""A synthetic declaration as a table, in the layouts that departments print.

Input: a SyntheticDeclaration. Output: a MadeTable for `written_formats`. The layout follows from the place, as that of
the self-evaluations does.
"""

from collections.abc import Callable

from benchmarks.corpus_declarations import SyntheticDeclaration
from benchmarks.corpus_layouts import headers, wan, wide, yuan
from benchmarks.made_corpus import LEVEL_COLUMNS, LEVEL_HEADINGS, Layout, MadeTable, merged_rows

TARGETS = Layout((*LEVEL_HEADINGS, "年度指标值"), (*LEVEL_COLUMNS, "operator+value+unit"))
TARGETS_WITH_WEIGHTS = Layout(
    (*LEVEL_HEADINGS, "指标值", "分值权重"), (*LEVEL_COLUMNS, "operator+value+unit", "weight")
)
TARGETS_IN_THREE = Layout(
    (*LEVEL_HEADINGS, "指标性质", "指标值", "度量单位"), (*LEVEL_COLUMNS, "operator", "value", "unit")
)


def declared_rows(form: SyntheticDeclaration, layout: Layout) -> MadeTable:
    """The indicators below their header."""
    rows = [
        {
            "level1": row.level1, "level2": row.level2, "level3": row.level3, "operator": row.operator,
            "value": row.target, "unit": row.unit, "weight": str(row.weight or ""),
        }
        for row in form.indicators
    ]  # fmt: skip
    return merged_rows(rows, layout)


def whole_beside_year(form: SyntheticDeclaration) -> MadeTable:
    """Money of the whole project beside the year's, in yuan."""
    own, whole = form.amount - form.carryover, yuan(form.whole)
    return [
        wide(*headers("项目名称", form.project_name, "项目性质", "经常性项目", "项目类别", "特定目标类")),
        wide(("主管部门", 1), (form.department, 2), ("实施单位", 1), (form.unit, 2)),
        wide(("计划开始日期", 1), (f"{form.year}-01-01", 2), ("计划完成日期", 1), (f"{form.year}-12-31", 2)),
        wide(("项目资金（元）", 1), *headers("项目资金总额", whole, "年度资金申请总额"), (yuan(form.amount), 2)),
        wide(("", 1), *headers("其中：财政资金", whole, "其中：当年财政拨款"), (yuan(own), 2)),
        wide(("", 1), *headers("", "", "上年结转资金"), (yuan(form.carryover), 2)),
        wide(("", 1), *headers("其他资金", "0.00", "其他资金"), ("0.00", 2)),
        wide(("项目绩效目标", 1), ("项目总目标", 2), ("年度总体目标", 3)),
        wide(("", 1), ("", 2), (form.goal, 3)),
        *declared_rows(form, TARGETS),
    ]  # fmt: skip


def national(form: SyntheticDeclaration) -> MadeTable:
    """The year's money in 万元, its parts below, weights behind the targets."""
    return [
        *head(form),
        wide(("年度总体目标", 1), (form.goal, 4)),
        *declared_rows(form, TARGETS_WITH_WEIGHTS),
    ]


def three_part_target(form: SyntheticDeclaration) -> MadeTable:
    """The target in three columns."""
    return [
        *head(form),
        wide(("年度绩效目标", 1), (form.goal, 5)),
        *declared_rows(form, TARGETS_IN_THREE),
    ]


def head(form: SyntheticDeclaration) -> MadeTable:
    """Name, units and the year's money in 万元."""
    return [
        wide(("项目名称", 1), (form.project_name, 4)),
        wide(("主管部门", 1), (form.department, 2), ("实施单位", 1), (form.unit, 1)),
        wide(("项目资金（万元）", 1), ("年度资金总额", 2), (wan(form.amount), 2)),
        wide(("", 1), ("其中：财政拨款", 2), (wan(form.amount - form.carryover), 2)),
        wide(("", 1), ("上年结转资金", 2), (wan(form.carryover), 2)),
    ]


DECLARATION_LAYOUTS: tuple[Callable[[SyntheticDeclaration], MadeTable], ...] = (
    national, three_part_target, whole_beside_year,
)  # fmt: skip
