"""The record of downloads: who took which rows of which build, and when; never what stood in them.

Input: a file that was asked for. Output: one JSON line in `access-<year>-<month>.jsonl` under the folder named by the
environment variable JIXIAO_ACCESS_LOG (default data/access_log), on the disk before the file is handed over. Side of
the pages.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER_VARIABLE = "JIXIAO_ACCESS_LOG"
DEFAULT_FOLDER = Path("data/access_log")
ONLY_OURS = 0o600


@dataclass(frozen=True, slots=True)
class Download:
    """What is asked for: by whom ("" without a login), from which page and build, chosen by what, how many rows."""

    subject: str
    page_title: str
    build_name: str
    filters: Mapping[str, str]
    row_count: int
    file_name: str


def with_record(download: Download, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same file, recorded each time that it is made. The file is not handed over where it cannot be recorded."""

    def make_and_record() -> bytes:
        content = make()
        record_download(download, content)
        return content

    return make_and_record


def record_download(download: Download, content: bytes) -> None:
    """Append one line and see it on the disk. Raises OSError where that fails."""
    now = datetime.now(UTC)
    folder = Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    described = {
        "time": now.isoformat(timespec="seconds"),
        "action": "download",
        **asdict(download),
        "byte_count": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    line = (json.dumps(described, ensure_ascii=False) + "\n").encode()
    log = os.open(folder / f"access-{now:%Y-%m}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, ONLY_OURS)
    try:
        os.write(log, line)  # one write of an append-only file: lines of many sessions do not mix
        os.fsync(log)
    finally:
        os.close(log)
