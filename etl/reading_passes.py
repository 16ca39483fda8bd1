"""Reads documents in guarded child processes in two passes: what is text first, then what has to be recognised.

Input: tasks, and a function from a task and a number of pages to bytes. Output: as document_guard.py gives it. Used by
read_batch.py and the steps. Whether a pdf is a scan shows when it is opened; recognising its pages takes a thousand
times as long and several times the memory, so it runs again under limits of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from etl.document_guard import Failure, GuardLimits
from etl.reading_engine import Engine, Results

OCR_LATER = "ocr_later"  # the code of OcrNeededError


@dataclass(frozen=True, slots=True)
class ReadingPasses:
    """The limits of both passes, how many processes of a machine may recognise at once, and how many pages of one
    document."""

    text: GuardLimits
    ocr: GuardLimits
    most_ocr_workers: int
    most_ocr_pages: int


def run_passes(work: Callable[..., bytes], tasks: Sequence[Any], engine: Engine, passes: ReadingPasses) -> Results:
    """The result of each task with its position in `tasks`, in the order of completion; never raises for a task."""
    scans: list[int] = []
    for task_no, result in engine(partial(work, most_ocr_pages=0), tasks, passes.text):
        if isinstance(result, Failure) and result.code == OCR_LATER:
            scans.append(task_no)
        else:
            yield task_no, result
    recognise = partial(work, most_ocr_pages=passes.most_ocr_pages)
    waiting = [tasks[task_no] for task_no in scans]
    for position, result in engine(recognise, waiting, passes.ocr, passes.most_ocr_workers):
        yield scans[position], result
