"""A filled workbook loaded back: read, set against the build, its problems named, and kept when the analyst says so.

Input: an upload. Output: tables and sentences, and rows in the file of decisions. Side of the pages. The upload lives
as long as it stays chosen; only what is kept survives.
"""

import hashlib
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.decisions.decision_store import DecisionStoreError
from pages.decisions.review_results import LoadedFile, keep_review, load_review_loads
from pages.queries.published_db import build_in_use, fetch_rows
from pages.review.match_rows import FilledWorkbook, MatchedReview, NotAReviewError, ReviewedRow, find_rows, match_rows
from pages.review.reading_process import MOST_BYTES, ReviewFileError, load_sheets
from pages.review.sheet_layout import digest_of, prefilled_texts
from pages.widgets.analyst_name import WHO_IS_MISSING, ask_analyst
from pages.widgets.trial_view import show_rows
from pages.wording.harmless_text import markdown_text, visible_text

READ = "review_read"
NAME_CHARACTERS, DRAW_CHARACTERS = 80, 500
HOW_IT_WORKS = (
    "上传填好的复核表，系统按行标识找到每个指标，核对预填内容没有改动后，与自评得分并列。只有点“存入”才会保存；"
    "同一项目以最后存入的为准。"
)


def show_review_upload() -> None:
    """The chooser of a workbook, what it holds, and the button that keeps it."""
    st.caption(HOW_IT_WORKS)
    upload = st.file_uploader(
        f"上传填好的复核表（.xlsx，不超过 {MOST_BYTES >> 20} MB）",
        type=["xlsx"],
        key="review_upload",
        max_upload_size=MOST_BYTES >> 20,
    )
    if upload is None:
        st.session_state.pop(READ, None)
        return
    read = st.session_state.get(READ)
    if read is None or read["file_id"] != upload.file_id:
        read = {"file_id": upload.file_id, **read_upload(upload)}
        st.session_state[READ] = read
    if read["refusal"] is not None:
        st.error(markdown_text(read["refusal"]))
        return
    workbook: FilledWorkbook = read["workbook"]
    matched = match_rows(workbook, fetch_rows("review_sheet_rows", {"project_ids": workbook.project_ids()}))
    show_matched(workbook, matched)
    if matched.rows:
        offer_keeping(described_file(upload.name, read["sha256"], workbook), matched)


def read_upload(upload: UploadedFile) -> dict[str, Any]:
    """The rows of an upload and its SHA-256, or why there are none."""
    content = upload.getvalue()
    try:
        with st.spinner("正在读取复核表……"):
            workbook = find_rows(load_sheets(content))
    except (ReviewFileError, NotAReviewError) as error:
        return {"refusal": str(error), "workbook": None, "sha256": ""}
    return {"refusal": None, "workbook": workbook, "sha256": hashlib.sha256(content).hexdigest()}


def show_matched(workbook: FilledWorkbook, matched: MatchedReview) -> None:
    """How much of the workbook belongs to the build, and every row that does not, with its reason."""
    forms = {row.indicator["project_id"] for row in matched.rows}
    st.text(
        f"读出 {len(forms):,} 个项目的 {len(matched.rows):,} 行已填；未填 {matched.blank_count:,} 行；"
        f"不能采用 {len(matched.problems):,} 行。"
    )
    current = build_in_use().name
    if not workbook.build_name:
        st.warning("文件没有标明数据批次，只按各行内容核对。")
    elif workbook.build_name != current:
        st.info(
            markdown_text(
                f"复核表导出自批次 {workbook.build_name}，现为批次 {current}：没有变的行照常采用，变了的列在下面。"
            )
        )
    problems = [
        {"sheet": problem.sheet_name, "line": problem.line_no, "reason": problem.reason} for problem in matched.problems
    ]
    show_rows("不能采用的行", problems, {"sheet": "工作表", "line": "行", "reason": "原因"})


def described_file(name: str, sha256: str, workbook: FilledWorkbook) -> LoadedFile:
    """What is kept of the workbook itself."""
    return LoadedFile(
        file_name=visible_text(name)[:NAME_CHARACTERS],
        file_sha256=sha256,
        draw_text=workbook.draw_text[:DRAW_CHARACTERS],
        exported_build_name=workbook.build_name[:NAME_CHARACTERS],
        build_name=build_in_use().name,
    )


def offer_keeping(file: LoadedFile, matched: MatchedReview) -> None:
    """The name of the analyst and the button; says where the same file was kept before."""
    try:
        before = [one for one in load_review_loads() if one["file_sha256"] == file.file_sha256]
    except DecisionStoreError as error:
        st.error(str(error))
        return
    if before and before[0]["withdrawn_at"] is None:
        st.success(markdown_text(f"这份文件已由 {before[0]['loaded_by']} 存入，结果见下。"))
        return
    author = ask_analyst("review")
    if st.button(f"存入 {len(matched.rows):,} 个指标的复核结果", type="primary", key="keep_review"):
        if author is None:
            st.warning(WHO_IS_MISSING)
            return
        try:
            keep_review(file, [kept_row(row) for row in matched.rows], author)
        except DecisionStoreError as error:
            st.error(str(error))
            return
        st.toast("已存入复核结果")
        st.rerun()


def kept_row(row: ReviewedRow) -> dict[str, Any]:
    """A reviewed row as it is kept: numbers as exact texts, the form's cells as digest."""
    indicator = row.indicator
    return {
        "project_id": indicator["project_id"],
        "row_no": indicator["row_no"],
        "project_name": indicator["project_name"],
        "level3_name": indicator["level3_name"],
        "prefilled_digest": digest_of(prefilled_texts(indicator)),
        "weight_points": points_text(indicator["weight_points"]),
        "self_score_points": points_text(indicator["score_points"]),
        "reviewed_actual_text": row.reviewed_actual_text,
        "reviewed_score_points": points_text(row.reviewed_score_points),
        "remark_text": row.remark_text,
    }


def points_text(points: object) -> str | None:
    """Points as text, None for unknown ones."""
    return None if points is None else str(points)
