"""The bytes of an original, out of its file or out of the archive that holds it, as they were registered.

Input: a reading task. Output: bytes. Used by read_document.py in the reading process, which keeps the last archives
open: the next member is often of the same one.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from etl.document_guard import TaskFailedError
from etl.findings import UnreadableDocumentError
from etl.read_batch import ReadTask
from etl.readers import ARCHIVE_DEPTH
from etl.readers.archive_members import load_member
from etl.readers.safe_archive import SafeArchive


def load_original(task: ReadTask) -> bytes:
    """The bytes that were fingerprinted. Raises TaskFailedError when the file holds others by now."""
    try:
        content = load_content(task.location, task.member_path)
        if hashlib.sha256(content).hexdigest() == task.sha256:
            return content
    except (OSError, UnreadableDocumentError):
        pass  # gone, or another archive by now: told below
    open_archive.cache_clear()
    raise TaskFailedError("changed_while_reading", "文件在登记之后被改动，没有采用，请重新运行。")


def load_content(location: Path, member_path: tuple[str, ...]) -> bytes:
    """The bytes of a file, or of a member down the archives in it. Raises OSError, UnreadableDocumentError."""
    if not member_path:
        return location.read_bytes()
    *outer, name = member_path
    return load_member(open_archive(location, tuple(outer)), name)


@lru_cache(maxsize=ARCHIVE_DEPTH)
def open_archive(location: Path, member_path: tuple[str, ...]) -> SafeArchive:
    """An archive, ready to be read from."""
    return SafeArchive(load_content(location, member_path))
