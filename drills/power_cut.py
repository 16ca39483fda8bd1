"""Drill: the power is cut while a publisher works; what it called published is there afterwards.

Input: an ext4 file system in an image file. Output: builds lost or unreadable after cuts. A cut is a copy of the image
at a random moment: it holds what the file system has sent to its disk, not what lies in memory. The publisher is
stopped while the image is copied. A disk that lies about its cache is not modelled.
"""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drills.figure import Count, DrillOptions, Figure, judge, not_run
from drills.forked_child import done_in_child, start_child
from drills.publishing_steps import audit, audit_after_next_run, publish_version
from drills.small_disk import NoDiskError, make_image, mounted

COUNTS = (Count("cuts", 10, 80, "power cuts, half of them with the mount options that protect least"),)
PROMISE = "what was published survives a power cut"
MEGABYTES = 24
LONGEST_WORK = 3.0  # seconds until the cut
MOUNTS = ("loop", "loop,noauto_da_alloc,data=writeback")


def run(options: DrillOptions) -> list[Figure]:
    """What was there after each cut."""
    cuts, chance, cut = options.count("cuts"), random.Random(options.seed), 0
    lost, unreadable, acknowledged = 0, 0, 0
    seen: list[str] = []
    try:
        for cut in range(cuts):
            folder = options.folder / f"cut{cut}"
            folder.mkdir()
            number, faults, found = cut_power(folder, MOUNTS[cut % 2], chance.random() * LONGEST_WORK)
            acknowledged += number > 0
            lost, unreadable = lost + (found < number), unreadable + bool(faults)
            seen += faults[:1]
            shutil.rmtree(folder)
            if lost or unreadable:
                break
    except NoDiskError as error:
        return [not_run(PROMISE, f"{cuts} power cuts on a loop image", str(error))]
    done = f"{cut + 1} cuts of an ext4 loop image, mount options defaults and noauto_da_alloc,data=writeback"
    figure = f"{lost} lost, {unreadable} unreadable of {acknowledged} acknowledged {'; '.join(seen[:2])}"
    return [judge(PROMISE, done, figure, not lost and not unreadable and acknowledged > 0)]


def cut_power(folder: Path, options: str, seconds: float) -> tuple[int, list[str], int]:
    """Cut the power after some seconds of publishing: the last number called published, the faults met after the cut,
    and the number found.
    """
    image, copy = folder / "disk.img", folder / "after.img"
    make_image(image, MEGABYTES)
    with mounted(image, folder / "disk", options) as disk:
        child = start_child(publish_on_and_on, disk / "published")
        number = child.pipe.recv()  # the first one is there; from now on the power may fail
        time.sleep(seconds)
        os.kill(child.process.pid or 0, signal.SIGSTOP)
        while child.pipe.poll():
            number = child.pipe.recv()
        shutil.copyfile(image, copy)
        child.kill()
    with mounted(copy, folder / "after") as disk:
        root = disk / "published"
        if not root.exists():
            return number, ["nothing there"], 0
        at_once, later = done_in_child(audit, root), done_in_child(audit_after_next_run, root)
        newer = done_in_child(publish_version, root, 999)
    faults = [*at_once.faults, *later.faults, *later.leftovers]
    faults += [] if newer > later.number else [f"the next build was {newer} after {later.number}"]
    return number, faults, min(at_once.number, later.number)


def publish_on_and_on(tell: Callable[[Any], None], root: Path) -> None:
    """Publish version after version, and tell each number once it is published."""
    for version in range(1, 1000):
        tell(publish_version(root, version))
