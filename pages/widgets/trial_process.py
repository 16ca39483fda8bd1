"""One uploaded document read on trial by `python -m etl read`, in a process of its own that is ended whatever happens.

Input: the bytes of an upload and its name. Output: what the command printed, or one sentence why there is nothing. Side
of the pages; no streamlit here, and nothing of etl: only its command is started. The upload lies in a private
folder for as long as the command runs; what the command starts on its own (LibreOffice) keeps its files there too.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any

PROJECT_FOLDER = Path(__file__).parents[2]
ENDINGS = (
    "docx", "doc", "wps", "odt", "rtf", "xlsx", "xls", "xlsm", "xlsb", "et", "ods", "csv", "tsv", "pdf", "html", "htm",
    "mht", "mhtml", "xml", "md", "txt", "zip", "png", "jpg", "jpeg", "tif", "tiff", "bmp",
)  # fmt: skip
"""Endings of the formats that readers know; a reader decides by the content, this only keeps the chooser tidy."""
TRIALS_AT_ONCE = 2  # of the whole server: a reading takes a core and up to the memory limit of a reading process
TIME_LIMIT_SECONDS = 180  # the command ends a reading by its own, lower limit; this is for a command that hangs
OUTPUT_LIMIT_BYTES = 16 << 20  # an ordinary form is some kilobytes of JSON
REASON_CHARACTERS = 500
POLL_SECONDS = 0.1
CODE = re.compile(r"（原因代码 ([a-z_]{1,40})）$")  # behind the sentence of the command
REFUSED = 2  # exit code of the command for a document that cannot be read
PRIVATE_PREFIX = "jixiao-trial-"

_places = threading.BoundedSemaphore(TRIALS_AT_ONCE)


class TrialError(Exception):
    """A document could not be tried; the text is one Chinese sentence. `code`: the command's own code of the reason."""

    def __init__(self, sentence: str, code: str | None = None) -> None:
        super().__init__(sentence)
        self.code = code


class BusyError(TrialError):
    """As many documents as the server reads at once are being tried."""


def read_on_trial(content: bytes, name: str, tell_seconds: Callable[[float], None]) -> dict[str, Any]:
    """What `python -m etl read` prints about the document.

    `tell_seconds` is told the time while the command runs; what it raises ends the command. Raises BusyError, and
    TrialError with the command's own sentence where the document cannot be read.
    """
    if not (PROJECT_FOLDER / "etl" / "__main__.py").is_file():
        raise TrialError("这台机器上只有页面，没有读取程序（etl），不能试读；请在建数据的机器上试。")
    if not _places.acquire(blocking=False):
        raise BusyError(f"现在已有 {TRIALS_AT_ONCE} 份文件正在试读，请稍等片刻再试。")
    try:
        with tempfile.TemporaryDirectory(prefix=PRIVATE_PREFIX, ignore_cleanup_errors=True) as folder:
            upload = Path(folder) / f"upload{safe_ending(name)}"
            upload.write_bytes(content)
            return run_reader(upload, tell_seconds)
    except OSError as error:
        raise TrialError(f"临时文件夹或读取程序用不了（系统错误 {error.errno}），没有试读。") from error
    finally:
        _places.release()


def safe_ending(name: str) -> str:
    """The ending of an uploaded name where it is a known one, else nothing; the rest of the name is not used."""
    ending = PurePath(name).suffix.lower()
    return ending if ending[1:] in ENDINGS else ""


def run_reader(upload: Path, tell_seconds: Callable[[float], None]) -> dict[str, Any]:
    """Run the command on a file in its private folder. Raises TrialError."""
    printed, said = upload.with_name("printed.json"), upload.with_name("said.txt")
    with printed.open("wb") as output, said.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "etl", "read", str(upload), "--cover"],
            cwd=PROJECT_FOLDER,
            env=os.environ | {"TMPDIR": str(upload.parent), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        try:
            wait_for(process, (printed, said), tell_seconds)
        finally:
            end_all(process, upload.parent)
    if process.returncode:
        raise refusal(process.returncode, said, upload.name)
    try:
        described = json.loads(printed.read_bytes())
    except ValueError as error:
        raise TrialError("读取程序没有给出完整的结果，请把这份文件交给维护人员。") from error
    if not isinstance(described, dict):
        raise TrialError("读取程序没有给出完整的结果，请把这份文件交给维护人员。")
    return described


def wait_for(
    process: "subprocess.Popen[bytes]", outputs: tuple[Path, ...], tell_seconds: Callable[[float], None]
) -> None:
    """Return when the command has ended. Raises TrialError where it takes too long or prints too much."""
    started = time.monotonic()
    while process.poll() is None:
        seconds = time.monotonic() - started
        if seconds > TIME_LIMIT_SECONDS:
            raise TrialError(f"试读超过 {TIME_LIMIT_SECONDS} 秒，已停止。")
        if any(path.stat().st_size > OUTPUT_LIMIT_BYTES for path in outputs):
            raise TrialError("读出的内容过多，已停止；请把文件拆开再试。")
        tell_seconds(seconds)
        time.sleep(POLL_SECONDS)
    if any(path.stat().st_size > OUTPUT_LIMIT_BYTES for path in outputs):
        raise TrialError("读出的内容过多，没有显示；请把文件拆开再试。")


def refusal(exit_code: int, said: Path, upload_name: str) -> TrialError:
    """Why there is nothing: the command's own sentence about the document, or that the command failed."""
    with said.open("rb") as file:
        lines = file.read(REASON_CHARACTERS * 40).decode("utf-8", "replace").splitlines()
    opening = f"{upload_name}："
    reasons = [line.removeprefix(opening) for line in lines if line.startswith(opening)]
    if exit_code == REFUSED and reasons:
        code = CODE.search(reasons[-1])
        return TrialError(CODE.sub("", reasons[-1])[:REASON_CHARACTERS], code[1] if code else None)
    return TrialError(f"读取程序出错，没有读完（退出码 {exit_code}）；请把这份文件交给维护人员。")


def end_all(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """End the command where it still runs, with everything it started; a program of its own session is known by the
    private folder in its command line.
    """
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for process_id in processes_naming(folder):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process_id, signal.SIGKILL)


def processes_naming(folder: Path) -> list[int]:
    """The other processes whose command line names the folder; none where the system does not tell (no /proc)."""
    found = []
    for command_line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if int(command_line.parent.name) != os.getpid() and os.fsencode(folder) in command_line.read_bytes():
                found.append(int(command_line.parent.name))
    return found
