"""The stages in order, from folders of originals to a published build: the only module that knows all of them.

Input: a `BuildRequest`, or one file. Output: a `BuildOutcome`, or the file's forms as JSON. Each document is
read in a child process (readers, parse, normalise); what needs all documents (link, audit, marts, publish) runs here.
"""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from etl.collect.find_documents import Collection, find_documents
from etl.collect.manifest import append_missing_rows
from etl.collect.source_document import SourceDocument
from etl.content_version import code_version, reader_version
from etl.document_guard import Failure, GuardLimits, TaskFailedError, run_guarded
from etl.document_rows import (
    NO_FORM,
    DocumentRows,
    TableRows,
    describe_document,
    list_findings,
    list_lines,
    only_real_pages,
    set_aside_rows,
)
from etl.findings import MissingToolError, UnreadableDocumentError
from etl.gold_json import GoldWriter, describe_problem, describe_set_aside, document_name, only_value
from etl.link.link_forms import link_forms
from etl.normalise.money import amount_in_form_unit
from etl.normalise.printed_number import parse_printed_number
from etl.normalise.type_form import type_form
from etl.parse.read_forms import read_forms
from etl.read_batch import Batch, Progress, ReadTask, read_batch
from etl.readers import read_grid
from etl.reading_cache import ReadingCache
from etl.records import ReadingProblem, SetAside
from etl.settings import Settings

if TYPE_CHECKING:
    import polars as pl

    from etl.publish.build_record import BuildRecord, BuildSource


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build from, where to, and how. `may_drop_forms` publishes although floors are broken."""

    folders: tuple[Path, ...]
    published: Path
    cache: Path
    worker_count: int
    settings: Settings
    may_drop_forms: bool = False


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The build that stands, whether it is new, what was read anew and reused, and the time it took in seconds."""

    record: "BuildRecord"
    is_new: bool
    read_count: int
    reused_count: int
    seconds: float
    traces: tuple[str, ...]
    gone_paths: tuple[str, ...]  # originals of the build before that are not there any more


class NoDocumentError(Exception):
    """There is nothing to build from."""


def build(request: BuildRequest, progress: Progress) -> BuildOutcome:
    """Read what is new or changed, publish a build if anything changed, and say what stands.

    Raises NoDocumentError, NotADirectoryError, ManifestError, PublisherBusyError, RefusedBuildError; then the old build
    stands.
    """
    from etl.publish.publish_build import PublishRules, open_store, publish_build

    started = time.monotonic()
    collection = find_documents(list(request.folders))
    if not collection.documents:
        raise NoDocumentError(f"{'、'.join(map(str, request.folders))} 中没有可读的文件。")
    for folder in request.folders:
        append_missing_rows(folder, [found for found in collection.documents if found.location.is_relative_to(folder)])
    with open_store(request.published) as store:
        batch = read_collection(collection, request, store.lock_descriptor, progress)
        inputs_id = identify_inputs(collection)
        before = {one.file_path for one in store.current.source.inputs} if store.current else set()
        if store.current and store.current.source.inputs_id == inputs_id and not batch.read_count and store.is_sound():
            record, is_new = store.current, False
        else:
            frames = make_frames(collection, batch)
            source = describe_source(inputs_id, collection, batch, frames)
            rules = PublishRules(**asdict(request.settings.publish), may_drop_forms=request.may_drop_forms)
            publication = publish_build(store, frames, source, rules)
            record, is_new = publication.record, publication.is_new
    seconds = time.monotonic() - started
    gone = tuple(sorted(before - {one.file_path for one in record.source.inputs}))
    return BuildOutcome(record, is_new, batch.read_count, batch.reused_count, seconds, tuple(batch.traces), gone)


def read_collection(collection: Collection, request: BuildRequest, lock: int, progress: Progress) -> Batch:
    """The rows of every document that was found; those that are too large are set aside unread."""
    limits = request.settings.reading
    tasks, too_large = [], {}
    for found in collection.documents:
        if found.byte_count > limits.max_document_bytes:
            reason = f"文件有 {found.byte_count} 字节，超过 {limits.max_document_bytes} 字节的上限，没有读取。"
            too_large[found.document_id] = set_aside_rows(SetAside("too_large", reason))
        else:
            task = ReadTask(found.location, found.file_name, found.sha256, found.document_id, found.byte_count)
            tasks.append(task)
    cache = ReadingCache(request.cache, reader_version())
    guard = guard_limits(request.settings, (lock,))
    batch = read_batch(tasks, read_task, cache, request.worker_count, guard, progress)
    cache.forget_other_versions()
    batch.documents |= too_large
    return batch


