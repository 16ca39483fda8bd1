"""One bad document is one loss: the guard against hanging, crashing, greedy and failing work."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.confine_process import Confinement, missing_confinement
from etl.document_guard import SCRATCH_NAME, Failure, GuardLimits, remove_left_scratch, run_guarded
from etl.landlock import landlock_version
from etl.publish.file_lock import publisher_lock
from etl.readers.office_reader import files_may_be_written

ROOT = Path(__file__).parents[2]
UNHURRIED = 300.0  # seconds: only ends what hangs, on however busy a machine
LIMITS = GuardLimits(UNHURRIED, memory_limit_bytes=256 << 20, tasks_per_process=3, output_limit_bytes=1 << 20)
LIMITS_WITHOUT_LANDLOCK = replace(LIMITS, confinement=Confinement(restricts_paths=False))
SHORT = 2.0  # seconds: what does not hang takes milliseconds


def act(task: str) -> bytes:
    """Work that behaves as its task says."""
    if task == "hang":
        time.sleep(600)
    if task == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "exit":
        os._exit(7)
    if task == "hog":
        return bytes(1 << 30)
    if task == "deep":
        return act_deep(0)
    if task == "much":
        return bytes(LIMITS.output_limit_bytes + 1)
    if task == "fail":
        raise KeyError("分值")
    return task.encode()


def act_deep(depth: int) -> bytes:
    return act_deep(depth + 1)


def outcome(tasks: list[str], worker_count: int = 2) -> dict[str, Any]:
    limits = replace(LIMITS, time_limit_seconds=SHORT) if "hang" in tasks else LIMITS
    return {tasks[number]: result for number, result in run_guarded(act, tasks, worker_count, limits)}


def test_good_documents_come_back_among_bad_ones() -> None:
    good = [f"good {number}" for number in range(10)]
    tasks = [*good[:3], "hang", *good[3:6], "kill", "exit", "hog", *good[6:], "deep", "much", "fail"]
    results = outcome(tasks)
    assert {task: results[task] for task in good} == {task: task.encode() for task in good}
    codes = {task: result.code for task, result in results.items() if isinstance(result, Failure)}
    assert codes == {
        "hang": "timeout",
        "kill": "crashed",
        "exit": "crashed",
        "hog": "memory",
        "deep": "too_deep",
        "much": "output",
        "fail": "reader_error",
    }


def test_failure_of_the_reading_code_names_its_place() -> None:
    failure = outcome(["fail"])["fail"]
    assert "KeyError" in failure.reason
    assert "test_document_guard.py:" in failure.reason
    assert "分值" in failure.trace


def test_crash_names_the_signal() -> None:
    assert "SIGKILL" in outcome(["kill"])["kill"].reason


def test_children_end_with_the_run(tmp_path: Any) -> None:
    run = run_guarded(write_pid, [tmp_path / "a", tmp_path / "b"], 2, LIMITS)
    pids = {int(result) for _, result in run if isinstance(result, bytes)}
    assert len(pids) >= 1
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def write_pid(_path: Any) -> bytes:
    return str(os.getpid()).encode()


def test_children_do_not_hold_the_publishers_lock(tmp_path: Path) -> None:
    with publisher_lock(tmp_path):
        run = run_guarded(wait_for, [0.0, 60.0], 1, LIMITS)
        next(run)
    with publisher_lock(tmp_path):  # the child is at its second task
        pass
    run.close()  # type: ignore[attr-defined]


def wait_for(seconds: float) -> bytes:
    time.sleep(seconds)
    return b""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_children_are_forked_by_a_process_without_threads() -> None:
    """A thread that holds a lock while its process forks leaves the child a lock that nobody opens."""
    works = ("etl.steps.read_document", "etl.steps.read_as_gold", "etl.steps.draw_document")
    count = "import os; print(len(os.listdir('/proc/self/task')))"
    program = "; ".join([*(f"import {module}" for module in works), count])
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"1\n"
    guarded = "print(*t.run_guarded(t.describe_origin, [0], 1, t.LIMITS))"
    fresh = f"import polars, tests.pipeline.test_document_guard as t; {guarded}"
    done = subprocess.run([sys.executable, "-c", fresh], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("(0, b'without polars')\n", "")


def describe_origin(_: int) -> bytes:
    return b"with polars" if "polars" in sys.modules else b"without polars"


@pytest.mark.skipif(sys.platform == "win32", reason="no sockets there")
def test_a_long_path_of_temporary_files_is_no_hindrance(tmp_path: Path) -> None:
    long = tmp_path / ("d" * 100)
    long.mkdir()
    form = ROOT / "tests" / "golden" / "tab_rows" / "source.txt"
    for folder, count in ((long, 0), (tmp_path, 1)):
        command = [sys.executable, "-m", "etl", "read", str(form)]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "TMPDIR": str(folder)}, capture_output=True, check=True
        )
        assert b"self_evaluation" in done.stdout
        assert len(list(folder.iterdir())) == count, "nothing is left behind"


class LateWork:
    """Work that takes longer to load than a task may take."""

    def __init__(self) -> None:
        self.seconds = SHORT * 1.2

    def __setstate__(self, state: dict[str, float]) -> None:
        time.sleep(state["seconds"])

    def __call__(self, _: int) -> bytes:
        return b"in time"


def test_time_of_a_task_begins_when_its_process_is_ready() -> None:
    limits = replace(LIMITS, time_limit_seconds=SHORT)
    assert dict(run_guarded(LateWork(), [0, 1], 1, limits)) == {0: b"in time", 1: b"in time"}


def test_document_of_a_killed_process_is_read_once_more(tmp_path: Path) -> None:
    results = dict(run_guarded(die_once, [tmp_path / "a", tmp_path / "b"], 2, LIMITS_WITHOUT_LANDLOCK))
    assert results == {0: b"second try", 1: b"second try"}


def die_once(mark: Path) -> bytes:
    """Die as a process does that is killed from outside, the first time."""
    if mark.exists():
        return b"second try"
    mark.mkdir()
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def test_process_that_always_dies_is_not_tried_for_ever(tmp_path: Path) -> None:
    ((_, result),) = run_guarded(die_always, [tmp_path], 1, LIMITS_WITHOUT_LANDLOCK)
    assert isinstance(result, Failure) and result.code == "crashed"
    assert len(list(tmp_path.iterdir())) == 2


def die_always(folder: Path) -> bytes:
    """Leave a mark and die."""
    (folder / str(os.getpid())).mkdir()
    os._exit(9)


def test_processor_seconds_are_counted_for_each_document() -> None:
    limits = replace(LIMITS, tasks_per_process=9, confinement=Confinement(cpu_limit_seconds=1))
    results = dict(run_guarded(spin, [0.6, 0.6, 0.6, 60.0], 1, limits))
    codes = [result.code if isinstance(result, Failure) else result for _, result in sorted(results.items())]
    assert codes == [b"done"] * 3 + ["cpu_time"]


def spin(seconds: float) -> bytes:
    """Use up processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return b"done"


