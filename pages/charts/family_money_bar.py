"""Money of a family's forms side by side: budget (or the sum declared) and what was executed, in 万元.

Input: an answer of `family_sample.sql`, in its order (year, district), which is never an order by value. Output: a
plotly figure; a click gives the `project_id` as `customdata`. Side of the pages; no streamlit here.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from pages.charts.chart_theme import apply_look
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.ranked_bar import LABEL_CHARACTERS
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import money_text, percent_text
from pages.wording.shortened_text import shorten_text

MOST_FORMS = 20  # more are shown as ranges, see family_money_range.py
ROW_PIXELS, MARGIN_PIXELS = 38, 90
RATE_ROOM = 1.15  # of the longest bar: the rates stand right of the bars
WAN = 10_000


@drawn_once
def draw_family_money_bar(rows: pa.Table) -> Drawing:
    """Two bars a form; a form without any printed sum keeps an empty row."""
    records = rows.to_pylist()
    figure = Drawing()
    budgets = [wan(budget_yuan(record)) for record in records]
    executed = [wan(record["executed_yuan"]) for record in records]
    for name, amounts, notes in (
        ("预算（申报表为申报金额）", budgets, None),
        ("全年执行数", executed, [rate_text(record) for record in records]),
    ):
        figure.add(
            "bar",
            x=amounts,
            y=list(range(len(records))),
            orientation="h",
            name=name,
            text=notes,
            textposition="outside",
            cliponaxis=False,
            customdata=[[record["project_id"]] for record in records],
            hovertext=[hover(record) for record in records],
            hoverinfo="text",
        )
    longest = max((amount for amount in budgets + executed if amount), default=None)
    figure.lay_out(
        barmode="group",
        legend={"traceorder": "normal"},
        xaxis={
            "title": {"text": "金额（万元）；柱旁为执行率"},
            "rangemode": "tozero",
            "range": [0, longest * RATE_ROOM] if longest else None,
            "tickformat": ",",
        },
        yaxis={
            "tickvals": list(range(len(records))),
            "ticktext": ["<br>".join(plotly_text(line) for line in form_label(record)) for record in records],
            "autorange": "reversed",
        },
    )
    return apply_look(figure, len(records) * ROW_PIXELS + MARGIN_PIXELS)


def forms_without_bar(rows: pa.Table) -> dict[str, int]:
    """How many forms have no bar, by the reason."""
    unknown = [budget_yuan(record) is None and record["executed_yuan"] is None for record in rows.to_pylist()]
    return {"没有资金数": sum(unknown)}


def budget_yuan(record: Mapping[str, Any]) -> Decimal | None:
    """The budget after adjustment; where the form has none, the one of the year's beginning (a declaration's sum)."""
    adjusted: Decimal | None = record["adjusted_budget_yuan"]
    initial: Decimal | None = record["initial_budget_yuan"]
    return initial if adjusted is None else adjusted


def form_label(record: Mapping[str, Any]) -> list[str]:
    """Two short lines that name a form: place, year and kind; the project."""
    kind = {"self_evaluation": "自评", "target_declaration": "申报"}[str(record["form_type"])]
    place = record["division_label"] or "未认定区划"
    return [
        f"{place} {record['fiscal_year'] or '年度未印'} {kind}",
        shorten_text(str(record["project_name"] or "未写名称"), LABEL_CHARACTERS),
    ]


def wan(yuan: Decimal | None) -> float | None:
    """An amount as the length of a bar, in 万元."""
    return None if yuan is None else float(yuan) / WAN


def rate_text(record: Mapping[str, Any]) -> str:
    """What stands beside the bar of the money spent: its share of the budget, nothing where there is none."""
    rate = record["execution_rate"]
    return "" if rate is None else percent_text(rate)


def hover(record: Mapping[str, Any]) -> str:
    """What a bar says: the whole name, the sums, the rate."""
    executed, rate = record["executed_yuan"], record["execution_rate"]
    lines = [
        str(record["project_name"] or "未写名称"),
        form_label(record)[0],
        f"预算 {money_text(budget_yuan(record))}，执行 {money_text(executed)}，执行率 {percent_text(rate)}",
    ]
    return "<br>".join(plotly_text(line) for line in lines)
