"""目标与结果: what was declared beside what was evaluated, for one project of a family in one district."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from pages.queries.published_db import fetch
from pages.queries.summed_questions import fetch_summed
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters, filter_link
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.long_choice import Choice, Row, choose_row
from pages.widgets.page_head import show_page_head
from pages.widgets.pair_list import PAIR_KEY, pair_code, show_pair_list
from pages.widgets.record_table import show_record_table
from pages.widgets.row_count import show_nothing_chosen, show_row_count
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import count_text, percent_text, wan_text

TITLE = "目标与结果"
COLUMNS = [
    "level3_name", "pair_status", "declared_target_text", "target_text", "actual_text", "distance_rate", "score_points",
    "weight_points", "deviation_reason_text", "level1_name", "level2_name",
]  # fmt: skip
LABELS = {"pair_status": "比对", "declared_target_text": "申报的目标值", "target_text": "自评表的目标值"}
UNPAIRED_COLUMNS = [
    "project_name", "division_label", "fiscal_year", "form_type_label", "initial_budget_yuan", "executed_yuan",
    "family_name", "department_name",
]  # fmt: skip


def pair_name(pair: Row) -> str:
    """A pair in the chooser: place and family, then year and name of both forms."""
    return (
        f"{pair['division_label'] or '未认定区划'}　{pair['family_name']}："
        f"{pair['declaration_year']} 申报 {pair['declaration_name']} — "
        f"{pair['evaluation_year']} 自评 {pair['evaluation_name']}"
    )


def pair_of(pairs: AskedRows, codes: Sequence[str]) -> AskedRows:
    """The pair that the last of these codes names."""
    declaration, _, evaluation = codes[-1].partition("~")
    return replace(pairs, asked={**pairs.asked, "declaration": [declaration], "evaluation": [evaluation]})


# choose
show_page_head(TITLE, "同一单位（或同一区县）同类项目的申报表与自评表并排：申报多少钱、什么目标，执行和完成如何。")
chosen = chosen_filters()
pairs = AskedRows("target_result_pairs", {**chosen, "declaration": [], "evaluation": []})
pair_count = fetch_summed("pair_count", chosen)["pair_count"][0].as_py()
title = f"申报与自评（{pair_count:,} 对）"
pair = choose_row(pairs, Choice(PAIR_KEY, title, pair_code, pair_name, partial(pair_of, pairs)))

# fetch
unpaired = AskedRows("forms_without_pair", chosen)
unpaired_count = unpaired.count()
if pair is None:
    show_nothing_chosen("申报与自评俱全的项目", "target_result_pairs", {"declaration": [], "evaluation": []})
else:
    rows = fetch("pair_indicators", dict(pair))

    # draw
    gap = pair["year_gap"]
    if gap:
        years = f"申报是 {pair['declaration_year']} 年度，自评是 {pair['evaluation_year']} 年度"
        st.warning(f"{years}，相隔 {abs(gap)} 年，不是同一年的目标。")
    units = pair["declaration_unit_name"], pair["evaluation_unit_name"]
    if None not in units and units[0] != units[1]:
        st.warning(markdown_text(f"申报单位是“{units[0]}”，自评单位是“{units[1]}”，是否同一项目请核对。"))
    show_kpi_row(
        [
            Kpi("申报金额（万元）", wan_text(pair["declared_yuan"]), f"{pair['declaration_year']} 年度申报表"),
            Kpi("年初预算数（万元）", wan_text(pair["initial_budget_yuan"]), f"{pair['evaluation_year']} 年度自评表"),
            Kpi("全年预算数（万元）", wan_text(pair["adjusted_budget_yuan"])),
            Kpi("全年执行数（万元）", wan_text(pair["executed_yuan"])),
            Kpi("执行率", percent_text(pair["execution_rate"])),
            Kpi("申报指标（个）", count_text(pair["declared_indicator_count"])),
            Kpi("自评指标（个）", count_text(pair["evaluated_indicator_count"])),
        ]
    )
    st.caption(markdown_text(f"为什么算同一类：{pair['evidence']}"))
    with st.container(horizontal=True):
        for kind, form in (("申报表", pair["declaration_id"]), ("自评表", pair["evaluation_id"])):
            link = [*filter_link(), ("id", form)]
            st.page_link("pages/project.py", label=f":blue[打开{kind}]", query_params=link)

    # hand over
    matched = sum(status.startswith("目标") for status in rows["pair_status"].to_pylist())
    show_row_count(matched, {"名称只在一张表上": rows.num_rows - matched}, "名称逐字相同的比对", unit="个指标")
    presented = show_record_table(rows, COLUMNS, labels=LABELS, section="indicator", description="申报与自评的指标")
    show_download_buttons(presented, TITLE, choices={"申报与自评": pair_name(pair)})
    st.subheader(f"全部配对（{pair_count:,} 对）", anchor=False)
    st.caption("先配同一年度；两边都没有同一年度的，才配其他年度。点一行，上面显示这一对的指标。")
    show_pair_list(pairs)
st.subheader(f"没有配对的表（{unpaired_count:,} 张）", anchor=False)
st.caption("同一区县的同类项目里没有另一种表与之相配：只申报没有自评，或只自评没有公开申报表。")
if unpaired_count:
    listed = show_rows(unpaired, UNPAIRED_COLUMNS, key="table_unpaired", description="没有配对的表")
    show_download_buttons(listed, "没有配对的表", key_prefix="download_unpaired")
