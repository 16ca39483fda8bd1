"""Measure the served app under readers: 20 sessions with 3 seconds of thought, its memory, and a thousand reruns.

Input: how many made-up indicators (`make bench ARGS=sessions=10000000`), and a folder to keep their build in (else a
temporary one). Output: seconds of a click; how much more memory the server holds at the end of a thousand reruns; the
most that it held, beside pandas with the same tables in memory, of ten million indicators: by a line through an empty
process and one of a million, because ten million may be more than a machine has. Memory as Linux tells it. A goal not
met reads MISSED.
"""

import asyncio
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from benchmarks.made_build import FOLDER, made_build
from benchmarks.measure_peers import TABLES
from drills.many_reruns import LOOKS, MOST_MORE_MEBIBYTES, growth
from drills.many_sessions import PAGES
from drills.served_dashboard import Answer, Dashboard, open_session, serve_dashboard

INDICATORS = 200_000
PANDAS_INDICATORS, TRIED_INDICATORS = 10_000_000, 1_000_000
SESSIONS, THINK_SECONDS, WORK_SECONDS = 20, 3, 60
RERUNS = 1_000
MOST_SECONDS, MEMORY_SHARE = 1.0, 0.1
PLACES = 200


def find_choices(folder: Path) -> list[str]:
    """Query strings of some districts with a year, and the one that leaves all in."""
    forms = pl.scan_parquet(folder / "mart_project.parquet").select("division_code", "fiscal_year")
    places = forms.unique().drop_nulls().collect().sort("division_code", "fiscal_year")
    some = places.sample(min(PLACES, places.height), seed=0)
    return ["", *(f"district={division}&year={year}" for division, year in some.rows())]


async def read_pages(dashboard: Dashboard, choices: list[str], chance: random.Random) -> list[Answer]:
    """The answers of one reader, who takes thought between two clicks."""
    end, answers = time.monotonic() + WORK_SECONDS, []
    await asyncio.sleep(chance.random() * THINK_SECONDS)
    async with open_session(dashboard.port) as session:
        while time.monotonic() < end:
            answers.append(await session.ask(chance.choice(PAGES), chance.choice(choices)))
            await asyncio.sleep(THINK_SECONDS * chance.uniform(0.5, 1.5))
    return answers


async def read_together(dashboard: Dashboard, choices: list[str]) -> list[Answer]:
    """The answers of all readers at once."""
    readers = (read_pages(dashboard, choices, random.Random(number)) for number in range(SESSIONS))
    return [answer for answers in await asyncio.gather(*readers) for answer in answers]


async def rerun(dashboard: Dashboard, clicks: Iterator[tuple[str, str]]) -> tuple[list[Answer], list[int]]:
    """The answers of one session, and what the server held after each of equal shares of its clicks."""
    answers, held = [], []
    async with open_session(dashboard.port) as session:
        while share := list(islice(clicks, RERUNS // LOOKS)):
            answers += [await session.ask(page, choice) for page, choice in share]
            held.append(dashboard.memory_mebibytes())
    return answers, held


def peak_of_pandas(folder: Path) -> int:
    """The most MiB that a process would need which holds the tables of PANDAS_INDICATORS indicators in pandas."""
    in_all = pq.read_metadata(folder / "mart_indicator.parquet").num_rows
    tried = min(TRIED_INDICATORS, in_all)
    peaks = []
    for share in (0.0, tried / in_all):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            peaks.append(pool.apply(load_pandas, (folder, share)))
    return peaks[0] + (peaks[1] - peaks[0]) * PANDAS_INDICATORS // tried


def load_pandas(folder: Path, share: float) -> int:
    """In a process of its own: the first rows of each table in pandas; the most MiB that this process has held."""
    held = []
    for table in TABLES:
        path = folder / f"{table}.parquet"
        row_count = round(pq.read_metadata(path).num_rows * share)
        rows = pl.scan_parquet(path).head(row_count).with_columns(pl.col(pl.Decimal).cast(pl.Float64))
        held.append(rows.collect().to_pandas())
    return peak_mebibytes("self")


def peak_mebibytes(process: int | str) -> int:
    """The most that a process has held of memory so far. Raises OSError where the system does not tell."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def verdict(is_met: bool) -> str:
    """How a goal is printed."""
    return "met" if is_met else "MISSED"


@contextmanager
def served(root: Path) -> Iterator[Dashboard]:
    """The app over a published folder."""
    with tempfile.TemporaryDirectory() as logs, serve_dashboard(root, Path(logs) / "server.log") as dashboard:
        yield dashboard


def measure(root: Path) -> None:
    """Print a line a goal."""
    choices = find_choices(root / FOLDER)
    chance = random.Random(0)
    with served(root) as dashboard:
        asyncio.run(rerun(dashboard, iter([(page, choice) for choice in choices[:2] for page in PAGES])))
        answers = asyncio.run(read_together(dashboard, choices))
        seconds = sorted(answer.seconds for answer in answers)
        half, most = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
        print(
            f"{SESSIONS} sessions, {THINK_SECONDS} s of thought, {len(answers)} clicks: median {half:.2f} s, "
            f"95 of 100 within {most:.2f} s, goal {MOST_SECONDS} s  {verdict(most <= MOST_SECONDS)}",
            flush=True,
        )
        clicks = ((chance.choice(PAGES), chance.choice(choices)) for _ in range(RERUNS))
        rerun_answers, held = asyncio.run(rerun(dashboard, clicks))
        more = growth(held)
        print(
            f"{RERUNS} reruns: {held[0]} -> {held[-1]} MiB, {more:+.0f} from the second to the last quarter, "
            f"goal {MOST_MORE_MEBIBYTES}  {verdict(more <= MOST_MORE_MEBIBYTES)}",
            flush=True,
        )
        peak = peak_mebibytes(dashboard.process.pid)
    faults = [fault for answer in (*answers, *rerun_answers) for fault in answer.faults()]
    print(f"faults shown to a reader: {len(faults)} {sorted(set(faults))[:3]}")
    theirs = peak_of_pandas(root / FOLDER)
    print(
        f"most memory: app {peak} MiB, pandas {theirs} MiB with {PANDAS_INDICATORS:,} indicators: "
        f"share {peak / theirs:.2f}, goal {MEMORY_SHARE}  {verdict(peak <= MEMORY_SHARE * theirs)}"
    )


def main(indicator_count: int, kept: Path | None) -> None:
    """Make the build where it is not kept already, and measure."""
    with made_build(indicator_count, kept) as root:
        print(f"{indicator_count:,} made-up indicators, served to readers")
        measure(root)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else INDICATORS,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
