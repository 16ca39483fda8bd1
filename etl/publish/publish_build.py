"""Publishes one build: staged, fingerprinted, checked, renamed, and only then pointed to.

Input: a store that has every declared table but meta_build, and the record of what they were made from. Output: the
build that stands afterwards. Stage `publish`. Whatever fails before the pointer moves leaves the old build standing.
"""

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.publish.build_floors import broken_floors
from etl.publish.build_record import FORMAT_VERSION, RECORD_NAME, BuildRecord, BuildSource, file_name
from etl.publish.build_store import (
    give_out,
    load_current,
    load_newest,
    next_number,
    prepare_store,
    recover,
    remove_old_builds,
)
from etl.publish.check_build import build_folder, check_bytes, check_tables
from etl.publish.durable_files import rename_durably, sync_folder, write_durably
from etl.publish.file_lock import publisher_lock
from etl.publish.picture_store import check_pictures, remove_unused_pictures, sync_pictures
from etl.publish.pointer import Pointer, write_pointer
from etl.publish.table_writer import TableWriter
from etl.schema.declared_schema import declared_frame, load_tables
from etl.schema.stored_tables import count_rows, store_frame

BUILD_ID_LENGTH = 16


class RefusedBuildError(Exception):
    """A build was not published; the message says why, one Chinese sentence a line. The old build stands."""


@dataclass(frozen=True, slots=True)
class PublishRules:
    """How to publish; the fields are those of settings.toml, section publish. `may_drop_forms` lifts the floors."""

    keep_builds: int
    history_length: int
    row_group_rows: int
    spare_bytes: int
    largest_form_drop_share: float
    may_drop_forms: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """The build that stands, and whether it is a new one."""

    record: BuildRecord
    is_new: bool


@dataclass(frozen=True, slots=True)
class Store:
    """A published folder while its lock is held: the pointer and record of the build that stands, None where none
    does; and a folder for what the run needs until the lock is given back."""

    root: Path
    scratch: Path
    pointer: Pointer | None
    current: BuildRecord | None

    def is_sound(self) -> bool:
        """Whether every byte of the current build is as recorded."""
        if self.current is None:
            return False
        folder = build_folder(self.root, self.current.number)
        return not check_bytes(folder) and not check_pictures(self.root, folder)


@contextmanager
def open_store(root: Path) -> Iterator[Store]:
    """A published folder under its lock, after clearing what a killed run left. Raises PublisherBusyError."""
    prepare_store(root)
    with publisher_lock(root):
        pointer = recover(root)
        scratch = make_staging(root)
        try:
            yield Store(root, scratch, pointer, load_current(root, pointer))
        finally:
            shutil.rmtree(scratch, ignore_errors=True)  # what stays is cleared by the next run's recovery
        with suppress(OSError):  # what was published stays published; the next run removes the rest
            remove_unused_pictures(root)


def publish_build(
    store: Store, stored: duckdb.DuckDBPyConnection, source: BuildSource, rules: PublishRules
) -> Publication:
    """Publish the stored tables as a new build, or say that the current build holds the same.

    Raises RefusedBuildError when a check fails or a floor breaks, SchemaMismatchError on a table of other columns,
    OSError when the disk fails.
    """
    root, pointer, current = store.root, store.pointer, store.current
    before = load_newest(root, pointer)
    refuse_small_disk(root, before, rules.spare_bytes)
    if before and not rules.may_drop_forms:
        refuse(broken_floors(source, before.source, rules.largest_form_drop_share))
    staging = make_staging(root)
    try:
        record = write_tables(staging, stored, source, next_number(root, pointer), rules.row_group_rows)
        if current and current.build_id == record.build_id and store.is_sound():
            return Publication(current, is_new=False)
        content = record.to_bytes()
        write_durably(staging / RECORD_NAME, content)
        refuse(check_bytes(staging) or check_tables(staging, stored) or check_pictures(root, staging))
        sync_folder(staging)
        sync_pictures(root, staging)
        give_out(root, record.number)
        rename_durably(staging, build_folder(root, record.number))
    finally:
        shutil.rmtree(staging, ignore_errors=True)  # what stays is cleared by the next run's recovery
    history_length = max(rules.history_length, rules.keep_builds)
    fresh = advance(pointer, record.number, hashlib.sha256(content).hexdigest(), history_length)
    write_pointer(root, fresh)
    with suppress(OSError):  # the build is published; what could not be removed is removed by the next run
        remove_old_builds(root, fresh, rules.keep_builds)
    return Publication(record, is_new=True)


