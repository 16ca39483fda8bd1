"""A dashboard that serves one published folder on a free loopback port, for as long as a test needs it.

Input: the published folder, and where its log and its record of downloads go. Output: its address. It is ended by its
process id.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from drills.served_dashboard import free_port

PROJECT = Path(__file__).resolve().parents[2]
BUILD_SECONDS = 900  # both only end what hangs: the machine may be ten times slower than an idle one
START_SECONDS = 300


def build_published(folder: Path, *arguments: str | Path) -> Path:
    """The folder with one more build of these originals, made by the command line as a user would."""
    command = [sys.executable, "-m", "etl", "build", *map(str, arguments), "--published", str(folder)]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    words = f"the build ended with {built.returncode}:\n{built.stdout}\n{built.stderr}"
    assert built.returncode in (0, 1), words
    assert (folder / "current.json").is_file(), words  # a Python that cannot even start also ends with 1
    return folder


@contextmanager
def served_dashboard(
    published: Path, log: Path, access_log: Path, more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The address of a dashboard that serves the folder; `more` is environment besides."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "serve.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    environment = {**os.environ, "JIXIAO_PUBLISHED": str(published), "PYTHONUTF8": "1", **(more or {})}
    environment["JIXIAO_ACCESS_LOG"] = str(access_log)
    environment["JIXIAO_DECISIONS"] = str(access_log.with_name("decisions"))
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_healthy(server, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_until_healthy(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return when the server answers its health address; fail with its log where it ends or stays silent."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if server.poll() is not None:
            pytest.fail(f"the dashboard ended with {server.returncode}:\n{log.read_text('utf-8', 'replace')}")
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the dashboard did not answer within {START_SECONDS} s:\n{log.read_text('utf-8', 'replace')}")
