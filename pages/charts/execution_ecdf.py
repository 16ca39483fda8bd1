"""Cumulative distribution of execution rates, a step line a group: how large a share stays below a rate.

Input: groups of `execution_groups.py`. Output: a plotly figure. Side of the pages; no streamlit here.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from pages.charts.chart_theme import apply_look, beneath, group_colour
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.execution_groups import Groups, Member, member_weight, rate_axis_end
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import percent_text

HEIGHT = 300
FEWEST_FORMS = 5  # fewer make steps of a quarter and more: points, no distribution
MOST_MARKS = 100  # of one group: more run into the line, and take the browser as long as points


@drawn_once
def draw_execution_ecdf(groups: Groups, is_by_money: bool) -> Drawing:
    """One step per rate: x the rate, y the share of forms (or of budget) at or below it, in percent; groups of less
    than `FEWEST_FORMS` forms are left out (`too_small`)."""
    figure = Drawing()
    for name, members in groups.items():
        if len(members) < FEWEST_FORMS:
            figure.add("scatter", x=[], y=[], name=plotly_text(name), showlegend=False)  # keeps the groups' colours
            continue
        total = sum(member_weight(member, is_by_money) for member in members)
        rates, shares, hovers, reached = [], [], [], 0.0
        for rate, together in groupby(sorted(members, key=attrgetter("rate")), key=attrgetter("rate")):
            forms = list(together)
            reached += sum(member_weight(member, is_by_money) for member in forms)
            rates.append(rate * 100)
            shares.append(100 * reached / total if total else 0.0)
            hovers.append(hover_at(forms, shares[-1]))
        figure.add(
            "scatter",
            x=[rates[0], *rates],
            y=[0.0, *shares],
            mode="lines" if len(rates) > MOST_MARKS else "lines+markers",
            zorder=beneath(name),
            line={"shape": "hv", "width": 1.6, "color": group_colour(name)},
            marker={"size": 4, "color": group_colour(name)},
            name=plotly_text(f"{name}（{len(members):,}）"),
            hovertext=["", *hovers],
            hoverinfo="text",
        )
    figure.lay_out(
        xaxis={"title": {"text": "执行率（%）"}, "range": [0, rate_axis_end(groups)]},
        yaxis={"title": {"text": "累计预算占比（%）" if is_by_money else "累计项目占比（%）"}, "range": [0, 102]},
    )
    return apply_look(figure, HEIGHT)


def too_small(groups: Groups) -> dict[str, int]:
    """The groups left out, each as a reason with its number of forms."""
    return {
        f"{name}不足 {FEWEST_FORMS} 张，不画": len(members)
        for name, members in groups.items()
        if len(members) < FEWEST_FORMS
    }


def hover_at(forms: Sequence[Member], share: float) -> str:
    """What the hover of a step says: the form at which it is reached, or how many reach it together, and the share."""
    said = forms[0].hover if len(forms) == 1 else f"{len(forms):,} 张表，执行率 {percent_text(forms[0].rate)}"
    return f"{said}<br>累计 {share:.1f}%"
