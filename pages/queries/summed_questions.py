"""Questions that the build's sums answer where nothing but the filters narrows them, and that the rows answer else.

Input: a question of findings, families or reasons, and what is asked. Output: its answer, the same either way; the sums
give it without reading one row a finding, the places of pairs of characters without reading a text. Side of the pages.
"""

from collections.abc import Callable, Mapping

import pyarrow as pa

from pages.queries.published_db import WHOLE, fetch
from pages.queries.published_db_stand_in import StandIn
from pages.queries.row_part import RowPart

FILTERS = ("year", "province", "city", "district", "department", "sector", "form_type")
PLACES = ("province", "city", "district", "sector")
NARROWING = (
    "severity", "rule", "source_kind", "declaration", "evaluation", "document", "reading_status", "copy_scope",
    "loss_kind",
)  # fmt: skip
SUMMED: Mapping[str, str] = {
    "families": "summed_families",
    "finding_rules": "summed_finding_rules",
    "findings_by_group": "summed_findings_by_group",
    "findings_by_rule": "summed_findings_by_rule",
    "findings_summary": "summed_findings_summary",
    "low_scoring_indicators": "summed_low_scoring_indicators",
    "pair_count": "summed_pair_count",
    "worst_forms": "summed_worst_forms",
}
ANSWERED_WITHOUT_FILTERS = {"families", "low_scoring_indicators", "pair_count"}
ANSWERED_UNDER_EVERY_RULE = {"finding_rules", "findings_by_rule"}
"""The sums of these stand by rule and severity, so that any choice of them is answered."""


FIRST_ROWS = 5_000
FIRST: Mapping[str, str] = {
    "attention_rows": "first_attentions",
    "audit_findings": "first_findings",
    "copied_texts": "first_copied_texts",
    "distance_to_target": "first_distances",
    "execution_rows": "first_executions",
    "forms_without_pair": "first_lone_forms",
    "low_scoring_indicators": "first_low_indicators",
    "project_rows": "first_forms",
    "recomputed_scores": "first_scores",
    "source_forms": "first_readings",
    "target_result_pairs": "first_pairs",
    "worst_forms": "first_worst_forms",
}
"""Questions whose first rows over all forms the build keeps in the order of the page, so many that a page begins with
them."""
MOST_DRAWN = 3_000  # points of one chart: more take the browser seconds, and no eye tells them apart
SHORTEST_FOUND = 2  # characters of a word: places are kept of pairs


def fetch_summed(
    question: str, asked: Mapping[str, object], stand_in: StandIn | None = None, part: RowPart = WHOLE
) -> pa.Table:
    """The answer to a question, or a part of it, by the sums where they can tell it."""
    return fetch(asked_question(question, asked, stand_in, part), asked, stand_in, part)


def asked_question(
    question: str, asked: Mapping[str, object], stand_in: StandIn | None = None, part: RowPart = WHOLE
) -> str:
    """The question that gives the part of an answer: of the sums where they can tell it, else of the rows."""
    if question in SEARCHED:
        return SEARCHED[question](asked)
    if stand_in is not None:
        return question
    is_filtered, is_narrowed = (any(asked.get(name) for name in names) for names in (FILTERS, NARROWING))
    if question in FIRST and not is_filtered and not is_narrowed and is_among_first(part):
        return FIRST[question]
    if question == "target_result_pairs":
        return "placed_pairs" if any(asked.get(name) for name in PLACES) else question
    if question == "execution_sample":
        return question if is_filtered or asked["most"] != MOST_DRAWN else "drawn_executions"
    summed = SUMMED.get(question)
    if summed is None or asked.get("grouping") == "family":
        return question
    if question in ANSWERED_WITHOUT_FILTERS:
        return question if is_filtered else summed
    return question if is_narrowed and question not in ANSWERED_UNDER_EVERY_RULE else summed


def is_among_first(part: RowPart) -> bool:
    """Whether a part is a page, as the rows come, that lies within the first ones."""
    return part.is_page and part.limit is not None and part.offset + part.limit <= FIRST_ROWS


def asked_reasons(asked: Mapping[str, object]) -> str:
    """The question that lists the reasons: by their numbers, by the places of the words, else by their texts."""
    words = words_to_find(asked)
    if words is None:
        return "deviation_reasons"
    return "found_reasons" if words else "first_reasons"


def asked_reason_groups(asked: Mapping[str, object]) -> str:
    """The question that counts the reasons by group: out of the tiers, by the places of the words, else by their
    texts."""
    words = words_to_find(asked)
    if words is None:
        return "reason_groups"
    if len(words) == 1 and len(words[0]) == SHORTEST_FOUND:
        return "paired_reason_groups"
    return "found_reason_groups" if words else "summed_reason_groups"


def words_to_find(asked: Mapping[str, object]) -> list[str] | None:
    """The words that a search in the reasons of all forms looks for; None where something else narrows or groups them,
    or a word is too short for a pair of characters."""
    narrows = (*FILTERS, "measure_only", "cause", "measure")
    if asked.get("grouping") != "category" or any(asked.get(name) for name in narrows):
        return None
    words = asked["words"]
    if not isinstance(words, list) or any(len(word) < SHORTEST_FOUND for word in words):
        return None
    return words


SEARCHED: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "deviation_reasons": asked_reasons,
    "reason_groups": asked_reason_groups,
}
