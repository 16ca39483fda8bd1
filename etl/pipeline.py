"""The stages in order, from folders of originals to a published build; `steps` holds what is joined on the way.

Input: a `BuildRequest`. Output: a `BuildOutcome`. Each document is read in a child process (readers, parse,
normalise); what needs all documents (link, audit, marts, publish) runs here.
"""

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from etl.collect.find_documents import find_documents
from etl.collect.manifest import append_missing_rows
from etl.corrections.load_corrections import load_corrections
from etl.reading_pace import Progress
from etl.steps.build_request import BuildRequest
from etl.steps.read_collection import read_collection
from etl.steps.review_corrections import CorrectionReview, review_corrections

if TYPE_CHECKING:
    from etl.publish.build_record import BuildRecord
    from etl.publish.publish_build import Publication, Store
    from etl.steps.make_tables import BuildInputs

SCRATCH_SHARE = 1.5  # of the bytes that were read: what the tables take on the disk while they are made, and more


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
    corrections: CorrectionReview
    not_retried_count: int


class NoDocumentError(Exception):
    """There is nothing to build from."""


def build(request: BuildRequest, progress: Progress) -> BuildOutcome:
    """Read what is new or changed, publish a build if anything changed, and say what stands.

    Raises NoDocumentError, NotADirectoryError, ManifestError, CorrectionError, PublisherBusyError, RefusedBuildError,
    InvalidChoiceError; then the old build stands.
    """
    from etl.audit.bureau_choice import BureauChoice, choose_rules
    from etl.audit.read_rules import load_rules
    from etl.publish.publish_build import open_store
    from etl.reading_spool import open_spool
    from etl.steps.describe_source import identify_inputs
    from etl.steps.draw_pictures import draw_pictures
    from etl.steps.make_tables import BuildInputs

    started = time.monotonic()
    corrections = load_corrections(request.corrections)
    choice = BureauChoice(**asdict(request.settings.audit))
    choose_rules(load_rules(), choice)  # refuses a choice that no rule has before anything is read
    in_force = [correction for correction in corrections if correction.expires_on >= request.today]
    collection = find_documents(list(request.folders))
    if not collection.documents:
        raise NoDocumentError(f"{'、'.join(map(str, request.folders))} 中没有可读的文件。")
    with open_store(request.published) as store, open_spool(store.scratch / "readings") as spool:
        for folder in request.folders:  # the manifests too are written by one publisher at a time
            inside = [found for found in collection.documents if found.location.is_relative_to(folder)]
            append_missing_rows(folder, inside)
        batch = read_collection(collection, in_force, request, progress, spool)
        masks = request.settings.privacy.mask_personal_data
        review = review_corrections(corrections, request.today, batch, masks_personal_data=masks)
        inputs_id = identify_inputs(collection, review)
        before = {one.file_path for one in store.current.source.inputs} if store.current else set()
        if store.current and store.current.source.inputs_id == inputs_id and not batch.read_count and store.is_sound():
            record, is_new = store.current, False
        else:
            draw_pictures(collection, batch, request, progress)
            given = BuildInputs(collection, batch, review, choice, masks)
            publication = publish_tables(store, given, inputs_id, request, progress)
            record, is_new = publication.record, publication.is_new
    seconds = time.monotonic() - started
    gone = tuple(sorted(before - {one.file_path for one in record.source.inputs}))
    traces = tuple(batch.traces)
    return BuildOutcome(
        record, is_new, batch.read_count, batch.reused_count, seconds, traces, gone, review, batch.not_retried_count
    )


def publish_tables(
    store: "Store", given: "BuildInputs", inputs_id: str, request: BuildRequest, progress: Progress
) -> "Publication":
    """Make the tables of a build and publish them. Raises RefusedBuildError."""
    import duckdb

    from etl.publish.publish_build import PublishRules, RefusedBuildError, publish_build, refuse_small_disk
    from etl.schema.stored_tables import StoreLimits, open_tables
    from etl.steps.describe_source import describe_source
    from etl.steps.make_tables import make_tables

    settings = request.settings
    scratch_bytes = int(SCRATCH_SHARE * given.batch.documents.byte_count())
    refuse_small_disk(store.root, store.current, scratch_bytes + settings.publish.spare_bytes)
    rules = PublishRules(**asdict(settings.publish), may_drop_forms=request.may_drop_forms)
    try:
        with open_tables(store.scratch / "tables", StoreLimits(**asdict(settings.tables))) as tables:
            make_tables(tables, given, progress)
            source = describe_source(inputs_id, given.collection, given.batch, tables)
            return publish_build(store, tables, source, rules)
    except duckdb.OutOfMemoryException as error:  # so it also calls a disk that holds no more
        limit = f"etl/settings.toml 的 [tables] 限 {settings.tables.memory_limit_bytes} 字节内存"
        raise RefusedBuildError(f"汇总成表时内存或磁盘不够（{limit}）：{str(error).splitlines()[0]}") from error
