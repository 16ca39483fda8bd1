"""Measure `python -m etl build` on data/raw, or on so many synthetic documents (`make bench ARGS=build=3000`).

Output: on data/raw the seconds of a first build, an unchanged second one, and the start of Python alone; the goal for a
build after start-up is under 2 seconds on five documents. On a corpus, and on a quarter of it, what the
command takes for a build whose readings are in the cache: CPU seconds a thousand documents, and its peak memory, which
should not grow with them. Reading runs in other processes, which `formats` measures.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import MARK
from benchmarks.corpus import main as write_corpus

ROOT = Path(__file__).parent.parent
RUNS = 3
DOCUMENTS_OF_A_DISTRICT = 69  # about: ten departments, five years, and what some of them declared before
MEGABYTE, THOUSAND = 1 << 20, 1000


def seconds(command: list[str]) -> float:
    """Wall seconds of a command, its output left aside. Raises CalledProcessError where it publishes nothing."""
    started = time.perf_counter()
    run(command)
    return time.perf_counter() - started


def run(command: list[str]) -> tuple[float, int]:
    """CPU seconds and peak bytes of a command. Raises CalledProcessError where it publishes nothing."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as started:
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in (0, 1):
        raise subprocess.CalledProcessError(started.returncode, command)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def measure_corpus(document_count: int) -> None:
    """Print what it costs to publish a corpus of so many documents."""
    districts = max(1, round(document_count / DOCUMENTS_OF_A_DISTRICT))
    with tempfile.TemporaryDirectory() as folder:
        corpus, cache = str(Path(folder) / "corpus"), str(Path(folder) / "cache")
        write_corpus([corpus, "--districts", str(districts)])
        document_count = len(list(Path(corpus).glob(f"{MARK}_*")))
        build = [sys.executable, "-m", "etl", "build", corpus, "--cache", cache, "--published"]
        run([*build, str(Path(folder) / "first")])
        work, peak = run([*build, str(Path(folder) / "second")])  # nothing is read: all lies in the cache
    cost = f"CPU a thousand {work * THOUSAND / document_count:6.1f} s   peak memory {peak / MEGABYTE:7,.0f} MB"
    print(f"{document_count:>8,} documents   {cost}", flush=True)


def measure_originals() -> None:
    """Print the best of a few runs of each kind; the best, because other work on the machine only ever adds."""
    start_up = min(seconds([sys.executable, "-c", "import etl.pipeline"]) for _ in range(RUNS))
    first, second = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            cache = str(Path(folder) / "cache")  # of its own, so that the first build reads every document
            build = [sys.executable, "-m", "etl", "build", "--published", folder, "--cache", cache]
            first.append(seconds(build))
            second.append(seconds(build))
    print(f"start of Python with the ETL's imports  {start_up:6.2f} s")
    for name, runs in [("first build of data/raw", first), ("second build, nothing changed", second)]:
        print(f"{name:<40}{min(runs):6.2f} s   after start-up {min(runs) - start_up:5.2f} s")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        for share in (4, 1):
            measure_corpus(int(sys.argv[1]) // share)
    else:
        measure_originals()
