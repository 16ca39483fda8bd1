"""自评质量审核: which self-evaluations contradict themselves or the rules, with the evidence and the way to the
form; under the published rules, or under those that the analyst tries."""

import streamlit as st

from pages.queries.published_db import build_in_use
from pages.queries.rule_rerun import judged_by, load_rules
from pages.queries.summed_questions import fetch_summed
from pages.widgets.address_choice import choose_many, choose_several, choose_view
from pages.widgets.audit_breakdown import show_breakdown
from pages.widgets.audit_finding_list import show_finding_list
from pages.widgets.audit_scores import show_scores
from pages.widgets.audit_thresholds import show_thresholds
from pages.widgets.audit_what_if import load_what_if, off_note, show_what_if_note, what_if_words
from pages.widgets.audit_worst_forms import show_worst_forms
from pages.widgets.copied_texts import show_copied_texts
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.kept_address import end_page
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.wording.code_words import SOURCE_KIND_WORDS
from pages.wording.number_text import besides, count_text, wan_text

TITLE = "自评质量审核"
SEVERITIES = {"高": "高（矛盾或违规）", "中": "中（需要说明）", "低": "低（提示）"}
VIEWS = {
    "worst": "最不可信的表",
    "findings": "问题明细",
    "breakdown": "分布",
    "scores": "自评分与复算分",
    "copies": "雷同文本",
    "rules": "规则与阈值",
}
NARROWED = ("worst", "findings", "breakdown")  # parts that severity, kind and rule narrow

# choose
show_page_head(TITLE, "哪些自评自相矛盾或不合规则，证据在表上哪里；读取时的疑问一并列出。")
view = choose_view("view", "视图", VIEWS)
if view == "rules":
    show_thresholds(build_in_use())
    end_page()
what_if = load_what_if()
stand_in = judged_by(what_if)
severities, kinds, chosen_rules, rule_names = [], [], [], {}
if view in NARROWED:
    rule_names = {
        row["rule_id"]: f"{row['rule_id']} {row['rule_title']}"
        for row in fetch_summed("finding_rules", {}, stand_in).to_pylist()
    }
    first, second, third = st.columns([4, 3, 4], gap="medium", vertical_alignment="bottom")
    with first:
        severities = choose_several("severity", "严重程度", SEVERITIES)
    with second:
        kinds = choose_several("source_kind", "来源", SOURCE_KIND_WORDS)
    with third:
        chosen_rules = choose_many("rule", "规则", rule_names)

# fetch
chosen = chosen_filters()
asked = {**chosen, "severity": severities, "source_kind": kinds, "rule": chosen_rules}
named = {
    "严重程度": "、".join(severities),
    "来源": "、".join(SOURCE_KIND_WORDS[kind] for kind in kinds),
    "规则": "、".join(rule_names[rule] for rule in chosen_rules),
}
choices = {title: text for title, text in named.items() if text} | what_if_words(what_if)
summary = fetch_summed("findings_summary", asked, stand_in).to_pylist()[0]

# draw
if view in NARROWED:
    show_what_if_note(what_if)
    show_kpi_row(
        [
            Kpi("问题与提示（条）", count_text(summary["finding_count"]), off_note(load_rules())),
            Kpi("有问题的表（张）", count_text(summary["found_form_count"]), f"共 {summary['form_count']:,} 张"),
            Kpi("有问题（高）的表（张）", count_text(summary["severe_form_count"])),
            Kpi(
                "问题（高）涉及执行数（万元）",
                wan_text(summary["severe_executed_yuan"]),
                besides(summary["severe_without_money_count"], "张没有执行数"),
            ),
        ]
    )

# hand over
if view == "worst":
    show_worst_forms(asked, stand_in, summary["form_count"], choices)
elif view == "findings":
    show_finding_list(asked, stand_in, choices)
elif view == "breakdown":
    show_breakdown(asked, stand_in, choices)
elif view == "copies":
    show_copied_texts(chosen)
else:
    show_scores(chosen)
