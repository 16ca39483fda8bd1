"""The engine of a cluster: hands batches of documents to the workers of a Dask scheduler and collects what they gave.

Input: a client of the scheduler. Output: results, as the local engine gives them. Opened by open_cluster.py. What
goes through the scheduler are names; documents and results lie in folders that all machines share.
"""

import shutil
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from distributed import Client, Future
from distributed.scheduler import KilledWorker

from etl.cluster.read_shard import Agreement, Shard, own_python, read_shard
from etl.cluster.shard_file import is_sound, load_shard
from etl.cluster.split_tasks import split_tasks
from etl.cluster.worker_roll import LOOK_SECONDS, SCHEDULER_GONE, WorkerRoll
from etl.content_version import reader_version
from etl.document_guard import Failure, GuardLimits
from etl.reading_engine import Engine, EngineError, Results, Task, Work

IN_FLIGHT = 2  # batches a worker: one that is read, one that waits
SIGHT_SECONDS = 10.0  # so long a network share may take to show a file of another machine
SHARDS_NAME = "shards"
LEFT_SECONDS = 7 * 86_400
# Failures that follow from the machine, not from the document: such a document is read once more on this one.
OF_THE_MACHINE = ("changed_while_reading", "needs_libreoffice")


class Outcome(Enum):
    """What came of a batch that was sent: it is read, it is to be read on this machine, or sent again."""

    READ = 1
    AT_HOME = 2
    AGAIN = 3


@dataclass(frozen=True, slots=True)
class Flight:
    """A batch under way: its tasks by their positions, and the workers of whom one may take it."""

    shard: Shard
    numbers: tuple[int, ...]
    future: Future
    workers: frozenset[str]


