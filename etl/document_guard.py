"""Runs one piece of work per document in child processes, so that a document that hangs, crashes or eats memory is
one loss.

Input: tasks and a function from a task to bytes. Output: the bytes, or why there are none, per task. Used by
pipeline.py. `concurrent.futures` would lose the whole batch with one dead worker and cannot stop a hanging one.
A process with threads must not fork, and Polars, pyarrow and NumPy start threads when they are imported: a child that
meets a lock which such a thread held hangs or dies. So the children are forked by a server process that has loaded
nothing but the reading code; on Windows each is started anew.
"""

import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize, get_temp_dir
from pathlib import Path
from typing import Any

from etl.confine_process import Confinement, confine_process, start_processor_clock
from etl.reading_memory import look_seldom_for_cycles

GIVEN, FAILED = b"+", b"-"  # what an answer begins with: the bytes of a task, or its failure as JSON
READY = b"ready"  # what a process says once, before its first task: only then the time of the task begins
START_SECONDS = 120.0  # so long a process may take to start, on whatever machine
ANSWER_SPARE_BYTES = 1 << 16
TRACE_CHARACTERS = 8_000
CRASHED = "crashed"
TRIES = 2  # a process that dies may have been killed from outside: its document is read once more
SCRATCH_NAME = "jixiao-reader-"
LONGEST_SOCKET_BASE = 40  # bytes; the address of a socket has 107, those of our folders within take 60
SHORT_BASE = "/tmp"
AFTER_MULTIPROCESSING = -200  # it removes its own folder, which lies in ours, at -100


@dataclass(frozen=True, slots=True)
class GuardLimits:
    """What one task may cost, how many tasks a process serves, how many bytes a task may give, and what a child is
    confined to."""

    time_limit_seconds: float
    memory_limit_bytes: int
    tasks_per_process: int
    output_limit_bytes: int = 64 << 20
    confinement: Confinement = field(default_factory=Confinement)


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
    """A child process, the pipe to it, the folder it may write into, the task it works on (None: idle), its deadline,
    and how many tasks it got."""

    process: BaseProcess
    pipe: Connection
    scratch: Path
    task_no: int | None = None
    deadline: float = 0.0
    task_count: int = 0


def run_guarded(
    work: Callable[[Any], bytes], tasks: Sequence[Any], worker_count: int, limits: GuardLimits
) -> Iterator[tuple[int, bytes | Failure]]:
    """The result of each task with its position in `tasks`, in the order of completion; never raises for a task.

    A task whose process dies is tried once more, in another process. `work` is a function of a module, or a partial
    of one: it is found again by its name.
    """
    remove_left_scratch()
    waiting = list(reversed(range(len(tasks))))
    deaths = dict.fromkeys(waiting, 0)
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
            results = []
            for task_no, result in collect_results(workers, limits):
                deaths[task_no] += isinstance(result, Failure) and result.code == CRASHED
                if isinstance(result, Failure) and result.code == CRASHED and deaths[task_no] < TRIES:
                    waiting.append(task_no)
                else:
                    results.append((task_no, result))
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
    """A new child process that serves tasks; returns when it is ready or dead."""
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:
        context = multiprocessing.get_context("forkserver")
        make_socket_folder()
        module = getattr(work, "func", work).__module__  # its server imports this first, and nothing else
        context.set_forkserver_preload([module] if module != "__main__" else [])
    ours, theirs = context.Pipe()
    scratch = Path(tempfile.mkdtemp(prefix=f"{SCRATCH_NAME}{os.getpid()}-"))
    process = context.Process(target=serve_tasks, args=(theirs, work, limits, scratch), daemon=True)
    process.start()
    theirs.close()
    if not ours.poll(START_SECONDS):
        process.kill()
    with suppress(EOFError, OSError):  # dead: collect_results meets the closed pipe
        ours.recv_bytes(len(READY))
    return Worker(process, ours, scratch)


