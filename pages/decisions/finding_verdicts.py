"""Verdicts on findings: appended by whom and when, and which of them still hold for the findings of the build shown.

Input: findings as `audit_findings.sql` gives them. Output: for each the verdict that counts, and whether the finding is
still the one that was judged. Side of the pages; no streamlit here.

A verdict is kept under the finding's id, which follows from rule, form, row, printed text and requirement: it survives
every rebuild that reads the same. Where one of these changed, the finding has another id; the verdict on the finding of
the same rule at the same place (or, in a document that replaced another, of the same project and row) is then looked
up. It holds where only words of requirement and message changed; where the printed text, a number or a quoted text of
either (a rate made of other cells, the result of another form) or the document did, it is shown as stale, with what
changed. A finding about a whole document has its id only.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pages.decisions.decision_store import append, load_rows, one_transaction

VERDICTS: Mapping[str, str] = {"accepted": "属实", "rejected": "不成立", "noted": "仅说明", "withdrawn": "撤销意见"}
KEPT_COLUMNS = (
    "finding_id", "rule_id", "rule_title", "severity", "message", "printed", "expected", "place_text", "project_id",
    "section_code", "row_no", "project_name", "fiscal_year", "division_label", "department_name",
)  # fmt: skip
SUBJECT_COLUMNS = (
    "rule_id",
    "fiscal_year",
    "division_label",
    "department_name",
    "project_name",
    "section_code",
    "row_no",
)
PLACE_COLUMNS = ("rule_id", "project_id", "section_code", "row_no")
TAKEN_FROM_FORMS = re.compile(r"“[^”]*”|\d+(?:\.\d+)?")
SEPARATOR = "\x1f"  # of no printed text: readers write control characters out

Finding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides: the name, and whether a login vouches for it."""

    name: str
    is_login: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict that counts for a finding, by whom and when; `stale_reason` says what changed since."""

    code: str
    note: str
    decided_by: str
    decided_at: datetime
    stale_reason: str | None


def keep_verdict(findings: Sequence[Finding], code: str, note: str, author: Author, build_name: str) -> None:
    """Append one verdict on every finding, all or none. Raises DecisionStoreError."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    made = {
        "decided_at": now, "decided_by": author.name, "is_login": int(author.is_login), "verdict_code": code,
        "note": note, "build_name": build_name,
    }  # fmt: skip
    with one_transaction() as connection:
        append(
            connection,
            "append_finding_decision",
            ({**{name: finding.get(name) for name in KEPT_COLUMNS}, "subject_key": subject_key(finding), **made}
             for finding in findings),
        )  # fmt: skip


def load_latest() -> list[dict[str, Any]]:
    """The latest decision of every finding that was ever decided. Raises DecisionStoreError."""
    return load_rows("latest_decisions")


def load_history(finding: Finding) -> list[dict[str, Any]]:
    """What was decided on a finding and on its forerunners, the latest first. Raises DecisionStoreError."""
    asked = {"finding_id": finding["finding_id"], "subject_key": subject_key(finding)}
    return load_rows("decision_history", asked)


def subject_key(finding: Finding) -> str:
    """What a finding is about, by words that a replaced document keeps: rule, year, place, department, project, row."""
    return SEPARATOR.join(str(finding.get(name)) for name in SUBJECT_COLUMNS)


def place_key(finding: Finding) -> tuple[object, ...]:
    """The rule and the row of one form."""
    return tuple(finding.get(name) for name in PLACE_COLUMNS)


def match_verdicts(
    findings: Iterable[Finding],
    latest: Sequence[Mapping[str, Any]],
    known_ids: Collection[str],
    known_projects: Collection[str],
) -> list[Verdict | None]:
    """For each finding the verdict that counts, None where there is none.

    *Shape*: `latest` as of `load_latest`; `known_ids` and `known_projects` are those decided findings and their forms
    that the build still has. A verdict on a finding that is still there belongs to it alone; one on a form that is
    still there is not lent to another form of the same name.
    """
    by_id = {decision["finding_id"]: decision for decision in latest}
    orphans = [one for one in latest if one["finding_id"] not in known_ids and one["verdict_code"] != "withdrawn"]
    by_place: dict[tuple[object, ...], list[Mapping[str, Any]]] = {}
    by_subject: dict[str, list[Mapping[str, Any]]] = {}
    for orphan in orphans:
        by_place.setdefault(place_key(orphan), []).append(orphan)
        if orphan["project_id"] not in known_projects:
            by_subject.setdefault(str(orphan["subject_key"]), []).append(orphan)
    verdicts: list[Verdict | None] = []
    for finding in findings:
        decision = by_id.get(finding["finding_id"])
        if decision is None and finding.get("project_id") is not None:
            earlier = by_place.get(place_key(finding)) or by_subject.get(subject_key(finding)) or []
            decision = nearest(finding, earlier)
        verdicts.append(as_verdict(finding, decision))
    return verdicts


def nearest(finding: Finding, earlier: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Of decisions on earlier findings of one place the latest on the same printed text, else the latest."""
    same = [one for one in earlier if one["printed"] == finding.get("printed")]
    return next(reversed(same or earlier), None)


def as_verdict(finding: Finding, decision: Mapping[str, Any] | None) -> Verdict | None:
    """A decision as verdict on a finding; a withdrawn one is none."""
    if decision is None or decision["verdict_code"] == "withdrawn":
        return None
    return Verdict(
        code=decision["verdict_code"],
        note=decision["note"],
        decided_by=decision["decided_by"],
        decided_at=datetime.fromisoformat(decision["decided_at"]),
        stale_reason=what_changed(finding, decision),
    )


def what_changed(finding: Finding, decision: Mapping[str, Any]) -> str | None:
    """What is not as it was when the decision was made, None where the finding is the same."""
    if finding.get("printed") != decision["printed"]:
        return f"表上原文已变，处理时为“{decision['printed'] or '空'}”"
    if taken_from_forms(finding.get("expected")) != taken_from_forms(decision["expected"]):
        return f"应为值已变，处理时为“{decision['expected'] or '空'}”"
    if taken_from_forms(finding.get("message")) != taken_from_forms(decision["message"]):
        return f"依据的数或引文已变，处理时为“{decision['message']}”"
    return "原件已更换" if finding.get("project_id") != decision["project_id"] else None


def taken_from_forms(text: str | None) -> list[str]:
    """The numbers and quoted texts of a sentence in their order: its other words may be put better without changing
    what it says."""
    return TAKEN_FROM_FORMS.findall(text or "")