class DaskEngine:
    """Guarded processes on the workers of a cluster; `home` reads what the cluster cannot."""

    def __init__(self, client: Client, cache: Path, home: Engine, tell: Callable[[str], None]) -> None:
        self._agreement = agree(cache)
        self._roll = WorkerRoll(client, self._agreement, tell)
        self._client, self._home = client, home

    def close(self) -> None:
        """Remove the folder of results; all that counts has been collected."""
        shutil.rmtree(self._agreement.folder, ignore_errors=True)

    def __call__(
        self, work: Work, tasks: Sequence[Any], limits: GuardLimits, most_at_once: int | None = None
    ) -> Results:
        """The result of each task with its position in `tasks`; never raises for a task. Raises EngineError."""
        if not tasks:
            return
        sample = tasks[0].location
        while not self._roll.fit:
            self._roll.look(sample)
            time.sleep(0 if self._roll.fit else LOOK_SECONDS)
        batches = split_tasks(tasks, sum(self._roll.fit.values()), one_by_one=most_at_once is not None)
        waiting = deque((numbers, self._make_shard(work, numbers, tasks, limits, most_at_once)) for numbers in batches)
        flying: dict[str, Flight] = {}
        arrived: SimpleQueue[Future] = SimpleQueue()
        try:
            while waiting or flying:
                self._roll.look(sample)
                waiting.extend(self._take_back(flying))
                while waiting and len(flying) < IN_FLIGHT * len(self._roll.fit):
                    flight = self._send(*waiting.popleft())
                    flying[flight.future.key] = flight
                    flight.future.add_done_callback(arrived.put)
                try:
                    landed = flying.pop(arrived.get(timeout=LOOK_SECONDS).key, None)
                except Empty:
                    continue
                if landed is None:  # taken back
                    continue
                outcome = self._judge(landed)
                if outcome is Outcome.AGAIN:
                    waiting.appendleft((landed.numbers, landed.shard))
                else:
                    yield from self._collect(landed, outcome)
        finally:
            self._cancel(flying.values())

    def _make_shard(
        self, work: Work, numbers: Sequence[int], tasks: Sequence[Any], limits: GuardLimits, most_at_once: int | None
    ) -> Shard:
        """A batch of tasks, whose processes may read in the folders of its own documents only."""
        chosen: tuple[Task, ...] = tuple(tasks[number] for number in numbers)
        folders = tuple(sorted({task.location.resolve().parent for task in chosen}))
        own_limits = replace(limits, confinement=replace(limits.confinement, readable_folders=folders))
        return Shard(self._agreement, work, chosen, own_limits, most_at_once)

    def _send(self, numbers: tuple[int, ...], shard: Shard) -> Flight:
        """Give a batch to whichever fit worker is free first."""
        workers = frozenset(self._roll.fit)
        key = f"jixiao-{uuid.uuid4().hex}"
        future = self._client.submit(read_shard, shard, key=key, workers=sorted(workers), pure=False)
        return Flight(shard, numbers, future, workers)

    def _take_back(self, flying: dict[str, Flight]) -> list[tuple[tuple[int, ...], Shard]]:
        """The batches whose workers have all left; no other worker would be given them."""
        lost = [key for key, flight in flying.items() if not flight.workers & self._roll.fit.keys()]
        taken = [flying.pop(key) for key in lost]
        self._cancel(taken)
        return [(flight.numbers, flight.shard) for flight in taken]

    def _cancel(self, flights: Iterable[Flight]) -> None:
        """Ask for no more of these batches."""
        if self._client.status == "running":
            self._client.cancel([flight.future for flight in flights])

    def _judge(self, flight: Flight) -> Outcome:
        """What came of a batch. Raises EngineError when the scheduler is gone or the program is at fault."""
        if flight.future.status == "cancelled":
            raise EngineError(SCHEDULER_GONE)
        error = flight.future.exception()
        if error is None:
            address, fault = flight.future.result()
            if fault is None:
                return Outcome.READ
            if not flight.shard.tasks[0].location.is_file():  # nobody sees it any more: no fault of the worker
                return Outcome.AT_HOME
            if address in self._roll.fit:
                self._roll.refuse(address, fault)
            return Outcome.AGAIN
        if isinstance(error, KilledWorker):  # one after the other: not by chance
            return Outcome.AT_HOME
        raise EngineError(f"读取节点上程序出错（{type(error).__name__}：{error}）。")

    def _collect(self, flight: Flight, outcome: Outcome) -> Results:
        """The results of a batch; what a worker could not read for want of something is read on this machine."""
        shard, left = flight.shard, set(range(len(flight.numbers)))
        if outcome is Outcome.READ:
            wait_for(shard.path)
            for task_no, result in load_shard(shard.path):
                if not (isinstance(result, Failure) and result.code in OF_THE_MACHINE):
                    left.discard(task_no)
                    yield flight.numbers[task_no], result
            shard.path.unlink(missing_ok=True)
        again = sorted(left)
        tasks = [shard.tasks[task_no] for task_no in again]
        for position, result in self._home(shard.work, tasks, shard.limits, shard.most_at_once):
            yield flight.numbers[again[position]], result


def agree(cache: Path) -> Agreement:
    """What workers must have in common with this command, and a new folder for what they give, within the cache.

    What a command that was killed left there is removed after a week. Raises OSError when the cache cannot be written.
    """
    token, version = uuid.uuid4().hex, reader_version()
    shards = cache / version / SHARDS_NAME
    shards.mkdir(parents=True, exist_ok=True)
    for left in shards.iterdir():
        if time.time() - left.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    folder = shards / token
    folder.mkdir()
    agreement = Agreement(version, own_python(), folder, token)
    agreement.token_path.write_text(token, "utf-8")
    return agreement


def wait_for(path: Path) -> None:
    """Return as soon as a whole shard is to be seen at the path. Raises EngineError when it does not come in sight."""
    until = time.monotonic() + SIGHT_SECONDS
    while not is_sound(path):
        if time.monotonic() > until:
            raise EngineError(f"节点写好的 {path.name} 在 {path.parent} 看不到或已损坏，缓存文件夹要以同一路径共享。")
        time.sleep(0.1)
