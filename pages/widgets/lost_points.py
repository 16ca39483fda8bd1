"""Lost points by category, district or department: bars that can be picked, with what they rest on.

Input: answers of the questions of 低分指标. Output: a figure, a sentence, the names picked. Side of the pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.charts.ranked_bar import MOST_BARS, draw_ranked_bar
from pages.widgets.pickable_chart import show_pickable_chart
from pages.widgets.row_count import show_row_count
from pages.wording.number_text import count_text, percent_text, points_text


def lost_hover(row: Mapping[str, Any], name: str) -> str:
    """What a bar of lost points says."""
    return (
        f"{name}\n指标失 {points_text(row['lost_points'])} 分，满分 {points_text(row['weight_points'])}\n"
        f"计分指标 {count_text(row['scored_count'])} 个，失分 {count_text(row['losing_count'])} 个\n"
        f"指标得分率 {percent_text(row['score_rate'])}，"
        f"满分但偏离目标 {count_text(row['full_below_target_count'])} 个"
    )


def show_lost_points(
    groups: pa.Table, name_column: str, summary: Mapping[str, Any], key: str, categories: Sequence[str] = ()
) -> list[str]:
    """Bars of lost points by one name, the sentence on what they leave out, and the names picked.

    *Shape*: `groups` is an answer of `lost_points_by_….sql`, `summary` the row of `low_score_summary.sql`; `categories`
    are those that the groups were narrowed to.
    """
    records = groups.to_pylist()
    names = [str(row[name_column] or "未写") for row in records]
    figure = draw_ranked_bar(
        groups,
        names,
        "lost_points",
        "指标失分（分）；柱旁为指标失分 / 指标得分率",
        [lost_hover(row, name) for row, name in zip(records, names, strict=True)],
        [f"{points_text(row['lost_points'])} / {percent_text(row['score_rate'])}" for row in records],
    )
    picked = show_pickable_chart(figure, key, "失分")
    used = sum(row["scored_count"] for row in records)
    others = {f"图上只选了{'、'.join(categories)}": summary["scored_count"] - used} if categories else {}
    without_score = {"申报表没有得分": summary["declared_count"], "自评表没有印得分": summary["unscored_count"]}
    show_row_count(used, others | without_score, unit="个指标")
    if len(records) > MOST_BARS:
        st.caption(f"只画失分最多的 {MOST_BARS} 个，共 {len(records):,} 个。")
    return picked