def test_reader_writes_no_file_and_a_conversion_only_into_its_folder(tmp_path: Path) -> None:
    results = dict(run_guarded(write_files, [tmp_path / "outside"], 1, LIMITS))
    inside, raised, outside = results[0].decode().split("|")  # type: ignore[union-attr]
    assert (inside, raised) == ("OSError", "written")
    assert outside == ("PermissionError" if landlock_version() else "written")
    left = Path(tempfile.gettempdir()).glob(f"{SCRATCH_NAME}{os.getpid()}-*")
    assert not [folder for folder in left if not list(folder.glob("pymp-*"))], "only the server's socket stays"


def write_files(outside: Path) -> bytes:
    """Try to write into the folder of the process, before and after the limit is raised, and elsewhere."""
    own = Path(tempfile.gettempdir()) / "file"
    tried = [write_one(own)]
    with files_may_be_written():
        tried += [write_one(own), write_one(outside)]
    return "|".join(tried).encode()


def write_one(path: Path) -> str:
    try:
        path.write_bytes(b"x" * 5000)
    except OSError as error:
        return type(error).__name__
    return "written"


@pytest.mark.skipif(not landlock_version(), reason="this kernel has no Landlock")
def test_reader_opens_its_documents_and_no_other_file(tmp_path: Path) -> None:
    documents, elsewhere = tmp_path / "documents", tmp_path / "elsewhere"
    for folder in (documents, elsewhere):
        folder.mkdir()
        (folder / "a.txt").write_text("text")
    limits = replace(LIMITS, confinement=Confinement(readable_folders=(documents,)))
    tasks = [documents / "a.txt", elsewhere / "a.txt", Path(f"/proc/{os.getpid()}/environ"), Path("/etc/hostname")]
    results = dict(run_guarded(read_one, tasks, 1, limits))
    assert [results[number] for number in range(4)] == [b"text", *[b"PermissionError"] * 3]
    ((_, connected),) = run_guarded(connect, [0], 1, limits)
    assert connected == b"PermissionError"


def read_one(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        return type(error).__name__.encode()


def connect(_: int) -> bytes:
    with socket.socket() as listening:
        try:
            listening.connect(("127.0.0.1", 9))
        except OSError as error:
            return type(error).__name__.encode()
    return b"connected"


@pytest.mark.skipif(sys.platform != "linux", reason="sessions are found in /proc")
def test_what_a_reader_started_ends_with_it(tmp_path: Path) -> None:
    program = tmp_path / "pid"
    list(run_guarded(start_and_hang, [program], 1, replace(LIMITS_WITHOUT_LANDLOCK, time_limit_seconds=SHORT)))
    pid = int(program.readlink().name)
    give_up = time.monotonic() + UNHURRIED
    while is_alive(pid) and time.monotonic() < give_up:
        time.sleep(0.02)
    assert not is_alive(pid)


def start_and_hang(program: Path) -> bytes:
    """Start a program in a group of its own, as LibreOffice is, and wait longer than is allowed."""
    started = subprocess.Popen(["sleep", "600"], process_group=0)
    program.symlink_to(str(started.pid))
    time.sleep(600)
    return b""


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_folders_of_killed_runs_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, used = tmp_path / f"{SCRATCH_NAME}{gone.pid}-a", tmp_path / f"{SCRATCH_NAME}{os.getpid()}-b"
    left.mkdir()
    used.mkdir()
    remove_left_scratch()
    assert list(tmp_path.iterdir()) == [used]


def test_system_without_landlock_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.confine_process.landlock_version", lambda: 0)
    assert "不能限制" in (missing_confinement() or "") or sys.platform == "win32"
