"""Drill: what is published is damaged under a running server, in every way that was thought of.

Input: two builds of data/raw. Output: whether sessions that are open go on without an error, and whether a server that
is started anew says in one sentence which older build it shows.
"""

import asyncio
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq

from drills.figure import Count, DrillOptions, Figure, judge
from drills.many_sessions import PAGES
from drills.served_dashboard import PROJECT, Answer, open_session, publish_raw, serve_dashboard
from etl.publish.check_build import build_folder
from etl.publish.pointer import load_pointer, write_pointer

COUNTS = (Count("open_sessions", 5, 20, "sessions that are open while a build is damaged"),)
DAMAGED_BUILD = f"builds/{2:012d}"
OLDER_PROMISE = "a build of an older version: one sentence where a column is missing"
MISSING_COLUMN = "execution_rate"
LACKS = "缺少本页需要的数据"
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


def leave_out_column(published: Path) -> None:
    """Write a table of the current build anew without a column, as an older version did; every record agrees."""
    pointer = load_pointer(published)
    if pointer is None:
        raise RuntimeError("nothing was published")
    folder = build_folder(published, pointer.build_number)
    file, record_file = folder / "mart_project.parquet", folder / "build.json"
    content = io.BytesIO()
    pq.write_table(pq.read_table(file).drop_columns([MISSING_COLUMN]), content)
    file.write_bytes(content.getvalue())
    record = json.loads(record_file.read_text("utf-8"))
    record["files"][file.name]["sha256"] = hashlib.sha256(content.getvalue()).hexdigest()
    record_file.write_text(json.dumps(record), "utf-8")
    fingerprint = hashlib.sha256(record_file.read_bytes()).hexdigest()
    known = pointer.history_sha256 | {str(pointer.build_number): fingerprint}
    write_pointer(published, replace(pointer, build_sha256=fingerprint, history_sha256=known))


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
    older = try_older_build(kept, options.folder)
    done = f"{len(DAMAGES)} damages under {options.count('open_sessions')} open sessions, then a server started anew"
    figure = f"{len(faults)} errors {faults[:2] if faults else ''}; notice on every page after {told} of {len(DAMAGES)}"
    return [judge(PROMISE, done, figure, not faults and told == len(DAMAGES)), older]


def try_older_build(kept: Path, folder: Path) -> Figure:
    """What each page says of a build of an older version, which lacks a column."""
    published = folder / "older"
    shutil.copytree(kept, published)
    leave_out_column(published)
    with serve_dashboard(published, folder / "server.log") as dashboard:
        answers = asyncio.run(look_at_pages(dashboard.port))
    sentences = [answer.messages.get("ERROR", []) for answer in answers]
    whole = sum(not said for said in sentences)
    plain = sum(len(said) == 1 and LACKS in said[0] and "python -m etl build" in said[0] for said in sentences)
    broken = [text for answer in answers for text in answer.exceptions]
    other = len(answers) - whole - plain
    figure = f"{whole} pages as always, {plain} with one sentence, {other} other; {len(broken)} errors"
    is_kept = plain > 0 and whole + plain == len(answers) and not broken
    return judge(OLDER_PROMISE, f"{len(answers)} pages of a build without {MISSING_COLUMN}", figure, is_kept)


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
