"""One file read in a guarded child process: what `python -m etl read` prints.

Input: a path. Output: the forms of the file as JSON. Used by the command line.
"""

from pathlib import Path

from etl.document_guard import Failure
from etl.findings import UnreadableDocumentError
from etl.named_work import NamedWork
from etl.reading_engine import LocalEngine
from etl.reading_passes import run_passes
from etl.settings import Settings
from etl.steps.reading_limits import reading_passes

READ_AS_GOLD = NamedWork("etl.steps.read_as_gold", "read_as_gold")
READ_COVERED = NamedWork("etl.steps.read_as_gold", "read_covered")


def describe_file(path: Path, settings: Settings, *, masks_personal_data: bool = False) -> bytes:
    """What the reader makes of one file, as the JSON of `python -m etl read`.

    Raises UnreadableDocumentError when it gives nothing, OSError when it cannot be opened.
    """
    size = path.stat().st_size
    if size > settings.reading.max_document_bytes:
        raise UnreadableDocumentError(
            "too_large", f"文件有 {size} 字节，超过 {settings.reading.max_document_bytes} 字节的上限。"
        )
    task = (path.read_bytes(), str(path.absolute()))
    read = READ_COVERED if masks_personal_data else READ_AS_GOLD
    ((_, result),) = run_passes(read, [task], LocalEngine(1), reading_passes(settings))
    if isinstance(result, Failure):
        raise UnreadableDocumentError(result.code, result.reason)
    return result
