"""Readers that open the published build again and again as the pages do, and check that what they read is one version.

Input: a published folder. Output: how many reads, and how many were torn, failed or went back to an older build. Used
by the drills of publishing; each reader is a forked child.
"""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from drills.forked_child import ForkedChild, start_child
from drills.made_build import FORMS, make_picture
from pages.queries.build_folder import PUBLISHED_VARIABLE, BuildLease, NoBuildError, PublishedDataError
from pages.queries.page_picture import load_page_picture
from pages.queries.published_db import close_builds, newest_sound_build

LONGEST_START = 120.0  # seconds: only ends what hangs


@dataclass(slots=True)
class Reads:
    """What readers met: reads, mixtures of two versions, refusals, steps back; and some of them in words."""

    count: int = 0
    torn: int = 0
    failed: int = 0
    backwards: int = 0
    seen: list[str] = field(default_factory=list)

    def add(self, other: "Reads") -> None:
        """Add what another reader met."""
        self.count, self.torn = self.count + other.count, self.torn + other.torn
        self.failed, self.backwards = self.failed + other.failed, self.backwards + other.backwards
        self.seen = [*self.seen, *other.seen][:3]

    def is_clean(self) -> bool:
        """Whether nothing was torn, failed or went back."""
        return not (self.torn or self.failed or self.backwards)

    def describe(self) -> str:
        """The figures in one line."""
        figures = f"{self.count} reads: {self.torn} torn, {self.failed} failed, {self.backwards} went back"
        return figures + (f" ({'; '.join(self.seen)})" if self.seen else "")


class WatchingReaders:
    """So many readers of a folder with a build, at work until `stop`; each holds a build for up to `hold_seconds`
    between reads. They have all read once when this returns, however busy the machine is.
    """

    def __init__(self, root: Path, reader_count: int, hold_seconds: float = 0.0) -> None:
        context = get_context("fork")
        self._stop, self._fault, begun = context.Event(), context.Event(), context.Semaphore(0)
        signs = (begun, self._stop, self._fault)
        self._readers: list[ForkedChild] = [
            start_child(read_until, root, signs, hold_seconds, seed) for seed in range(reader_count)
        ]
        for _ in self._readers:
            begun.acquire(timeout=LONGEST_START)

    def met_fault(self) -> bool:
        """Whether a reader met what no reader may meet: a promise is missed, and the drill may end."""
        return self._fault.is_set()

    def stop(self) -> Reads:
        """End the readers; what they met."""
        self._stop.set()
        total = Reads()
        for reader in self._readers:
            answers = reader.answers()
            total.add(answers[0] if answers else Reads(failed=1, seen=["a reader ended without an answer"]))
        return total


def read_until(
    tell: Callable[[Any], None], root: Path, signs: tuple[Any, Any, Any], hold_seconds: float, seed: int
) -> None:
    """Read once and say so, read on until told to stop, and tell what was met."""
    os.environ[PUBLISHED_VARIABLE] = str(root)
    begun, stop, fault = signs
    met, chance = Reads(), random.Random(seed)
    last = read_and_add(met, 0, 0.0)
    begun.release()
    while not stop.is_set():
        last = read_and_add(met, last, chance.random() * hold_seconds)
        if not met.is_clean():
            fault.set()
    tell(met)


def read_and_add(met: Reads, last: int, hold_seconds: float) -> int:
    """Read once and add what was met; the highest number of a build that was seen."""
    try:
        number, faults = read_once(hold_seconds)
    except NoBuildError:
        return last
    except PublishedDataError as error:
        met.add(Reads(count=1, failed=1, seen=[str(error)]))
        return last
    met.add(Reads(1, torn=bool(faults), backwards=number < last, seen=faults[:1]))
    return max(last, number)


def read_once(hold_seconds: float) -> tuple[int, list[str]]:
    """Open the newest build anew, hold it, read it again; its number, and what in it is of another version."""
    close_builds()
    shown = newest_sound_build()
    if shown.fault:
        raise shown.fault
    lease = BuildLease(shown.build)
    time.sleep(hold_seconds)
    tables = dict(lease.load_tables())
    faults: list[str] = []
    versions = {round(rate) for rate in tables["core_indicator"]["score_rate"].to_pylist()}
    version = min(versions)
    mark = f"版本 {version}"
    lines = tables["raw_document_line"]["line_text"].to_pylist()
    names = set(tables["core_project"]["project_name"].to_pylist())
    if len(versions) != 1 or names != {mark} or set(lines) != {mark}:
        faults.append(f"build {shown.build.number} holds {versions}, {names}, {set(lines)}")
    if len(lines) != len(FORMS) * (version % 7 + 1):
        faults.append(f"build {shown.build.number}: {len(lines)} lines of version {version}")
    if tables["meta_build"]["build_number"].to_pylist() != [shown.build.number]:
        faults.append(f"build {shown.build.number} says it is another")
    pictures = tables["raw_page_picture"]["picture_sha256"].to_pylist()
    if [load_page_picture(shown.build, sha256) for sha256 in pictures] != [make_picture(version)]:
        faults.append(f"build {shown.build.number}: not the picture of version {version}")
    return shown.build.number, faults
