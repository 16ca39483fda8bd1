"""The execution of every district, department or year in one table, the latest year beside the one before.

Input: the filters and by what they are grouped. Output: the table, how to read it, its files. Side of the pages.
"""

from collections.abc import Mapping

import streamlit as st

from pages.queries.published_db import fetch
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.execution_charts import GROUPS
from pages.widgets.record_table import show_record_table

SUMS = [
    "group_name", "with_rate_count", "below_80_count", "adjusted_budget_yuan", "executed_yuan", "unspent_yuan",
    "unspent_share_rate", "execution_rate",
]  # fmt: skip
COMPARED = ["previous_execution_rate", "rate_change_points"]
LABELS = {
    "with_rate_count": "有执行率（张）", "below_80_count": "低于 80%（张）", "unspent_share_rate": "占全部未执行",
    "execution_rate": "总执行率", "previous_execution_rate": "上年执行率", "rate_change_points": "比上年（百分点）",
}  # fmt: skip


def show_execution_sums(filters: Mapping[str, object], group: str, notes: Mapping[str, str]) -> None:
    """The table of one grouping and its files; `notes` say there what was left out."""
    name = GROUPS[group]
    rows = fetch("execution_by_group", {**filters, "grouping": group})
    last, previous = (rows[column][0].as_py() for column in ("last_year", "previous_year"))
    labels, columns = {**LABELS, "group_name": name}, SUMS
    if group == "year":
        columns = [*SUMS, *COMPARED]
    elif previous is not None:
        columns = [*SUMS, "last_execution_rate", *COMPARED]
        labels |= {"last_execution_rate": f"{last} 年执行率", "previous_execution_rate": f"{previous} 年执行率"}
        labels["rate_change_points"] = f"{last} 年比 {previous} 年（百分点）"
    compared = "" if columns == SUMS else "；两年的表不一定是同一批项目，“—”为没有可比的年度"
    st.caption(f"执行率都是执行数合计÷预算数合计，未执行最多的在前{compared}。")
    listed = show_record_table(rows, columns, key="table_groups", labels=labels, description=f"按{name}汇总")
    show_download_buttons(listed, f"预算执行率_按{name}汇总", notes=notes, key_prefix="download_groups")
