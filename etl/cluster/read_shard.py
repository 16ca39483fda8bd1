"""What runs on a worker of the cluster: a batch of documents, each in a guarded process, and the file that they give.

Input: a `Shard`. Output: a shard file in the shared folder, and the worker's word on itself. A worker that could give
another result than the command's own machine says why, and reads nothing.
"""

import hashlib
import multiprocessing
import os
import sys
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from distributed import get_worker

from etl.cluster.shard_file import is_sound, write_shard
from etl.content_version import reader_version
from etl.document_guard import GuardLimits, run_guarded
from etl.reading_engine import Task, Work

ONE_SHARD_AT_A_TIME = threading.Lock()  # of a worker with several threads: the shard takes as many processes
NAME_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a worker must have in common with the command: code, Python, and the folder in which results are left.

    `token` stands in a file of that folder, so that another folder of the same path is not taken for it.
    """

    reader_version: str
    python_version: str
    folder: Path
    token: str

    @property
    def token_path(self) -> Path:
        """The file that holds the token."""
        return self.folder / "token"


@dataclass(frozen=True, slots=True)
class Shard:
    """A batch of tasks, what is to be done with each, and its limits."""

    agreement: Agreement
    work: Work
    tasks: tuple[Task, ...]
    limits: GuardLimits
    most_at_once: int | None

    @property
    def path(self) -> Path:
        """Where its results go: the name follows from all that decides them, so that a batch read twice is one file."""
        function: Any = getattr(self.work, "func", self.work)
        chosen = getattr(self.work, "keywords", {})
        named = (function.__module__, function.__qualname__, chosen, self.tasks, self.limits)
        said = repr((self.agreement.reader_version, *named))
        return self.agreement.folder / f"{hashlib.sha256(said.encode()).hexdigest()[:NAME_LENGTH]}.shard"


def own_python() -> str:
    """The version of this Python, as far as it decides how text is read."""
    return ".".join(map(str, sys.version_info[:2]))


@cache
def version_at_start() -> str:
    """The version of the code that this process runs: that of its files when it was first asked."""
    return reader_version()


def find_fault(agreement: Agreement, sample: Path) -> str | None:
    """Why this worker may not read, as a Chinese clause; None where it may. `sample` is an original of the command."""
    running, on_disk = version_at_start(), reader_version()
    if running != on_disk:
        return f"启动之后程序文件有改动（{running} 变为 {on_disk}），请重新启动它"
    if running != agreement.reader_version:
        return f"读取程序是另一个版本（{running}，本机是 {agreement.reader_version}），请更新到同一版本并重新启动它"
    if own_python() != agreement.python_version:
        return f"Python 是 {own_python()}，本机是 {agreement.python_version}，请改用同一版本"
    if multiprocessing.current_process().daemon:
        return "是 daemon 进程，不能为每份文件另开受限的进程，请以 DASK_DISTRIBUTED__WORKER__DAEMON=False 启动它"
    try:
        if agreement.token_path.read_text("utf-8") != agreement.token:
            return f"它的 {agreement.folder} 是另一个文件夹，缓存文件夹要以同一路径共享"
    except OSError:
        return f"看不到 {agreement.folder}，缓存文件夹要以同一路径共享"
    if not os.access(agreement.folder, os.W_OK):
        return f"不能写入 {agreement.folder}，读取结果没有地方放"
    return None if sample.is_file() else f"看不到原件 {sample}，原件的文件夹要以同一路径共享"


def read_shard(shard: Shard) -> tuple[str, str | None]:
    """Leave what every task of a batch gave in the batch's file, unless it is there already.

    Returns the worker's address, and why it did not (None: it did).
    """
    worker = get_worker()
    with ONE_SHARD_AT_A_TIME:
        if fault := find_fault(shard.agreement, shard.tasks[0].location):
            return worker.address, fault
        try:
            if not is_sound(shard.path):
                at_once = min(worker.state.nthreads, shard.most_at_once or len(shard.tasks), len(shard.tasks))
                results = run_guarded(shard.work, shard.tasks, at_once, shard.limits)
                write_shard(shard.path, results, shard.limits.output_limit_bytes)
        except OSError as error:
            return worker.address, f"磁盘或文件出错（{error}）"
    return worker.address, None