def guard_limits(settings: Settings, closed_descriptors: tuple[int, ...] = ()) -> GuardLimits:
    """The limits of a reading process."""
    limits = settings.reading
    return GuardLimits(
        limits.time_limit_seconds, limits.memory_limit_bytes, limits.documents_per_worker, closed_descriptors
    )


def read_task(task: ReadTask) -> bytes:
    """The rows of one document as JSON; runs in a child process. Raises TaskFailedError."""
    return read_document(task.load_content(), task.file_name, task.document_id).to_json()


def read_document(content: bytes, file_name: str, document_id: str) -> DocumentRows:
    """The rows of one document: read, parsed and normalised, or set aside with the reason.

    Raises TaskFailedError, so that the next build tries again, where a program is missing that reads the format.
    """
    try:
        grid = read_grid(content, file_name)
        reading = read_forms(grid)
    except MissingToolError as error:
        raise TaskFailedError(error.code, error.reason) from error
    except UnreadableDocumentError as error:
        return set_aside_rows(SetAside(error.code, error.reason))
    set_aside = None if reading.forms else next(iter(reading.set_aside), NO_FORM)
    rows: TableRows = {"raw_document_line": list_lines(grid, document_id)}
    problems = [*grid.problems, *reading.problems]
    for form in reading.forms:
        typed = type_form(form, document_id)
        for name, typed_rows in typed.rows.items():
            rows.setdefault(name, []).extend(typed_rows)
        problems += [replace(problem, form_no=form.form_no) for problem in (*form.problems, *typed.problems)]
    parts_left = reading.set_aside if reading.forms else reading.set_aside[1:]
    rows["audit_finding"] = list_findings(document_id, problems, parts_left)
    return DocumentRows(describe_document(grid, len(reading.forms), set_aside), only_real_pages(grid, rows))


def make_frames(collection: Collection, batch: Batch) -> dict[str, "pl.DataFrame"]:
    """Every table of the build but meta_build: linked, audited, with its marts."""
    import duckdb
    import polars as pl

    from etl.audit.run_rules import run_rules
    from etl.core_frames import gather_rows, make_core_frames, make_field_frame, make_reading_rules
    from etl.marts.build_marts import build_marts
    from etl.schema.declared_schema import declared_frame

    rows = gather_rows(batch.documents[found.document_id].rows for found in collection.documents)
    rows["core_document"] = [describe_original(found, batch) for found in collection.documents]
    findings = rows.pop("audit_finding", []) + find_repetitions(collection)
    findings += link_rows(rows, collection.documents)
    frames = make_core_frames(rows)
    with duckdb.connect(":memory:") as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        rule_findings, rules = run_rules(connection)
        frames["meta_rule"] = pl.concat([rules, make_reading_rules(findings)])
        read_findings = declared_frame("audit_finding", findings)
        frames["audit_finding"] = pl.concat([read_findings, rule_findings])
        connection.register("audit_finding", frames["audit_finding"])
        frames |= build_marts(connection)
    frames["meta_field"] = make_field_frame()
    return frames


def describe_original(found: SourceDocument, batch: Batch) -> dict[str, Any]:
    """The row of core_document of one original; a file that was not read has the media type that its bytes show."""
    read = batch.documents[found.document_id].document
    registered = {name: getattr(found, name) for name in ("document_id", "file_name", "file_path", "sha256")}
    registered |= {name: getattr(found, name) for name in ("byte_count", "publisher_name", "source_url")}
    return registered | read | {"media_type": read["media_type"] or found.media_type}


def link_rows(rows: TableRows, documents: Sequence[SourceDocument]) -> list[dict[str, Any]]:
    """Complete the projects with division and sector, add the families, and give the findings of what stayed open."""
    names = {found.document_id: [found.publisher_name] for found in documents if found.publisher_name}
    linked = link_forms(rows.get("core_project", []), names)
    rows["core_project"], rows["core_project_family"] = linked.projects, linked.families
    problems: dict[str, list[ReadingProblem]] = {}
    for opened in linked.problems:
        problems.setdefault(opened.document_id, []).append(opened.problem)
    return [row for document_id, found in problems.items() for row in list_findings(document_id, found, ())]


