"""Drill: the publisher is killed by signal 9 at every step and at random moments, while readers read.

Input: made-up builds. Output: torn, failed and backward reads, builds lost though acknowledged, and files left behind
after the next run.
"""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.forked_child import ForkedChild, done_in_child, start_child
from drills.publishing_steps import audit, audit_after_next_run, publish_and_tell
from drills.watching_readers import WatchingReaders

COUNTS = (
    Count("kills", 200, 1000, "publishers killed, each step of the protocol once and the rest at random moments"),
)
READERS = 2
WAITED_FOR = 5  # every fifth of the random kills comes after the publication
LONGEST_PUBLICATION = 60.0
LATE_SECONDS = 0.05


@dataclass(slots=True)
class Losses:
    """What the kills cost: builds that were damaged or lost right after one, and what the next run left behind."""

    damaged: int = 0
    lost: int = 0
    left: int = 0
    acknowledged: int = 0
    newest: int = 0  # the highest number that was acknowledged or seen as the current one
    seen: list[str] = field(default_factory=list)

    def any(self) -> bool:
        """Whether a kill cost anything: a promise is missed, and the drill ends."""
        return bool(self.damaged or self.lost or self.left)


def run(options: DrillOptions) -> list[Figure]:
    """What readers and audits met."""
    root, chance = options.folder / "published", random.Random(options.seed)
    steps, seconds = measure_publication(root)
    kills = options.count("kills")
    at_steps = min(kills, steps)
    losses, readers = Losses(), WatchingReaders(root, READERS)
    killed = 0
    for kill in range(kills):
        version, killed = kill + 10, kill + 1
        if kill < at_steps:
            child = start_child(publish_and_tell, root, version, 1 + kill * steps // at_steps)
        else:
            child = start_child(publish_and_tell, root, version)
            if kill % WAITED_FOR == 0:  # until it says that it has published, however slow the machine is
                child.pipe.poll(LONGEST_PUBLICATION)
                time.sleep(chance.random() * LATE_SECONDS)
            else:
                time.sleep(chance.random() * seconds * 1.6)
            child.kill()
        examine(root, child, losses)
        if losses.any() or readers.met_fault():
            break
    reads = readers.stop()
    number, _ = start_child(publish_and_tell, root, 5).answers()[0]
    last = done_in_child(audit_after_next_run, root)
    sound = not last.faults and not last.leftovers and last.number == number
    sound = sound and (losses.acknowledged > 0 or killed < at_steps + WAITED_FOR)
    done = f"{killed} kills, {min(killed, at_steps)} of them one at each of {steps} steps, under {READERS} readers"
    figure = f"{losses.damaged} damaged, {losses.lost} lost of {losses.acknowledged} acknowledged"
    seen = f" ({'; '.join(losses.seen)})" if losses.seen else ""
    return [
        judge("a reader never sees a mixture", done, reads.describe(), reads.is_clean() and reads.count > 0),
        judge("a killed publisher loses nothing", done, figure + seen, sound and not losses.damaged + losses.lost),
        judge("a killed publisher leaves nothing", done, f"{losses.left} left after the next run", not losses.left),
    ]


def measure_publication(root: Path) -> tuple[int, float]:
    """How many steps a publication takes that removes an old build and its picture, and how many seconds."""
    started, steps = time.monotonic(), 0
    for version in range(1, 5):
        started = time.monotonic()
        _, steps = start_child(publish_and_tell, root, version).answers()[0]
    return steps, time.monotonic() - started


def examine(root: Path, child: ForkedChild, losses: Losses) -> None:
    """Add what a kill cost to the losses: the folder as it is, and as the next run leaves it."""
    told = [number for number, _ in child.answers()]
    at_once, later = done_in_child(audit, root), done_in_child(audit_after_next_run, root)
    losses.acknowledged += bool(told)
    losses.newest = max([losses.newest, at_once.number, *told])
    losses.lost += min(at_once.number, later.number) < losses.newest
    losses.damaged += bool(at_once.faults or later.faults or not later.number)
    losses.left += len(later.leftovers)
    losses.seen = [*losses.seen, *at_once.faults, *later.faults, *later.leftovers][:3]
