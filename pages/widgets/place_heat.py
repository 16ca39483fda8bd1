"""Districts by years on 总览: a picked cell leads to the execution rates of its district and year.

Input: rows of `overview_places.sql`, and the forms that have no rate, by reason. Output: the figure and what it rests
on. Side of the pages.
"""

from collections.abc import Mapping

import pyarrow as pa
import streamlit as st

from pages.charts.place_year_heat import CELL_MARK, MOST_PLACES, draw_place_year_heat, drawn_places
from pages.widgets.filter_bar import filter_link
from pages.widgets.pickable_chart import show_leading_chart
from pages.widgets.row_count import show_row_count


def show_place_heat(places: pa.Table, left_out: Mapping[str, int]) -> None:
    """The figure, on how many forms it rests, and how to read and use it."""
    show_leading_chart(draw_place_year_heat(places), "chart_places", "各区县各年度的执行率", open_place_year)
    drawn_count = sum(drawn_places(places)["with_rate_count"].to_pylist())
    beyond = sum(places["with_rate_count"].to_pylist()) - drawn_count
    not_drawn = {f"图上只画表最多的 {MOST_PLACES} 个区县，其余见下表": beyond}
    show_row_count(drawn_count, {**left_out, **not_drawn}, "各格的执行率（执行数合计÷预算数合计）", unit="张表")
    st.caption(
        "格内为项目表张数和执行率，越蓝越接近 100%，越红越低；灰格没有可算的执行率，有申报表的写申报金额（万元）。"
        "点一格看该区县该年度的预算执行率。"
    )


def open_place_year(cell: str) -> None:
    """Go to the execution rates of a picked district and year (callback of the figure)."""
    district, _, year = cell.partition(CELL_MARK)
    st.switch_page("pages/execution_rate.py", query_params=filter_link(district=district, year=year))
