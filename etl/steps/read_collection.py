"""The rows of every document of a collection, from the cache or read anew in guarded child processes.

Input: a `Collection`. Output: a `Batch`. Used by pipeline.py.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from etl.collect.find_documents import Collection
from etl.collect.source_document import SourceDocument
from etl.content_version import reader_version
from etl.read_batch import Batch, ReadTask, read_batch
from etl.reading_cache import ReadingCache
from etl.reading_pace import Progress
from etl.reading_spool import ReadingSpool
from etl.records import Correction, SetAside
from etl.settings import Settings
from etl.steps.build_request import BuildRequest
from etl.steps.expand_archives import expand_archives
from etl.steps.read_document import read_task
from etl.steps.reading_limits import reading_passes

ARCHIVE_ENDING = ".zip"


def read_collection(
    collection: Collection,
    corrections: Sequence[Correction],
    request: BuildRequest,
    progress: Progress,
    spool: ReadingSpool,
) -> Batch:
    """The readings of every document that was found, in the spool; those that are too large are set aside unread.

    Archives come first, then the documents inside them with all others: both are many, and most are known by then.
    """
    cache = ReadingCache(request.cache, reader_version())
    passes = reading_passes(request.settings, folders_of(collection))
    batch = Batch(spool)
    make = partial(make_tasks, corrections=corrections, settings=request.settings, batch=batch)
    waiting = [found for found in collection.documents if is_named_archive(found)]
    others = [found for found in collection.documents if not is_named_archive(found)]
    tasks, later = make(waiting), make(others)
    while tasks or later:
        read_batch(tasks, read_task, cache, request.engine, passes, progress, batch, later)
        inside = expand_archives(collection, waiting, batch)
        waiting, others = [*others, *inside], []
        tasks, later = [*later, *make(inside)], []
    cache.forget_other_versions()
    return batch


def is_named_archive(found: SourceDocument) -> bool:
    """Whether an original is an archive by its name; one under another name is met when it is read."""
    return found.file_name.lower().endswith(ARCHIVE_ENDING)


def make_tasks(
    waiting: Iterable[SourceDocument], corrections: Sequence[Correction], settings: Settings, batch: Batch
) -> list[ReadTask]:
    """A task for each original; those that are too large are set aside in the batch."""
    limits, tasks = settings.reading, []
    for found in waiting:
        if found.byte_count > limits.max_document_bytes:
            reason = f"文件有 {found.byte_count} 字节，超过 {limits.max_document_bytes} 字节的上限，没有读取。"
            batch.set_aside(found.document_id, SetAside("too_large", reason))
            continue
        its_own = tuple(one for one in corrections if one.document_id == found.document_id)
        facts = (found.location, found.file_name, found.sha256, found.document_id, found.byte_count)
        tasks.append(ReadTask(*facts, found.member_path, its_own, settings.privacy.mask_personal_data))
    return tasks


def folders_of(collection: Collection) -> tuple[Path, ...]:
    """The folders in which the originals lie, those that a link leads to included."""
    return tuple(sorted({found.location.resolve().parent for found in collection.documents}))
