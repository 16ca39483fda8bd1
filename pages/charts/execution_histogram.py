"""Histogram of execution rates in steps of ten points, exactly 100 % and above apart, stacked by group.

Input: groups of `execution_groups.py`. Output: a plotly figure. Side of the pages; no streamlit here.
"""

from pages.charts.chart_theme import apply_look, group_colour, height_beside
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.execution_groups import Groups, member_weight
from pages.wording.harmless_text import plotly_text

STEPS = [*(f"{low}–{low + 10}" for low in range(0, 100, 10)), "100", ">100"]
FULL = 1.0


@drawn_once
def draw_execution_histogram(groups: Groups, is_by_money: bool, beside: int = 0) -> Drawing:
    """Bars of the number of forms, or of their budget in 万元, per step of the rate; as tall as the figure `beside`."""
    figure = Drawing()
    for name, members in groups.items():
        heights = dict.fromkeys(STEPS, 0.0)
        for member in members:
            heights[rate_step(member.rate)] += member_weight(member, is_by_money)
        unit, decimals = ("万元", 2) if is_by_money else ("个", 0)
        figure.add(
            "bar",
            x=STEPS,
            y=[heights[step] for step in STEPS],
            name=plotly_text(f"{name}（{len(members):,}）"),
            marker={"color": group_colour(name)},
            hovertext=[
                f"{plotly_text(name)}<br>执行率 {plotly_text(step)}%<br>{heights[step]:,.{decimals}f} {unit}"
                for step in STEPS
            ],
            hoverinfo="text",
        )
    steps = {"type": "category", "categoryorder": "array", "categoryarray": STEPS}
    figure.lay_out(
        barmode="stack",
        legend={"traceorder": "normal"},
        xaxis={"title": {"text": "执行率（%）"}, **steps},
        yaxis={"title": {"text": "全年预算数（万元）" if is_by_money else "项目数（个）"}, "tickformat": ",~f"},
    )
    return apply_look(figure, height_beside(beside))


def rate_step(rate: float) -> str:
    """The step of a rate: a fraction of exactly one stands apart from what is above and below."""
    if rate > FULL:
        return ">100"
    return "100" if rate == FULL else STEPS[min(max(0, int(rate * 10 + 1e-9)), 9)]
