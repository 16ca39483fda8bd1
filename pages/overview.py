"""总览: what is loaded, from whom and for which years; what needs attention first, each with the way into its page."""

import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.widgets.attention_kinds import choose_attention_kinds, show_attention_kinds
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.kept_address import end_page
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.widgets.place_heat import show_place_heat
from pages.widgets.row_count import left_out_note, show_nothing_chosen, show_row_count
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.number_text import count_text, percent_text, wan_text
from pages.wording.pooled_scope import places_text, years_text

ATTENTION_COLUMNS = [
    "project_name", "division_label", "fiscal_year", "attention_title", "amount_yuan", "message",
]  # fmt: skip
PLACE_COLUMNS = [
    "division_label", "fiscal_year", "self_evaluation_count", "target_declaration_count", "indicator_count",
    "declared_yuan", "adjusted_budget_yuan", "executed_yuan", "unspent_yuan", "execution_rate", "lost_points",
    "execution_lost_points", "finding_count_high",
]  # fmt: skip
PLACE_LABELS = {
    "division_label": "区县",
    "self_evaluation_count": "自评表（张）",
    "target_declaration_count": "申报表（张）",
    "declared_yuan": "申报金额",
    "lost_points": "指标失分（分）",
    "execution_lost_points": "预算执行失分（分）",
}


def declared_note(count: int) -> str:
    """On how many declarations their sum rests."""
    return f"{count_text(count)} 张申报表，不与预算相加" if count else "没有申报表"


# choose
show_page_head("总览", "已载入哪些单位、哪些年度的绩效表，以及最先要看的事项。")
filters = chosen_filters()

# fetch
figures = fetch_rows("overview_figures", filters)[0]
places = fetch("overview_places", filters)
kinds = fetch("attention_kinds", filters)
attention = AskedRows("attention_rows", filters)
if not figures["form_count"]:
    show_nothing_chosen("项目表")
    end_page()

# draw
with_money = f"{count_text(figures['with_rate_count'])} 张自评表"
show_kpi_row(
    [
        Kpi("文件（份）", count_text(figures["document_count"])),
        Kpi(
            "项目表（张）",
            count_text(figures["form_count"]),
            f"自评 {figures['self_evaluation_count']:,}，申报 {figures['target_declaration_count']:,}",
        ),
        Kpi("三级指标（个）", count_text(figures["indicator_count"])),
        Kpi(
            "申报金额（万元）",
            wan_text(figures["declared_yuan"]),
            declared_note(figures["with_declared_count"]),
        ),
        Kpi("全年预算数（万元）", wan_text(figures["adjusted_budget_yuan"]), with_money),
        Kpi("全年执行数（万元）", wan_text(figures["executed_yuan"]), with_money),
        Kpi("未执行（万元）", wan_text(figures["unspent_yuan"]), with_money),
        Kpi("总执行率", percent_text(figures["execution_rate"]), f"{years_text(figures)} 年度合计"),
        Kpi("问题（高，条）", count_text(figures["finding_count_high"]), f"涉及 {figures['severe_form_count']:,} 张表"),
    ]
)
left_out = {
    "自评表没有可用的资金数": figures["without_rate_count"],
    "申报表没有执行数": figures["target_declaration_count"],
}
show_row_count(
    figures["with_rate_count"],
    left_out,
    f"全年预算数、执行数与总执行率（{places_text(figures)}）",
    unit="张表",
    is_summed=True,
)
left, right = st.columns([5, 4], gap="medium")
with left:
    st.subheader("区县与年度", anchor=False)
    show_place_heat(places, left_out)
with right:
    st.subheader("先看什么", anchor=False)
    show_attention_kinds(kinds)

# hand over
st.subheader("待看事项明细", anchor=False)
if kinds.num_rows:
    picked = choose_attention_kinds(kinds)
    listed = show_rows(
        attention.picked("attention_code", picked), ATTENTION_COLUMNS, section="indicator", description="最先要看的事项"
    )
    show_download_buttons(listed, "总览_待看事项", choices={"关注事项": "、".join(picked.values())} if picked else {})
else:
    st.info("筛选范围内没有需要先看的事项。")
st.subheader("区县与年度明细", anchor=False)
listed = AskedRows("overview_places", filters)
shown = show_rows(listed, PLACE_COLUMNS, key="table_places", labels=PLACE_LABELS, description="区县与年度")
show_download_buttons(shown, "总览_区县与年度", notes=left_out_note(left_out, "张表"), key_prefix="download_places")
