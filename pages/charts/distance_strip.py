"""Distance to target of every indicator that has one, by level-2 category: left of zero is worse than the
target, or below a target of =.

Input: an answer of `distance_to_target.sql`. Output: a plotly figure; a click gives the indicator's identity
(`indicator_id`) as `customdata`. Side of the pages; no streamlit here.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa

from pages.charts.chart_theme import MUTED, apply_look
from pages.charts.drawn_once import drawn_once
from pages.charts.signal_colours import BAD, DEVIATION, WARNING
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import percent_text, points_text

SHOWN_PERCENT = (-110.0, 210.0)
"""Distances beyond stand at the edge as triangles: one target exceeded tenfold must not flatten the others."""
ROW_PIXELS, MARGIN_PIXELS = 30, 120
POINT_KINDS = (
    ("达到或优于目标", "circle", MUTED),
    ("低于目标，未印得分", "circle-open", WARNING),
    ("满分但偏离目标", "diamond", WARNING),
    ("等于型目标偏离", "square", DEVIATION),
    ("达到目标却扣分", "triangle-up", BAD),
    ("已失分", "x", BAD),
)
"""The classes of `distance_class_macro.sql`, with sign and colour; the last one is drawn on top."""
AXIS_TITLE = "与目标的距离（占目标的%）<br>≥、≤ 型：正为优于目标；＝ 型：正为偏高，负为偏低"
LANE = 0.56  # of a row's height: points of one category are spread over it, so that equal values stay apart


@drawn_once
def draw_distance_strip(rows: pa.Table) -> go.Figure:
    """One point an indicator, in percent of its target, a trace a class of distance that occurs."""
    records = rows.to_pylist()
    categories = list(dict.fromkeys(category_of(record) for record in records))
    figure = go.Figure()
    for kind, symbol, colour in POINT_KINDS:
        chosen = [record for record in records if record["distance_class"] == kind]
        if not chosen:
            continue
        figure.add_trace(
            go.Scatter(
                x=[shown_percent(record) for record in chosen],
                y=[categories.index(category_of(record)) + lane(record) for record in chosen],
                mode="markers",
                name=f"{kind}（{len(chosen):,}）",
                marker={"symbol": symbol, "size": 8, "color": colour, "opacity": 0.8},
                customdata=[[record["indicator_id"]] for record in chosen],
                hovertext=[hover(record) for record in chosen],
                hoverinfo="text",
            )
        )
    figure.add_vline(x=0, line_width=1, line_dash="dot", line_color=MUTED)
    figure.update_xaxes(title=AXIS_TITLE, range=list(SHOWN_PERCENT), ticksuffix="%")
    figure.update_yaxes(
        tickvals=list(range(len(categories))),
        ticktext=[plotly_text(category) for category in categories],
        autorange="reversed",
    )
    return apply_look(figure, len(categories) * ROW_PIXELS + MARGIN_PIXELS)


def count_beyond(rows: pa.Table) -> int:
    """How many points stand at the edge because their distance is beyond what the axis shows."""
    low, high = SHOWN_PERCENT
    return sum(not low <= rate * 100 <= high for rate in rows["distance_rate"].to_pylist())


def category_of(record: Mapping[str, Any]) -> str:
    """The row of the chart on which a point stands."""
    return str(record["level2_name"] or "未分类")


def shown_percent(record: Mapping[str, Any]) -> float:
    """The distance in percent, held at the edge of the axis."""
    low, high = SHOWN_PERCENT
    percent: float = record["distance_rate"] * 100
    return min(max(percent, low), high)


def lane(record: Mapping[str, Any]) -> float:
    """A height within the row that is the same on every run."""
    digest = hashlib.md5(record["indicator_id"].encode(), usedforsecurity=False).digest()
    return (digest[0] / 255 - 0.5) * LANE


def hover(record: Mapping[str, Any]) -> str:
    """What a point says: project, indicator, target and value, distance, points."""
    score, weight = record["score_points"], record["weight_points"]
    lines = [
        f"{record['division_label'] or '未认定区划'} {record['fiscal_year'] or '年度未印'}",
        str(record["project_name"] or "未写项目名称"),
        f"{record['level3_name'] or '未写指标名'}",
        f"目标 {record['target_text'] or '—'}，完成 {record['actual_text'] or '—'}",
        f"距离 {percent_text(record['distance_rate'])}，得分 {points_text(score)} / {points_text(weight)}",
    ]
    return "<br>".join(plotly_text(line) for line in lines)
