"""Drill: several publishers start at once; one dies while its workers live.

Input: made-up builds. Output: that one wins each time, numbers are a counter, the others are refused with one sentence,
and a dead publisher blocks nobody.
"""

import os
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from drills.figure import Count, DrillOptions, Figure, judge
from drills.forked_child import done_in_child, start_child
from drills.publishing_steps import audit, publish_version
from etl.document_guard import GuardLimits, run_guarded
from etl.publish.file_lock import PublisherBusyError
from etl.publish.publish_build import open_store

COUNTS = (
    Count("starts", 40, 200, "times that three publishers start at once"),
    Count("deaths", 10, 50, "publishers killed while their workers live"),
)
PUBLISHERS = 3
LONGEST_WAIT = 1.0  # seconds: so soon the next run must be able to start
LONGEST_LIFE = 2.0  # seconds: so soon the workers of a dead publisher are gone
WORKERS = 2
LIMITS = GuardLimits(120.0, 1 << 30, 10)


def run(options: DrillOptions) -> list[Figure]:
    """What publishers at once, and dead ones, did."""
    return [try_at_once(options.folder, options.count("starts")), try_deaths(options.folder, options.count("deaths"))]


def try_at_once(folder: Path, starts: int) -> Figure:
    """Three publishers at a barrier, again and again."""
    root, answers = folder / "at_once", []
    done_in_child(publish_version, root, 1)
    first = done_in_child(audit, root).number
    for start in range(starts):
        barrier = get_context("fork").Barrier(PUBLISHERS)
        versions = [10 + start * PUBLISHERS + place for place in range(PUBLISHERS)]
        children = [start_child(publish_at_barrier, root, version, barrier) for version in versions]
        answers += [answer for child in children for answer in child.answers()]
    numbers = sorted(answer for answer in answers if isinstance(answer, int))
    refusals = [answer for answer in answers if isinstance(answer, str)]
    last = done_in_child(audit, root)
    counter = last.number - first
    is_kept = numbers == list(range(first + 1, last.number + 1)) and counter >= starts and not last.faults
    is_kept = is_kept and len(answers) == starts * PUBLISHERS and all(is_sentence(text) for text in refusals)
    figure = f"{len(numbers)} published = counter {counter}; {len(refusals)} refused with one sentence each"
    return judge("one publisher at a time", f"{PUBLISHERS} publishers at once, {starts} times", figure, is_kept)


def publish_at_barrier(tell: Callable[[Any], None], root: Path, version: int, barrier: Any) -> None:
    """Publish when all are ready, and tell the number or the refusal."""
    barrier.wait()
    try:
        tell(publish_version(root, version))
    except PublisherBusyError as error:
        tell(str(error))


def is_sentence(text: str) -> bool:
    """Whether a refusal is one Chinese sentence."""
    return text.endswith("。") and "\n" not in text and text.count("。") == 1


def try_deaths(folder: Path, deaths: int) -> Figure:
    """A publisher whose workers are busy is killed; the next one starts at once, and the workers are gone."""
    root, waits, orphans = folder / "deaths", [], 0
    for _ in range(deaths):
        child = start_child(publish_with_workers, root)
        workers = [child.pipe.recv() for _ in range(WORKERS)]
        child.kill()
        started = time.monotonic()
        while not done_in_child(can_publish, root):
            time.sleep(0.02)
        waits.append(time.monotonic() - started)
        while time.monotonic() - started < LONGEST_LIFE and any(map(is_alive, workers)):
            time.sleep(0.02)
        orphans += sum(map(is_alive, workers))
    done = f"{deaths} publishers killed by signal 9 while {WORKERS} reading processes work"
    figure = f"next start after at most {max(waits):.2f} s; {orphans} workers outlived them"
    return judge("a dead publisher blocks nobody", done, figure, max(waits) <= LONGEST_WAIT and not orphans)


def publish_with_workers(tell: Callable[[Any], None], root: Path) -> None:
    """Hold the store, with workers that work for longer than anybody waits."""

    with open_store(root):
        for _, result in run_guarded(sleep_and_name, [0.5] * WORKERS + [60.0] * WORKERS, WORKERS, LIMITS):
            tell(int(result) if isinstance(result, bytes) else 0)


def sleep_and_name(seconds: float) -> bytes:
    """The number of this process, after a while."""
    time.sleep(seconds)
    return str(os.getpid()).encode()


def can_publish(root: Path) -> bool:
    """Whether a publisher can start now."""
    try:
        with open_store(root):
            return True
    except PublisherBusyError:
        return False


def is_alive(process_id: int) -> bool:
    """Whether a process is still at work; one that only waits to be buried is not."""
    try:
        os.kill(process_id, 0)
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
