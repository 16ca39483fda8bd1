"""自评质量审核: which self-evaluations contradict themselves or the rules, with the evidence and the way to the
form."""

import streamlit as st

from pages.charts.findings_stack import SEVERITY_COLOURS, count_drawn, draw_findings_stack
from pages.charts.ranked_bar import MOST_BARS, draw_ranked_bar
from pages.queries.published_db import fetch, fetch_rows
from pages.widgets.address_choice import choose_many, choose_several
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.widgets.pickable_chart import CHART_CONFIG, picked_rows, show_pickable_chart
from pages.widgets.record_table import show_record_table
from pages.widgets.row_count import show_nothing_chosen, show_row_count
from pages.wording.code_words import SOURCE_KIND_WORDS, in_words
from pages.wording.number_text import count_text, wan_text

TITLE = "自评质量审核"
SEVERITIES = {"高": "高（矛盾或违规）", "中": "中（需要说明）", "低": "低（提示）"}
COLUMNS = [
    "project_name", "division_label", "severity", "rule_title", "message", "printed", "expected", "place_text",
    "fiscal_year", "department_name", "executed_yuan", "source_kind", "rule_id",
]  # fmt: skip
RULE_COLUMNS = [
    "rule_title",
    "severity",
    "finding_count",
    "form_count",
    "executed_yuan",
    "meaning",
    "basis_text",
    "rule_id",
]
RULE_LABELS = {"form_count": "涉及的表（张）", "executed_yuan": "涉及执行数"}

# choose
show_page_head(TITLE, "哪些自评自相矛盾或不合规则，证据在表上哪里；读取时的疑问一并列出。")
rule_names = {row["rule_id"]: f"{row['rule_id']} {row['rule_title']}" for row in fetch_rows("finding_rules")}
first, second, third = st.columns([4, 3, 4], gap="medium", vertical_alignment="bottom")
with first:
    severities = choose_several("severity", "严重程度", SEVERITIES)
with second:
    kinds = choose_several("source_kind", "来源", SOURCE_KIND_WORDS)
with third:
    chosen_rules = choose_many("rule", "规则", rule_names)

# fetch
chosen = chosen_filters()
summary = fetch_rows("findings_summary", chosen)[0]
narrowed_to = {"severity": severities, "source_kind": kinds, "rule": chosen_rules}
rules = fetch("findings_by_rule", {**chosen, **narrowed_to})
places = fetch("findings_by_place", {**chosen, **narrowed_to})
rows = fetch("audit_findings", {**chosen, **narrowed_to})
if not rows.num_rows:
    show_nothing_chosen("审核发现或读取提示", "audit_findings", narrowed_to)
    st.stop()

# draw
show_kpi_row(
    [
        Kpi("问题与提示（条）", count_text(rows.num_rows)),
        Kpi("有问题的表（张）", count_text(summary["found_form_count"]), f"共 {summary['form_count']:,} 张"),
        Kpi("有高级问题的表（张）", count_text(summary["severe_form_count"])),
        Kpi(
            "高级问题涉及执行数（万元）",
            wan_text(summary["severe_executed_yuan"]),
            f"另有 {summary['severe_without_money_count']:,} 张没有执行数",
        ),
    ]
)
left, right = st.columns([4, 3], gap="medium")
with left:
    st.markdown("**各条规则**　点选可筛下表")
    records = rules.to_pylist()
    bars = draw_ranked_bar(
        rules,
        [f"{row['severity']}｜{row['rule_title']}" for row in records],
        "finding_count",
        "问题（条）；柱旁为条数 / 表数",
        [
            f"{row['rule_title']}（{row['severity']}）\n{row['finding_count']:,} 条，涉及 {row['form_count']:,} 张表"
            for row in records
        ],
        [f"{row['finding_count']:,} / {row['form_count']:,}" for row in records],
        [f"{row['severity']}/{row['rule_id']}" for row in records],
        [SEVERITY_COLOURS[row["severity"]] for row in records],
    )
    picked = show_pickable_chart(bars, "chart_rules", "各条规则的问题数")
    drawn = sum(row["finding_count"] for row in records[:MOST_BARS])
    show_row_count(drawn, {"图上放不下，见规则一览": rows.num_rows - drawn}, unit="条")
with right:
    st.markdown("**各区县**")
    st.plotly_chart(draw_findings_stack(places), key="chart_places", config=CHART_CONFIG, alt="各区县的问题数")
    drawn = count_drawn(places)
    show_row_count(drawn, {"图上放不下的区县": rows.num_rows - drawn}, unit="条")

# hand over
table = in_words(picked_rows(rows, "rule_severity", picked), "source_kind", SOURCE_KIND_WORDS)
presented = show_record_table(table, COLUMNS, section="indicator", description="审核发现与读取提示")
narrowed = {"严重程度": "、".join(severities), "来源": "、".join(SOURCE_KIND_WORDS[kind] for kind in kinds)}
narrowed["规则"] = "、".join([rule_names[rule] for rule in chosen_rules] + picked)
show_download_buttons(presented, TITLE, choices={title: text for title, text in narrowed.items() if text})
with st.expander(f"规则一览（{rules.num_rows:,} 条有发现的规则）"):
    listed = show_record_table(rules, RULE_COLUMNS, key="table_rules", labels=RULE_LABELS, description="规则一览")
    show_download_buttons(listed, "审核规则", key_prefix="download_rules")
