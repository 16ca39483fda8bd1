"""What a drill is told and what it answers: its options, and one figure a promise.

Used by every drill and by `drills/__main__.py`, which prints the figures as one table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Verdict(Enum):
    """Whether a promise was kept; one that could not be tried on this machine is neither kept nor broken."""

    MET = "met"
    MISSED = "MISSED"
    NOT_RUN = "NOT RUN"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: the promise, what was done to break it, what came of it, and the verdict."""

    promise: str
    what_was_done: str
    figure: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a drill is sized by: the option `--<name>`, its size in `make drill` and before a release."""

    name: str
    usual: int
    release: int
    meaning: str


@dataclass(frozen=True, slots=True)
class DrillOptions:
    """What a drill is run with: an empty folder of its own, which is removed afterwards, a seed, and its counts."""

    folder: Path
    seed: int
    counts: Mapping[str, int]

    def count(self, name: str) -> int:
        """The size of one count. Raises KeyError for one that the drill did not declare."""
        return self.counts[name]


def judge(promise: str, what_was_done: str, figure: str, is_kept: bool) -> Figure:
    """The figure of a promise that was tried."""
    return Figure(promise, what_was_done, figure, Verdict.MET if is_kept else Verdict.MISSED)


def not_run(promise: str, what_would_be_done: str, reason: str) -> Figure:
    """The figure of a promise that this machine cannot try, with the reason."""
    return Figure(promise, what_would_be_done, reason, Verdict.NOT_RUN)
