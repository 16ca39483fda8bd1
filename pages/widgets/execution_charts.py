"""The five drawings of 预算执行率 in one view: points, cumulative shares, histogram, bands, budget against execution.

Input: an answer of `execution_sample.sql`, and by what it is grouped and weighed. Output: the drawings, on how many
forms each rests, and the forms picked in them. Side of the pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from pages.charts.budget_and_execution import count_off_log_axes, draw_budget_and_execution
from pages.charts.chart_theme import MOST_GROUPS
from pages.charts.drawing import Drawing
from pages.charts.execution_bands import draw_execution_bands
from pages.charts.execution_ecdf import draw_execution_ecdf, too_small
from pages.charts.execution_groups import MOST_LANES, Groups, execution_members, in_groups
from pages.charts.execution_histogram import draw_execution_histogram
from pages.charts.execution_strip import draw_execution_strip
from pages.widgets.address_choice import choose_many
from pages.widgets.pickable_chart import CHART_CONFIG, show_pickable_chart
from pages.widgets.row_count import show_row_count

GROUPS = {"district": "区县", "department": "主管部门", "year": "年度"}
GROUP_COLUMNS = {"district": "division_label", "department": "department_name", "year": "fiscal_year"}


@dataclass(frozen=True, slots=True)
class DrawnGroups:
    """The forms in lanes, which every group has, and in groups of colours, which the coloured ones have; in words, how
    the lanes are ordered."""

    lanes: Groups
    groups: Groups
    order_text: str


def choose_drawn_groups(drawn: pa.Table, group: str) -> DrawnGroups:
    """The forms by group, and the groups with a colour: those that are chosen, else those of the most forms."""
    members = execution_members(drawn, GROUP_COLUMNS[group])
    has_order = group == "year"
    lanes = in_groups(members, MOST_LANES, has_order=has_order)
    chosen = choose_many(
        "highlight",
        f"突出的{GROUPS[group]}（最多 {MOST_GROUPS} 个）",
        {name: name for name in lanes},
        placeholder="全部" if len(lanes) <= MOST_GROUPS + 1 else f"表最多的 {MOST_GROUPS} 个",
        most=MOST_GROUPS,
    )
    groups = in_groups(members, MOST_GROUPS, has_order=has_order, chosen=chosen)
    return DrawnGroups(lanes, groups, "" if has_order else "总执行率低的组在上；")


def show_execution_charts(drawn: DrawnGroups, form_count: int, bands: Sequence[str], *, is_by_money: bool) -> list[str]:
    """The drawings, and the `project_id` of the forms picked in them."""
    groups, lanes = drawn.groups, drawn.lanes
    (left, right), (lower_left, lower_right) = (st.columns(2, gap="medium") for _ in range(2))  # rows begin level
    with left:
        st.markdown(f"**每个项目的执行率**　{drawn.order_text}点选可筛下表")
        strip = draw_execution_strip(lanes, is_by_money)
        picked = show_pickable_chart(strip, "chart_strip", "执行率散点")
    with right:
        grey = "" if all(name in groups for name in lanes) else "；灰线为其余各组，移上去看是哪一组"
        st.markdown(f"**累计分布**　执行率不高于横轴的占比{grey}")
        ecdf = draw_execution_ecdf(lanes, is_by_money, list(groups), drawn_height(strip))
        st.plotly_chart(ecdf, key="chart_ecdf", config=CHART_CONFIG, alt="执行率累计分布")
        left_out = too_small(lanes)
        show_row_count(form_count - sum(left_out.values()), left_out, unit="张表")
    with lower_left:
        st.markdown("**直方图**　按 10 个百分点一档，100% 单列")
        stack = draw_execution_bands(lanes, is_by_money, bands)
        histogram = draw_execution_histogram(groups, is_by_money, drawn_height(stack))
        st.plotly_chart(histogram, key="chart_histogram", config=CHART_CONFIG, alt="执行率直方图")
    with lower_right:
        st.markdown("**执行率分档**　各组中每一档的占比")
        st.plotly_chart(stack, key="chart_bands", config=CHART_CONFIG, alt="执行率分档")
    st.markdown("**预算与执行**　虚线为执行率 100%，点在线下越远未执行越多；点选可筛下表")
    picked += show_pickable_chart(draw_budget_and_execution(groups), "chart_scatter", "预算与执行")
    off_axes: Mapping[str, int] = {"预算或执行为零，对数轴画不出": count_off_log_axes(groups)}
    show_row_count(form_count - sum(off_axes.values()), off_axes, unit="张表")
    return picked


def drawn_height(figure: Drawing) -> int:
    """The pixels that a figure is tall."""
    height: int = figure.to_dict()["layout"]["height"]
    return height
