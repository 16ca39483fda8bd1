"""Money of a large family: every form a point, a lane a year and kind of form, with the middle half and the median.

Input: an answer of `family_sample.sql`. Output: a plotly figure; a click gives the `project_id` as `customdata`. Side
of the pages; no streamlit here. Lanes are in the order of years, never of values.
"""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pages.charts.chart_theme import apply_look
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.family_money_bar import WAN, budget_yuan, hover
from pages.wording.harmless_text import plotly_text

MOST_POINTS = 3_000  # of one measure, as the question draws them: more take the browser seconds
LANE_PIXELS, MARGIN_PIXELS = 74, 100
LOG_SPREAD = 20  # times: where the largest sum is further above the median, a plain axis shows one point and a heap
FORM_WORDS = {"self_evaluation": "自评", "target_declaration": "申报"}
MEASURES = ("预算（申报表为申报金额）", "全年执行数")


@drawn_once
def draw_family_money_range(rows: pa.Table) -> Drawing:
    """A box of each measure and lane, with all its points; a lane says how many forms it has, drawn or not."""
    records = rows.to_pylist()
    counts = {lane_name(record): record["lane_count"] for record in records}
    is_log = has_log_axis(rows)
    figure = Drawing()
    for number, measure in enumerate(MEASURES):
        shown = [
            (record, amount)
            for record in records
            if (amount := amounts(record)[number]) is not None and (amount > 0 or not is_log)
        ]
        figure.add(
            "box",
            x=[amount for _, amount in shown],
            y=[lane_label(lane_name(record), counts) for record, _ in shown],
            orientation="h",
            name=measure,
            boxpoints="all",
            pointpos=0,
            jitter=0.7,
            marker={"size": 5, "opacity": 0.65},
            line={"width": 1.5},
            customdata=[[record["project_id"]] for record, _ in shown],
            hovertext=[hover(record) for record, _ in shown],
            hoverinfo="text",
            hoveron="points",
        )
    lanes = [lane_label(name, counts) for name in counts]
    title = {"text": "金额（万元，对数轴）" if is_log else "金额（万元）"}
    figure.lay_out(
        boxmode="group",
        legend={"traceorder": "normal"},
        xaxis={"title": title, "type": "log" if is_log else "linear", "tickformat": ","},
        yaxis={"categoryorder": "array", "categoryarray": lanes, "range": [len(lanes) - 0.5, -0.5]},
    )
    return apply_look(figure, len(lanes) * LANE_PIXELS + MARGIN_PIXELS)


def forms_without_point(rows: pa.Table) -> dict[str, int]:
    """How many forms have no point, by the reason; those that have one sum of two are not among them."""
    records, is_log = rows.to_pylist(), has_log_axis(rows)
    known = [[amount for amount in amounts(record) if amount is not None] for record in records]
    return {
        "没有资金数": sum(not sums for sums in known),
        "金额为零，对数轴画不出": sum(bool(sums) and is_log and max(sums) <= 0 for sums in known),
        "图上放不下，按次序均匀抽取": members_of(rows) - len(records),
    }


def members_of(rows: pa.Table) -> int:
    """How many forms the family has, drawn or not."""
    return int(rows["member_count"][0].as_py()) if rows.num_rows else 0


def has_log_axis(rows: pa.Table) -> bool:
    """Whether the largest sum is so far above the median that a plain axis would heap all others up."""
    sums = [amount for record in rows.to_pylist() for amount in amounts(record) if amount is not None and amount > 0]
    return bool(sums) and max(sums) > LOG_SPREAD * statistics.median(sums)


def amounts(record: Mapping[str, Any]) -> Sequence[float | None]:
    """What is drawn of a form, in 万元, by `MEASURES`."""
    return [None if yuan is None else float(yuan) / WAN for yuan in (budget_yuan(record), record["executed_yuan"])]


def lane_name(record: Mapping[str, Any]) -> str:
    """Year and kind of a form."""
    return f"{record['fiscal_year'] or '年度未印'} {FORM_WORDS[str(record['form_type'])]}"


def lane_label(name: str, counts: Mapping[str, int]) -> str:
    """A lane with its number of forms."""
    return plotly_text(f"{name}（{counts[name]:,} 张）")
