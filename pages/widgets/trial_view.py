"""What a trial reading found, on the page: the forms as they would be read, their checks, what was set aside and why.

Input: the JSON of `python -m etl read`. Output: tables and texts. Side of the pages. Every text of it comes out of a
document that nobody has looked at: it reaches the page through tables, plain text or escaped HTML only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.widgets.printed_form import INFERRED_MARK, OCR_MARK, REPAIRED_MARK
from pages.wording.code_words import CHECK_STATUS_WORDS
from pages.wording.harmless_text import html_text, visible_text
from pages.wording.number_text import percent_text

Described = Mapping[str, Any]
FORM_TYPE_WORDS = {"self_evaluation": "自评表", "target_declaration": "目标申报表"}
HEAD: Mapping[str, str] = {
    "form_type": "表类", "fiscal_year": "年度", "project_name": "项目名称", "supervising_department": "主管部门",
    "implementing_unit": "实施单位", "province": "省", "district": "区县", "amount_unit": "金额单位",
    "total_score": "总分", "grade": "评分等级", "start": "开始日期", "end": "完成日期",
    "project_total_budget": "项目总预算", "prior_year_budget": "上年预算额", "prior_year_executed": "上年执行数",
    "overall_goal": "项目总目标", "expected_goal": "年度总体目标", "actual_completion": "实际完成情况",
}  # fmt: skip
FUND: Mapping[str, str] = {
    "label": "资金行", "initial_budget": "年初预算数", "adjusted_budget": "全年预算数", "executed": "全年执行数",
    "weight": "分值", "execution_rate": "执行率（%）", "score": "得分",
}  # fmt: skip
INDICATOR: Mapping[str, str] = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "年度指标值", "actual": "实际完成值",
    "weight": "分值", "score": "得分", "deviation_reason": "偏差原因及改进措施", "line": "原件行号",
}  # fmt: skip
PROBLEM: Mapping[str, str] = {"severity": "级别", "line": "原件行号", "message": "说明", "printed": "印出原文"}
SET_ASIDE: Mapping[str, str] = {"line": "原件行号", "reason": "未采用原因"}
CHECK: Mapping[str, str] = {"status": "核对结果", "message": "核对说明"}
WIDTHS = {"说明": 460, "印出原文": 260, "未采用原因": 560, "核对说明": 560, "三级指标": 180, "偏差原因及改进措施": 320}
MARKS: Mapping[str, str] = {"repaired": REPAIRED_MARK, "inferred": INFERRED_MARK, "ocr": OCR_MARK}
MARKS_EXPLAINED = "※ 读取时修复　◇ 由表内合计推算　○ OCR 识别，请对照原件"
ROW_PIXELS, HEADER_PIXELS, MOST_ROWS_SHOWN = 30, 34, 20


def show_trial(described: Described) -> None:
    """Write what would be read, form by form, and what would not."""
    forms, set_aside = described.get("tables") or [], described.get("set_aside") or []
    outside = described.get("problems") or []
    hints = len(outside) + sum(len(form.get("problems") or []) for form in forms)
    st.text(f"读出 {len(forms):,} 张项目表；未采用 {len(set_aside):,} 处；读取提示 {hints:,} 条。")
    show_rows("未采用的部分和原因", set_aside, SET_ASIDE)
    show_rows("整份文件的读取提示", outside, PROBLEM)
    if forms:
        show_form_of(forms)


def show_form_of(forms: Sequence[Described]) -> None:
    """The chosen form of a document, the first where it has but one."""
    number = 0
    if len(forms) > 1:
        titles = [cell_text(form.get("project_name")) or "未写名称" for form in forms]
        names = [f"第 {place} 张：{title}" for place, title in enumerate(titles, start=1)]
        number = st.selectbox("看哪一张表", range(len(forms)), format_func=names.__getitem__, key="trial_form")
    form = forms[number]
    if (confidence := form.get("reading_confidence")) is not None:
        st.text(f"读取把握 {percent_text(confidence)}")
    parts = [form, *(form.get("funding") or []), *(form.get("indicators") or [])]
    if any(part.get(treatment) for part in parts for treatment in MARKS):
        st.caption(MARKS_EXPLAINED)
    st.html(head_html(marked(form)))
    unit = cell_text(form.get("amount_unit"))
    show_rows(f"项目资金（{unit or '表上未印金额单位'}）", [marked(row) for row in form.get("funding") or []], FUND)
    show_rows("绩效指标", [marked(row) for row in form.get("indicators") or []], INDICATOR)
    checks = [
        row | {"status": CHECK_STATUS_WORDS.get(row["status"], row["status"])}
        for row in form.get("reading_checks") or []
    ]
    show_rows("读取核对", checks, CHECK)
    show_rows("这张表的读取提示", form.get("problems") or [], PROBLEM)


def head_html(form: Described) -> str:
    """The head of a form as a table of two columns, everything escaped."""
    shown = {key: cell_text(form.get(key)) for key in HEAD}
    shown["form_type"] = FORM_TYPE_WORDS.get(shown["form_type"] or "", shown["form_type"])
    rows = "".join(
        f"<tr><th>{html_text(HEAD[key])}</th><td>{html_text(text)}</td></tr>" for key, text in shown.items() if text
    )
    return f'<table class="facts"><caption>表头与目标</caption>{rows}</table>'


def marked(row: Described) -> dict[str, Any]:
    """A form or a row of it whose treated values carry the marks of the page 项目详情."""
    shown = dict(row)
    for treatment, mark in MARKS.items():
        for key in row.get(treatment) or []:
            if cell_text(shown.get(key)) is not None:
                shown[key] = f"{cell_text(shown[key])}{mark}"
    return shown


def show_rows(title: str, rows: Iterable[Described], columns: Mapping[str, str]) -> None:
    """A list of objects as a table of texts under Chinese headers; nothing where the list is empty."""
    listed = list(rows)
    if not listed:
        return
    st.markdown(f"**{title}（{len(listed):,} 行）**")
    table = pa.table(
        {header: pa.array([cell_text(row.get(key)) for row in listed], pa.string()) for key, header in columns.items()}
    )
    st.dataframe(
        table,
        hide_index=True,
        column_config={name: st.column_config.TextColumn(name, width=WIDTHS.get(name)) for name in table.column_names},
        row_height=ROW_PIXELS,
        height=HEADER_PIXELS + ROW_PIXELS * min(table.num_rows, MOST_ROWS_SHOWN),
        placeholder="—",
        alt=title,
    )


def cell_text(value: object) -> str | None:
    """A value of the JSON as it is shown: whole numbers without decimals, nothing for null."""
    if value is None:
        return None
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return visible_text(str(value))