def advance(pointer: Pointer | None, number: int, build_sha256: str, history_length: int) -> Pointer:
    """The pointer to a new build, the builds before it remembered."""
    history, known = (pointer.history, pointer.history_sha256) if pointer else ((), {})
    history = (*history, number)[-history_length:]
    known = {key: sha256 for key, sha256 in known.items() if int(key) in history} | {str(number): build_sha256}
    return Pointer(number, build_sha256, history, known)


def refuse(faults: list[str]) -> None:
    """Raise RefusedBuildError when there are faults."""
    if faults:
        raise RefusedBuildError("\n".join(faults))


def refuse_small_disk(root: Path, before: BuildRecord | None, spare_bytes: int) -> None:
    """Raise RefusedBuildError when the disk could not hold twice the last build and the spare bytes."""
    needed = 2 * sum(file.byte_count for file in before.files.values()) + spare_bytes if before else spare_bytes
    free = shutil.disk_usage(root).free
    if free < needed:
        raise RefusedBuildError(f"磁盘空间不够：需要 {needed} 字节，剩余 {free} 字节。")


def make_staging(root: Path) -> Path:
    """A new folder of a run, which the next run removes where this one cannot."""
    staging = root / "staging" / uuid.uuid4().hex
    staging.mkdir()
    return staging


def write_tables(
    staging: Path, stored: duckdb.DuckDBPyConnection, source: BuildSource, number: int, row_group_rows: int
) -> BuildRecord:
    """Every table on disk, and the record of the build that they make. Raises duckdb.CatalogException when a declared
    table is not stored.
    """
    tables = load_tables()
    writers: dict[str, TableWriter] = {}
    try:
        for name, table in tables.items():
            if name != "meta_build":
                writers[name] = TableWriter(staging, table, stored.table(name), row_group_rows)
        build_id = identify(source, writers)
        store_build(stored, build_id, number, source)
        writers["meta_build"] = TableWriter(staging, tables["meta_build"], stored.table("meta_build"), row_group_rows)
        files = {file_name(name): writer.finish(build_id) for name, writer in writers.items()}
    finally:
        for writer in writers.values():
            writer.abandon()
    return BuildRecord(FORMAT_VERSION, build_id, number, source, files)


def identify(source: BuildSource, writers: dict[str, TableWriter]) -> str:
    """The build's name: the fingerprint of its inputs, its code and the content of every table."""
    contents = {name: writer.content_sha256 for name, writer in writers.items()}
    named = json.dumps([source.inputs_id, contents], sort_keys=True)
    return hashlib.sha256(named.encode()).hexdigest()[:BUILD_ID_LENGTH]


def store_build(stored: duckdb.DuckDBPyConnection, build_id: str, number: int, source: BuildSource) -> None:
    """Store the single row of meta_build."""
    row: dict[str, object] = {
        "build_id": build_id,
        "build_number": number,
        "code_version": source.code_version,
        "reader_version": source.reader_version,
        "document_count": count_rows(stored.table("core_document")),
        "form_count": count_rows(stored.table("core_project")),
        "indicator_count": count_rows(stored.table("core_indicator")),
        "finding_count": count_rows(stored.table("audit_finding")),
        "notice_text": source.notice_text,
    }
    store_frame(stored, "meta_build", declared_frame("meta_build", [row]))