@cache
def make_socket_folder() -> None:
    """Make the folder for the socket of the server, once: with a short path, for the address of a socket has no room
    for a long one, and with a name that `remove_left_scratch` knows."""
    base = tempfile.gettempdir() if len(os.fsencode(tempfile.gettempdir())) <= LONGEST_SOCKET_BASE else SHORT_BASE
    folder = tempfile.mkdtemp(prefix=f"{SCRATCH_NAME}{os.getpid()}-", dir=base)
    Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=AFTER_MULTIPROCESSING)
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        get_temp_dir()  # multiprocessing makes it where temporary files lie, and keeps to it from then on
    finally:
        tempfile.tempdir = before


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
                result = parse_answer(worker.pipe.recv_bytes(limits.output_limit_bytes + ANSWER_SPARE_BYTES))
            except (EOFError, OSError):
                workers.remove(worker)
                end_worker(worker)
                result = describe_death(worker.process.exitcode, limits)
        elif time.monotonic() >= worker.deadline:
            workers.remove(worker)
            end_worker(worker)
            result = Failure("timeout", f"读取超过 {limits.time_limit_seconds:g} 秒，已停止。")
        else:
            continue
        worker.task_no = None
        yield task_no, result


def parse_answer(answer: bytes) -> bytes | Failure:
    """What a child answered; read as bytes and JSON, for a child that a document took over could send any object."""
    return answer[1:] if answer.startswith(GIVEN) else Failure(*json.loads(answer[1:]))


def describe_death(exit_code: int | None, limits: GuardLimits) -> Failure:
    """Why a process ended before it answered: its processor seconds were used up, or it broke or was killed."""
    if exit_code is not None and sys.platform != "win32" and -exit_code == signal.SIGXCPU:
        seconds = limits.confinement.cpu_limit_seconds
        return Failure("cpu_time", f"读取用去的处理器时间超过 {seconds} 秒，已停止。")
    how = f"退出码 {exit_code}"
    if exit_code is not None and exit_code < 0:
        how = signal.Signals(-exit_code).name
    return Failure(CRASHED, f"读取进程意外中止（{how}），重读一次仍然如此，已跳过这份文件。")


def end_worker(worker: Worker) -> None:
    """End a worker and all that it started at once; what it wrote into its folder is removed."""
    worker.pipe.close()
    worker.process.kill()
    if sys.platform == "linux" and worker.process.pid:
        for pid in members_of_session(worker.process.pid):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
    worker.process.join()
    shutil.rmtree(worker.scratch, ignore_errors=True)


def members_of_session(leader: int) -> Iterable[int]:
    """The processes of a worker's session: what it started, such as LibreOffice, and what that started."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                session = (entry / "stat").read_text().rpartition(")")[2].split()[3]
                if int(session) == leader:
                    yield int(entry.name)


def remove_left_scratch() -> None:
    """Remove the folders of workers whose parent was killed before it could."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH_NAME}*"):
        owner = folder.name.removeprefix(SCRATCH_NAME).partition("-")[0]
        if owner.isdigit() and not is_running(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether a process of this number runs, whoever owns it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def serve_tasks(pipe: Connection, work: Callable[[Any], bytes], limits: GuardLimits, scratch: Path) -> None:
    """The life of a child process: take a task, answer with its bytes or its failure, until the pipe is closed."""
    confine_process(limits.memory_limit_bytes, limits.confinement, scratch, pipe.fileno())
    look_seldom_for_cycles()
    pipe.send_bytes(READY)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        start_processor_clock(limits.confinement)
        pipe.send_bytes(write_answer(attempt(work, task), limits.output_limit_bytes))


def write_answer(result: bytes | Failure, limit: int) -> bytes:
    """A result as it is sent: of more bytes than a task may give, the failure that says so."""
    if isinstance(result, bytes):
        if len(result) <= limit:
            return GIVEN + result
        result = Failure("output", f"读出的内容有 {len(result)} 字节，超过 {limit} 字节的上限，没有采用。")
    return FAILED + json.dumps([result.code, result.reason, result.trace[-TRACE_CHARACTERS:]]).encode()


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
