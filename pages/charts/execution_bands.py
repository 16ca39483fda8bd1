"""Execution bands of every group as one stacked bar: which share of forms, or of money, is in which band.

Input: groups of `execution_groups.py`, and the bands in order. Output: a plotly figure. Side of pages; no streamlit.
"""

from collections.abc import Sequence
from decimal import Decimal

from pages.charts.chart_theme import MOST_GROUPS, apply_look
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.execution_groups import Groups, member_weight
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import wan_text

LANE_PIXELS, THIN_LANE_PIXELS, FRAME_PIXELS, SMALLEST_HEIGHT = 34, 26, 90, 300
BAND_COLORS = ("#a8503f", "#c98a4b", "#cdb36b", "#8fb3c9", "#3f7fb0", "#6f5b93")
"""From far below to full and above; each step differs in lightness too, and reads on white and on dark."""


@drawn_once
def draw_execution_bands(groups: Groups, is_by_money: bool, bands: Sequence[str]) -> Drawing:
    """One bar a group, 100 % long, a piece a band, the number of forms in its label; the hover gives forms and 万元."""
    figure = Drawing()
    for band, color in zip(bands, BAND_COLORS, strict=True):
        shares, hovers = [], []
        for name, members in groups.items():
            total = sum(member_weight(member, is_by_money) for member in members)
            inside = [member for member in members if member.band == band]
            share = 100 * sum(member_weight(member, is_by_money) for member in inside) / total if total else 0.0
            money = sum((member.budget_yuan for member in inside), Decimal(0))
            shares.append(share)
            hovers.append(
                f"{plotly_text(name)}<br>{plotly_text(band)}：{len(inside):,} 个，"
                f"预算 {wan_text(money)} 万元，占 {share:.1f}%"
            )
        figure.add(
            "bar",
            y=[plotly_text(f"{name}（{len(members):,}）") for name, members in groups.items()],
            x=shares,
            orientation="h",
            name=plotly_text(band),
            marker={"color": color},
            hovertext=hovers,
            hoverinfo="text",
        )
    figure.lay_out(
        barmode="stack",
        legend={"traceorder": "normal"},
        xaxis={"title": {"text": "预算占比（%）" if is_by_money else "项目占比（%）"}, "range": [0, 100]},
        yaxis={"autorange": "reversed"},
    )
    lane_pixels = LANE_PIXELS if len(groups) <= MOST_GROUPS + 1 else THIN_LANE_PIXELS
    return apply_look(figure, max(SMALLEST_HEIGHT, FRAME_PIXELS + lane_pixels * len(groups)))
