"""The reasons as a reading list: grouped, searched words marked, each with its lost points and the way to its form.

Input: the rows of `deviation_reasons.sql`, a screen page of which is fetched, what `reason_groups.sql` says of their
groups, and the words. Output: escaped HTML (documents are hostile), shown by st.html. Side of the pages.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.queries.row_part import RowPart
from pages.widgets.address_choice import choose_page
from pages.widgets.filter_bar import page_address
from pages.widgets.row_pages import AskedRows, answer_mark
from pages.wording.harmless_text import html_text
from pages.wording.highlighted_text import highlighted_html
from pages.wording.number_text import points_text

GROUPINGS: Mapping[str, str] = {"category": "指标类别", "department": "主管部门"}
REASONS_A_PAGE = 15
EXECUTION_GROUP = "预算执行"  # a row of money has no levels; its points are those of the execution
MEASURE_ONLY_FLAG = '<span class="flag" title="只写了改进措施，没有说明原因">只写措施</span>'
STYLE = """<style>
.reasons h4 { font-size: 1rem; font-weight: 600; margin: 0.9rem 0 0.3rem; padding-bottom: 0.2rem;
  border-bottom: 1px solid rgba(128, 138, 150, 0.35); }
.reasons h4 small, .reasons .facts { font-size: 0.86rem; font-weight: 400; opacity: 0.75; }
.reasons article { padding: 0.35rem 0 0.45rem; border-bottom: 1px dotted rgba(128, 138, 150, 0.3); line-height: 1.55; }
.reasons mark { background: rgba(240, 180, 40, 0.42); color: inherit; padding: 0 0.1em; border-radius: 2px; }
.reasons .flag { white-space: nowrap;
  border: 1px solid currentColor; border-radius: 3px; padding: 0 0.3em; margin-left: 0.4em;
  font-size: 0.8rem; opacity: 0.8; }
.reasons a { white-space: nowrap; color: inherit; text-decoration: underline; }
</style>"""


def count_reasons(groups: pa.Table) -> int:
    """How many reasons all groups have together."""
    return sum(groups["reason_count"].to_pylist())


def show_reason_list(rows: AskedRows, groups: pa.Table, words: list[str]) -> None:
    """Show one screen page of the reasons under their groups, with a pager where there are more."""
    page_count = -(-count_reasons(groups) // REASONS_A_PAGE)
    first = (choose_page("reason_page", page_count, answer_mark(rows)) - 1) * REASONS_A_PAGE
    shown = rows.load(RowPart(offset=first, limit=REASONS_A_PAGE)).to_pylist()
    st.html(STYLE + reason_list_html(shown, groups.to_pylist(), words))


def reason_list_html(
    shown: Sequence[Mapping[str, Any]],
    groups: Sequence[Mapping[str, Any]],
    words: list[str],
    form_address: Callable[[Mapping[str, Any]], str] | None = None,
) -> str:
    """The shown rows as HTML under group headings, which count over all reasons of the group. The groups keep the rows'
    order."""
    address = form_address or address_of_form
    facts = {group["group_name"]: group for group in groups}
    html, heading = ['<div class="reasons">'], None
    for row in shown:
        if row["group_name"] != heading:
            heading = row["group_name"]
            html.append(heading_html(facts[heading]))
        html.append(reason_html(row, words, address(row)))
    return "".join([*html, "</div>"])


def heading_html(group: Mapping[str, Any]) -> str:
    """The heading of a group: how many reasons it has, and how many points they lost."""
    facts = f"{group['reason_count']:,} 段文字，共失 {points_text(lost_points(group))} 分"
    return f"<h4>{html_text(str(group['group_name']))} <small>{facts}</small></h4>"


def reason_html(row: Mapping[str, Any], words: list[str], address: str) -> str:
    """One reason: its text, and below it the indicator, what was aimed at and reached, the points, and the form."""
    flag = MEASURE_ONLY_FLAG if row["is_measure_only"] else ""
    form = [
        row["division_label"] or "未认定区划",
        row["fiscal_year"] or "年度未印",
        row["project_name"] or "未写项目名称",
    ]
    classes = f"原因：{row['cause_names'] or '未识别'}；措施：{row['measure_names'] or '未识别'}"
    level = EXECUTION_GROUP if row["section_code"] == "fund" else row["level2_name"] or "未分类"
    facts = [
        f"{level}·{row['level3_name'] or '未写指标名'}",
        *targets_sentence(row),
        points_sentence(row),
        classes,
        " ".join(str(part) for part in form),
    ]
    return (
        f"<article><div>{highlighted_html(str(row['deviation_reason_text']), words)}{flag}</div>"
        f'<div class="facts">{html_text("｜".join(facts))}　'
        f'<a href="{html_text(address)}">打开项目表</a></div></article>'
    )


def targets_sentence(row: Mapping[str, Any]) -> list[str]:
    """What was aimed at and reached; nothing for money, which has neither."""
    if row["section_code"] == "fund":
        return []
    return [f"目标 {row['target_text'] or '—'}，完成 {row['actual_text'] or '—'}"]


def points_sentence(row: Mapping[str, Any]) -> str:
    """How many points were lost of how many, or that no points are printed."""
    if row["lost_points"] is None:
        return "表上没有得分"
    return f"失 {points_text(lost_points(row))} 分（满分 {points_text(Decimal(str(row['weight_points'])))}）"


def lost_points(row: Mapping[str, Any]) -> Decimal:
    """The points lost on a row or in a group, none where the form prints no score."""
    return Decimal(str(row["lost_points"] or 0))


def address_of_form(row: Mapping[str, Any]) -> str:
    """The address of the form at the reason's row, with the filters of the moment."""
    return page_address("project", id=str(row["project_id"]), section=str(row["section_code"]), row=str(row["row_no"]))
