"""Pictures of the pages that forms stand on, drawn in guarded child processes and kept in the published folder.

Input: a `Collection` and the `Batch` read from it. Output: there, what raw_page_picture says of the pictures. Used by
pipeline.py and make_tables.py. A page that could not be drawn keeps its row without a picture; the next build tries
again. Nothing is drawn onto a disk that could not hold it.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from etl.collect.find_documents import Collection
from etl.content_version import reader_version
from etl.document_guard import Failure, GuardLimits
from etl.publish.picture_store import is_picture_sound, keep_pictures
from etl.publish.publish_build import refuse_small_disk
from etl.read_batch import Batch, ReadTask
from etl.readers.page_picture import DRAWN_MEDIA_TYPES, MOST_PAGES, PagePicture
from etl.reading_cache import ReadingCache
from etl.reading_pace import Progress, Step
from etl.settings import Settings
from etl.steps.build_request import BuildRequest
from etl.steps.draw_document import DrawTask, draw_task, unpack
from etl.steps.read_collection import folders_of
from etl.steps.reading_limits import guard_limits

TABLE = "raw_page_picture"
BYTES_OF_A_PICTURE = 100_000  # twice what a page of text takes
Row = dict[str, Any]


def draw_pictures(collection: Collection, batch: Batch, request: BuildRequest, progress: Progress) -> None:
    """Note the pictures of every document in the batch; those that are there already are not drawn again."""
    cache = ReadingCache(request.cache, reader_version())
    fresh: list[DrawTask] = []
    for task in list_tasks(collection, batch, request.settings.pictures.pages_at_once):
        kept = cache.load(task.original.sha256, task.cache_name)
        known: list[Row] = json.loads(kept) if kept else []
        if kept and all(is_picture_sound(request.published, row["picture_sha256"]) for row in known):
            note(batch, task, kept)
        else:
            fresh.append(task)
    if fresh:
        pages = sum(len(task.pages) for task in fresh)
        refuse_small_disk(request.published, None, request.settings.publish.spare_bytes + pages * BYTES_OF_A_PICTURE)
    guard = picture_limits(request.settings, folders_of(collection))
    for done, (task_no, result) in enumerate(request.engine(draw_task, fresh, guard), start=1):
        task = fresh[task_no]
        if isinstance(result, Failure):
            batch.traces += [f"{task.original.file_name}\n{result.trace}"] if result.trace else []
        else:
            drawn = json.dumps(keep_drawn(request.published, unpack(result))).encode()
            note(batch, task, drawn)
            cache.save(task.original.sha256, task.cache_name, drawn)
        progress(Step("页面图", done, len(fresh), task.original.file_name, done, done, len(fresh) - done))


def picture_limits(settings: Settings, folders: tuple[Path, ...]) -> GuardLimits:
    """The limits of a process that draws pages of documents in these folders."""
    reading, pictures = guard_limits(settings, folders), settings.pictures
    confinement = replace(reading.confinement, cpu_limit_seconds=pictures.cpu_limit_seconds)
    return replace(reading, time_limit_seconds=pictures.time_limit_seconds, confinement=confinement)


def list_tasks(collection: Collection, batch: Batch, pages_at_once: int) -> list[DrawTask]:
    """The documents with pages to draw, and which; a long document is several tasks."""
    tasks = []
    for found in collection.documents:
        read = batch.documents[found.document_id]
        media_type = read.document["media_type"]
        if media_type in DRAWN_MEDIA_TYPES and (rows := read.rows.get(TABLE)):
            facts = (found.location, found.file_name, found.sha256, found.document_id, found.byte_count)
            pages = tuple((row["page_no"], row["turn_degrees"]) for row in rows)[:MOST_PAGES]
            task, boxes = ReadTask(*facts, found.member_path), tuple(map(tuple, read.covered_boxes))
            for start in range(0, len(pages), pages_at_once):
                tasks.append(DrawTask(task, media_type, pages[start : start + pages_at_once], boxes))
    return tasks


def keep_drawn(published: Path, pictures: list[PagePicture]) -> list[Row]:
    """Keep the pictures; returns what raw_page_picture says of them, by page."""
    fingerprints = keep_pictures(published, [one.content for one in pictures])
    return [
        {
            "page_no": one.page_no,
            "width_pixels": one.width_pixels,
            "height_pixels": one.height_pixels,
            "picture_sha256": sha256,
        }
        for one, sha256 in zip(pictures, fingerprints, strict=True)
    ]


def note(batch: Batch, task: DrawTask, drawn: bytes) -> None:
    """Note what was drawn for a task, as JSON."""
    batch.pictures.setdefault(task.original.document_id, []).append(drawn)


def complete_rows(rows: list[Row], drawn: list[bytes]) -> list[Row]:
    """The rows of raw_page_picture of one document with its pictures; a page that was not drawn stays without."""
    by_page = {row["page_no"]: row for part in drawn for row in json.loads(part)}
    return [row | by_page.get(row["page_no"], {}) for row in rows]
