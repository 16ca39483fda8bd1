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
    """So many readers of a folder, at work until `stop`; each holds a build for up to `hold_seconds` between reads."""

    def __init__(self, root: Path, reader_count: int, hold_seconds: float = 0.0) -> None:
        self._stop = get_context("fork").Event()
        self._readers: list[ForkedChild] = [
            start_child(read_until, root, self._stop, hold_seconds, seed) for seed in range(reader_count)
        ]

    def stop(self) -> Reads:
        """End the readers; what they met."""
        self._stop.set()
        total = Reads()
        for reader in self._readers:
            answers = reader.answers()
            total.add(answers[0] if answers else Reads(failed=1, seen=["a reader ended without an answer"]))
        return total


def read_until(tell: Callable[[Any], None], root: Path, stop: Any, hold_seconds: float, seed: int) -> None:
    """Read until told to stop, and tell what was met."""
    os.environ[PUBLISHED_VARIABLE] = str(root)
    met, last, chance = Reads(), 0, random.Random(seed)
    while not stop.is_set():
        try:
            number, faults = read_once(chance.random() * hold_seconds)
        except NoBuildError:
            continue
        except PublishedDataError as error:
            met.add(Reads(count=1, failed=1, seen=[str(error)]))
            continue
        met.add(Reads(1, torn=bool(faults), backwards=number < last, seen=faults[:1]))
        last = max(last, number)
    tell(met)


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
