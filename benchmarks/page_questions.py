"""The questions that pages ask when they open, each with what it asks besides the filters.

Output: `PAGE_QUESTIONS`, and the plain form of each question: the same rows out of the marts that hold every form and
indicator. Where a page reads a sum in their place, `plain_questions/<question>.sql` keeps the plain form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pages.queries.published_db import MACROS, load_question
from pages.queries.row_part import RowPart
from pages.queries.summed_questions import MOST_DRAWN
from pages.widgets.filter_bar import FILTER_TITLES
from pages.widgets.row_pages import PAGE_ROWS

PLAIN = Path(__file__).parent / "plain_questions"
NARROWED: dict[str, object] = {"severity": [], "rule": [], "source_kind": []}
REASONS: dict[str, object] = {"words": [], "measure_only": [], "cause": [], "measure": [], "grouping": "category"}
EVERYTHING: dict[str, object] = {key: [] for key in FILTER_TITLES}
PAIRS: dict[str, object] = {"declaration": [], "evaluation": []}
FAMILY: dict[str, object] = {"family": "河道维护"}  # the largest of the made-up ones
ORIGINALS: dict[str, object] = {"document": [], "reading_status": []}


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A question of a page, what it asks besides the filters, the part of the rows that it gets, and the largest share
    of the plain CPU time allowed."""

    page: str
    question: str
    asked: Mapping[str, object] = field(default_factory=dict)
    goal: float = 1 / 20
    part: RowPart = field(default_factory=RowPart)
    note: str = ""


FIRST_PAGE = RowPart(limit=PAGE_ROWS + 1)
DRAWN = RowPart(limit=MOST_DRAWN)
WORST_FIFTY, FIFTIETH_PAGE = RowPart(limit=50), RowPart(limit=50, offset=49 * 50)
PAGE_QUESTIONS = (
    PageQuestion("every page", "filter_options"),
    PageQuestion("overview", "overview_figures"),
    PageQuestion("overview", "overview_places"),
    PageQuestion("overview", "attention_rows", part=FIRST_PAGE),
    PageQuestion("execution_rate", "execution_figures", goal=1 / 10),
    PageQuestion("execution_rate", "execution_rows", part=FIRST_PAGE),
    PageQuestion("execution_rate", "execution_sample", {"most": MOST_DRAWN}),
    PageQuestion("low_scoring_indicators", "low_score_summary"),
    PageQuestion("low_scoring_indicators", "lost_points_by_category"),
    PageQuestion("low_scoring_indicators", "lost_points_by_group", {"lost_by": "district", "category": []}),
    PageQuestion("low_scoring_indicators", "low_scoring_indicators", {"loss_kind": []}, part=FIRST_PAGE),
    PageQuestion("low_scoring_indicators", "low_scoring_indicators", {"loss_kind": []}, 1 / 200, WORST_FIFTY, "page 1"),
    PageQuestion(
        "low_scoring_indicators", "low_scoring_indicators", {"loss_kind": []}, 1 / 200, FIFTIETH_PAGE, "page 50"
    ),
    PageQuestion("low_scoring_indicators", "distance_to_target", part=DRAWN),
    PageQuestion("low_scoring_indicators", "distance_status_counts"),
    PageQuestion("deviation_reasons", "reason_summary"),
    PageQuestion("deviation_reasons", "reason_classes"),
    PageQuestion("deviation_reasons", "lost_points_without_reason", part=FIRST_PAGE),
    PageQuestion("deviation_reasons", "reason_groups", REASONS),
    PageQuestion("deviation_reasons", "deviation_reasons", REASONS, part=FIRST_PAGE),
    PageQuestion("project_comparison", "families", goal=1 / 5, part=FIRST_PAGE),
    PageQuestion("project_comparison", "family_members", FAMILY, part=FIRST_PAGE),
    PageQuestion("project_comparison", "family_sample", FAMILY | {"most": MOST_DRAWN}),
    PageQuestion("project_comparison", "family_notes", FAMILY),
    PageQuestion("project_comparison", "family_indicators", FAMILY | {"form": ["made-0000007-0", "made-0000007-1"]}),
    PageQuestion("targets_and_results", "target_result_pairs", PAIRS, part=FIRST_PAGE),
    PageQuestion("targets_and_results", "pair_count"),
    PageQuestion("targets_and_results", "forms_without_pair", part=FIRST_PAGE),
    PageQuestion("audit_findings", "finding_rules"),
    PageQuestion("audit_findings", "findings_summary", NARROWED),
    PageQuestion("audit_findings", "worst_forms", NARROWED, part=FIRST_PAGE),
    PageQuestion("audit_findings", "audit_findings", NARROWED, part=FIRST_PAGE),
    PageQuestion("audit_findings", "findings_by_rule", NARROWED),
    PageQuestion("audit_findings", "findings_by_group", NARROWED | {"grouping": "district"}),
    PageQuestion("audit_findings", "recomputed_scores", part=FIRST_PAGE),
    PageQuestion("audit_findings", "recomputed_summary"),
    PageQuestion("audit_findings", "copied_texts", {"copy_scope": []}, part=FIRST_PAGE),
    PageQuestion("review_sheet", "review_sample", {"seed": "1", "sample_size": 30}),
    PageQuestion("unit_report", "report_subjects", part=FIRST_PAGE),
    PageQuestion("sources", "sources", ORIGINALS, part=FIRST_PAGE),
    PageQuestion("sources", "source_totals", ORIGINALS),
    PageQuestion("sources", "source_forms", ORIGINALS, part=FIRST_PAGE),
    PageQuestion("sources", "set_aside", ORIGINALS | {"part_rules": []}, part=FIRST_PAGE),
    PageQuestion("project", "project_rows", part=FIRST_PAGE),
    PageQuestion("project", "project_form", {"id": "made-0000007-0"}),
    PageQuestion("project", "printed_fields", {"id": "made-0000007-0"}),
    PageQuestion("project", "project_findings", {"id": "made-0000007-0"}),
    PageQuestion("project", "project_siblings", {"id": "made-0000007-0"}, part=FIRST_PAGE),
)  # fmt: skip


def load_plain_question(question: str) -> str:
    """The SQL that answers a question out of the rows themselves."""
    kept = PLAIN / f"{question}.sql"
    if not kept.exists():
        return load_question(question)
    return "\n".join(line for line in kept.read_text("utf-8").splitlines() if not line.lstrip().startswith("--"))


def load_macros() -> list[str]:
    """The definitions of what questions call."""
    return [load_question(name) for name in MACROS]
