"""项目详情: one form, whole, with the text and the place in the original of every number."""

import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.widgets.audit_scores import show_form_scores
from pages.widgets.converted_value import converted_value
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.finding_decisions import DECISION_COLUMNS, DECISION_LABELS, show_decisions_of_form, with_decisions
from pages.widgets.form_view import show_form
from pages.widgets.kept_address import address_value, end_page
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.widgets.printed_form import printed_form
from pages.widgets.record_table import show_record_table
from pages.widgets.row_count import show_nothing_chosen
from pages.widgets.row_pages import AskedRows, show_rows
from pages.widgets.source_trail import show_source_trail, traced_cell
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import count_text, percent_text, points_text, wan_text

CHOICE_COLUMNS = [
    "project_name", "division_label", "fiscal_year", "form_type_label", "initial_budget_yuan", "adjusted_budget_yuan",
    "executed_yuan", "execution_rate", "total_score_points", "department_name",
]  # fmt: skip
CHOICE_LABELS = {"initial_budget_yuan": "年初预算数/申报金额"}
FINDING_COLUMNS = ["severity", "decision_text", "rule_title", "message", "expected", "printed", "place_text"]
SIBLING_COLUMNS = [
    "fiscal_year", "division_label", "form_type_label", "project_name", "adjusted_budget_yuan", "executed_yuan",
    "execution_rate", "total_score_points", "evidence",
]  # fmt: skip

# choose
show_page_head("项目详情", "一张表的全部内容；点选任何一格，右边显示它在原文中的位置。")
project_id = address_value("id") or ""
found = fetch_rows("project_form", {"id": project_id})
if not found:
    st.info("没有这个编号的项目表。请从下表打开一张。" if project_id else "请从下表打开一张项目表。")
    forms = AskedRows("project_rows", chosen_filters())
    if forms.load_first().num_rows:
        listed = show_rows(forms, CHOICE_COLUMNS, labels=CHOICE_LABELS, description="可打开的项目表")
        show_download_buttons(listed, "项目详情")
    else:
        show_nothing_chosen("项目表")
    end_page()

# fetch
record = found[0]
form = printed_form(fetch_rows("printed_fields", {"id": project_id}))
findings = with_decisions(fetch("project_findings", {"id": project_id}))
siblings = AskedRows("project_siblings", {"id": project_id})

# draw
st.subheader(markdown_text(str(record["project_name"] or "未写项目名称")), anchor=False)
facts = [record["form_type_label"], record["fiscal_year"], record["division_label"], record["department_name"]]
st.caption(markdown_text("｜".join(str(fact) for fact in facts if fact is not None)))
is_declaration = record["form_type"] == "target_declaration"
budget = (
    ("申报金额（万元）", "initial_budget_yuan") if is_declaration else ("全年预算数（万元）", "adjusted_budget_yuan")
)
show_kpi_row(
    [
        Kpi(budget[0], wan_text(record[budget[1]])),
        Kpi("全年执行数（万元）", wan_text(record["executed_yuan"])),
        Kpi("执行率", percent_text(record["execution_rate"]), f"表上 {percent_text(record['printed_execution_rate'])}"),
        Kpi("总分（分）", points_text(record["total_score_points"])),
        Kpi("等级", str(record["printed_grade"] or "—"), f"按分推算 {record['derived_grade'] or '—'}"),
        Kpi("指标（个）", count_text(record["indicator_count"])),
        Kpi(
            "指标失分（分）",
            points_text(record["lost_points"]),
            f"预算执行失分 {points_text(record['execution_lost_points'])}",
        ),
        Kpi("问题（条）", count_text(record["finding_count"]), f"其中高 {record['finding_count_high']} 条"),
    ]
)
left, right = st.columns([5, 3], gap="medium")
with left:
    show_form(form)
with right, st.container(key="source_trail"):
    st.markdown("**原文**")
    cell = traced_cell(form)
    show_source_trail(form, cell, str(record["document_label"]), converted_value(record, cell) if cell else None)

# hand over
st.subheader("本表的问题", anchor=False)
if findings.num_rows:
    shown = [*FINDING_COLUMNS, *(name for name in DECISION_COLUMNS if name not in FINDING_COLUMNS)]
    listed = show_record_table(findings, shown, labels=DECISION_LABELS, section="indicator", description="本表的问题")
    show_download_buttons(listed, f"项目详情_问题_{project_id}")
    with st.expander("给出处理意见（属实、不成立）"):
        show_decisions_of_form(findings)
else:
    st.caption("审核规则没有发现问题。")
show_form_scores(project_id)
st.subheader("同类项目", anchor=False)
if siblings.load_first().num_rows:
    others = show_rows(siblings, SIBLING_COLUMNS, key="table_siblings", description="同类项目")
    show_download_buttons(others, f"项目详情_同类_{project_id}", key_prefix="download_siblings")
else:
    st.caption("没有与本表同类的其他项目表。")
