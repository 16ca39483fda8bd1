"""Every file that is handed over has a line on the disk, and no file is handed over without one."""

import hashlib
import json
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pages.widgets.access_log import FOLDER_VARIABLE, Download, with_record

TAKEN = Download("lin@example.cn", "预算执行率", "000000000007", {"年度": "2023"}, 5, "预算执行率.csv")


@pytest.fixture()
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "log"))
    return tmp_path / "log"


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in sorted(folder.iterdir()) for line in file.read_text("utf-8").splitlines()]


def test_a_line_says_who_took_what_and_no_cell(folder: Path) -> None:
    assert with_record(TAKEN, lambda: b"1,2,secret")() == b"1,2,secret"
    (line,) = lines(folder)
    assert line["subject"] == "lin@example.cn" and line["build_name"] == "000000000007"
    assert line["filters"] == {"年度": "2023"} and line["row_count"] == 5
    assert line["sha256"] == hashlib.sha256(b"1,2,secret").hexdigest() and line["byte_count"] == 10
    assert "secret" not in json.dumps(line)
    assert line["time"].endswith("+00:00")


def test_no_name_or_filter_ends_its_line_or_steers_a_terminal(folder: Path) -> None:
    odd = "a\n\r\x1b[31m\x85\x9b\u2028\u2029\u202e"
    with_record(Download(odd, odd, "7", {odd: odd}, 5, odd), lambda: b"1")()
    (file,) = folder.iterdir()
    text = file.read_text("utf-8")
    assert len(text.splitlines()) == 1 and text.rstrip("\n").isprintable()
    (line,) = lines(folder)
    assert "U+202E" in line["subject"] and "U+2028" in line["file_name"]


def test_nothing_is_handed_over_that_cannot_be_recorded(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="log"):
        with_record(TAKEN, lambda: b"1")()


def test_a_file_that_cannot_be_made_leaves_no_line(folder: Path) -> None:
    def fail() -> bytes:
        raise ValueError("no file")

    with pytest.raises(ValueError, match="no file"):
        with_record(TAKEN, fail)()
    assert not folder.exists()


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from pages.widgets.access_log import Download, with_record

step, folder = sys.argv[1], Path(sys.argv[2])
real = getattr(os, step) if hasattr(os, step) else None

def die(*arguments):
    if step == "fsync":
        real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)

def make():
    if step == "make":
        die()
    return b"1,2"

if real:
    setattr(os, step, die)
taken = Download("", "页", "7", {}, 5, "页.csv")
folder.joinpath("handed.csv").write_bytes(with_record(taken, make)())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
@pytest.mark.parametrize(("step", "line_count"), [("make", 0), ("write", 0), ("fsync", 1)])
def test_a_server_that_is_killed_never_handed_over_more_than_it_recorded(
    step: str, line_count: int, folder: Path, tmp_path: Path, project_folder: Path
) -> None:
    command = [sys.executable, "-c", KILLED_AT, step, str(tmp_path)]
    ended = subprocess.run(command, cwd=project_folder, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(lines(folder)) == line_count if folder.exists() else line_count == 0
    assert not (tmp_path / "handed.csv").exists()


def test_lines_of_many_sessions_do_not_mix(folder: Path) -> None:
    with ThreadPoolExecutor(8) as sessions:
        list(sessions.map(lambda _: with_record(TAKEN, lambda: b"x")(), range(64)))
    assert len(lines(folder)) == 64


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_hands_nothing_over(folder: Path) -> None:
    with_record(TAKEN, lambda: b"1")()
    (log,) = folder.iterdir()
    log.unlink()
    log.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space"):
        with_record(TAKEN, lambda: b"1")()


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on file sizes is of POSIX")
def test_a_line_that_does_not_fit_whole_leaves_nothing_behind(folder: Path) -> None:
    import resource

    with_record(TAKEN, lambda: b"1")()
    (log,) = folder.iterdir()
    length = log.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length + 20, before[1]))  # as a disk with 20 bytes left
    try:
        with pytest.raises(OSError, match="No space"):
            with_record(TAKEN, lambda: b"1")()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with_record(TAKEN, lambda: b"2")()
    assert [line["byte_count"] for line in lines(folder)] == [1, 1]
