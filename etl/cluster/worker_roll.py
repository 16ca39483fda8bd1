"""Which workers of a cluster may read: each is asked once, when it is first seen.

Input: the client of the scheduler. Output: addresses. Used by dask_engine.py. A worker that could read otherwise than
this machine, or does not see the same files, is left out and named; the others go on.
"""

import time
from collections.abc import Callable
from pathlib import Path

from distributed import Client

from etl.cluster.read_shard import Agreement, find_fault
from etl.reading_engine import EngineError

LOOK_SECONDS = 1.0
SCHEDULER_GONE = "与调度器的连接中断了，读取没有做完。"
PATIENCE_SECONDS = 30.0  # so long a run goes on without any worker: one that was killed may be started again


class WorkerRoll:
    """The workers that may read, with how many processes each runs at once; and those that may not."""

    def __init__(self, client: Client, agreement: Agreement, tell: Callable[[str], None]) -> None:
        self.fit: dict[str, int] = {}
        self._refused: set[str] = set()
        self._client, self._agreement, self._tell = client, agreement, tell
        self._looked_at = 0.0
        self._fit_at = time.monotonic()

    def look(self, sample: Path) -> None:
        """Bring the roll up to date, at most once a second; `sample` is an original that a worker must see.

        Raises EngineError when no worker may read, or none has been there for some time.
        """
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return
        present = self._present()
        self.fit = {address: count for address, count in self.fit.items() if address in present}
        if fresh := [address for address in present if address not in self.fit and address not in self._refused]:
            seen = sample if sample.is_file() else self._agreement.token_path  # it may be gone by now
            try:
                asked = self._client.run(find_fault, self._agreement, seen, workers=fresh, on_error="return")
            except OSError as error:
                raise EngineError(SCHEDULER_GONE) from error
            for address, fault in sorted(asked.items()):
                if fault is None:
                    self.fit[address] = present[address]
                else:
                    self.refuse(address, describe_fault(fault))
        self._looked_at = time.monotonic()
        if self.fit:
            self._fit_at = self._looked_at
        elif self._refused & present.keys():
            raise EngineError("集群上的读取节点都没有采用，没有可用的节点。")
        elif self._looked_at - self._fit_at > PATIENCE_SECONDS:
            raise EngineError(f"集群上 {PATIENCE_SECONDS:.0f} 秒没有读取节点，请先启动读取节点。")

    def refuse(self, address: str, fault: str) -> None:
        """Give a worker nothing more to read, and say why."""
        self.fit.pop(address, None)
        self._refused.add(address)
        self._tell(f"读取节点 {address} 没有采用：{fault}。")

    def _present(self) -> dict[str, int]:
        """The workers that the scheduler has now, with their threads. Raises EngineError when it is gone."""
        if self._client.status != "running":  # it tries to connect again, for long
            raise EngineError(SCHEDULER_GONE)
        try:
            workers = self._client.scheduler_info()["workers"]
        except (OSError, KeyError) as error:  # KeyError: the answer of a client that lost its scheduler
            raise EngineError(SCHEDULER_GONE) from error
        return {address: described["nthreads"] for address, described in workers.items()}


def describe_fault(fault: object) -> str:
    """Why a worker may not read; an error of the question itself means that it lacks this program."""
    return fault if isinstance(fault, str) else f"它没有这个程序，或程序不能启动（{type(fault).__name__}）"
