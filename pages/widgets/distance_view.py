"""Distances to targets on 低分指标, of the bars picked beside them, and what the figure leaves out and why.

Input: the filters, the names picked, the answer of `distance_status_counts.sql`. Output: the figure, and the indicators
picked in it. Side of the pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.charts.distance_strip import SHOWN_PERCENT, count_beyond, draw_distance_strip, is_dense
from pages.queries.row_part import COUNT, RowPart
from pages.queries.summed_questions import MOST_DRAWN, fetch_summed
from pages.widgets.pickable_chart import show_pickable_chart
from pages.widgets.row_count import show_row_count
from pages.wording.code_words import DISTANCE_WORDS
from pages.wording.harmless_text import markdown_text


def show_distances(
    filters: Mapping[str, object], picks: Mapping[str, Sequence[str]], statuses: Sequence[Mapping[str, Any]]
) -> list[str]:
    """The figure of the indicators that filters and picked bars leave, and the `indicator_id` of its picked points.

    *Shape*: `picks` are the values picked by column of `distance_to_target.sql`.
    """
    named = "、".join(value for values in picks.values() for value in values)
    st.markdown(f"**与目标的距离**{f'　只看图上所选：{markdown_text(named)}' if named else ''}")
    picked = tuple((column, tuple(values)) for column, values in picks.items())
    part = RowPart(picked=picked, limit=MOST_DRAWN)
    distances = fetch_summed("distance_to_target", filters, part=part)
    computable = sum(row["indicator_count"] for row in statuses if row["is_computable"])
    chosen = computable
    if picked:
        chosen = fetch_summed("distance_to_target", filters, part=part.counted())[COUNT][0].as_py()
    picked_points = []
    if distances.num_rows:
        picked_points = show_pickable_chart(draw_distance_strip(distances), "chart_distance", "与目标的距离")
    left_out = {"图上放不下，只画最低于目标的": chosen - distances.num_rows, "不属于图上所选": computable - chosen}
    not_computable = {
        DISTANCE_WORDS.get(row["distance_status"], row["distance_status"]): row["indicator_count"]
        for row in statuses
        if not row["is_computable"]
    }
    show_row_count(distances.num_rows, left_out | not_computable, unit="个指标")
    if is_dense(distances):
        st.caption("点多，每类在各自的一条线上，重叠处颜色加深。")
    if beyond := count_beyond(distances):
        st.caption(f"{beyond:,} 个点的距离超出 {SHOWN_PERCENT[0]:.0f}% 至 {SHOWN_PERCENT[1]:.0f}%，画在边上。")
    return picked_points
