"""One file read in a guarded child process: what `python -m etl read` prints.

Input: a path. Output: the forms of the file as JSON. Used by the command line.
"""

from pathlib import Path

from etl.document_guard import Failure
from etl.findings import UnreadableDocumentError
from etl.reading_engine import LocalEngine
from etl.reading_passes import run_passes
from etl.settings import Settings
from etl.steps.reading_limits import reading_passes


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
    work = read_covered if masks_personal_data else read_as_printed
    ((_, result),) = run_passes(work, [task], LocalEngine(1), reading_passes(settings))
    if isinstance(result, Failure):
        raise UnreadableDocumentError(result.code, result.reason)
    return result


def read_covered(task: tuple[bytes, str], most_ocr_pages: int) -> bytes:
    """The same as `read_as_printed` with personal data covered."""
    return read_as_printed(task, most_ocr_pages, masks_personal_data=True)


def read_as_printed(task: tuple[bytes, str], most_ocr_pages: int, *, masks_personal_data: bool = False) -> bytes:
    """The forms of one document in gold form. Raises TaskFailedError.

    Runs in a child process, and only there imports the reading code, which takes half a second.
    """
    from etl.steps.read_as_gold import read_as_gold

    return read_as_gold(task, most_ocr_pages, masks_personal_data=masks_personal_data)
