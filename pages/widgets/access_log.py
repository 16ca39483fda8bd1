"""The record of downloads: who took which rows of which build, and when; never what stood in them.

Input: a file that was asked for. Output: one JSON line in `access-<year>-<month>.jsonl` under the folder named by the
environment variable JIXIAO_ACCESS_LOG (default data/access_log), on the disk before the file is handed over. Side of
the pages.
"""

import errno
import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pages.widgets.kept_file import KeptFile
from pages.wording.harmless_text import visible_text

FOLDER_VARIABLE = "JIXIAO_ACCESS_LOG"
DEFAULT_FOLDER = Path("data/access_log")
ONLY_OURS = 0o600
MOST_FILES_AT_ONCE = 2  # being made; one in memory takes some three times its size meanwhile
WAITING_SECONDS = 1.0

_making = threading.Semaphore(MOST_FILES_AT_ONCE)
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class Download:
    """What is asked for: by whom ("" without a login), from which page and build, chosen by what, how many rows."""

    subject: str
    page_title: str
    build_name: str
    filters: Mapping[str, str]
    row_count: int
    file_name: str


def with_record(download: Download, make: Callable[[], bytes | KeptFile]) -> Callable[[], bytes]:
    """The same file, recorded each time that it is asked for, and not handed over where it cannot be recorded."""

    def make_and_record() -> bytes:
        with turn_to_make():
            content = make()
        record_download(download, content)
        return content.content() if isinstance(content, KeptFile) else content

    return make_and_record


@contextmanager
def turn_to_make(tell_waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Around the making of a file: few are made at once; `tell_waiting` is called each second of waiting."""
    while not _making.acquire(timeout=WAITING_SECONDS):
        tell_waiting()
    try:
        yield
    finally:
        _making.release()


def record_download(download: Download, content: bytes | KeptFile) -> None:
    """Append one line and see it on the disk. Raises OSError where that fails."""
    now = datetime.now(UTC)
    folder = Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(content, KeptFile):
        byte_count, sha256 = content.byte_count, content.sha256
    else:
        byte_count, sha256 = len(content), hashlib.sha256(content).hexdigest()
    described = {
        "time": now.isoformat(timespec="seconds"),
        "action": "download",
        **asdict(download),
        "byte_count": byte_count,
        "sha256": sha256,
    }
    line = (visible_text(json.dumps(described, ensure_ascii=False)) + "\n").encode()  # one line, whatever is in a name
    with _writing:
        append_durably(folder / f"access-{now:%Y-%m}.jsonl", line)


def append_durably(file: Path, line: bytes) -> None:
    """Append a whole line or nothing. Raises OSError where the disk does not take all of it."""
    log = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, ONLY_OURS)
    try:
        length = os.fstat(log).st_size
        written = os.write(log, line)  # one write of an append-only file: lines of many processes do not mix
        if written < len(line):
            os.ftruncate(log, length)  # half a line would spoil the next one too
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        os.fsync(log)
    finally:
        os.close(log)