def find_repetitions(collection: Collection) -> list[dict[str, Any]]:
    """A finding for each path whose content another original has; the reason names both."""
    found = []
    for left in collection.left_out:
        if left.document_id:
            message = f"{left.file_path}：{left.set_aside.reason}"
            problem = ReadingProblem(left.set_aside.code, message, "低")
            found += list_findings(left.document_id, [problem], ())
    return found


def identify_inputs(collection: Collection) -> str:
    """The fingerprint of everything that goes into a build: originals, their descriptions, what was left out,
    the code."""
    originals = [
        [found.file_path, found.sha256, found.publisher_name, found.source_url] for found in collection.documents
    ]
    left_out = [[left.file_path, left.set_aside.code] for left in collection.left_out]
    return hashlib.sha256(json.dumps([code_version(), originals, left_out]).encode()).hexdigest()


def describe_source(
    inputs_id: str, collection: Collection, batch: Batch, frames: dict[str, "pl.DataFrame"]
) -> "BuildSource":
    """What the build record says about where the build comes from."""
    from etl.publish.build_record import BuildSource, FormCount, InputDocument, LeftOutPath

    inputs = []
    for found in collection.documents:
        read = batch.documents[found.document_id].document
        facts = (found.document_id, found.file_path, found.sha256, found.byte_count)
        inputs.append(InputDocument(*facts, read["reading_status"], read["set_aside_text"]))
    counted = frames["core_project"].group_by("document_id", "division_code", "fiscal_year").len()
    counted = counted.sort("document_id", "division_code", "fiscal_year", nulls_last=True)
    return BuildSource(
        inputs_id=inputs_id,
        code_version=code_version(),
        reader_version=reader_version(),
        inputs=tuple(inputs),
        left_out=tuple(LeftOutPath(left.file_path, left.set_aside.reason) for left in collection.left_out),
        form_counts=tuple(FormCount(*row) for row in counted.rows()),
        findings_by_severity=dict(sorted(Counter(frames["audit_finding"]["severity"]).items())),
    )


def describe_file(path: Path, settings: Settings) -> bytes:
    """What the reader makes of one file, as the JSON of `python -m etl read`.

    Raises UnreadableDocumentError when it gives nothing, OSError when it cannot be opened.
    """
    size = path.stat().st_size
    if size > settings.reading.max_document_bytes:
        raise UnreadableDocumentError(
            "too_large", f"文件有 {size} 字节，超过 {settings.reading.max_document_bytes} 字节的上限。"
        )
    ((_, result),) = run_guarded(read_as_gold, [(path.read_bytes(), str(path.absolute()))], 1, guard_limits(settings))
    if isinstance(result, Failure):
        raise UnreadableDocumentError(result.code, result.reason)
    return result


def read_as_gold(task: tuple[bytes, str]) -> bytes:
    """The forms of one document in gold form; runs in a child process. Raises TaskFailedError."""
    content, file_path = task
    try:
        grid = read_grid(content, Path(file_path).name)
        reading = read_forms(grid)
    except UnreadableDocumentError as error:
        raise TaskFailedError(error.code, error.reason) from error
    document_id = hashlib.sha256(content).hexdigest()[:16]
    projects = [type_form(form, document_id).rows["core_project"][0] for form in reading.forms]
    linked = link_forms(projects).projects
    writer = GoldWriter(parse_printed_number, amount_in_form_unit)
    tables = []
    for form, project in zip(reading.forms, linked, strict=True):
        district = project["division_name"] if project["division_level"] == "county" else None
        tables.append(writer.describe_form(form) | {"province": project["province_name"], "district": district})
    described = {
        "document": document_name(Path(file_path)),
        "province": only_value([table["province"] for table in tables]),
        "district": only_value([table["district"] for table in tables]),
        "tables": tables,
        "problems": [describe_problem(problem) for problem in (*grid.problems, *reading.problems)],
        "set_aside": [describe_set_aside(part) for part in reading.set_aside],
    }
    return json.dumps(described, ensure_ascii=False).encode()
