"""Drill: a hundred analysts work, each with ten seconds between two clicks, while builds are published.

Input: the documents of data/raw and the same without one of them, published in turn. Output: errors, how long a click
takes, and what the server holds of memory before and after.
"""

import asyncio
import random
import shutil
import time
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.served_dashboard import PROJECT, Answer, open_session, publish_raw, serve_dashboard

COUNTS = (
    Count("sessions", 100, 100, "readers at once"),
    Count("seconds", 60, 1800, "how long they work"),
    Count("publish_every", 10, 120, "seconds between two builds"),
    Count("think_seconds", 10, 10, "seconds an analyst reads between two clicks"),
)
MOST_SECONDS_OF_A_CLICK = 1.5  # 95 of 100
MOST_MEBIBYTES = 2048
PAGES = (
    "", "execution_rate", "low_scoring_indicators", "deviation_reasons", "project_comparison", "targets_and_results",
    "audit_findings", "review_sheet", "unit_report", "sources",
)  # fmt: skip
CHOICES = ("", "year=2022", "year=2023", "district=310113")
PROMISE = "a hundred analysts work while builds are published"


def run(options: DrillOptions) -> list[Figure]:
    """Errors and seconds of all clicks, and the server's memory."""
    folder, chance = options.folder, random.Random(options.seed)
    fewer = folder / "fewer"
    shutil.copytree(PROJECT / "data" / "raw", fewer)
    min(fewer.glob("*.txt")).unlink()
    versions = (PROJECT / "data" / "raw", fewer)
    publish_raw(folder / "published", versions[0], folder / "cache")
    with serve_dashboard(folder / "published", folder / "server.log") as dashboard:
        asyncio.run(click_through(dashboard.port))
        before, used_before = dashboard.memory_mebibytes(), dashboard.processor_seconds()
        answers, builds = asyncio.run(work(dashboard.port, options, versions, chance))
        after, used = dashboard.memory_mebibytes(), dashboard.processor_seconds() - used_before
    faults = [fault for answer in answers for fault in answer.faults()]
    seconds = sorted(answer.seconds for answer in answers)
    half, most = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
    done = (
        f"{options.count('sessions')} sessions, {options.count('think_seconds')} s of thought between clicks, "
        f"{options.count('seconds')} s, {builds} builds published"
    )
    told = sum("有新数据" in text for answer in answers for text in answer.messages.get("INFO", []))
    errors = f"{len(answers)} clicks, {len(faults)} errors {sorted(set(faults))[:2] if faults else ''}; {told} told"
    speed = f"median {half:.2f} s, 95 of 100 within {most:.2f} s; {1000 * used / len(seconds):.0f} ms of processor each"
    return [
        judge(f"{PROMISE}: no error", done, errors, not faults and bool(answers) and builds > 0),
        judge(f"{PROMISE}: 95 of 100 clicks within 1.5 s", done, speed, most <= MOST_SECONDS_OF_A_CLICK),
        judge(f"{PROMISE}: memory within 2 GiB", done, f"{before} -> {after} MiB", after <= MOST_MEBIBYTES),
    ]


async def click_through(port: int) -> None:
    """One session sees every page once, so that what is loaded at first use is not taken for a leak."""
    async with open_session(port) as session:
        for page in PAGES:
            await session.ask(page)


async def work(
    port: int, options: DrillOptions, versions: tuple[Path, Path], chance: random.Random
) -> tuple[list[Answer], int]:
    """All answers of all sessions, and how many builds were published meanwhile."""
    end = time.monotonic() + options.count("seconds")
    think = options.count("think_seconds")
    starts = [chance.random() * think for _ in range(options.count("sessions"))]
    publisher = asyncio.create_task(asyncio.to_thread(publish_until, end, options, versions))
    readers = [read_pages(port, start, end, think, random.Random(chance.random())) for start in starts]
    answers = await asyncio.gather(*readers)
    return [answer for of_one in answers for answer in of_one], await publisher


async def read_pages(port: int, start: float, end: float, think: int, chance: random.Random) -> list[Answer]:
    """The answers of one session."""
    await asyncio.sleep(start)
    answers: list[Answer] = []
    async with open_session(port) as session:
        while not answers or time.monotonic() < end:
            answers.append(await session.ask(chance.choice(PAGES), chance.choice(CHOICES)))
            await asyncio.sleep(think * chance.uniform(0.5, 1.5))
    return answers


def publish_until(end: float, options: DrillOptions, versions: tuple[Path, Path]) -> int:
    """Publish the two versions in turn; how many builds there were."""
    builds = 0
    while not builds or time.monotonic() < end:
        builds += 1
        publish_raw(options.folder / "published", versions[builds % 2], options.folder / "cache")
        time.sleep(max(0.0, min(options.count("publish_every"), end - time.monotonic())))
    return builds
