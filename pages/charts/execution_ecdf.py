"""Cumulative distribution of execution rates, a step line a group: how large a share stays below a rate.

Input: groups of `execution_groups.py`. Output: a plotly figure. Side of the pages; no streamlit here.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from pages.charts.chart_theme import MUTED, REST, apply_look, height_beside
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.charts.execution_groups import Groups, Member, member_weight, rate_axis_end
from pages.wording.harmless_text import plotly_text
from pages.wording.number_text import percent_text

FEWEST_FORMS = 5  # fewer make steps of a quarter and more: points, no distribution
MOST_MARKS = 100  # of one group: more run into the line, and take the browser as long as points


@drawn_once
def draw_execution_ecdf(lanes: Groups, is_by_money: bool, coloured: Sequence[str], beside: int = 0) -> Drawing:
    """One step per rate: x the rate, y the share of forms (or of budget) at or below it, in percent; groups of less
    than `FEWEST_FORMS` forms are left out (`too_small`).

    *Shape*: `coloured` are the groups that have a colour in the other drawings, in that order; the others are thin and
    grey, and their hovers name them. The figure is as tall as the one `beside`.
    """
    figure = Drawing()
    for name in coloured:
        if name in lanes and name != REST:
            add_steps(figure, name, lanes[name], is_by_money, {"name": plotly_text(f"{name}（{len(lanes[name]):,}）")})
    plain = [name for name, members in lanes.items() if name not in coloured and len(members) >= FEWEST_FORMS]
    for name in plain:
        told = plain[0] if len(plain) == 1 else f"其余 {len(plain):,} 组"
        legend = {"name": plotly_text(told), "legendgroup": REST, "showlegend": name == plain[0], "opacity": 0.55}
        add_steps(figure, name, lanes[name], is_by_money, {**legend, "zorder": -1}, MUTED)
    figure.lay_out(
        xaxis={"title": {"text": "执行率（%）"}, "range": [0, rate_axis_end(lanes)]},
        yaxis={"title": {"text": "累计预算占比（%）" if is_by_money else "累计项目占比（%）"}, "range": [0, 102]},
    )
    return apply_look(figure, height_beside(beside))


def add_steps(
    figure: Drawing, name: str, members: Sequence[Member], is_by_money: bool, look: Mapping[str, object],
    colour: str | None = None,
) -> None:  # fmt: skip
    """The line of one group; an empty one where it has too few forms, so that the next group keeps its colour."""
    if len(members) < FEWEST_FORMS:
        figure.add("scatter", x=[], y=[], **{**look, "showlegend": False})
        return
    total = sum(member_weight(member, is_by_money) for member in members)
    rates, shares, hovers, reached = [], [], [], 0.0
    for rate, together in groupby(sorted(members, key=attrgetter("rate")), key=attrgetter("rate")):
        forms = list(together)
        reached += sum(member_weight(member, is_by_money) for member in forms)
        rates.append(rate * 100)
        shares.append(100 * reached / total if total else 0.0)
        hovers.append(hover_at(name, forms, shares[-1]))
    figure.add(
        "scatter",
        x=[rates[0], *rates],
        y=[0.0, *shares],
        mode="lines" if colour or len(rates) > MOST_MARKS else "lines+markers",
        line={"shape": "hv", "width": 1.0 if colour else 1.8, "color": colour},
        marker={"size": 4, "color": colour},
        hovertext=["", *hovers],
        hoverinfo="text",
        **look,
    )


def too_small(groups: Groups) -> dict[str, int]:
    """The groups left out, each as a reason with its number of forms."""
    return {
        f"{name}不足 {FEWEST_FORMS} 张，不画": len(members)
        for name, members in groups.items()
        if len(members) < FEWEST_FORMS
    }


def hover_at(name: str, forms: Sequence[Member], share: float) -> str:
    """What the hover of a step says: the group, the form at which it is reached, or how many reach it together, and the
    share."""
    said = forms[0].hover if len(forms) == 1 else f"{len(forms):,} 张表，执行率 {percent_text(forms[0].rate)}"
    return f"<b>{plotly_text(name)}</b><br>{said}<br>累计 {share:.1f}%"
