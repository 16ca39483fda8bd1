"""One bad document is one loss: the guard against hanging, crashing, greedy and failing work."""

import os
import signal
import time
from typing import Any

import pytest

from etl.document_guard import Failure, GuardLimits, run_guarded

LIMITS = GuardLimits(time_limit_seconds=0.5, memory_limit_bytes=256 << 20, tasks_per_process=3)


def act(task: str) -> bytes:
    """Work that behaves as its task says."""
    if task == "hang":
        time.sleep(60)
    if task == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "exit":
        os._exit(7)
    if task == "hog":
        return bytes(1 << 30)
    if task == "deep":
        return act_deep(0)
    if task == "fail":
        raise KeyError("分值")
    return task.encode()


def act_deep(depth: int) -> bytes:
    return act_deep(depth + 1)


def outcome(tasks: list[str], worker_count: int = 2) -> dict[str, Any]:
    return {tasks[number]: result for number, result in run_guarded(act, tasks, worker_count, LIMITS)}


def test_good_documents_come_back_among_bad_ones() -> None:
    good = [f"good {number}" for number in range(10)]
    tasks = [*good[:3], "hang", *good[3:6], "kill", "exit", "hog", *good[6:], "deep", "fail"]
    results = outcome(tasks)
    assert {task: results[task] for task in good} == {task: task.encode() for task in good}
    codes = {task: result.code for task, result in results.items() if isinstance(result, Failure)}
    assert codes == {
        "hang": "timeout",
        "kill": "crashed",
        "exit": "crashed",
        "hog": "memory",
        "deep": "too_deep",
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


def test_children_close_the_publishers_lock() -> None:
    reading, writing = os.pipe()
    limits = GuardLimits(5.0, 256 << 20, 3, closed_descriptors=(writing,))
    results = dict(run_guarded(is_open, [writing, reading], 1, limits))
    os.close(reading)
    os.close(writing)
    assert results == {0: b"closed", 1: b"open"}


def is_open(descriptor: int) -> bytes:
    try:
        os.fstat(descriptor)
    except OSError:
        return b"closed"
    return b"open"
