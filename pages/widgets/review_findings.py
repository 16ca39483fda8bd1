"""What a review finds (rule F10) as findings that an analyst decides upon, like those of the audit.

Input: forms as `compare_forms` gives them. Output: their F10 findings as a table, and the form to decide. Side of the
pages. A finding keeps its id as long as form, self score and review stay the same, whatever limits are tried; after
another workbook the decision is shown as stale.
"""

import hashlib
from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from pages.decisions.finding_verdicts import KEPT_COLUMNS, SEPARATOR
from pages.review.compare_scores import Row, plain
from pages.widgets.finding_decisions import DECISION_COLUMNS, show_decision, with_decisions
from pages.wording.harmless_text import visible_text

F10_ID, F10_TITLE, F10_SEVERITY = "F10", "自评与复核差异大", "高"
EXPECTED = "自评得分与复核得分相近"
TYPES = {"row_no": pa.int64(), "fiscal_year": pa.int64()}


def list_review_findings(forms: Sequence[Row]) -> list[dict[str, object]]:
    """The F10 findings of the forms that have one, with the columns of KEPT_COLUMNS."""
    return [describe_finding(form) for form in forms if form["finding_text"]]


def describe_finding(form: Row) -> dict[str, object]:
    """The finding of one form."""
    total = "未印" if form["total_score_points"] is None else f"{plain(form['total_score_points'])} 分"
    printed = f"自评总分 {total}，复核核减 {plain(form['deducted_points'])} 分"
    name = SEPARATOR.join((F10_ID, str(form["project_id"]), "None", EXPECTED, printed))
    told = {
        "finding_id": hashlib.sha256(name.encode()).hexdigest()[:16],
        "rule_id": F10_ID,
        "rule_title": F10_TITLE,
        "severity": F10_SEVERITY,
        "message": f"{F10_TITLE}：{printed}",  # without the limits tried: they do not make a decision stale
        "printed": printed,
        "expected": EXPECTED,
        "section_code": "form",
    }
    return {column: told.get(column, form.get(column)) for column in KEPT_COLUMNS}


def decisions_by_form(findings: Sequence[dict[str, object]]) -> dict[str, dict[str, str | None]]:
    """The decision columns of each form with a finding."""
    if not findings:
        return {}
    columns = {name: pa.array([one[name] for one in findings], TYPES.get(name, pa.string())) for name in KEPT_COLUMNS}
    decided = with_decisions(pa.table(columns)).select(["project_id", *DECISION_COLUMNS]).to_pylist()
    return {row["project_id"]: {name: row[name] for name in DECISION_COLUMNS} for row in decided}


def show_review_decisions(findings: Sequence[dict[str, object]]) -> None:
    """Choose one of the forms whose review differs much, and decide on it."""
    with st.expander("对自评与复核差异大的表给出处理意见（属实、不成立）"):
        chosen = st.selectbox(
            "处理哪一张表",
            range(len(findings)),
            index=None,
            placeholder="选择一张表",
            format_func=lambda place: visible_text(f"{findings[place]['project_name']}｜{findings[place]['message']}"),
            key="decided_review",
        )
        if chosen is not None:
            show_decision(findings[chosen])
