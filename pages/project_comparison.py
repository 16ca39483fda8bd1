"""同类项目比较: one family of a project across districts and years: money, score, indicators, and why it is one."""

from dataclasses import replace

import streamlit as st

from pages.charts.family_money_range import MOST_POINTS
from pages.queries.published_db import fetch, fetch_rows
from pages.queries.row_part import RowPart
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.family_money import show_family_money
from pages.widgets.family_notes import family_label, show_evidence, show_limits
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.long_choice import choose_row, column_choice
from pages.widgets.page_head import show_page_head
from pages.widgets.row_count import show_nothing_chosen
from pages.widgets.row_pages import AskedRows, show_rows
from pages.widgets.side_by_side import show_side_by_side
from pages.wording.number_text import count_text, wan_text
from pages.wording.pooled_scope import places_text

TITLE = "同类项目比较"
COLUMNS = [
    "project_name", "division_label", "fiscal_year", "form_type_label", "initial_budget_yuan", "adjusted_budget_yuan",
    "executed_yuan", "execution_rate", "total_score_points", "indicator_count", "evidence", "similarity",
    "decided_by", "qualitative_note", "department_name",
]  # fmt: skip
SINGLE_COLUMNS = ["family_name", "first_year", "declaration_count", "evaluation_count"]
FAMILY_LABELS = {
    "initial_budget_yuan": "年初预算数/申报金额",
    "first_year": "年度", "declaration_count": "申报表（张）", "evaluation_count": "自评表（张）",
    "similarity": "名称相似度（1 为一致）",
    "qualitative_note": "不能比的原因",
}  # fmt: skip


# choose
show_page_head(TITLE, "同一类项目在不同区县、不同年度的金额、执行、得分和指标；为什么算同一类，什么不能比。")
chosen = chosen_filters()
families = AskedRows("families", chosen)
several, single = (replace(families, part=RowPart(picked=(("is_shared", (shared,)),))) for shared in ("true", "false"))
title = "项目族（按有执行数的自评表数排列）"
family = choose_row(several, column_choice(several, "family", title, "family_id", ("family_name",), family_label))

# fetch
of_family: dict[str, object] = {**chosen, "family": family and family["family_id"]}
drawn = fetch("family_sample", {**of_family, "most": MOST_POINTS})
notes = fetch_rows("family_notes", of_family)

# draw
if family is not None:
    show_kpi_row(
        [
            Kpi("项目表（张）", count_text(family["member_count"])),
            Kpi(
                "区县（个）",
                count_text(family["district_count"]),
                places_text(family) if family["own_level_count"] else "",
            ),
            Kpi("自评表（张）", count_text(family["evaluation_count"])),
            Kpi("申报表（张）", count_text(family["declaration_count"])),
            Kpi("自评表执行数（万元）", wan_text(family["executed_yuan"]), f"{family['executed_count']:,} 张有执行数"),
        ]
    )
    why, limits = st.columns(2, gap="medium")
    with why:
        show_evidence(notes)
    with limits:
        show_limits(notes, drawn, family)
    members = AskedRows("family_members", of_family)
    table = members.picked("project_id", show_family_money(drawn))

# hand over
if family is not None:
    st.subheader("表与归并依据", anchor=False)
    presented = show_rows(table, COLUMNS, labels=FAMILY_LABELS, description="同类项目的表与归并依据")
    show_download_buttons(presented, TITLE, choices={"项目族": family["family_name"]})
    st.subheader("指标并排", anchor=False)
    show_side_by_side(members, family["family_name"])
else:
    show_nothing_chosen("有两张以上表的项目族")
if single_count := single.count():
    with st.expander(f"只有一张表的项目（{single_count:,} 个）：没有可比的对象"):
        presented = show_rows(single, SINGLE_COLUMNS, key="table_single", labels=FAMILY_LABELS)
        show_download_buttons(presented, "只有一张表的项目", key_prefix="download_single")
