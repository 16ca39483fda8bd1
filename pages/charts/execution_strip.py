"""Execution rates as one point a form, a lane a group: who is where, and which points lie apart.

Input: groups of `execution_groups.py`. Output: a plotly figure; a click gives the `project_id` as `customdata`. Side of
the pages; no streamlit here.
"""

import math

from pages.charts.chart_theme import MOST_GROUPS, MUTED, apply_look, group_colour
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.execution_groups import Groups, Member, rate_axis_end
from pages.charts.signal_colours import PLAIN
from pages.wording.harmless_text import plotly_text

LANE_PIXELS, THIN_LANE_PIXELS, FRAME_PIXELS, SMALLEST_HEIGHT = 46, 32, 70, 300
LANE_HALF_HEIGHT = 0.3
POINT_SIZE = 8.0  # pixels; by money between these:
POINT_SIZES = (6.0, 26.0)


@drawn_once
def draw_execution_strip(groups: Groups, is_by_money: bool) -> Drawing:
    """One point a form at its rate in percent; by money, the area of a point is its budget. More lanes than there are
    colours are thinner and of one colour."""
    has_colours = len(groups) <= MOST_GROUPS + 1
    largest = max((member.budget_wan for members in groups.values() for member in members), default=0.0)
    figure = Drawing()
    for lane, (name, members) in enumerate(groups.items()):
        figure.add(
            "scatter",  # not scattergl: without WebGL (virtual desktops) the browser shows an English sentence instead
            x=[member.rate * 100 for member in members],
            y=[lane + spread(index) for index in range(len(members))],
            mode="markers",
            marker={
                "size": [point_size(member, largest) for member in members] if is_by_money else POINT_SIZE,
                "opacity": 0.75 if has_colours else 0.55,
                "color": group_colour(name) if has_colours else PLAIN,
                "line": {"width": 0.5, "color": MUTED},
            },
            name=plotly_text(name),
            customdata=[[member.project_id] for member in members],
            hovertext=[member.hover for member in members],
            hoverinfo="text",
        )
    figure.add_line("x", 100, line={"width": 1, "dash": "dot", "color": MUTED})
    figure.lay_out(
        xaxis={"title": {"text": "执行率（%）"}, "range": [-2, rate_axis_end(groups)]},
        yaxis={
            "tickvals": list(range(len(groups))),
            "ticktext": [plotly_text(name) for name in groups],
            "range": [len(groups) - 0.5, -0.5],
        },
    )
    lane_pixels = LANE_PIXELS if has_colours else THIN_LANE_PIXELS
    return apply_look(figure, max(SMALLEST_HEIGHT, FRAME_PIXELS + lane_pixels * len(groups)), has_legend=False)


def spread(index: int) -> float:
    """A height within the lane, the same on every run, so that equal rates do not hide each other."""
    golden = (math.sqrt(5) - 1) / 2
    return ((index * golden) % 1 - 0.5) * 2 * LANE_HALF_HEIGHT


def point_size(member: Member, largest_wan: float) -> float:
    """The diameter of a point whose area stands for the budget."""
    smallest, biggest = POINT_SIZES
    return smallest if not largest_wan else max(smallest, biggest * math.sqrt(member.budget_wan / largest_wan))
