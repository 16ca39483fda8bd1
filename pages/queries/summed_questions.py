"""Questions that the build's sums answer where nothing but the filters narrows them, and that the rows answer else.

Input: a question of findings or families, and what is asked. Output: its answer, the same either way; the sums give it
without reading one row a finding. Side of the pages.
"""

from collections.abc import Mapping

import pyarrow as pa

from pages.queries.published_db import StandIn, fetch

FILTERS = ("year", "province", "city", "district", "department", "sector", "form_type")
NARROWING = ("severity", "rule", "source_kind")
SUMMED: Mapping[str, str] = {
    "families": "summed_families",
    "finding_rules": "summed_finding_rules",
    "findings_by_group": "summed_findings_by_group",
    "findings_by_rule": "summed_findings_by_rule",
    "findings_summary": "summed_findings_summary",
    "low_scoring_indicators": "summed_low_scoring_indicators",
    "worst_forms": "summed_worst_forms",
}
ANSWERED_WITHOUT_FILTERS = {"families", "low_scoring_indicators"}
ANSWERED_UNDER_EVERY_RULE = {"finding_rules", "findings_by_rule"}
"""The sums of these stand by rule and severity, so that any choice of them is answered."""


def fetch_summed(question: str, asked: Mapping[str, object], stand_in: StandIn | None = None) -> pa.Table:
    """The answer to a question of `SUMMED`. Raises KeyError for another question."""
    return fetch(asked_question(question, asked, stand_in), asked, stand_in)


def asked_question(question: str, asked: Mapping[str, object], stand_in: StandIn | None = None) -> str:
    """The question that gives the answer: of the sums where they can tell it, else of the rows."""
    summed = SUMMED[question]
    if stand_in is not None or asked.get("grouping") == "family":
        return question
    if question in ANSWERED_WITHOUT_FILTERS:
        return question if any(asked.get(name) for name in FILTERS) else summed
    is_narrowed = any(asked.get(name) for name in NARROWING)
    return question if is_narrowed and question not in ANSWERED_UNDER_EVERY_RULE else summed
