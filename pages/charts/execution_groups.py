"""Rows of `execution_rows.sql` as the drawings of execution rates need them: in groups, with weights and hovers.

Input: the rows that have a rate. Output: per group its members. Side of the pages; no streamlit here.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa

from pages.charts.chart_theme import REST, grouped
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import YUAN_PER_WAN, percent_text, wan_text

UNNAMED = "未注明"
MOST_LANES = 24  # where a group has a lane or a bar, and needs no colour of its own


class Member(NamedTuple):
    """One form in a drawing: identity, rate as a fraction, budget exact in yuan, budget and execution in 万元 as
    places on an axis, and what its hover says."""

    project_id: str
    rate: float
    budget_yuan: Decimal
    budget_wan: float
    executed_wan: float
    band: str
    hover: str


Groups = Mapping[str, Sequence[Member]]
"""The members by group name, in the order of their lanes and colours."""


def execution_members(rows: pa.Table, group_column: str) -> list[tuple[str, Member]]:
    """The rows with a rate, each with the name of its group."""
    records = [record for record in rows.to_pylist() if record["execution_rate"] is not None]
    return [(group_name(record, group_column), member_of(record)) for record in records]


def in_groups(
    members: Sequence[tuple[str, Member]], most: int, *, has_order: bool = False, chosen: Collection[str] = ()
) -> Groups:
    """The members by group name: the chosen groups, else the biggest, those that spent the smallest share of their
    money first or in the names' own order; all others, and those beyond `most`, together under 其他, which stands
    last."""
    names = grouped([name for name, _ in members], most, has_order=has_order, chosen=chosen)
    groups: dict[str, list[Member]] = {name: [] for name in names}
    for name, member in members:
        groups[name if name in groups else REST].append(member)
    if has_order:
        return groups
    return dict(sorted(groups.items(), key=lambda group: (group[0] == REST, pooled_rate(group[1]))))


def pooled_rate(members: Sequence[Member]) -> float:
    """What a group executed of its budgets together, as a fraction; one where it has no budget."""
    budget = sum(member.budget_wan for member in members)
    return sum(member.executed_wan for member in members) / budget if budget else 1.0


def group_name(record: dict[str, Any], group_column: str) -> str:
    """The name of a row's group, as printed: a drawing escapes it."""
    value = record[group_column]
    return UNNAMED if value is None else f"{value}年" if group_column == "fiscal_year" else str(value)


def year_text(record: dict[str, Any]) -> str:
    """The year of a row as a hover says it."""
    return "年度未印" if record["fiscal_year"] is None else f"{record['fiscal_year']}年"


def member_of(record: dict[str, Any]) -> Member:
    """One row as a member of a drawing."""
    budget, executed = record["adjusted_budget_yuan"], record["executed_yuan"]
    lines = [
        str(record["project_name"] or "未写项目名称"),
        f"{record['division_label'] or UNNAMED}　{year_text(record)}",
        f"执行率 {percent_text(record['execution_rate'])}",
        f"预算 {wan_text(budget)} 万元，执行 {wan_text(executed)} 万元",
        f"未执行 {wan_text(record['unspent_yuan'])} 万元",
    ]
    return Member(
        project_id=str(record["project_id"]),
        rate=float(record["execution_rate"]),
        budget_yuan=budget or Decimal(0),
        budget_wan=in_wan(budget),
        executed_wan=in_wan(executed),
        band=str(record["execution_band"]),
        hover="<br>".join(plotly_text(line) for line in lines),
    )


def in_wan(yuan: Decimal | None) -> float:
    """An amount in 万元 as a place on an axis."""
    return 0.0 if yuan is None else float(yuan / YUAN_PER_WAN)


def member_weight(member: Member, is_by_money: bool) -> float:
    """What a form counts for: one, or its budget in 万元."""
    return member.budget_wan if is_by_money else 1.0


def rate_axis_end(groups: Groups) -> float:
    """Where an axis of rates in percent ends: past 100, past the largest rate, but never past 200."""
    largest = max((member.rate for members in groups.values() for member in members), default=1.0)
    return min(max(largest * 100 + 7, 107.0), 200.0)
