"""复核结果: self-evaluation beside review, form by form and row by row, and where they differ much (F10).

Input: the reviewed rows that are kept, and the build. Output: figures, tables, downloads. Side of the pages.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.decisions.decision_store import DecisionStoreError
from pages.decisions.review_results import load_review_loads, load_reviews, withdraw_review
from pages.queries.published_db import fetch_rows
from pages.review.compare_scores import Limits, Row, compare_forms, compare_indicators
from pages.widgets.analyst_name import WHO_IS_MISSING, ask_analyst
from pages.widgets.download_buttons import show_download_buttons
from pages.widgets.filter_bar import chosen_filters, chosen_filters_text
from pages.widgets.finding_decisions import DECISION_COLUMNS, DECISION_LABELS, time_text
from pages.widgets.kpi_row import Kpi, show_kpi_row
from pages.widgets.record_table import show_record_table
from pages.widgets.review_findings import (
    F10_SEVERITY,
    decisions_by_form,
    list_review_findings,
    show_review_decisions,
)
from pages.widgets.review_upload import show_review_upload
from pages.widgets.row_count import show_row_count
from pages.wording.harmless_text import markdown_text, visible_table
from pages.wording.number_text import count_text, points_text

F10 = "F10 自评与复核差异大"
POINTS_TYPE = pa.decimal128(9, 4)
FORM_COLUMNS = [
    "project_name", "division_label", "fiscal_year", "severity", "finding_text", "total_score_points",
    "reviewed_total_points", "reviewed_count", "scored_row_count", "deducted_points", "deducted_share_rate",
    *DECISION_COLUMNS, "department_name", "loaded_by", "loaded_at",
]  # fmt: skip
INDICATOR_COLUMNS = [
    "project_name", "level3_name", "score_points", "reviewed_score_points", "difference_points", "actual_text",
    "reviewed_actual_text", "target_text", "weight_points", "row_state", "remark_text", "level1_name", "loaded_by",
    "loaded_at",
]  # fmt: skip
LABELS = {
    "finding_text": F10, "reviewed_total_points": "按已复核部分核减后（分）", "deducted_points": "核减（分）",
    "deducted_share_rate": "核减比例", "reviewed_count": "已复核（行）", "scored_row_count": "应复核（行）",
    "reviewed_actual_text": "复核完成值",
    "score_points": "自评得分（分）", "reviewed_score_points": "复核得分（分）",
    "difference_points": "自评减复核（分）", "row_state": "核对", "remark_text": "备注",
    "loaded_by": "存入人", "loaded_at": "存入时间", **DECISION_LABELS,
    "total_score_points": "自评总分（分）",
}  # fmt: skip
TYPES: dict[str, pa.DataType] = {
    "fiscal_year": pa.int64(), "row_no": pa.int64(), "reviewed_count": pa.int64(), "scored_row_count": pa.int64(),
    "deducted_share_rate": pa.float64(),
}  # fmt: skip
NOTHING_YET = "还没有存入复核结果。先在“抽样与导出”下载复核表，填好后在这里上传。"


def show_review_results() -> None:
    """Load a workbook back, then what all kept workbooks say of the forms of this build."""
    show_review_upload()
    try:
        reviews, loads = load_reviews(), load_review_loads()
    except DecisionStoreError as error:
        st.error(str(error))
        return
    asked = {"project_ids": sorted({review["project_id"] for review in reviews})}
    records = compare_indicators(reviews, fetch_rows("review_sheet_rows", asked))
    forms = fetch_rows("review_forms", {**chosen_filters(), **asked})
    if chosen_filters_text():  # a form that is not in the build any more has no place or year to choose it by
        shown = {form["project_id"] for form in forms}
        records = [record for record in records if record["project_id"] in shown]
    if records:
        show_comparison(records, forms)
    else:
        st.info("当前筛选下没有复核结果，请放宽上面的筛选。" if reviews else NOTHING_YET)
    if loads:
        show_loads(loads)


def show_comparison(records: Sequence[dict[str, Any]], in_build: Sequence[Row]) -> None:
    """The figures, the forms, the indicators."""
    limits = choose_limits()
    forms = compare_forms(records, in_build, limits)
    found = list_review_findings(forms)
    counted = [record for record in records if record["difference_points"] is not None]
    deducted = sum((record["difference_points"] for record in counted), Decimal(0))
    show_kpi_row(
        [
            Kpi("已复核的表（张）", count_text(len(forms))),
            Kpi("已复核（行）", count_text(len(counted)), f"存入 {len(records):,} 行，含预算执行"),
            Kpi("核减合计（分）", points_text(deducted)),
            Kpi("自评与复核差异大（张）", count_text(len(found)), "规则 F10，严重程度高"),
        ]
    )
    left_out: dict[str, int] = {}
    for record in records:
        if record["difference_points"] is None:
            left_out[record["row_state"]] = left_out.get(record["row_state"], 0) + 1
    show_row_count(len(counted), left_out, "核减", unit="行")
    st.markdown("**各表**")
    decisions = decisions_by_form(found)
    undecided = dict.fromkeys(DECISION_COLUMNS)
    told = [
        form
        | {"severity": F10_SEVERITY if form["finding_text"] else None}
        | decisions.get(form["project_id"], undecided)
        for form in forms
    ]
    told.sort(key=lambda form: -(form["deducted_points"] or Decimal(0)))
    if told:
        show_records(told, FORM_COLUMNS, "table_reviewed_forms", "复核结果_各表", limits.in_words())
    if found:
        show_review_decisions(found)
    st.markdown("**各行**")
    show_records(records, INDICATOR_COLUMNS, "table_reviewed_rows", "复核结果_各行", {})


def choose_limits() -> Limits:
    """From where on a difference counts as large, on the page, so that moving one counts anew."""
    first, second, _ = st.columns([1, 1, 3], gap="small")
    with first:
        points = st.number_input("差值上限（分）", 0.0, 100.0, 10.0, 1.0, key="f10_points", format="%.1f")
    with second:
        share = st.number_input("核减比例上限（%）", 0.0, 100.0, 20.0, 1.0, key="f10_share", format="%.1f")
    return Limits(Decimal(str(points)), Decimal(str(share)) / 100)


def show_records(
    records: Sequence[dict[str, Any]], columns: Sequence[str], key: str, title: str, choices: dict[str, str]
) -> None:
    """Records as a table that leads to the forms, with its files."""
    names = [*columns, "project_id", *(name for name in ("section_code", "row_no") if name in records[0])]
    table = pa.table({name: record_column(name, records) for name in names})
    presented = show_record_table(table, columns, key=key, labels=LABELS, section="indicator", description=title)
    show_download_buttons(presented, title, choices=choices, key_prefix=f"download_{key}")


def record_column(name: str, records: Sequence[dict[str, Any]]) -> pa.Array:
    """One column of records in its type."""
    values = [record[name] for record in records]
    if name == "loaded_at":
        return pa.array([time_text(datetime.fromisoformat(value)) for value in values], pa.string())
    if name.endswith("_points"):
        return pa.array(values, POINTS_TYPE)
    return pa.array([float(value) if isinstance(value, Decimal) else value for value in values],
                    TYPES.get(name, pa.string()))  # fmt: skip


def show_loads(loads: Sequence[Row]) -> None:
    """Which workbooks were kept, by whom and when, and the way to take one back."""
    with st.expander(f"存入记录（{len(loads):,} 份）"):
        st.dataframe(
            visible_table(
                pa.table(
                    {
                        "序号": pa.array([load["load_no"] for load in loads], pa.int64()),
                        "存入时间": [time_text(datetime.fromisoformat(load["loaded_at"])) for load in loads],
                        "经办人": [load["loaded_by"] for load in loads],
                        "文件": [load["file_name"] for load in loads],
                        "项目（个）": pa.array([load["form_count"] for load in loads], pa.int64()),
                        "已填（行）": pa.array([load["row_count"] for load in loads], pa.int64()),
                        "抽样": [load["draw_text"] for load in loads],
                        "撤回": pa.array([withdrawal_text(load) for load in loads], pa.string()),
                    }
                )
            ),
            hide_index=True,
            key="table_loads",
            placeholder="—",
            alt="存入记录",
        )
        standing = {load["load_no"]: load for load in loads if load["withdrawn_at"] is None}
        if standing:
            offer_withdrawal(standing)


def withdrawal_text(load: Row) -> str | None:
    """Who took a workbook back, and when; None while it stands."""
    if load["withdrawn_at"] is None:
        return None
    return f"{load['withdrawn_by']} 于 {time_text(datetime.fromisoformat(load['withdrawn_at']))} 撤回"


def offer_withdrawal(standing: dict[int, Row]) -> None:
    """Choose a kept workbook and take it back; the one before it counts again."""
    load_no = st.selectbox(
        "撤回哪一份",
        list(standing),
        index=None,
        placeholder="选择一份",
        key="withdraw_load",
        format_func=lambda number: f"{number}　{standing[number]['file_name']}",
    )
    author = ask_analyst("withdraw")
    if st.button("撤回", key="withdraw_review", disabled=load_no is None) and load_no is not None:
        if author is None:
            st.warning(WHO_IS_MISSING)
            return
        try:
            withdraw_review(load_no, author)
        except DecisionStoreError as error:
            st.error(markdown_text(str(error)))
            return
        st.rerun()
