"""Link, audit and marts joined: every table of a build from the readings of its documents.

Input: the originals and what was read from them. Output: stored tables of the declared schema. Used by pipeline.py.
Documents are taken some at a time, so that memory does not grow with their number.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from etl.audit.bureau_choice import BureauChoice
from etl.audit.run_rules import run_rules
from etl.collect.find_documents import DUPLICATE_CONTENT, Collection
from etl.collect.source_document import SourceDocument
from etl.core_frames import (
    COPIED_COLUMNS,
    gather_rows,
    make_core_frames,
    make_field_frame,
    make_reading_rules,
    places_of,
)
from etl.document_rows import TableRows, list_findings
from etl.link.assign_families import assign_families
from etl.link.copied_texts import find_text_copies
from etl.link.heading_names import find_headings
from etl.link.link_forms import link_forms
from etl.marts.build_marts import build_marts
from etl.privacy.mask_rows import mask_name
from etl.read_batch import Batch
from etl.reading_pace import Progress, Step
from etl.records import ReadingProblem
from etl.schema.declared_schema import declared_frame
from etl.schema.stored_tables import store_frame
from etl.steps.draw_pictures import complete_rows
from etl.steps.review_corrections import CorrectionReview
from etl.visible_text import visible_signs

FINDINGS, PICTURES = "audit_finding", "raw_page_picture"
NOWHERE = dict.fromkeys(COPIED_COLUMNS)
BYTES_AT_ONCE = 16_000_000  # of readings whose rows are in memory; they take five times as much there
NAMED_BY = ("project_id", "project_name", "department_name", "unit_name", "fiscal_year", "division_code")
COPIED_BY = (
    *("project_id", "form_type", "fiscal_year", "division_code", "department_name", "unit_name"),
    *("goal_text", "goal_key", "completion_text", "completion_key"),
)


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """What the tables of a build are made from. Names of files are shown as those of documents: they too are covered
    where personal data is."""

    collection: Collection
    batch: Batch
    review: CorrectionReview
    choice: BureauChoice
    masks_personal_data: bool

    @property
    def shown(self) -> Callable[[str], str]:
        """A name as it is shown."""
        return mask_name if self.masks_personal_data else str


def make_tables(tables: duckdb.DuckDBPyConnection, given: BuildInputs, progress: Progress) -> None:
    """Store every table of the build but meta_build: linked, audited by the rules of the bureau's choice, with its
    marts."""
    outside = describe_left_out(given.collection, given.shown) + given.review.findings
    store_frame(tables, FINDINGS, findings_frame([], []))
    store_documents(tables, given, progress)
    forms = read_columns(tables, ("project_id", *COPIED_COLUMNS)) if outside else []
    store_frame(tables, FINDINGS, findings_frame(outside, forms), is_new=False)
    store_links(tables)
    counted = tables.table(FINDINGS).aggregate("rule_id, severity, count(*)").order("rule_id, severity").fetchall()

    def keep(findings: pl.DataFrame) -> None:
        store_frame(tables, FINDINGS, as_seen(findings), is_new=False)

    described = run_rules(tables, keep, given.choice)
    described["meta_rule"] = pl.concat([described["meta_rule"], make_reading_rules(counted)])
    for name, frame in described.items():
        store_frame(tables, name, frame)
    build_marts(tables)
    store_frame(tables, "meta_field", make_field_frame())


def store_documents(tables: duckdb.DuckDBPyConnection, given: BuildInputs, progress: Progress) -> None:
    """Store the raw_ and core_ tables and the findings of reading, some documents at a time, each form in its place."""
    documents, done = given.collection.documents, 0
    for part in parts_of(documents, given.batch):
        rows = gather_rows(given.batch.documents[found.document_id].rows for found in part)
        rows["core_document"] = [describe_original(found, given) for found in part]
        rows[PICTURES] = complete_pictures(rows.get(PICTURES, []), given.batch)
        findings = rows.pop(FINDINGS, []) + link_rows(rows, part)
        for name, frame in make_core_frames(rows).items():
            store_frame(tables, name, frame, is_new=not done)
        store_frame(tables, FINDINGS, findings_frame(findings, rows["core_project"]), is_new=False)
        done += len(part)
        progress(Step("入表", done, len(documents), part[-1].file_name, done, done, len(documents) - done))


def parts_of(documents: Iterable[SourceDocument], batch: Batch) -> Iterator[list[SourceDocument]]:
    """The documents in their order, so many at a time as memory holds easily."""
    part: list[SourceDocument] = []
    waiting = 0
    for found in documents:
        part.append(found)
        waiting += batch.documents.byte_count(found.document_id)
        if waiting >= BYTES_AT_ONCE:
            yield part
            part, waiting = [], 0
    if part:
        yield part


def complete_pictures(rows: list[dict[str, Any]], batch: Batch) -> list[dict[str, Any]]:
    """The rows of raw_page_picture with what was drawn of their documents."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_document.setdefault(row["document_id"], []).append(row)
    drawn = batch.pictures
    return [row for name, own in by_document.items() for row in complete_rows(own, drawn.get(name, []))]


