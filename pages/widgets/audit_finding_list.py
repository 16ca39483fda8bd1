"""The findings one by one; a picked one shows its evidence, the way to its printed cell, and what was decided on it.

Input: what narrows the page. Output: the table `table_findings`, the picked finding, files. Side of the pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.queries.published_db import fetch, fetch_rows
from pages.queries.published_db_stand_in import StandIn
from pages.widgets.address_choice import choose_several
from pages.widgets.audit_worst_forms import say_nothing_found
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import filter_link
from pages.widgets.finding_decisions import (
    DECISION_CODES,
    DECISION_COLUMNS,
    DECISION_LABELS,
    read_latest,
    show_bulk_decision,
    show_decision,
    with_decisions,
    with_latest,
)
from pages.widgets.record_table import TableOptions, show_record_table
from pages.widgets.row_count import show_row_count
from pages.widgets.row_pages import AskedRows, LaterTable, show_rows
from pages.wording.code_words import SOURCE_KIND_WORDS, in_words
from pages.wording.harmless_text import markdown_text, visible_text

KEY = "table_findings"
COLUMNS = [
    "project_name", "division_label", "fiscal_year", "severity", "rule_title", "message", "printed", "expected",
    "decision_text", "place_text", "department_name", "family_name", "executed_yuan", "source_kind", "rule_id",
]  # fmt: skip
PAGE = "自评质量审核_问题明细"
HOW_TO_PICK = "点一行看证据、原文和处理意见；点“打开”看整张表。"
OPTIONS: TableOptions = {
    "labels": DECISION_LABELS,
    "section": "indicator",
    "description": "审核发现与读取提示",
    "on_pick": lambda finding: None,
    "file_columns": [name for name in DECISION_COLUMNS if name not in COLUMNS],
}
FACTS = {"printed": "表上印出", "expected": "按规则应为", "place_text": "位置"}


def show_finding_list(asked: Mapping[str, object], stand_in: StandIn | None, choices: Mapping[str, str]) -> None:
    """The table of findings with its files. *Shape*: `asked` are the filters and what narrows the page, `choices` the
    latter in words."""
    rows = AskedRows("audit_findings", asked, stand_in, prepare=with_decisions)
    first = rows.load_first()
    if not first.num_rows:
        say_nothing_found("审核发现或读取提示", "audit_findings", asked)
        return
    if rows.is_long():
        show_page_of_findings(rows, choices, is_trial=stand_in is not None)
        return
    codes = choose_several("decision", "处理情况", DECISION_CODES)
    decided = first
    if codes:
        decided = decided.filter(pc.is_in(decided["decision_code"], pa.array(codes, pa.string())))
    if not decided.num_rows:
        st.info("当前筛选下没有这种处理情况的问题。请放宽“处理情况”。")
        return
    show_row_count(decided.num_rows, {"处理情况不同": first.num_rows - decided.num_rows}, "本表", unit="条问题")
    st.caption(HOW_TO_PICK)
    shown = in_words(decided, "source_kind", SOURCE_KIND_WORDS)
    presented = show_record_table(shown, COLUMNS, key=KEY, **OPTIONS)
    show_picked(decided, is_trial=stand_in is not None)
    told = {"处理情况": "、".join(DECISION_CODES[code] for code in codes)} if codes else {}
    show_download_buttons(presented, PAGE, choices={**choices, **told})
    if stand_in is None:
        with st.expander(f"批量处理（本表 {decided.num_rows:,} 条）"):
            show_bulk_decision(decided)


def show_page_of_findings(rows: AskedRows, choices: Mapping[str, str], *, is_trial: bool) -> None:
    """Many findings, a page of them at a time; what was decided stands beside each."""
    st.caption(f"{HOW_TO_PICK}问题很多，不能按处理情况筛选，也不能批量处理：请先缩小筛选范围。")
    latest = read_latest()  # once: a file holds what is decided now, whenever it is fetched
    worded = replace(rows, prepare=partial(worded_findings, latest=latest), beside=latest)
    presented = show_rows(worded, COLUMNS, key=KEY, **OPTIONS)
    if isinstance(presented, LaterTable):
        show_picked(presented.on_screen, is_trial=is_trial)
    show_download_buttons(presented, PAGE, choices=choices)


def worded_findings(findings: pa.Table, latest: Sequence[Mapping[str, Any]] | None) -> pa.Table:
    """Findings with what was decided on each, in words."""
    return in_words(with_latest(findings, latest), "source_kind", SOURCE_KIND_WORDS)


def show_picked(findings: pa.Table, *, is_trial: bool) -> None:
    """The finding that is picked in the table; there is no table where nothing was found."""
    if not findings.num_rows:
        return
    for row in st.session_state[KEY].selection.rows:
        if row < findings.num_rows:
            show_finding(findings.slice(row, 1).to_pylist()[0], is_trial=is_trial)


def show_finding(finding: Mapping[str, Any], *, is_trial: bool) -> None:
    """One finding: what is wrong, what is printed and where, and the decision on it, if it stands in the build."""
    with st.container(border=True, key="picked_finding"):
        st.markdown(f"**{finding['severity']}｜{markdown_text(str(finding['rule_title']))}**")
        st.text(visible_text(str(finding["message"])))
        facts = [f"{title}：{finding[name]}" for name, title in FACTS.items() if finding[name]]
        st.caption(markdown_text("｜".join(facts)))
        if finding["project_id"]:
            show_way_to_cell(finding)
        if is_trial and not fetch("findings_of_ids", {"finding_ids": [finding["finding_id"]]}).num_rows:
            st.caption("这是按试算的规则和阈值得出的问题，不在已发布的数据里，不能给出处理意见。")
        else:
            show_decision(finding)


def show_way_to_cell(finding: Mapping[str, Any]) -> None:
    """A link to the printed cell of a finding, to its form where nothing is printed there."""
    cells = fetch_rows("finding_cell", finding) if finding["line_no"] else []
    address = [("id", str(finding["project_id"]))]
    for cell in cells:
        address += [("section", cell["section_code"]), ("field", cell["field_name"])]
        address += [("row", str(cell["row_no"]))] if cell["row_no"] is not None else []
    label = "看原文中的这一格" if cells else "打开这张表（该项空白或未印）"
    st.page_link("pages/project.py", label=label, query_params=[*filter_link(), *address])
