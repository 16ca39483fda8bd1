"""What came of every declared correction: applied, no longer fitting, expired, or without its document.

Input: the corrections and the rows of every document. Output: a `CorrectionReview`. Used by pipeline.py. A correction
that does not fit is never passed over: it is a finding of the build and a line of the summary.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from etl.document_rows import DocumentRows, list_findings
from etl.read_batch import Batch
from etl.records import Correction, Place, ReadingProblem
from etl.steps.covered_quotes import as_quoted

Row = dict[str, Any]


class CorrectionState(StrEnum):
    """What can come of a correction."""

    APPLIED = "applied"
    STALE = "stale"
    EXPIRED = "expired"
    GONE = "gone"


CODES = {
    CorrectionState.APPLIED: ("correction_applied", "低"),
    CorrectionState.STALE: ("correction_stale", "高"),
    CorrectionState.EXPIRED: ("correction_expired", "中"),
}


@dataclass(frozen=True, slots=True)
class ReviewedCorrection:
    """One correction, what came of it, and one Chinese sentence about it."""

    correction: Correction
    state: CorrectionState
    message: str
    row: Row | None = None  # the row of raw_form_field that it addresses


@dataclass(frozen=True, slots=True)
class CorrectionReview:
    """What came of all corrections, in their order."""

    reviewed: tuple[ReviewedCorrection, ...] = ()

    @property
    def applied_count(self) -> int:
        """How many corrections were applied."""
        return sum(one.state is CorrectionState.APPLIED for one in self.reviewed)

    @property
    def has_stale(self) -> bool:
        """Whether a correction in force no longer fits its document."""
        return any(one.state is CorrectionState.STALE for one in self.reviewed)

    def not_applied(self) -> list[str]:
        """One sentence a correction that was not applied, with the place of its declaration."""
        return [
            f"{one.correction.declared_at}：{one.message}"
            for one in self.reviewed
            if one.state is not CorrectionState.APPLIED
        ]

    def identity(self) -> list[list[str]]:
        """What of the corrections decides a build; one whose document is gone changes nothing."""
        present = [one for one in self.reviewed if one.state is not CorrectionState.GONE]
        return [[one.correction.effect, one.state.value, one.message] for one in present]

    @property
    def findings(self) -> list[Row]:
        """The rows of audit_finding: each correction whose document is there."""
        return [row for one in self.reviewed if one.state in CODES for row in describe_finding(one)]


def review_corrections(
    corrections: Iterable[Correction], today: date, batch: Batch, *, masks_personal_data: bool
) -> CorrectionReview:
    """What came of each correction, decided by the rows that were read; quoted with personal data covered if asked."""
    return CorrectionReview(
        tuple(review(one, today, batch.documents.find(one.document_id), masks_personal_data) for one in corrections)
    )


def review(
    correction: Correction, today: date, document: DocumentRows | None, masks_personal_data: bool
) -> ReviewedCorrection:
    """What came of one correction; `document` is what was read of its document, None where there is none."""
    if document is None:
        message = f"没有编号为 {correction.document_id} 的原件，这条更正没有用上。"
        return ReviewedCorrection(correction, CorrectionState.GONE, message)
    row = find_row(correction, document.rows.get("raw_form_field", ()))
    if row is not None and row["correction_id"] == correction.correction_id:
        quoted = as_quoted(correction, row["printed_text"]) if masks_personal_data else correction
        message = f"印为“{quoted.expected_text}”，按声明更正为“{quoted.corrected_text}”：{quoted.reason}"
        return ReviewedCorrection(correction, CorrectionState.APPLIED, message, row)
    if correction.expires_on < today:
        message = f"更正已于 {correction.expires_on.isoformat()} 到期，没有采用；请核对后延期或删除。"
        return ReviewedCorrection(correction, CorrectionState.EXPIRED, message, row)
    quoted = as_quoted(correction, None) if masks_personal_data else correction
    message = f"更正预期印有“{quoted.expected_text}”，{describe_print(document, row)}，没有采用；请核对后修改或删除。"
    return ReviewedCorrection(correction, CorrectionState.STALE, message, row)


def describe_print(document: DocumentRows, row: Row | None) -> str:
    """What is found instead of the expected text."""
    if document.document["form_count"] == 0:
        return "但这份文件没有读出表"
    if row is None:
        return "但表上没有读到这个字段"
    return "但这个值是推算的，表上没有印" if row["is_inferred"] else f"但现在印的是“{row['printed_text']}”"


def find_row(correction: Correction, rows: Sequence[Row]) -> Row | None:
    """The row of raw_form_field that a correction addresses, None where there is none."""
    address = (correction.form_no, correction.section.value, correction.row_no, correction.field_name)
    names = ("form_no", "section_code", "row_no", "field_name")
    return next((row for row in rows if tuple(row[name] for name in names) == address), None)


def describe_finding(reviewed: ReviewedCorrection) -> list[Row]:
    """The row of audit_finding of one correction, at the printed field where there is one."""
    correction, row = reviewed.correction, reviewed.row
    code, severity = CODES[reviewed.state]
    problem = ReadingProblem(
        code,
        f"{reviewed.message}（更正编号 {correction.correction_id}）",
        severity,
        form_no=correction.form_no if row is not None else None,
        row_no=correction.row_no if row is not None else None,
        printed=row["printed_text"] if row is not None else None,
        place=Place(row["page_no"] or 1, row["line_no"], row["column_no"], 0, 0) if row and row["line_no"] else None,
        section=correction.section if row is not None else None,
    )
    return list_findings(correction.document_id, [problem], ())
