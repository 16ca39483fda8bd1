"""A conversion ends with the process that wanted it, however that ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PROGRAM = """#!/bin/sh
sleep 60 &
echo $! > "$GUARDED_PID"
wait
"""
CONVERT = """
import sys
from pathlib import Path
from etl.readers.office_reader import convert
convert(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[2]) / "a.doc", "docx")
"""
MOST_SECONDS = 120.0  # only ends what hangs


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups")
def test_a_killed_reader_leaves_no_conversion_behind(tmp_path: Path) -> None:
    program, told = tmp_path / "soffice", tmp_path / "pid"
    program.write_text(PROGRAM)
    program.chmod(0o700)
    command = [sys.executable, "-c", CONVERT, str(program), str(tmp_path)]
    reader = subprocess.Popen(command, env={**os.environ, "GUARDED_PID": str(told)}, cwd=Path(__file__).parents[2])
    assert wait_until(lambda: told.exists() and bool(told.read_text().strip()))
    converting = int(told.read_text())
    assert wait_until(lambda: is_guarded(reader.pid)), "the guardian starts right after the program"
    reader.send_signal(signal.SIGKILL)
    reader.wait()
    try:
        assert wait_until(lambda: not is_running(converting))
    finally:
        if is_running(converting):
            os.kill(converting, signal.SIGKILL)


def wait_until(is_so: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + MOST_SECONDS
    while not is_so() and time.monotonic() < give_up:
        time.sleep(0.05)
    return is_so()


def is_guarded(reader: int) -> bool:
    """Whether a process has started its guardian."""
    command = ["ps", "-eo", "ppid=,args="]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return any(line.split()[0] == str(reader) and "guardian" in line.split() for line in lines)


def is_running(pid: int) -> bool:
    """Whether a process is at work; one that waits to be buried is not."""
    status = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(status.strip()) and not status.strip().startswith("Z")
