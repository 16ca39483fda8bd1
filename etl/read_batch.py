"""Reads many documents: what the cache has is taken from it, the rest is read in guarded child processes.

Input: reading tasks and the function that reads one. Output: the readings of every document, and how many were read
anew. Used by pipeline.py.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.document_guard import Failure
from etl.document_rows import EXPANDED, DocumentRows, set_aside_rows
from etl.reading_cache import ReadingCache
from etl.reading_engine import Engine
from etl.reading_pace import FIXED_WORK_BYTES, Progress, Step
from etl.reading_passes import ReadingPasses, run_passes
from etl.reading_spool import ReadingSpool
from etl.records import Correction, SetAside

LARGE_BYTES = 1 << 20
# They follow from the document and the limits; a crash may have other causes.
KEPT_FAILURES = ("timeout", "memory", "cpu_time", "output")


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One document to read: where it is, the name that chooses its reader, its fingerprint and its corrections.

    `masks_personal_data` says whether what tells of a person is covered in its rows.
    """

    location: Path
    file_name: str
    sha256: str
    document_id: str
    byte_count: int
    member_path: tuple[str, ...] = ()  # names down the archives in which it lies
    corrections: tuple[Correction, ...] = ()
    masks_personal_data: bool = True

    @property
    def variant(self) -> str:
        """What besides the content decides the reading: the name, whose ending chooses the reader, whether personal
        data is covered, and corrections."""
        effects = [correction.effect for correction in self.corrections]
        return "\0".join([self.file_name, str(self.masks_personal_data), *effects])

    @property
    def work(self) -> int:
        """What reading it costs, in bytes; what every document costs is in it."""
        return self.byte_count + FIXED_WORK_BYTES


@dataclass(slots=True)
class Batch:
    """The readings of every document by document_id, which of them are archives, the pictures of their pages as JSON,
    how many were read anew and reused, and the traces of reading errors."""

    documents: ReadingSpool
    archives: set[str] = field(default_factory=set)
    pictures: dict[str, list[bytes]] = field(default_factory=dict)
    read_count: int = 0
    reused_count: int = 0
    traces: list[str] = field(default_factory=list)
    work_done: int = 0
    not_retried_count: int = 0  # of those reused, how many failed by a limit that still stands

    def keep(self, document_id: str, content: bytes) -> None:
        """Keep what was read from a document. Raises OSError when the disk is full."""
        if DocumentRows.from_json(content).document["reading_status"] == EXPANDED:
            self.archives.add(document_id)
        self.documents.keep(document_id, content)

    def set_aside(self, document_id: str, set_aside: SetAside) -> None:
        """Keep why nothing was read from a document."""
        self.archives.discard(document_id)
        self.documents.keep(document_id, set_aside_rows(set_aside).to_json())

    @property
    def done_count(self) -> int:
        """How many documents are done."""
        return self.read_count + self.reused_count


def read_batch(
    tasks: Sequence[ReadTask],
    work: Callable[..., bytes],
    cache: ReadingCache,
    engine: Engine,
    passes: ReadingPasses,
    progress: Progress,
    batch: Batch,
    later: Sequence[ReadTask] = (),
) -> None:
    """Add every document to the batch, read or set aside; `later` holds those that are known to follow.

    What went beyond a limit of time or memory is kept as lost until the limits or the reader change; what crashed is
    tried again by the next build.
    """
    total = batch.done_count + len(tasks) + len(later)
    fresh: list[ReadTask] = []
    for task in tasks:
        if not reuse(task, cache, passes, batch):
            fresh.append(task)
    # Large ones first, so that no process waits long for the last; the others in an order that is a fair mix.
    fresh.sort(key=lambda task: (-task.byte_count if task.byte_count >= LARGE_BYTES else 0, task.sha256))
    work_left = sum(task.work for task in (*fresh, *later))

    def report(file_name: str) -> None:
        step = (batch.done_count, total, file_name, batch.read_count, batch.work_done, work_left)
        progress(Step("读取", *step))

    report("")
    for task_no, result in run_passes(work, fresh, engine, passes):
        task = fresh[task_no]
        if isinstance(result, Failure):
            batch.set_aside(task.document_id, SetAside(result.code, result.reason))
            batch.traces += [f"{task.file_name}\n{result.trace}"] if result.trace else []
            if result.code in KEPT_FAILURES:
                cache.save(
                    task.sha256, failure_variant(task, passes), json.dumps([result.code, result.reason]).encode()
                )
        else:
            cache.save(task.sha256, task.variant, result)
            batch.keep(task.document_id, result)
        batch.read_count += 1
        batch.work_done += task.work
        work_left -= task.work
        report(task.file_name)


def reuse(task: ReadTask, cache: ReadingCache, passes: ReadingPasses, batch: Batch) -> bool:
    """Take a document from the cache into the batch, as it was read or lost under these limits; False if it is new."""
    kept = cache.load(task.sha256, task.variant)
    if kept is not None:
        batch.keep(task.document_id, kept)
    elif (lost := cache.load(task.sha256, failure_variant(task, passes))) is not None:
        batch.set_aside(task.document_id, SetAside(*json.loads(lost)))
        batch.not_retried_count += 1
    else:
        return False
    batch.reused_count += 1
    return True


def failure_variant(task: ReadTask, passes: ReadingPasses) -> str:
    """What a loss is kept under: what decides the reading, and the limits that it went beyond."""
    limits = [
        (one.time_limit_seconds, one.memory_limit_bytes, one.output_limit_bytes, one.confinement.cpu_limit_seconds)
        for one in (passes.text, passes.ocr)
    ]
    return f"{task.variant}\0{limits}"
