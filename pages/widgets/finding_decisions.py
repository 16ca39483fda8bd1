"""Decisions on findings: as columns of a table of findings, and the forms in which an analyst decides.

Input: findings as `audit_findings.sql` gives them. Output: columns, or rows in the file of decisions. Side of the
pages. Where that file cannot be used, one sentence says so and the page goes on as if nothing had been decided.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.decisions.decision_store import DecisionStoreError
from pages.decisions.finding_verdicts import (
    KEPT_COLUMNS,
    VERDICTS,
    Author,
    Finding,
    Verdict,
    keep_verdict,
    load_history,
    load_latest,
    match_verdicts,
)
from pages.queries.published_db import build_in_use, fetch
from pages.queries.row_part import RowPart
from pages.widgets.analyst_name import WHO_IS_MISSING, ask_analyst
from pages.widgets.said_once import warn_once
from pages.wording.harmless_text import markdown_text, visible_text, without_unseen
from pages.wording.number_text import build_number_text

DECISION_LABELS: Mapping[str, str] = {
    "decision_text": "处理意见",
    "decision_note": "处理说明",
    "decided_by": "经办人",
    "decided_at": "处理时间",
    "decision_state": "是否过期",
}
DECISION_COLUMNS: Sequence[str] = tuple(DECISION_LABELS)
DECISION_CODES: Mapping[str, str] = {
    "undecided": "未处理", "accepted": "属实", "rejected": "不成立", "noted": "仅说明", "stale": "已过期",
}  # fmt: skip
UNREAD = "读不出"
ROUND = "decision_round"
CHOICES = ("accepted", "rejected", "noted")
NEEDS_NOTE = ("rejected", "noted")
NOTE_CHARACTERS = 500
MOST_AT_ONCE = 2_000
BEIJING = timezone(timedelta(hours=8))
HOW_LONG = "处理意见存放在单独的文件里，重新生成数据后仍在；表上原文或应为值变了，意见显示为已过期，需要重新确认。"


def with_decisions(rows: pa.Table) -> pa.Table:
    """The same findings with the columns of DECISION_COLUMNS and `decision_code` (a key of DECISION_CODES) behind them.

    *Shape*: rows of `audit_findings.sql` or any other with its columns of KEPT_COLUMNS, as far as it has them.
    """
    return with_latest(rows, read_latest())


def with_latest(rows: pa.Table, latest: Sequence[Mapping[str, Any]] | None) -> pa.Table:
    """The same by decisions that were read before; None: they cannot be read."""
    loaded = None if latest is None else match_rows(rows, latest)
    verdicts = [None] * rows.num_rows if loaded is None else loaded
    unread = UNREAD if loaded is None else None
    told: dict[str, list[str | None]] = {
        "decision_text": [VERDICTS[one.code] if one else unread for one in verdicts],
        "decision_note": [one.note or None if one else None for one in verdicts],
        "decided_by": [one.decided_by if one else None for one in verdicts],
        "decided_at": [time_text(one.decided_at) if one else None for one in verdicts],
        "decision_state": [state_text(one) if one else None for one in verdicts],
        "decision_code": [decision_code(one) for one in verdicts],
    }
    for name, values in told.items():
        rows = rows.append_column(name, pa.array(values, pa.string()))
    return rows


def rejected_findings(filters: Mapping[str, object]) -> list[str] | None:
    """The ids of the findings among the filtered forms that an analyst judged unfounded, as far as that still holds;
    None where the file of decisions cannot be read."""
    latest = read_latest()
    if latest is None:
        return None
    rejected = [decision for decision in latest if decision["verdict_code"] == "rejected"]
    if not rejected:
        return []  # without asking for findings, of which a large build has many
    ids = {str(decision["finding_id"]) for decision in rejected}
    in_build = set(fetch("findings_of_ids", {"finding_ids": sorted(ids)})["finding_id"].to_pylist())
    # a decision on a finding that the build does not have may hold for another of its rule
    rules = sorted({str(decision["rule_id"]) for decision in rejected if decision["finding_id"] not in in_build})
    asked = {**filters, "severity": [], "source_kind": []}
    decided = fetch("audit_findings", {**asked, "rule": []}, part=RowPart(picked=(("finding_id", tuple(sorted(ids))),)))
    alike = fetch("audit_findings", {**asked, "rule": rules}, part=RowPart(limit=None if rules else 0))
    rows = pa.concat_tables([decided, alike.filter(pc.invert(pc.is_in(alike["finding_id"], decided["finding_id"])))])
    pairs = zip(rows["finding_id"].to_pylist(), match_rows(rows, latest), strict=True)
    return [finding_id for finding_id, verdict in pairs if decision_code(verdict) == "rejected"]


def load_verdicts(rows: pa.Table) -> list[Verdict | None] | None:
    """The verdict that counts for each row; None, and one sentence, where the file of decisions cannot be read."""
    latest = read_latest()
    return None if latest is None else match_rows(rows, latest)


def read_latest() -> list[dict[str, Any]] | None:
    """The latest decisions of all findings; None, and one sentence, where they cannot be read."""
    try:
        return load_latest()
    except DecisionStoreError as error:
        warn_once(str(error))
        return None


def match_rows(rows: pa.Table, latest: Sequence[Mapping[str, Any]]) -> list[Verdict | None]:
    """The verdict that counts for each row, of the latest decisions."""
    if not latest:
        return [None] * rows.num_rows
    decided = pa.array([decision["finding_id"] for decision in latest], pa.string())
    in_build = fetch("findings_of_ids", {"finding_ids": sorted(decided.to_pylist())})["finding_id"].to_pylist()
    is_decided = pc.is_in(rows["finding_id"], decided)
    known = {*in_build, *rows["finding_id"].filter(is_decided).to_pylist()}
    orphans = [decision for decision in latest if decision["finding_id"] not in known]
    forms = {"project_ids": sorted({str(orphan["project_id"]) for orphan in orphans})}
    known_forms = set(fetch("forms_of_ids", forms)["project_id"].to_pylist())
    is_alike = pc.is_in(rows["rule_id"], pa.array([orphan["rule_id"] for orphan in orphans], pa.string()))
    places = pc.indices_nonzero(pc.or_(is_decided, is_alike))  # of most rows nothing is said
    asked = rows.select([name for name in KEPT_COLUMNS if name in rows.column_names]).take(places).to_pylist()
    verdicts: list[Verdict | None] = [None] * rows.num_rows
    for place, verdict in zip(places.to_pylist(), match_verdicts(asked, latest, known, known_forms), strict=True):
        verdicts[place] = verdict
    return verdicts


def decision_code(verdict: Verdict | None) -> str:
    """How far a finding is dealt with, as a key of DECISION_CODES."""
    if verdict is None:
        return "undecided"
    return "stale" if verdict.stale_reason else verdict.code


def state_text(verdict: Verdict) -> str:
    """Whether a verdict still holds, in words."""
    return f"已过期：{verdict.stale_reason}" if verdict.stale_reason else "有效"


def time_text(moment: datetime) -> str:
    """A moment in Beijing time, to the minute."""
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def show_decision(finding: Finding) -> None:
    """The decision on one finding so far, its history, and the form to decide."""
    st.markdown("**处理意见**")
    loaded = load_verdicts(pa.table({name: pa.array([finding.get(name)]) for name in KEPT_COLUMNS}))
    verdict = loaded[0] if loaded else None
    if loaded == [None]:
        st.caption("还没有处理意见。")
    elif verdict:
        said = f"{VERDICTS[verdict.code]}｜{verdict.decided_by}｜{time_text(verdict.decided_at)}｜{state_text(verdict)}"
        st.text(visible_text(f"{said}\n{verdict.note}".strip()))
    ask_verdict([finding], str(finding["finding_id"]), can_withdraw=verdict is not None)
    show_history(finding)


def show_bulk_decision(findings: pa.Table) -> None:
    """One form for all findings handed over."""
    if not findings.num_rows:
        st.caption("没有选中的问题。")
        return
    if findings.num_rows > MOST_AT_ONCE:
        st.caption(f"选中 {findings.num_rows:,} 条；一次最多处理 {MOST_AT_ONCE:,} 条，请先缩小范围。")
        return
    rules = sorted({str(title) for title in findings["rule_title"].to_pylist()})
    named = "、".join(rules[:5]) + (f"等 {len(rules)} 条规则" if len(rules) > 5 else "")
    st.caption(markdown_text(f"对选中的 {findings.num_rows:,} 条问题给出同一意见：{named}。"))
    ask_verdict(findings.to_pylist(), "bulk", can_withdraw=True)


def show_decisions_of_form(findings: pa.Table) -> None:
    """The decision on one finding of a form, or one decision on all of them."""
    rows = findings.to_pylist()
    names = [f"{row['severity']}｜{row['rule_title']}｜{visible_text(row['message'])}" for row in rows]
    chosen = st.selectbox(
        "处理哪一条",
        range(-1, len(rows)),
        format_func=lambda place: names[place] if place >= 0 else f"本表全部 {len(rows):,} 条",
        key=f"decided_finding_{rows[0]['project_id']}",
    )
    if chosen < 0:
        show_bulk_decision(findings)
    else:
        show_decision(rows[chosen])


def ask_verdict(findings: Sequence[Finding], key: str, *, can_withdraw: bool) -> None:
    """The form: verdict, note, who; saves and runs the page anew, or says what is missing."""
    author = ask_analyst(key)
    key = f"{key}_{st.session_state.get(ROUND, 0)}"  # an empty form after each decision
    with st.form(f"decide_{key}", border=False):
        code = st.radio(
            "意见", CHOICES, format_func=lambda one: VERDICTS[one], horizontal=True, index=None, key=f"verdict_{key}"
        )
        note = st.text_area(
            "说明（不成立、仅说明必填）",
            max_chars=NOTE_CHARACTERS,
            height=80,
            key=f"note_{key}",
            placeholder="核实情况、理由",
        )
        with st.container(horizontal=True):
            is_save = st.form_submit_button("保存意见", type="primary")
            is_withdrawal = can_withdraw and st.form_submit_button("撤销意见")
    st.caption(HOW_LONG)
    if is_save or is_withdrawal:
        written = without_unseen(note or "").strip()
        lacking = what_is_missing("withdrawn" if is_withdrawal else code, written)
        if author is None or lacking:
            st.warning(WHO_IS_MISSING if author is None else str(lacking))
        else:
            save_verdict(findings, "withdrawn" if is_withdrawal else str(code), written, author)


def what_is_missing(code: str | None, note: str) -> str | None:
    """What the analyst has still to say, None where a decision is whole."""
    if code is None:
        return "请先选择意见：属实、不成立或仅说明。"
    if code in NEEDS_NOTE and not note:
        return f"{VERDICTS[code]}须写明说明。"
    return None


def save_verdict(findings: Sequence[Finding], code: str, note: str, author: Author) -> None:
    """Keep one decision on every finding, and run the page anew so that its tables show it."""
    try:
        keep_verdict(findings, code, note, author, build_in_use().name)
    except DecisionStoreError as error:
        st.error(str(error))
        return
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.toast(f"已保存 {len(findings):,} 条处理意见")
    st.rerun()


def show_history(finding: Finding) -> None:
    """Who decided what on a finding, and when, where it was decided more than once."""
    try:
        history = load_history(finding)
    except DecisionStoreError:
        return  # said above, where the decisions were read
    if len(history) < 2:
        return
    with st.expander(f"处理记录（{len(history):,} 次）"):
        st.dataframe(
            pa.table(
                {
                    "处理时间": [time_text(datetime.fromisoformat(one["decided_at"])) for one in history],
                    "意见": [VERDICTS[one["verdict_code"]] for one in history],
                    "说明": [visible_text(one["note"]) for one in history],
                    "经办人": [visible_text(one["decided_by"]) for one in history],
                    "处理时原文": [visible_text(one["printed"] or "") for one in history],
                    "数据批次": [build_number_text(one["build_name"]) for one in history],
                }
            ),
            hide_index=True,
            key=f"decision_history_{finding['finding_id']}",
            alt="处理记录",
        )
