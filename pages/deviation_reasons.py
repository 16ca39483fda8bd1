"""偏差原因: the printed reasons searched, grouped by category or department, and the lost points that have no
reason."""

import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.queries.summed_questions import fetch_summed
from pages.widgets.address_choice import choose_one, choose_several, enter_text, open_tabs
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.widgets.reason_classes import show_reason_classes
from pages.widgets.reason_list import GROUPINGS, count_reasons, show_reason_list
from pages.widgets.row_count import show_nothing_chosen, show_row_count
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.highlighted_text import MAX_SEARCH_CHARACTERS, search_words
from pages.wording.number_text import count_text, points_text

TITLE = "偏差原因"
MEASURE_ONLY = {"true": "只写措施", "false": "写了原因"}
COLUMNS = [
    "project_name", "division_label", "fiscal_year", "lost_points", "deviation_reason_text", "level2_name",
    "level3_name", "cause_names", "measure_names", "is_measure_only", "target_text", "actual_text", "weight_points",
    "score_points", "department_name", "level1_name",
]  # fmt: skip
LABELS = {"cause_names": "原因类别", "measure_names": "改进措施类别"}
UNEXPLAINED_COLUMNS = [
    "project_name", "division_label", "fiscal_year", "lost_points", "level2_name", "level3_name", "target_text",
    "actual_text", "weight_points", "score_points", "deviation_reason_text", "department_name",
]  # fmt: skip


# choose
show_page_head(TITLE, "表上写了哪些偏差原因，属于哪一类，失了多少分；哪些只写措施，哪些失分没有说明原因。")
chosen = chosen_filters()
search, kind, order = st.columns([3, 2, 2], vertical_alignment="bottom")
with search:
    typed = enter_text("q", "查找原因", "多个词用空格分开，须全部出现", MAX_SEARCH_CHARACTERS)
with kind:
    measure_only = choose_several("measure_only", "只看", MEASURE_ONLY)
with order:
    grouping = choose_one("group", "分组", GROUPINGS)
words = search_words(typed)
chosen_here = {"words": words, "measure_only": measure_only}

# fetch
summary = fetch_rows("reason_summary", chosen)[0]
classes = fetch("reason_classes", chosen)
unexplained = AskedRows("lost_points_without_reason", chosen)

# draw
picked_causes, picked_measures = [], []
if summary["losing_count"] or classes.num_rows:
    show_kpi_row(
        [
            Kpi("失分指标（个）", count_text(summary["losing_count"])),
            Kpi("指标失分（分）", points_text(summary["lost_points"]), "不含预算执行"),
            Kpi("预算执行失分（分）", points_text(summary["execution_lost_points"])),
            Kpi("说明了原因（个）", count_text(summary["explained_count"])),
            Kpi("没有说明原因（个）", count_text(summary["unexplained_count"])),
            Kpi("没有说明原因的失分（分）", points_text(summary["unexplained_points"])),
            Kpi(
                "写出的原因或措施（段）",
                count_text(summary["reason_count"]),
                f"只写措施 {summary['measure_only_count']:,} 段",
            ),
        ]
    )
texts, chart = st.columns([5, 3], gap="medium")
if classes.num_rows:
    with chart:
        picked_causes = show_reason_classes(classes, "cause")
        picked_measures = show_reason_classes(classes, "measure")
        show_row_count(summary["reason_count"], {}, unit="段文字")
        st.caption("按词典判定；一段文字可写几类原因和措施，所以各类之和可多于段数。")
picked_here = {"cause": picked_causes, "measure": picked_measures}
asked = {**chosen, **chosen_here, **picked_here, "grouping": grouping}
table, groups = AskedRows("deviation_reasons", asked), fetch_summed("reason_groups", asked)
with texts:
    if groups.num_rows:
        show_reason_list(table, groups, words)
    else:
        empty = "含有所查文字的偏差原因" if words else "写出的偏差原因"
        show_nothing_chosen(empty, "deviation_reasons", {**chosen_here, **picked_here, "grouping": grouping})

# hand over
explained_count, unexplained_count = count_reasons(groups), summary["unexplained_count"]
titles = {"reasons": f"原因明细（{explained_count:,}）", "missing": f"失分没有说明原因（{unexplained_count:,}）"}
listed, missing = open_tabs("list", titles)
with listed:
    if groups.num_rows and listed.open:
        narrowed = {"查找": " ".join(words), "只看": "、".join(MEASURE_ONLY[code] for code in measure_only)}
        narrowed |= {"原因类别": "、".join(picked_causes), "改进措施类别": "、".join(picked_measures)}
        presented = show_rows(table, COLUMNS, labels=LABELS, section="indicator", description="偏差原因明细")
        show_download_buttons(presented, TITLE, choices={title: text for title, text in narrowed.items() if text})
    elif not groups.num_rows:
        st.caption("没有符合条件的原因。")
with missing:
    if summary["unexplained_count"] and missing.open:
        lost = points_text(summary["unexplained_points"])
        st.caption(
            f"{summary['unexplained_count']:,} 个指标失分没有说明原因（含只写“无”“无偏差”的），合计失 {lost} 分。"
        )
        presented = show_rows(
            unexplained,
            UNEXPLAINED_COLUMNS,
            key="table_unexplained",
            section="indicator",
            description="没有说明原因的失分",
        )
        show_download_buttons(presented, "失分没有说明原因", key_prefix="download_unexplained")
    elif not summary["unexplained_count"]:
        st.caption("筛选范围内没有缺原因的失分指标。")
