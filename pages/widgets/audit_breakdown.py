"""Where the findings lie: by rule, and by district, department, family or year.

Input: what narrows the page. Output: two charts, the findings of picked bars, the list of rules. Side of the pages.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow.compute as pc
import streamlit as st

from pages.charts.findings_stack import SEVERITY_COLOURS, count_drawn, draw_findings_stack
from pages.charts.ranked_bar import MOST_BARS, draw_ranked_bar
from pages.queries.published_db_stand_in import StandIn
from pages.queries.summed_questions import fetch_summed
from pages.widgets.address_choice import choose_view
from pages.widgets.audit_worst_forms import say_nothing_found
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.pickable_chart import CHART_CONFIG, show_pickable_chart
from pages.widgets.record_table import show_record_table
from pages.widgets.row_count import show_row_count
from pages.widgets.row_pages import AskedRows, show_rows

GROUPINGS = {"district": "区县", "department": "主管部门", "family": "同类项目", "year": "年度"}
RULE_COLUMNS = [
    "rule_title", "severity", "finding_count", "form_count", "executed_yuan", "meaning", "basis_text", "rule_id",
]  # fmt: skip
RULE_LABELS = {"form_count": "涉及的表（张）", "executed_yuan": "涉及执行数"}
FINDING_COLUMNS = ["project_name", "division_label", "severity", "rule_title", "message", "place_text"]


def show_breakdown(asked: Mapping[str, object], stand_in: StandIn | None, choices: Mapping[str, str]) -> None:
    """Both charts, and the list of rules with its files. *Shape*: see `show_finding_list`."""
    rules = fetch_summed("findings_by_rule", asked, stand_in)
    if not rules.num_rows:
        say_nothing_found("审核发现或读取提示", "audit_findings", asked)
        return
    total = sum(rules["finding_count"].to_pylist())
    left, right = st.columns([4, 3], gap="medium")
    with left:
        st.markdown("**各条规则**　点选列出问题")
        records = rules.to_pylist()
        bars = draw_ranked_bar(
            rules,
            [f"{row['severity']}｜{row['rule_title']}" for row in records],
            "finding_count",
            "问题（条）；柱旁为条数 / 表数",
            [rule_hover(row) for row in records],
            [f"{row['finding_count']:,} / {row['form_count']:,}" for row in records],
            [f"{row['severity']}/{row['rule_id']}" for row in records],
            [SEVERITY_COLOURS[row["severity"]] for row in records],
        )
        picked = show_pickable_chart(bars, "chart_rules", "各条规则的问题数")
        drawn = sum(row["finding_count"] for row in records[:MOST_BARS])
        show_row_count(drawn, {"图上放不下，见规则一览": total - drawn}, unit="条")
    with right:
        grouping = choose_view("grouping", "分组", GROUPINGS)
        groups = fetch_summed("findings_by_group", {**asked, "grouping": grouping}, stand_in)
        st.plotly_chart(draw_findings_stack(groups), key="chart_groups", config=CHART_CONFIG, alt="各组的问题数")
        drawn = count_drawn(groups)
        show_row_count(drawn, {"图上放不下的组": total - drawn}, unit="条")
    if picked:
        table = AskedRows("audit_findings", asked, stand_in).picked("rule_severity", picked)
        show_rows(table, FINDING_COLUMNS, key="table_picked", section="indicator", description="所选规则的问题")
    rule_count = pc.count_distinct(rules["rule_id"]).as_py()
    st.markdown(f"**规则一览**　{rule_count:,} 条规则和读取提示有发现，同一条的各级分行")
    listed = show_record_table(rules, RULE_COLUMNS, key="table_rules", labels=RULE_LABELS, description="规则一览")
    show_download_buttons(listed, "审核规则", choices=choices, key_prefix="download_rules")


def rule_hover(row: Mapping[str, Any]) -> str:
    """What the bar of a rule says."""
    title = f"{row['rule_title']}（{row['severity']}）"
    return f"{title}\n{row['finding_count']:,} 条，涉及 {row['form_count']:,} 张表"
