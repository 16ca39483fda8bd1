"""Draws the pages of one document and packs the pictures for the way to the build.

Input: a `DrawTask`. Output: bytes that `unpack` takes apart. Used by draw_pictures.py; `draw_task` runs in a guarded
child process, so nothing is imported here that starts threads.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from etl.document_guard import TaskFailedError
from etl.read_batch import ReadTask
from etl.readers.page_picture import PagePicture, UndrawnError, draw_pages
from etl.steps.load_original import load_original

SIZE_BYTES = 8  # how long the description before the pictures is
PAGE_WORK_BYTES = 100_000  # 0.2 seconds, by the measure of reading_pace.py


@dataclass(frozen=True, slots=True)
class DrawTask:
    """One document and the pages to draw: page numbers with degrees clockwise; and what to cover on them: page
    numbers with left, top, right and bottom as fractions."""

    original: ReadTask
    media_type: str
    pages: tuple[tuple[int, int], ...]
    covered: tuple[tuple[float, ...], ...] = ()

    @property
    def location(self) -> Path:
        """The file in which the original lies."""
        return self.original.location

    @property
    def work(self) -> int:
        """What drawing it costs, in bytes of text that would take as long to read."""
        return len(self.pages) * PAGE_WORK_BYTES

    @property
    def cache_name(self) -> str:
        """What the pictures are kept under, beside the fingerprint of the document."""
        return f"pictures of {self.pages} without {self.covered}"


def draw_task(task: DrawTask) -> bytes:
    """The pictures of one document, packed; runs in a child process. Raises TaskFailedError."""
    try:
        return pack(list(draw_pages(load_original(task.original), task.media_type, task.pages, task.covered)))
    except UndrawnError as error:
        raise TaskFailedError("not_drawn", "页面无法画成图。") from error


def pack(pictures: list[PagePicture]) -> bytes:
    """Pictures as one run of bytes: the length of the description, the description, the PNGs."""
    described = json.dumps([[one.page_no, one.width_pixels, one.height_pixels, len(one.content)] for one in pictures])
    return len(described).to_bytes(SIZE_BYTES, "big") + described.encode() + b"".join(one.content for one in pictures)


def unpack(content: bytes) -> list[PagePicture]:
    """The pictures of a run of bytes."""
    start = SIZE_BYTES + int.from_bytes(content[:SIZE_BYTES], "big")
    pictures = []
    for page_no, width, height, size in json.loads(content[SIZE_BYTES:start]):
        pictures.append(PagePicture(page_no, width, height, content[start : start + size]))
        start += size
    return pictures
