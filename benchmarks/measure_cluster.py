"""Measure reading on a cluster of Dask against the local pool: the same documents of 2 KB, two processes each.

Output: CPU seconds of each, the start of a scheduler and its workers for itself, and the ratio against the goal of 2:
the median over pairs that ran one right after the other. Every process counts, also those that outlive the one that
started them. Linux only; needs the extra of requirements-cluster.txt.
"""

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.made_corpus import make_document
from benchmarks.written_formats import write_tabs
from etl.collect.find_documents import find_documents
from etl.open_engine import DASK, LOCAL, is_installed, open_engine
from etl.reading_spool import open_spool
from etl.settings import load_settings
from etl.steps.build_request import BuildRequest
from etl.steps.read_collection import read_collection

ROOT = Path(__file__).parent.parent
DOCUMENTS, FEW = 1_500, 20
PAIRS, WORKERS = 3, 2
GOAL = 2.0
SEED = 20261122
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h: orphans of our children become our children


def main(document_count: int) -> None:
    """Print the CPU of both engines and their ratio."""
    if sys.platform != "linux" or not is_installed():
        print("not measured: this takes Linux and requirements-cluster.txt (make cluster)")
        return
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as folder:
        many, few = (make_documents(Path(folder) / str(count), count) for count in (document_count, FEW))
        start = cpu_seconds(DASK, few)[0] - cpu_seconds(LOCAL, few)[0]
        pairs = [(cpu_seconds(LOCAL, many), cpu_seconds(DASK, many)) for _ in range(PAIRS)]
    size = sum(map(len, map(document_bytes, range(FEW)))) / FEW / 1000
    print(f"{document_count:,} documents of {size:.1f} KB, {WORKERS} processes; start of a cluster: {start:.1f} s CPU")
    for name, runs in zip(("local pool", "dask"), zip(*pairs, strict=True), strict=True):
        cpu, wall = (median(run[part] for run in runs) for part in (0, 1))
        rate = document_count / cpu
        print(f"{name:<12}{cpu:7.1f} s of CPU {wall:7.1f} s of wall time {rate:7.0f} documents a second of CPU")
    ratio = median(theirs[0] / ours[0] for ours, theirs in pairs)
    verdict = "met" if ratio <= GOAL else "MISSED"
    print(f"CPU of dask to that of the pool, start included: {ratio:.2f}   goal <= {GOAL:g}: {verdict}")


def document_bytes(number: int) -> bytes:
    """A document of one form."""
    return write_tabs(make_document(SEED + number, 1))


def make_documents(folder: Path, count: int) -> Path:
    """A folder of so many documents."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_bytes(document_bytes(number))
    return folder


def cpu_seconds(engine: str, folder: Path) -> tuple[float, float]:
    """CPU seconds of all processes that read a folder, and wall seconds. Raises CalledProcessError."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = f"from benchmarks.measure_cluster import read_folder; read_folder({engine!r}, {str(folder)!r})"
    subprocess.run([sys.executable, "-c", command], cwd=ROOT, check=True)  # no module that every child would import
    wall = time.perf_counter() - started
    with suppress(ChildProcessError):  # none is left
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def read_folder(engine_name: str, folder_name: str) -> None:
    """Read every document of a folder, as a build does. Raises ValueError where one is set aside."""
    folder, settings = Path(folder_name), load_settings()
    collection = find_documents([folder])
    with (
        tempfile.TemporaryDirectory() as cache,
        open_engine(engine_name, None, WORKERS, Path(cache), print) as engine,
        open_spool(Path(cache) / "readings") as spool,
    ):
        request = BuildRequest((folder,), folder, Path(cache), folder, date(2026, 1, 1), engine, settings)
        read_collection(collection, [], request, lambda step: None, spool)
        if any(spool[found.document_id].document["form_count"] != 1 for found in collection.documents):
            raise ValueError("not every form was read")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)
