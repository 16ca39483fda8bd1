"""Runs one piece of work per document in child processes, so that a document that hangs, crashes or eats memory is
one loss.

Input: tasks and a function from a task to bytes. Output: the bytes, or why there are none, per task. Used by
pipeline.py. `concurrent.futures` would lose the whole batch with one dead worker and cannot stop a hanging one.
Processes are forked where the system can, else started anew.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import resource

PR_SET_PDEATHSIG = 1  # linux/prctl.h: the child gets a signal when its parent dies


@dataclass(frozen=True, slots=True)
class GuardLimits:
    """What one task may cost, how many tasks a process serves, and descriptors that a child must not keep open."""

    time_limit_seconds: float
    memory_limit_bytes: int
    tasks_per_process: int
    closed_descriptors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave nothing: a stable code and one Chinese sentence; `trace` is for the developer."""

    code: str
    reason: str
    trace: str = ""


class TaskFailedError(Exception):
    """A piece of work gives up with a reason of its own; it becomes the task's `Failure`."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.failure = Failure(code, reason)


@dataclass(slots=True)
class Worker:
    """A child process, the pipe to it, the task it works on (None: idle), its deadline, and how many tasks it got."""

    process: BaseProcess
    pipe: Connection
    task_no: int | None = None
    deadline: float = 0.0
    task_count: int = 0


def run_guarded(
    work: Callable[[Any], bytes], tasks: Sequence[Any], worker_count: int, limits: GuardLimits
) -> Iterator[tuple[int, bytes | Failure]]:
    """The result of each task with its position in `tasks`, in the order of completion; never raises for a task."""
    waiting = list(reversed(range(len(tasks))))
    workers: list[Worker] = []
    try:
        results: list[tuple[int, bytes | Failure]] = []
        while waiting or any(worker.task_no is not None for worker in workers):
            while waiting and (worker := find_idle_worker(workers, work, worker_count, limits)):
                worker.task_no = waiting.pop()
                worker.task_count += 1
                worker.deadline = time.monotonic() + limits.time_limit_seconds
                with suppress(BrokenPipeError):  # the process is gone; collect_results meets the closed pipe
                    worker.pipe.send(tasks[worker.task_no])
            yield from results  # only now: who was done is at work again while the caller takes what it gave
            results = list(collect_results(workers, limits))
        yield from results
    finally:
        for worker in workers:
            end_worker(worker)


def find_idle_worker(
    workers: list[Worker], work: Callable[[Any], bytes], worker_count: int, limits: GuardLimits
) -> Worker | None:
    """A worker that waits for a task, started if there are too few; None when all are busy."""
    for worker in [worker for worker in workers if worker.task_no is None]:
        if worker.task_count < limits.tasks_per_process and worker.process.is_alive():
            return worker
        workers.remove(worker)
        end_worker(worker)
    if len(workers) >= worker_count:
        return None
    workers.append(start_worker(work, limits))
    return workers[-1]


def start_worker(work: Callable[[Any], bytes], limits: GuardLimits) -> Worker:
    """A new child process that serves tasks."""
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:
        context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve_tasks, args=(theirs, work, limits, ours, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours)


def collect_results(workers: list[Worker], limits: GuardLimits) -> Iterator[tuple[int, bytes | Failure]]:
    """Wait until a busy worker answers, dies or is overdue, and give what came of its task."""
    busy = [worker for worker in workers if worker.task_no is not None]
    remaining = min(worker.deadline for worker in busy) - time.monotonic()
    ready = wait([worker.pipe for worker in busy], max(remaining, 0))
    for worker in busy:
        task_no = worker.task_no
        if task_no is None:
            continue
        if worker.pipe in ready:
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                workers.remove(worker)
                end_worker(worker)
                result = Failure(
                    "crashed", f"读取进程意外中止（{describe_exit(worker.process.exitcode)}），已跳过这份文件。"
                )
        elif time.monotonic() >= worker.deadline:
            workers.remove(worker)
            end_worker(worker)
            result = Failure("timeout", f"读取超过 {limits.time_limit_seconds:g} 秒，已停止。")
        else:
            continue
        worker.task_no = None
        yield task_no, result


def describe_exit(exit_code: int | None) -> str:
    """An exit code in words: the signal's name where a signal ended the process."""
    if exit_code is not None and exit_code < 0:
        return signal.Signals(-exit_code).name
    return f"退出码 {exit_code}"


def end_worker(worker: Worker) -> None:
    """End a worker at once; it holds nothing that could be left half done."""
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def serve_tasks(
    pipe: Connection, work: Callable[[Any], bytes], limits: GuardLimits, other_end: Connection, parent_id: int
) -> None:
    """The life of a child process: take a task, answer with its bytes or its failure, until the pipe is closed.

    `other_end` is the parent's end of the pipe, which a forked child holds too: open here, it would never be closed.
    """
    other_end.close()
    confine_process(limits, parent_id)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(attempt(work, task))


def attempt(work: Callable[[Any], bytes], task: object) -> bytes | Failure:
    """The bytes of a task, or its failure; an error of the reading code becomes a named failure of this one
    document.
    """
    try:
        return work(task)
    except TaskFailedError as error:
        return error.failure
    except MemoryError:
        return Failure("memory", "读取需要的内存超过限额，已停止。")
    except RecursionError:
        return Failure("too_deep", "文件的嵌套层次过深，已停止读取。")
    except Exception as error:  # noqa: BLE001 - the boundary of one document: reported with its trace, never hidden
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).name}:{where.lineno}"
        reason = f"读取程序出错（{type(error).__name__}，{place}），这份文件没有采用。"
        return Failure("reader_error", reason, traceback.format_exc())


def confine_process(limits: GuardLimits, parent_id: int) -> None:
    """Tie this child process to its parent's life and to its limits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends us
    for descriptor in limits.closed_descriptors:
        os.close(descriptor)
    if sys.platform == "win32":
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent_id:  # it died before the signal was asked for, and sends none
            os._exit(1)
        started_with = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        limit = started_with + limits.memory_limit_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
