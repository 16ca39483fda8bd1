"""How surely forms were read, and why: the figure and its parts, every check, what was left unread, what was changed.

Input: rows of `source_forms.sql` and `reading_values.sql`. Output: a sentence and tables that lead to the place on
项目详情: a part of the source trail. Side of the pages.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.queries.published_db import fetch
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.ignored_choices import tell_ignored
from pages.widgets.kept_address import address_value, put_in_address
from pages.widgets.printed_form import FIELD_TITLES, SECTION_TITLES
from pages.widgets.record_table import show_record_table
from pages.widgets.row_pages import AskedRows, show_rows
from pages.wording.code_words import CHECK_PART_WORDS, CHECK_STATUS_WORDS, in_words
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import percent_text

FORMULA = (
    "读取把握 = 单元格认领率、栏目认出率、取值率、合计相符率四者的平均；表上没有可核对内容的一项不计。"
    "取值率看年度、金额、分数、执行率、日期、指标值各类是否全部取到值，有一处留空的一类不算（如没有金额单位）。"
    "修复和推算无法在表上核对，不计入。合计不相符也可能是原件本身印错，请点开看原文。"
)
FORM_KEY = "form"  # of the address: which form is explained
PARTS = ("claimed_cell_rate", "resolved_column_rate", "valued_kind_rate", "agreed_sum_rate")
PART_TITLES = ("单元格认领率", "栏目认出率", "取值率", "合计相符率")
FORM_COLUMNS = [
    "project_name", "reading_confidence_rate", "claimed_cell_rate", "unread_cell_count", "resolved_column_rate",
    "valued_kind_rate", "agreed_sum_rate", "checked_sum_count", "repaired_count", "inferred_count", "document_label",
    "form_no", "form_type_label", "fiscal_year", "division_label", "department_name", "indicator_count",
    "finding_count",
]  # fmt: skip
FORM_LABELS = {"finding_count": "问题与提示（条）"}
CHECK_COLUMNS = ["check_part", "check_status", "check_text"]
PROBLEM_COLUMNS = ["rule_title", "message", "printed", "place_text"]
VALUE_COLUMNS = [
    "treatment_label", "section_label", "row_no", "field_label", "printed_text", "repair_reason_text", "place_text",
]  # fmt: skip
VALUE_LABELS = {"treatment_label": "处理方式", "section_label": "所在块", "field_label": "字段"}


def show_readings(forms: AskedRows, choices: Mapping[str, str]) -> None:
    """The forms that were read, the least surely read first, and why the picked one got its figure."""
    st.caption(FORMULA)
    if not forms.load_first().num_rows:
        st.caption("这些原件没有读出项目表。")
        return
    presented = show_rows(
        forms, FORM_COLUMNS, key="table_forms", labels=FORM_LABELS, description="读出的项目表", on_pick=pick_form
    )
    show_download_buttons(presented, "读取把握", choices=choices, key_prefix="download_forms")
    st.caption("点选上表一行，下面说明这张表的读取把握；点“打开”看整张表。")
    form = picked_form(forms)
    everywhere: dict[str, object] = {"document": [], "reading_status": [], "treatment": []}
    show_reading_explanation(
        form,
        fetch("reading_checks", {"form": form["project_id"]}),
        fetch("reading_problems", {"form": form["project_id"]}),
        fetch("reading_values", {**everywhere, "form": [form["project_id"]]}),
    )


def show_reading_explanation(form: Mapping[str, Any], checks: pa.Table, problems: pa.Table, values: pa.Table) -> None:
    """Explain the reading confidence of one form."""
    title = f"{form['project_name'] or '未印名称的项目'}（{form['document_label']} 第 {form['form_no']} 张）"
    st.subheader(markdown_text(title), anchor=False)
    st.text(confidence_sentence(form))
    listed = in_words(in_words(checks, "check_part", CHECK_PART_WORDS), "check_status", CHECK_STATUS_WORDS)
    show_table(listed, CHECK_COLUMNS, "checks", "读取核对")
    st.markdown(f"**没有认领的内容和读取提示（{problems.num_rows:,} 条）**")
    if problems.num_rows:
        show_table(problems, PROBLEM_COLUMNS, "problems", "读取提示")
    else:
        st.caption("每一格都归入了字段，没有读取提示。")
    st.markdown(f"**修复和推算的值（{values.num_rows:,} 个）**")
    if values.num_rows:
        show_table(values_in_words(values), VALUE_COLUMNS, "changes", "修复和推算的值")
    else:
        st.caption("全部照原文读出，没有修复或推算。")


def picked_form(forms: AskedRows) -> dict[str, Any]:
    """The form that the address names, else the one that was read least surely (the first)."""
    asked = address_value(FORM_KEY)
    named = replace(forms.part, picked=(("project_id", (asked or "",)),), limit=1)
    found: list[dict[str, Any]] = forms.load(named).to_pylist() if asked else []
    tell_ignored("表", [asked] if asked and not found else [])
    return (found or forms.load_first().slice(0, 1).to_pylist())[0]


def pick_form(form: Mapping[str, Any]) -> None:
    """Put a form into the address; the next run explains it."""
    put_in_address(FORM_KEY, (str(form["project_id"]),))


def show_values(values: AskedRows, choices: Mapping[str, str]) -> None:
    """Single values that were repaired, inferred or taken as printed, each leading to its cell."""
    count = values.count()
    if not count:
        st.info("没有这样处理的值。")
        return
    st.caption(f"共 {count:,} 个值；读取把握低的表在前。点“打开”看它在原文中的位置。")
    columns = ["project_name", *VALUE_COLUMNS, "document_label"]
    presented = show_rows(
        replace(values, prepare=values_in_words), columns, key="table_values", labels=VALUE_LABELS,
        description="修复与推算的值",
    )  # fmt: skip
    show_download_buttons(presented, "修复与推算", choices=choices, key_prefix="download_values")


def show_table(rows: pa.Table, columns: list[str], name: str, title: str) -> None:
    """A table of the explanation with its downloads."""
    presented = show_record_table(rows, columns, key=f"table_{name}", labels=VALUE_LABELS, description=title)
    show_download_buttons(presented, title, key_prefix=f"download_{name}")


def values_in_words(values: pa.Table) -> pa.Table:
    """Values with the words for blocks and fields beside the codes that lead to their cells."""
    for column, label, words in (
        ("section_code", "section_label", SECTION_TITLES),
        ("field_name", "field_label", FIELD_TITLES),
    ):
        shown = [words.get(code, code) for code in values[column].to_pylist()]
        values = values.append_column(label, pa.array(shown, pa.string()))
    return values


def confidence_sentence(form: Mapping[str, Any]) -> str:
    """The figure as the mean of its parts, with what each counts."""
    told = [
        f"{title} {percent_text(form[part])}"
        for part, title in zip(PARTS, PART_TITLES, strict=True)
        if form[part] is not None
    ]
    if not told:
        return "这张表没有可核对的内容，算不出读取把握。"
    whole = percent_text(form["reading_confidence_rate"])
    counted = f"印出 {form['printed_cell_count']:,} 格，未认领 {form['unread_cell_count']:,} 格；"
    sums = f"能核对的合计和执行率 {form['checked_sum_count']:,} 项，相符 {form['agreed_sum_count']:,} 项。"
    return f"读取把握 {whole} = （{' + '.join(told)}）÷ {len(told)}。{counted}{sums}"