def findings_frame(rows: Iterable[dict[str, Any]], forms: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Findings as they are seen, with the year and division of those of the forms that they are on."""
    places = places_of(forms)
    placed = [NOWHERE | row | places.get(row["project_id"], {}) for row in rows]
    return as_seen(declared_frame(FINDINGS, placed))


def as_seen(findings: pl.DataFrame) -> pl.DataFrame:
    """Findings whose messages have no sign that is not seen."""
    return findings.with_columns(pl.col("message").map_elements(visible_signs, pl.String))


def describe_original(found: SourceDocument, given: BuildInputs) -> dict[str, Any]:
    """The row of core_document of one original; a file that was not read has the media type that its bytes show."""
    read = given.batch.documents[found.document_id].document
    registered = {name: getattr(found, name) for name in ("document_id", "sha256")}
    registered["file_path"] = given.shown(found.file_path)
    registered["file_name"] = registered["file_path"].rsplit("/", 1)[-1]
    registered |= {name: getattr(found, name) for name in ("byte_count", "publisher_name", "source_url")}
    return registered | read | {"media_type": read["media_type"] or found.media_type}


def link_rows(rows: TableRows, documents: Iterable[SourceDocument]) -> list[dict[str, Any]]:
    """Complete the projects with their places and sectors, and give the findings of what stayed open."""
    projects = rows.get("core_project", [])
    names = find_headings(rows.get("raw_document_line", []), projects)
    for found in documents:
        if found.publisher_name:
            names.setdefault(found.document_id, []).append(found.publisher_name)
    linked = link_forms(projects, names)
    rows["core_project"] = linked.projects
    problems: dict[str, list[ReadingProblem]] = {}
    for opened in linked.problems:
        problems.setdefault(opened.document_id, []).append(opened.problem)
    return [row for document_id, found in problems.items() for row in list_findings(document_id, found, ())]


def store_links(tables: duckdb.DuckDBPyConnection) -> None:
    """Store what only all forms together tell: families, and texts that repeat each other."""
    families = assign_families(read_columns(tables, NAMED_BY))
    store_frame(tables, "core_project_family", declared_frame("core_project_family", families))
    copies = find_text_copies(read_columns(tables, COPIED_BY))
    store_frame(tables, "core_text_copy", declared_frame("core_text_copy", copies))


def read_columns(tables: duckdb.DuckDBPyConnection, columns: Iterable[str]) -> list[dict[str, object]]:
    """Some columns of all forms, in the order of their ids."""
    named = tables.table("core_project").project(", ".join(columns)).order("project_id")
    rows: list[dict[str, object]] = named.to_arrow_table().to_pylist()
    return rows


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
