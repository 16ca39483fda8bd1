"""The sentence under every figure: on how many rows it rests, how many were left out, and why.

Input: counts. Output: a caption, or the sentence that stands in place of an empty figure. Side of the pages.
"""

from collections.abc import Mapping

import streamlit as st

from pages.widgets.filter_bar import chosen_filters_text
from pages.wording.harmless_text import markdown_text


def row_count_sentence(used: int, left_out: Mapping[str, int], what: str = "本图", unit: str = "行") -> str:
    """本图基于 N 行；另有 M 行未计入：原因（N 行）. Reasons that concern no row are not named."""
    reasons = {reason: count for reason, count in left_out.items() if count}
    if not reasons:
        return f"{what}基于 {used:,} {unit}。"
    named = "；".join(f"{reason}（{count:,} {unit}）" for reason, count in reasons.items())
    return f"{what}基于 {used:,} {unit}；另有 {sum(reasons.values()):,} {unit}未计入：{named}。"


def show_row_count(used: int, left_out: Mapping[str, int], what: str = "本图", unit: str = "行") -> None:
    """Write the sentence under a figure or table."""
    st.caption(markdown_text(row_count_sentence(used, left_out, what, unit)))


def show_nothing_chosen(what: str = "项目") -> None:
    """Say that the present filters leave nothing, and by which filters."""
    filters = "；".join(f"{title}：{text}" for title, text in chosen_filters_text().items())
    st.info(markdown_text(f"当前筛选下没有{what}。" + (f"已选 {filters}。可点“清除筛选”。" if filters else "")))
