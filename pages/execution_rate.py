"""预算执行率: how execution rates are distributed by district, department or year, and who did not spend."""

from dataclasses import replace

import streamlit as st

from pages.queries.published_db import fetch_rows
from pages.queries.row_part import RowPart
from pages.queries.summed_questions import MOST_DRAWN, fetch_summed
from pages.widgets.address_choice import choose_one, choose_several, open_tabs
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.execution_charts import GROUPS, choose_drawn_groups, show_execution_charts
from pages.widgets.execution_sums import show_execution_sums
from pages.widgets.filter_bar import chosen_filters
from pages.widgets.kept_address import end_page
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.page_head import show_page_head
from pages.widgets.row_count import left_out_note, show_nothing_chosen, show_row_count
from pages.widgets.row_pages import AskedRows, show_rows
from pages.widgets.unrated_forms import show_unrated_forms
from pages.wording.number_text import count_text, percent_text, wan_text
from pages.wording.pooled_scope import pooled_text

WEIGHTS = {"count": "按项目数", "money": "按预算金额"}
BANDS = {
    "below_50": "<50%", "from_50": "50–80%", "from_80": "80–90%", "from_90": "90–100%", "full": "100%",
    "over_100": ">100%", "none": "没有执行率",
}  # fmt: skip
COLUMNS = [
    "project_name", "division_label", "fiscal_year", "execution_rate", "unspent_yuan", "printed_execution_rate",
    "rate_check", "adjusted_budget_yuan", "executed_yuan", "initial_budget_yuan", "execution_band",
    "department_name", "unit_name", "score_points", "total_score_points",
]  # fmt: skip
LABELS = {"rate_check": "表上与重算", "score_points": "预算执行得分（分）"}

# choose
show_page_head("预算执行率", "执行率怎样分布，哪些项目没有花出去；表上印的执行率与重新计算的并列。")
first, second, third = st.columns([1, 1, 3], gap="small")
with first:
    group = choose_one("group", "分组", GROUPS)
with second:
    is_by_money = choose_one("weigh", "计量", WEIGHTS) == "money"

# fetch
filters = chosen_filters()
figures = fetch_rows("execution_figures", filters)[0]
rows = AskedRows("execution_rows", filters)
drawn = fetch_summed("execution_sample", {**filters, "most": MOST_DRAWN})
if not figures["self_evaluation_count"]:
    show_nothing_chosen("自评表", "execution_rows")
    end_page()

# draw
show_kpi_row(
    [
        Kpi(
            "自评表（张）", count_text(figures["self_evaluation_count"]), f"有执行率 {figures['with_rate_count']:,} 张"
        ),
        Kpi("全年预算数（万元）", wan_text(figures["adjusted_budget_yuan"])),
        Kpi("全年执行数（万元）", wan_text(figures["executed_yuan"])),
        Kpi("未执行（万元）", wan_text(figures["unspent_yuan"])),
        Kpi("总执行率", percent_text(figures["execution_rate"]), f"按金额，{pooled_text(figures)}"),
        Kpi("执行率中位数", percent_text(figures["median_execution_rate"]), "按项目"),
        Kpi("低于 80%（张）", count_text(figures["below_80_count"])),
    ]
)
left_out = {
    "自评表没有可用的资金数": figures["without_rate_count"],
    "申报表没有执行数": figures["target_declaration_count"],
}
beyond = figures["with_rate_count"] - drawn.num_rows
show_row_count(
    drawn.num_rows, {**left_out, "图上放不下，按编号均匀抽取": beyond}, "以下各图", unit="张表", is_summed=True
)
show_unrated_forms(rows, BANDS["none"])
picked: list[str] = []
if drawn.num_rows:
    with third:
        drawn_groups = choose_drawn_groups(drawn, group)
    bands = list(BANDS.values())[:-1]
    picked = show_execution_charts(drawn_groups, drawn.num_rows, bands, is_by_money=is_by_money)

# hand over
listed, summed = open_tabs("list", {"forms": "明细（按未执行金额排序）", "groups": f"按{GROUPS[group]}汇总"})
with listed:
    bands = [BANDS[code] for code in choose_several("band", "执行率档（只筛此表）", BANDS)]
    chosen = replace(rows, part=RowPart(picked=(("execution_band", tuple(bands)),))) if bands else rows
    chosen = chosen.picked("project_id", picked)
    choices = {"执行率档": "、".join(bands)} if bands else {}
    choices |= {"图上点选": f"{len(picked)} 个项目"} if picked else {}
    if chosen.load_first().num_rows:
        presented = show_rows(chosen, COLUMNS, labels=LABELS, section="fund", description="预算执行明细")
        show_download_buttons(presented, "预算执行率", choices=choices, notes=left_out_note(left_out, "张表"))
    else:
        st.info("所选执行率档没有项目。")
if summed.open:
    with summed:
        show_execution_sums(filters, group, left_out_note(left_out, "张表"))
