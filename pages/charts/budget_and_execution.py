"""Budget against execution of every form on log axes, with the line of 100 %: distance below it is unspent money.

Input: groups of `execution_groups.py`. Output: a plotly figure; a click gives the `project_id` as `customdata`. Side of
the pages; no streamlit here.
"""

import math

from pages.charts.chart_theme import MUTED, apply_look, beneath, group_colour
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.execution_groups import Groups, Member
from pages.wording.harmless_text import plotly_text

HEIGHT = 380


@drawn_once
def draw_budget_and_execution(groups: Groups) -> Drawing:
    """One point a form with money on both sides; a log axis cannot show zero, see `count_off_log_axes`."""
    figure = Drawing()
    shown: list[Member] = []
    for name, members in groups.items():
        positive = [member for member in members if is_on_log_axes(member)]
        shown += positive
        figure.add(
            "scatter",  # not scattergl, see execution_strip.py
            x=[member.budget_wan for member in positive],
            y=[member.executed_wan for member in positive],
            mode="markers",
            zorder=beneath(name),
            marker={"size": 9, "color": group_colour(name), "opacity": 0.75, "line": {"width": 0.5, "color": MUTED}},
            name=plotly_text(f"{name}（{len(positive):,}）"),
            customdata=[[member.project_id] for member in positive],
            hovertext=[member.hover for member in positive],
            hoverinfo="text",
        )
    if shown:
        add_full_line(figure, shown)
    log_axis = {"type": "log", "dtick": 1, "tickformat": ",~r"}
    figure.lay_out(
        xaxis={"title": {"text": "全年预算数（万元，对数）"}, **log_axis},
        yaxis={"title": {"text": "全年执行数（万元，对数）"}, **log_axis},
    )
    return apply_look(figure, HEIGHT)


def add_full_line(figure: Drawing, members: list[Member]) -> None:
    """Draw the line on which everything was spent, a little past the points."""
    amounts = [amount for member in members for amount in (member.budget_wan, member.executed_wan)]
    ends = [min(amounts) / 1.6, max(amounts) * 1.6]
    look = {"dash": "dot", "width": 1, "color": MUTED}
    figure.add("scatter", x=ends, y=ends, mode="lines", line=look, name="执行率 100%", hoverinfo="skip")


def is_on_log_axes(member: Member) -> bool:
    """Whether both amounts are above zero."""
    return min(member.budget_wan, member.executed_wan) > 0 and math.isfinite(member.rate)


def count_off_log_axes(groups: Groups) -> int:
    """How many forms with a rate have an amount that is not above zero."""
    return sum(not is_on_log_axes(member) for members in groups.values() for member in members)
