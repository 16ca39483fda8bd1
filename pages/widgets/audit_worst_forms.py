"""The forms that can be believed least, each with its reasons in one line.

Input: what narrows the page. Output: the table `table_main` and its files. Side of the pages.
"""

import re
from collections.abc import Mapping

import pyarrow as pa
import streamlit as st

from pages.queries.published_db_stand_in import StandIn
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.row_count import left_out_note, show_nothing_chosen, show_row_count
from pages.widgets.row_pages import AskedRows, show_rows

COLUMNS = [
    "project_name", "main_reasons_text", "division_label", "fiscal_year", "high_fact_count", "middle_fact_count",
    "low_fact_count", "amount_yuan", "total_score_points", "audited_proven_points", "distrust_weight",
    "form_type_label", "department_name", "finding_count",
]  # fmt: skip
FILE_COLUMNS = ["reasons_text"]  # all of them are more than a row of the screen holds
MOST_REASONS = 3
LABELS = {
    "main_reasons_text": "主要理由（最严重一级）",
    "reasons_text": "全部理由",
    "high_fact_count": "高（件）",
    "middle_fact_count": "中（件）",
    "low_fact_count": "低（件）",
    "amount_yuan": "预算",
    "total_score_points": "自评总分（分）",
    "audited_proven_points": "已证实得分（分）",
    "distrust_weight": "排序权重",
    "finding_count": "发现（条）",
}
NARROWING = ("severity", "source_kind", "rule")  # what narrows the findings besides the filters
HOW = (
    "排序权重＝（高×10＋中×3＋低×1）×lg（10＋预算万元，没有预算的用执行数）：先看问题，再看钱，大项目不压倒一切。"
    "几条规则说的是同一件事（如低执行率高产出与高总分低执行）只算一次，取最严重的一级。"
    "自评表在前，申报表没有完成情况可对照，排在自评表之后。"
)


def show_worst_forms(
    asked: Mapping[str, object], stand_in: StandIn | None, form_count: int, choices: Mapping[str, str]
) -> None:
    """The table with its files. *Shape*: `asked` are the filters and what narrows the page, `choices` the latter in
    words; `form_count` is how many forms the filters leave."""
    rows = AskedRows("worst_forms", asked, stand_in, prepare=with_main_reasons)
    if not rows.load_first().num_rows:
        say_nothing_found("带审核发现的项目表", "worst_forms", asked)
        return
    listed_count = rows.count()
    left_out = {"没有审核发现": form_count - listed_count}
    show_row_count(listed_count, left_out, "本表", unit="张项目表")
    st.caption(HOW)
    presented = show_rows(
        rows, COLUMNS, labels=LABELS, description="最不可信的表", file_columns=FILE_COLUMNS, has_long_texts=True
    )
    notes = {"排序": HOW} | left_out_note(left_out, "张项目表")
    show_download_buttons(presented, "自评质量审核_最不可信的表", choices=choices, notes=notes)


def with_main_reasons(rows: pa.Table) -> pa.Table:
    """The rows with the reasons of the severest level as a short text for the screen."""
    main_reasons = [shorten_reasons(text) for text in rows["reasons_text"].to_pylist()]
    return rows.append_column("main_reasons_text", pa.array(main_reasons, pa.string()))


def shorten_reasons(reasons_text: str) -> str:
    """The reasons of the severest level as a short text: the first three, and how many there are."""
    severest = reasons_text.split("；", maxsplit=1)[0].partition("：")[2]
    facts = [re.sub(r"（共 (\d+) 处）$", r"×\1", fact) for fact in severest.split("、")]
    rest = f" 等 {len(facts)} 项" if len(facts) > MOST_REASONS else ""
    return "、".join(facts[:MOST_REASONS]) + rest


def say_nothing_found(what: str, question: str, asked: Mapping[str, object]) -> None:
    """Say that nothing is left, and which of the filters to lift."""
    show_nothing_chosen(what, question, {name: asked[name] for name in NARROWING})
