"""The rows of every document of a collection, from the cache or read anew in guarded child processes.

Input: a `Collection`. Output: a `Batch`. Used by pipeline.py.
"""

from collections.abc import Sequence

from etl.collect.find_documents import Collection
from etl.content_version import reader_version
from etl.document_guard import GuardLimits
from etl.document_rows import set_aside_rows
from etl.read_batch import Batch, Progress, ReadTask, read_batch
from etl.reading_cache import ReadingCache
from etl.records import Correction, SetAside
from etl.settings import Settings
from etl.steps.build_request import BuildRequest
from etl.steps.read_document import read_task


def read_collection(
    collection: Collection, corrections: Sequence[Correction], request: BuildRequest, lock: int, progress: Progress
) -> Batch:
    """The rows of every document that was found; those that are too large are set aside unread."""
    limits = request.settings.reading
    tasks, too_large = [], {}
    for found in collection.documents:
        if found.byte_count > limits.max_document_bytes:
            reason = f"文件有 {found.byte_count} 字节，超过 {limits.max_document_bytes} 字节的上限，没有读取。"
            too_large[found.document_id] = set_aside_rows(SetAside("too_large", reason))
        else:
            its_own = tuple(one for one in corrections if one.document_id == found.document_id)
            facts = (found.location, found.file_name, found.sha256, found.document_id, found.byte_count)
            tasks.append(ReadTask(*facts, its_own, request.settings.privacy.mask_personal_data))
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
