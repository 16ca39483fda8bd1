"""A real cluster of Dask on loopback: a scheduler and workers, each a process of its own that a test may kill."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 300  # only ends what hangs
OPTIONS = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class MadeCluster:
    """A scheduler, and as many workers as are added."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--port", "0")

    def add_worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", "--nthreads", "1", "--no-nanny")

    def wait_for_workers(self, count: int) -> None:
        """Return when so many workers have joined: they start for seconds, and a test may mean one of them."""
        from etl.cluster.open_cluster import connect

        with connect(self.address, print) as client:
            client.wait_for_workers(count, timeout=START_SECONDS)

    def _start(self, role: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", role, "--scheduler-file", str(self._file), *OPTIONS, *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._processes.append(subprocess.Popen(command, cwd=ROOT, **quiet))
        return self._processes[-1]

    @property
    def address(self) -> str:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                address: str = json.loads(self._file.read_bytes())["address"]
            except (FileNotFoundError, ValueError):  # not there yet, or not whole
                time.sleep(0.05)
            else:
                return address
        raise TimeoutError("no scheduler")

    def stop(self) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
