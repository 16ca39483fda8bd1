"""What a reading process may cost, from the settings: of text, and of pictures that have to be recognised.

Input: the settings, and the folders that may be read. Output: ReadingPasses. Used by read_collection.py and
describe_file.py; it imports nothing that reads, for the process that starts the others needs none of it.
"""

from dataclasses import replace
from pathlib import Path

from etl.confine_process import Confinement
from etl.document_guard import GuardLimits
from etl.reading_passes import ReadingPasses
from etl.settings import Settings


def guard_limits(settings: Settings, folders: tuple[Path, ...] = ()) -> GuardLimits:
    """The limits of a reading process that may read what lies in these folders."""
    limits = settings.reading
    return GuardLimits(
        limits.time_limit_seconds,
        limits.memory_limit_bytes,
        limits.documents_per_worker,
        limits.max_output_bytes,
        Confinement(
            limits.cpu_limit_seconds, limits.max_scratch_bytes, limits.max_open_files, folders, limits.restrict_paths
        ),
    )


def reading_passes(settings: Settings, folders: tuple[Path, ...] = ()) -> ReadingPasses:
    """The limits of reading what is text, and of recognising what is a picture."""
    text, ocr = guard_limits(settings, folders), settings.ocr
    recognising = replace(
        text,
        time_limit_seconds=ocr.time_limit_seconds,
        memory_limit_bytes=ocr.memory_limit_bytes,
        confinement=replace(text.confinement, cpu_limit_seconds=ocr.cpu_limit_seconds),
    )
    return ReadingPasses(text, recognising, ocr.most_workers, ocr.most_pages)
