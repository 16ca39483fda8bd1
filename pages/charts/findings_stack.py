"""Findings by district, department, family or year, stacked by severity.

Input: an answer of `findings_by_group.sql`. Output: a plotly figure. Side of the pages; no streamlit here.
"""

import pyarrow as pa

from pages.charts.chart_theme import MUTED, apply_look
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.signal_colours import BAD, WARNING
from pages.wording.harmless_text import plotly_text

SEVERITY_COLOURS = {"高": BAD, "中": WARNING, "低": MUTED}
MOST_PLACES = 20
ROW_PIXELS, MARGIN_PIXELS = 28, 84


@drawn_once
def draw_findings_stack(rows: pa.Table) -> Drawing:
    """One bar a group, the most severe findings on top of the chart and at the left of each bar."""
    records = rows.to_pylist()
    counts = {(row["group_name"], row["severity"]): (row["finding_count"], row["form_count"]) for row in records}
    places = drawn_places(rows)
    figure = Drawing()
    for severity, colour in SEVERITY_COLOURS.items():
        found = [counts.get((place, severity), (0, 0)) for place in places]
        figure.add(
            "bar",
            x=[findings for findings, _ in found],
            y=list(range(len(places))),
            orientation="h",
            name=severity,
            marker={"color": colour},
            hovertext=[
                plotly_text(f"{place}：{severity} {findings:,} 条，涉及 {forms:,} 张表")
                for place, (findings, forms) in zip(places, found, strict=True)
            ],
            hoverinfo="text",
        )
    names = [plotly_text(place) for place in places]
    figure.lay_out(
        barmode="stack",
        legend={"traceorder": "normal"},
        xaxis={"title": {"text": "问题（条）"}, "rangemode": "tozero"},
        yaxis={"tickvals": list(range(len(places))), "ticktext": names, "autorange": "reversed"},
    )
    return apply_look(figure, len(places) * ROW_PIXELS + MARGIN_PIXELS)


def drawn_places(rows: pa.Table) -> list[str]:
    """The groups that have a bar: those with the most severe findings first, at most `MOST_PLACES`."""
    found: dict[str, list[int]] = {}
    for row in rows.to_pylist():
        counts = found.setdefault(row["group_name"], [0] * len(SEVERITY_COLOURS))
        counts[list(SEVERITY_COLOURS).index(row["severity"])] -= row["finding_count"]
    return sorted(found, key=lambda place: found[place])[:MOST_PLACES]


def count_drawn(rows: pa.Table) -> int:
    """How many findings the bars hold."""
    places = set(drawn_places(rows))
    return sum(row["finding_count"] for row in rows.to_pylist() if row["group_name"] in places)
