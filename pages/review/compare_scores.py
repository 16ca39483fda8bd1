"""Self-evaluation beside review: the difference of every indicator and form, and where it is large (rule F10).

Input: reviewed rows as they are kept, and the indicators and forms of the build. Output: one record a reviewed
indicator, one a form. Side of the pages; no streamlit here. A row whose printed cells are not those that were reviewed
is shown as such and counts for no difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pages.review.sheet_layout import digest_of, prefilled_texts

Row = Mapping[str, Any]
HOLDS, CHANGED, GONE = "与现数据一致", "已过期：现数据已变", "已过期：现数据中没有这一行"
NOT_SCORED, UNKNOWN_SELF = "未填复核得分", "自评得分未印"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on the difference between self-evaluation and review is large: points, or a share of the points."""

    points: Decimal = Decimal(10)
    share: Decimal = Decimal("0.2")

    def in_words(self) -> dict[str, str]:
        """The limits by title, for files."""
        return {"差值上限": f"{plain(self.points)} 分", "核减比例上限": f"{plain(self.share * 100)}%"}


def compare_indicators(reviews: Iterable[Row], indicators: Iterable[Row]) -> list[dict[str, Any]]:
    """One record a reviewed row: what the form says, what the reviewer found, the difference, and whether the form
    still says it. `section_code` and `row_no` lead to the printed row, that of the total funds for the execution rate.

    *Units*: points. The difference is self score minus reviewed score, None where one is missing or the form changed.
    """
    in_build = {(row["project_id"], row["row_no"]): row for row in indicators}
    records = []
    for review in reviews:
        indicator = in_build.get((review["project_id"], review["row_no"]))
        reviewed = points_of(review["reviewed_score_points"])
        self_score = indicator["score_points"] if indicator else points_of(review["self_score_points"])
        state = state_of(review, indicator, self_score, reviewed)
        difference = None if self_score is None or reviewed is None else self_score - reviewed
        shown = indicator or {}
        records.append(
            {
                "project_id": review["project_id"],
                "section_code": shown.get("section_code", "indicator"),
                "row_no": shown.get("printed_row_no", review["row_no"]),
                "project_name": review["project_name"],
                "level1_name": shown.get("level1_name"),
                "level3_name": shown.get("level3_name") or review["level3_name"],
                "target_text": shown.get("target_text"),
                "weight_points": shown["weight_points"] if indicator else points_of(review["weight_points"]),
                "actual_text": shown.get("actual_text"),
                "score_points": self_score,
                "reviewed_actual_text": review["reviewed_actual_text"],
                "reviewed_score_points": reviewed,
                "difference_points": difference if state == HOLDS else None,
                "row_state": state,
                "remark_text": review["remark_text"],
                "loaded_by": review["loaded_by"],
                "loaded_at": review["loaded_at"],
            }
        )
    return records


def state_of(review: Row, indicator: Row | None, self_score: Decimal | None, reviewed: Decimal | None) -> str:
    """Whether a reviewed row can be compared, and why not."""
    if indicator is None:
        return GONE
    if digest_of(prefilled_texts(indicator)) != review["prefilled_digest"]:
        return CHANGED
    if reviewed is None:
        return NOT_SCORED
    return UNKNOWN_SELF if self_score is None else HOLDS


def compare_forms(records: Sequence[Row], forms: Iterable[Row], limits: Limits) -> list[dict[str, Any]]:
    """One record a reviewed form: the points taken off, their share of the reviewed self scores, and rule F10.

    *Units*: points; `deducted_share_rate` is a fraction. The reviewed total is the printed total less what was taken
    off: what nobody reviewed stays as self-evaluated.
    """
    by_form: dict[str, list[Row]] = {}
    for record in records:
        by_form.setdefault(record["project_id"], []).append(record)
    compared = []
    for form in forms:
        rows = by_form[form["project_id"]]
        counted = [row for row in rows if row["difference_points"] is not None]
        deducted = sum((row["difference_points"] for row in counted), ZERO) if counted else None
        reviewed_self = sum((row["score_points"] for row in counted), ZERO)
        share = deducted / reviewed_self if deducted is not None and reviewed_self > 0 else None
        total = form["total_score_points"]
        compared.append(
            {
                **form,
                "deducted_points": deducted,
                "deducted_share_rate": share,
                "reviewed_total_points": total - deducted if None not in (total, deducted) else None,
                "reviewed_count": len(counted),
                "finding_text": large_difference(deducted, share, limits),
                "loaded_by": rows[0]["loaded_by"],
                "loaded_at": rows[0]["loaded_at"],
            }
        )
    return compared


def large_difference(deducted: Decimal | None, share: Decimal | None, limits: Limits) -> str | None:
    """The finding of rule F10 as a sentence, None where review and self-evaluation are close enough."""
    reasons = []
    if deducted is not None and deducted > limits.points:
        reasons.append(f"自评比复核高 {plain(deducted)} 分，超过 {plain(limits.points)} 分")
    if share is not None and share > limits.share:
        reasons.append(f"核减占所复核指标自评得分的 {plain(share * 100)}%，超过 {plain(limits.share * 100)}%")
    return "；".join(reasons) or None


def plain(number: Decimal) -> str:
    """A number with at most two decimals and no trailing zeros."""
    return f"{number.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")


def points_of(text: str | None) -> Decimal | None:
    """Points as they are kept."""
    return None if text is None else Decimal(text)
