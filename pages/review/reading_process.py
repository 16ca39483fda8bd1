"""One uploaded workbook read by `read_workbook` in a process of its own, which is ended whatever happens.

Input: the bytes of an upload. Output: the cells of its sheets, or one Chinese sentence why there are none. Side of the
pages; no streamlit here. The upload lies in a private temporary folder for as long as the process runs; its name is not
used.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pages.review.read_workbook import REFUSED

PROJECT_FOLDER = Path(__file__).parents[2]
MOST_BYTES = 8 << 20  # a sample of fifty forms is some 300 kB
READINGS_AT_ONCE = 2
TIME_LIMIT_SECONDS = 40  # above the processor time that the process has
PRIVATE_PREFIX = "jixiao-review-"
SENTENCE_CHARACTERS = 200

_places = threading.BoundedSemaphore(READINGS_AT_ONCE)


class ReviewFileError(Exception):
    """A workbook could not be read; the text is one Chinese sentence."""


def load_sheets(content: bytes) -> list[dict[str, Any]]:
    """Name and rows of every sheet of the workbook. Raises ReviewFileError."""
    if len(content) > MOST_BYTES:
        raise ReviewFileError(f"文件超过 {MOST_BYTES >> 20} MB，没有读取。")
    if not _places.acquire(timeout=TIME_LIMIT_SECONDS):
        raise ReviewFileError("现在正在读取别的复核表，请稍等片刻再试。")
    try:
        with tempfile.TemporaryDirectory(prefix=PRIVATE_PREFIX, ignore_cleanup_errors=True) as folder:
            upload = Path(folder) / "upload.xlsx"
            upload.write_bytes(content)
            return run_reader(upload)
    except OSError as error:
        raise ReviewFileError(f"临时文件夹用不了（系统错误 {error.errno}），没有读取。") from error
    finally:
        _places.release()


def run_reader(upload: Path) -> list[dict[str, Any]]:
    """Run the reader on a file in its private folder. Raises ReviewFileError."""
    printed, said = upload.with_name("printed.json"), upload.with_name("said.txt")
    with printed.open("wb") as output, said.open("wb") as errors:
        try:
            ended = subprocess.run(
                [sys.executable, "-m", "pages.review.read_workbook", str(upload)],
                cwd=PROJECT_FOLDER,
                env=os.environ | {"TMPDIR": str(upload.parent), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                timeout=TIME_LIMIT_SECONDS,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired as error:
            raise ReviewFileError(f"读取超过 {TIME_LIMIT_SECONDS} 秒，已停止。") from error
    if ended.returncode == REFUSED:
        lines = said.read_text("utf-8", "replace").splitlines()
        raise ReviewFileError(lines[-1][:SENTENCE_CHARACTERS] if lines else "文件没有读取。")
    if ended.returncode:
        raise ReviewFileError("文件内容异常，读取程序已停止，没有读取；请重新下载复核表再填。")
    try:
        described: Mapping[str, Any] = json.loads(printed.read_bytes())
        return list(described["sheets"])
    except (ValueError, KeyError, TypeError) as error:
        raise ReviewFileError("读取程序没有给出完整的结果，没有读取。") from error
