"""Drill: old builds are removed while readers hold them; and the clock goes back by an hour.

Input: made-up builds, one kept. Output: errors of readers that hold builds, folders that stay, and the order of builds.
"""

import os
import time
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.forked_child import done_in_child
from drills.made_build import RULES
from drills.publishing_steps import audit, publish_version
from drills.watching_readers import WatchingReaders
from etl.publish.publish_build import PublishRules

COUNTS = (Count("publications", 60, 333, "publications while readers hold builds, one build kept"),)
READERS = 4
HOLD_SECONDS = 3.0
HOUR = 3600.0
KEEP_ONE = PublishRules(keep_builds=1, history_length=4, row_group_rows=100, spare_bytes=0, largest_form_drop_share=0.2)


def run(options: DrillOptions) -> list[Figure]:
    """What readers that hold builds met, and what a clock that goes back does."""
    return [try_holding(options.folder / "held", options.count("publications")), try_clock(options.folder / "clock")]


def try_holding(root: Path, publications: int) -> Figure:
    """Publish again and again, one build kept, while readers hold builds for seconds."""
    done_in_child(publish_version, root, 1, KEEP_ONE)
    readers, most, tried = WatchingReaders(root, READERS, HOLD_SECONDS), 0, 0
    while tried < publications and not readers.met_fault():
        done_in_child(publish_version, root, tried + 2, KEEP_ONE)
        most, tried = max(most, len(list((root / "builds").iterdir()))), tried + 1
    reads = readers.stop()
    done_in_child(publish_version, root, publications + 2, KEEP_ONE)
    left = len(list((root / "builds").iterdir()))
    figure = f"{reads.describe()}; at most {most} folders, {left} at the end"
    done = f"{tried} publications, one build kept, {READERS} readers that hold builds up to {HOLD_SECONDS} s"
    # A reader may hold one build that it checks and one that its database was opened from; the new and the kept one lie
    # there beside.
    is_kept = reads.is_clean() and reads.count > 0 and left == 1 and most <= 2 * READERS + 2
    return judge("a build in use is never removed", done, figure, is_kept)


def try_clock(root: Path) -> Figure:
    """The clock of the system and of every file goes back by an hour between two builds."""
    numbers = [done_in_child(publish_version, root, 1), done_in_child(publish_an_hour_ago, root, 2)]
    age_newest(root)
    shown = done_in_child(audit, root)
    (root / "current.json").unlink()
    numbers.append(done_in_child(publish_an_hour_ago, root, 2))  # recovers: the newest build holds the same
    recovered = done_in_child(audit, root)
    numbers.append(done_in_child(publish_version, root, 3))
    is_kept = numbers == [1, 2, 2, 3] and (shown.number, recovered.number) == (2, 2) and not recovered.faults
    done = "clock and file times one hour back; the pointer lost"
    return judge("builds are ordered by a counter", done, f"builds {numbers} in turn, the highest adopted", is_kept)


def publish_an_hour_ago(root: Path, version: int) -> int:
    """Publish while the clock of this process is an hour late."""
    real = time.time
    time.time = lambda: real() - HOUR
    return publish_version(root, version, RULES)


def age_newest(root: Path) -> None:
    """Let every file of the newest build, and its folder, be an hour older than all others."""
    newest = max((root / "builds").iterdir())
    for path in (newest, *newest.iterdir()):
        os.utime(path, (time.time() - HOUR, time.time() - HOUR))
