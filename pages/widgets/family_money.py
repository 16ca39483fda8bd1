"""The money of a family as a figure: bars side by side, or, where there are too many forms for bars, their ranges.

Input: an answer of `family_sample.sql`. Output: a figure, what it leaves out and why, the forms picked in it. Side of
the pages.
"""

import pyarrow as pa
import streamlit as st

from pages.charts.family_money_bar import MOST_FORMS, draw_family_money_bar, forms_without_bar
from pages.charts.family_money_range import draw_family_money_range, forms_without_point, members_of
from pages.widgets.pickable_chart import show_pickable_chart
from pages.widgets.row_count import show_row_count

HOW_TO_READ = (
    f"多于 {MOST_FORMS} 张表，按年度和表类画成分布：一点一张表，箱体是居中的一半，竖线是中位数；点选可筛下表。"
    f"不排名次。筛到 {MOST_FORMS} 张以内（如只选一个年度、一种表类），改为各区县逐张并列。"
)


def show_family_money(drawn: pa.Table) -> list[str]:
    """The figure, and the `project_id` of the forms picked in it."""
    member_count = members_of(drawn)
    is_large = member_count > MOST_FORMS
    figure = draw_family_money_range(drawn) if is_large else draw_family_money_bar(drawn)
    left_out = forms_without_point(drawn) if is_large else forms_without_bar(drawn)
    if is_large:
        st.caption(HOW_TO_READ)
    picked = show_pickable_chart(figure, "chart_family_money", "同类项目的预算与执行")
    show_row_count(member_count - sum(left_out.values()), left_out, unit="张表")
    return picked
