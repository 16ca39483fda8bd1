"""Link, audit and marts joined: every table of a build from the rows of its documents.

Input: the originals and what was read from them. Output: frames of the declared schema. Used by pipeline.py.
"""

from collections.abc import Callable, Sequence
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl

from etl.audit.bureau_choice import BureauChoice
from etl.audit.run_rules import run_rules
from etl.collect.find_documents import DUPLICATE_CONTENT, Collection
from etl.collect.source_document import SourceDocument
from etl.core_frames import gather_rows, make_core_frames, make_field_frame, make_reading_rules
from etl.document_rows import TableRows, list_findings
from etl.link.copied_texts import find_text_copies
from etl.link.link_forms import link_forms
from etl.marts.build_marts import build_marts
from etl.privacy.mask_rows import mask_name
from etl.read_batch import Batch
from etl.records import ReadingProblem
from etl.schema.declared_schema import declared_frame
from etl.steps.review_corrections import CorrectionReview
from etl.visible_text import visible_signs


def make_frames(
    collection: Collection,
    batch: Batch,
    review: CorrectionReview,
    choice: BureauChoice,
    *,
    masks_personal_data: bool,
) -> dict[str, pl.DataFrame]:
    """Every table of the build but meta_build: linked, audited by the rules of the bureau's choice, with its marts.

    Names of files are shown as those of documents: they too are covered where personal data is.
    """
    shown = mask_name if masks_personal_data else str
    rows = gather_rows(batch.documents[found.document_id].rows for found in collection.documents)
    rows["core_document"] = [describe_original(found, batch, shown) for found in collection.documents]
    findings = rows.pop("audit_finding", []) + describe_left_out(collection, shown) + review.findings
    findings += link_rows(rows, collection.documents)
    frames = make_core_frames(rows)
    with TemporaryDirectory() as spill, duckdb.connect(":memory:", config={"temp_directory": spill}) as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        rule_findings, described = run_rules(connection, choice)
        described["meta_rule"] = pl.concat([described["meta_rule"], make_reading_rules(findings)])
        frames |= described
        read_findings = declared_frame("audit_finding", findings)
        seen = pl.col("message").map_elements(visible_signs, pl.String)
        frames["audit_finding"] = pl.concat([read_findings, rule_findings]).with_columns(seen)
        for name in ("audit_finding", "meta_rule"):
            connection.register(name, frames[name])
        frames |= build_marts(connection)
    frames["meta_field"] = make_field_frame()
    return frames


def describe_original(found: SourceDocument, batch: Batch, shown: Callable[[str], str]) -> dict[str, Any]:
    """The row of core_document of one original; a file that was not read has the media type that its bytes show."""
    read = batch.documents[found.document_id].document
    registered = {name: getattr(found, name) for name in ("document_id", "sha256")}
    registered["file_path"] = shown(found.file_path)
    registered["file_name"] = registered["file_path"].rsplit("/", 1)[-1]
    registered |= {name: getattr(found, name) for name in ("byte_count", "publisher_name", "source_url")}
    return registered | read | {"media_type": read["media_type"] or found.media_type}


def link_rows(rows: TableRows, documents: Sequence[SourceDocument]) -> list[dict[str, Any]]:
    """Complete the projects, add families and copied texts, and give the findings of what stayed open."""
    names = {found.document_id: [found.publisher_name] for found in documents if found.publisher_name}
    linked = link_forms(rows.get("core_project", []), names)
    rows["core_project"], rows["core_project_family"] = linked.projects, linked.families
    rows["core_text_copy"] = find_text_copies(linked.projects)
    problems: dict[str, list[ReadingProblem]] = {}
    for opened in linked.problems:
        problems.setdefault(opened.document_id, []).append(opened.problem)
    return [row for document_id, found in problems.items() for row in list_findings(document_id, found, ())]


def describe_left_out(collection: Collection, shown: Callable[[str], str]) -> list[dict[str, Any]]:
    """A finding for each path whose content another original has, and for each member lost out of an archive."""
    problems: dict[str, list[ReadingProblem]] = {}  # by document, so that equal ones are told apart
    for left in collection.left_out:
        if left.document_id:
            is_repetition = left.set_aside.code == DUPLICATE_CONTENT
            code, severity = (DUPLICATE_CONTENT, "低") if is_repetition else ("member_not_read", "中")
            problem = ReadingProblem(code, shown(f"{left.file_path}：{left.set_aside.reason}"), severity)
            problems.setdefault(left.document_id, []).append(problem)
    return [row for document_id, found in problems.items() for row in list_findings(document_id, found, ())]
