"""低分指标: which indicators lost points or stand below target, under which category, how far from the target, and
why."""

import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.widgets.address_choice import choose_several, open_tabs
from pages.widgets.distance_view import show_distances
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.lost_points import show_lost_points
from pages.widgets.page_head import show_page_head
from pages.widgets.row_count import left_out_note, show_nothing_chosen
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.code_words import DISTANCE_WORDS, in_words
from pages.wording.number_text import count_text, percent_text, points_text

TITLE = "低分指标"
LOSS_KINDS = {kind: kind for kind in ("失分", "满分但偏离目标", "等于型目标偏离", "达到目标却扣分")}
LOST_BY = {"category": "按指标类别", "district": "按区县", "department": "按主管部门"}
COLUMNS = [
    "project_name", "division_label", "fiscal_year", "level3_name", "lost_points", "target_text", "actual_text",
    "deviation_reason_text", "distance_rate", "weight_points", "score_points", "score_rate", "distance_class",
    "loss_kind", "level2_name", "level1_name", "department_name", "distance_status",
]  # fmt: skip
LABELS = {"loss_kind": "列入原因", "distance_class": "与目标比"}

# choose
show_page_head(TITLE, "哪些指标失了分，失多少，属于哪一类，离目标多远，原因是什么；满分但偏离目标的一并列出。")
chosen = chosen_filters()
loss_kinds = choose_several("loss_kind", "只看", LOSS_KINDS)

# fetch
summary = fetch_rows("low_score_summary", chosen)[0]
categories = fetch("lost_points_by_category", chosen)
asked = {**chosen, "loss_kind": loss_kinds}
rows = AskedRows(
    "low_scoring_indicators", asked, prepare=lambda part: in_words(part, "distance_status", DISTANCE_WORDS)
)
statuses = fetch_rows("distance_status_counts", chosen)

# draw
picked_category, picked_district, picked_department, picked_points = [], [], [], []
if summary["scored_count"]:
    show_kpi_row(
        [
            Kpi("计分指标（个）", count_text(summary["scored_count"]), f"{summary['scored_form_count']:,} 张自评表"),
            Kpi("失分指标（个）", count_text(summary["losing_count"]), f"未说明原因 {summary['no_reason_count']:,} 个"),
            Kpi("指标失分（分）", points_text(summary["lost_points"]), "不含预算执行"),
            Kpi("预算执行失分（分）", points_text(summary["execution_lost_points"]), "资金总额的分值减得分"),
            Kpi("指标得分率", percent_text(summary["score_rate"]), "指标得分÷指标分值"),
            Kpi("满分但偏离目标（个）", count_text(summary["full_below_target_count"]), "偏离超过 0.5%"),
            Kpi("等于型目标偏离（个）", count_text(summary["equal_off_count"]), "含满分的和失分的"),
            Kpi("达到目标却扣分（个）", count_text(summary["met_but_lost_count"])),
        ]
    )
    left, right = st.columns([5, 6], gap="medium")
    with left:
        by_category, by_district, by_department = open_tabs("lost_by", LOST_BY)
        with by_category:
            picked_category = show_lost_points(categories, "level2_name", summary, "chart_lost_by_category")
        picked = []
        for tab, code in ((by_district, "district"), (by_department, "department")):
            groups = fetch("lost_points_by_group", {**chosen, "lost_by": code, "category": picked_category})
            with tab:
                picked.append(show_lost_points(groups, "group_name", summary, f"chart_lost_by_{code}", picked_category))
        picked_district, picked_department = picked
    with right:
        bars = {"level2_name": picked_category, "division_label": picked_district}
        bars |= {"department_name": picked_department}
        picked_points = show_distances(chosen, {name: values for name, values in bars.items() if values}, statuses)

# hand over
if rows.load_first().num_rows:
    table = rows.picked("level2_name", picked_category).picked("division_label", picked_district)
    table = table.picked("department_name", picked_department).picked("indicator_id", picked_points)
    presented = show_rows(table, COLUMNS, labels=LABELS, section="indicator", description="低分指标明细")
    points = [f"{len(picked_points)} 个指标"] if picked_points else []
    picks = "、".join([*picked_category, *picked_district, *picked_department, *points])
    narrowed = {"只看": "、".join(loss_kinds)} if loss_kinds else {}
    left_out = {"申报表没有得分": summary["declared_count"], "自评表没有印得分": summary["unscored_count"]}
    choices = narrowed | ({"图上所选": picks} if picks else {})
    show_download_buttons(presented, TITLE, choices=choices, notes=left_out_note(left_out, "个指标"))
else:
    show_nothing_chosen("失分或偏离目标的指标", "low_scoring_indicators", {"loss_kind": loss_kinds})
