"""Distance to target of every indicator that has one, by level-2 category: left of zero is worse than the
target, or below a target of =.

Input: an answer of `distance_to_target.sql`. Output: a plotly figure; a click gives the indicator's identity
(`indicator_id`) as `customdata`. Side of the pages; no streamlit here.
"""

import hashlib
import math
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pages.charts.axis_room import LOWEST_ROOMY
from pages.charts.chart_theme import MUTED, apply_look
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.signal_colours import BAD, DEVIATION, WARNING
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import percent_text, points_text

SHOWN_PERCENT = (-110.0, 210.0)
"""Distances beyond stand at the edge as triangles: one target exceeded tenfold must not flatten the others."""
ROW_PIXELS, MARGIN_PIXELS = 30, 120
LANE_PIXELS = 11  # of one class, where each has a lane of its own
AXIS_STEP_PERCENT, AXIS_ROOM_PERCENT = 10, 5
POINT_LOOKS = {300: (8, 0.8), 1_000: (6, 0.6)}
"""Size and opacity of the marks up to so many points; above them marks are small and see-through, so that what lies on
each other shows as darker."""
MANY_POINTS_LOOK = (5, 0.4)
POINT_KINDS = (
    ("达到或优于目标", "circle", MUTED),
    ("低于目标，未印得分", "circle-open", WARNING),
    ("满分但偏离目标", "diamond", WARNING),
    ("等于型目标偏离", "square", DEVIATION),
    ("达到目标却扣分", "triangle-up", BAD),
    ("已失分", "x", BAD),
)
"""The classes of `distance_class_macro.sql`, with sign and colour; the last one is drawn on top."""
AXIS_TITLE = "与目标的距离（占目标的%）<br>≥、≤ 型：正为优于目标<br>＝ 型：正为偏高，负为偏低"
LANE = 0.56  # of a row's height: points of one category are spread over it, so that equal values stay apart
LANES = 0.86  # of a row's height, where each class has a lane of its own


@drawn_once
def draw_distance_strip(rows: pa.Table) -> Drawing:
    """One point an indicator, in percent of its target, a trace a class of distance that occurs.

    Where the points are many, each class has a lane of its own in the row of a category, so that none hides another.
    """
    records = rows.to_pylist()
    categories = list(dict.fromkeys(category_of(record) for record in records))
    by_kind = {kind: [record for record in records if record["distance_class"] == kind] for kind, _, _ in POINT_KINDS}
    kinds = [one for one in POINT_KINDS if by_kind[one[0]]]
    size, opacity = point_look(len(records))
    has_lanes = is_dense(rows)
    figure = Drawing()
    for lane_no, (kind, symbol, colour) in enumerate(kinds):
        chosen = by_kind[kind]
        middle, height = (((lane_no + 0.5) / len(kinds) - 0.5) * LANES, LANE / len(kinds)) if has_lanes else (0.0, LANE)
        figure.add(
            "scatter",
            x=[shown_percent(record) for record in chosen],
            y=[categories.index(category_of(record)) + middle + lane(record) * height for record in chosen],
            mode="markers",
            name=f"{kind}（{len(chosen):,}）",
            marker={"symbol": symbol, "size": size, "color": colour, "opacity": opacity},
            customdata=[[record["indicator_id"]] for record in chosen],
            hovertext=[hover(record) for record in chosen],
            hoverinfo="text",
            cliponaxis=False,  # those at the edge are whole
        )
    figure.add_line("x", 0, line={"width": 1, "dash": "dot", "color": MUTED})
    if has_lanes:
        for boundary in range(1, len(categories)):
            figure.add_line("y", boundary - 0.5, line={"width": 1, "color": MUTED}, opacity=0.4)
    figure.lay_out(
        legend={"itemsizing": "constant"},  # small see-through marks would be as small in it
        xaxis={"title": {"text": AXIS_TITLE}, "range": shown_range(rows), "ticksuffix": "%"},
        yaxis={
            "showgrid": not has_lanes,
            "range": [len(categories) - 0.5, -0.5],
            "tickvals": list(range(len(categories))),
            "ticktext": [plotly_text(category) for category in categories],
        },
    )
    row_pixels = max(LANE_PIXELS * len(kinds), ROW_PIXELS) if has_lanes else ROW_PIXELS
    return apply_look(figure, max(len(categories) * row_pixels + MARGIN_PIXELS, LOWEST_ROOMY))


def is_dense(rows: pa.Table) -> bool:
    """Whether there are so many points that each class gets a lane of its own."""
    return bool(rows.num_rows > min(POINT_LOOKS))


def point_look(count: int) -> tuple[int, float]:
    """Size and opacity of so many points."""
    return next((look for most, look in POINT_LOOKS.items() if count <= most), MANY_POINTS_LOOK)


def shown_range(rows: pa.Table) -> list[float]:
    """The ends of the axis: those of the points and zero, in round steps, within `SHOWN_PERCENT`."""
    shown = [0.0, *(shown_percent(record) for record in rows.select(["distance_rate"]).to_pylist())]
    low = math.floor(min(shown) / AXIS_STEP_PERCENT) * AXIS_STEP_PERCENT - AXIS_ROOM_PERCENT
    high = math.ceil(max(shown) / AXIS_STEP_PERCENT) * AXIS_STEP_PERCENT + AXIS_ROOM_PERCENT
    return [max(low, SHOWN_PERCENT[0]), min(high, SHOWN_PERCENT[1])]


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
    """A height between -0.5 and 0.5 that is the same on every run."""
    digest = hashlib.md5(record["indicator_id"].encode(), usedforsecurity=False).digest()
    return digest[0] / 255 - 0.5


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
