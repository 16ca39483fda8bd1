"""Drill: what is published is damaged under a running server, in every way that was thought of.

Input: two builds of data/raw. Output: whether sessions that are open go on without an error, and whether a server that
is started anew says in one sentence which older build it shows.
"""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.many_sessions import PAGES
from drills.served_dashboard import PROJECT, Answer, open_session, publish_raw, serve_dashboard

COUNTS = (Count("open_sessions", 5, 20, "sessions that are open while a build is damaged"),)
DAMAGED_BUILD = f"builds/{2:012d}"
PROMISE = "a damaged build: open sessions go on, new ones are told what they see"


def remove_folder(published: Path) -> None:
    """Delete the folder of the current build."""
    shutil.rmtree(published / DAMAGED_BUILD)


def cut_footer(published: Path) -> None:
    """Cut the end of a Parquet file."""
    file = published / DAMAGED_BUILD / "mart_project.parquet"
    file.write_bytes(file.read_bytes()[:-20])


def flip_bit(published: Path) -> None:
    """Flip one bit in the middle of a Parquet file."""
    file = published / DAMAGED_BUILD / "mart_indicator.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut_pointer(published: Path) -> None:
    """Cut current.json in the middle."""
    pointer = published / "current.json"
    pointer.write_bytes(pointer.read_bytes()[:40])


DAMAGES: tuple[Callable[[Path], None], ...] = (remove_folder, cut_footer, flip_bit, cut_pointer)


def run(options: DrillOptions) -> list[Figure]:
    """What open sessions and new ones saw, over all damages."""
    kept = options.folder / "kept"
    publish_raw(kept, publishable(options.folder), options.folder / "cache")
    publish_raw(kept, PROJECT / "data" / "raw", options.folder / "cache")
    faults, told = [], 0
    for harm in DAMAGES:
        published = options.folder / harm.__name__
        shutil.copytree(kept, published)
        with serve_dashboard(published, options.folder / "server.log") as dashboard:
            open_ones = asyncio.run(damage_under(dashboard.port, options.count("open_sessions"), harm, published))
        with serve_dashboard(published, options.folder / "server.log") as dashboard:
            fresh = asyncio.run(look_at_pages(dashboard.port))
        faults += [f"{harm.__name__}: {fault}" for answer in [*open_ones, *fresh] for fault in answer.faults()]
        told += all(is_told(answer) for answer in fresh)
    done = f"{len(DAMAGES)} damages under {options.count('open_sessions')} open sessions, then a server started anew"
    figure = f"{len(faults)} errors {faults[:2] if faults else ''}; notice on every page after {told} of {len(DAMAGES)}"
    return [judge(PROMISE, done, figure, not faults and told == len(DAMAGES))]


def publishable(folder: Path) -> Path:
    """The documents of data/raw without one of them, so that there is an older build."""
    fewer = folder / "fewer"
    shutil.copytree(PROJECT / "data" / "raw", fewer)
    min(fewer.glob("*.txt")).unlink()
    return fewer


def is_told(answer: Answer) -> bool:
    """Whether a page says in Chinese that it does not surely show the newest build, and what to do."""
    warnings = answer.messages.get("WARNING", [])
    return any("原因：" in text and "python -m etl build" in text for text in warnings)


async def damage_under(port: int, count: int, harm: Callable[[Path], None], published: Path) -> list[Answer]:
    """What open sessions see after the damage."""
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(open_session(port)) for _ in range(count)]
        for session in opened:
            await session.ask()
        harm(published)
        return [await session.ask(PAGES[number % len(PAGES)]) for number, session in enumerate(opened)]


async def look_at_pages(port: int) -> list[Answer]:
    """What a new session sees on each page."""
    async with open_session(port) as session:
        return [await session.ask(page) for page in PAGES]
