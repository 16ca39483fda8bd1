"""Drill: the disk is full, or its fsync fails, at every stage of a publication; the disk is read-only.

Input: made-up builds. Output: whether the old build still stands after each failure, and the next run publishes. Every
disk call is made to fail in turn by a shim; where root may mount, a small file system is filled step by step too.
"""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drills.figure import Count, DrillOptions, Figure, judge, not_run
from drills.forked_child import done_in_child
from drills.publishing_steps import ANY_DISK, audit, audit_after_next_run, count_steps, publish_version
from drills.small_disk import BLOCK, NoDiskError, call_tool, fill_disk, make_image, mounted

COUNTS = (
    Count("write_faults", 60, 600, "writes from which on the disk is full, spread over a publication"),
    Count("fsync_faults", 100, 100, "fsync calls that fail, spread over a publication; each where there are no more"),
    Count("fill_levels", 40, 400, "levels of a full disk, from none left to room for a publication"),
)
WRITING = {"wb", "xb", "w", "x"}
IMAGE_MEGABYTES = 12
KEPT = "a full or failing disk costs nothing but the new run"
READ_ONLY = "a read-only folder is one sentence, and still shown"


@dataclass(slots=True)
class Outcomes:
    """How publications under fault ended: published, refused, and what was not as it should be."""

    published: int = 0
    refused: int = 0
    broken: int = 0
    seen: str = ""

    def describe(self) -> str:
        """The figures in one line."""
        total = self.published + self.refused
        return f"{total} tries: {self.refused} refused, {self.published} published, {self.broken} broken {self.seen}"


def run(options: DrillOptions) -> list[Figure]:
    """What failing calls, full disks and read-only folders did."""
    return [
        try_full_shim(options.folder, options.count("write_faults")),
        try_failing_fsync(options.folder, options.count("fsync_faults")),
        try_small_disk(options.folder, options.count("fill_levels")),
        try_read_only(options.folder),
    ]


def try_full_shim(folder: Path, tries: int) -> Figure:
    """The disk is full from the n-th write on, for n spread over a publication."""
    root, outcomes = folder / "shim", Outcomes()
    writes = done_in_child(publish_failing, root, 1, 0, fill_up)[1]
    chosen = sorted({1 + place * writes // tries for place in range(tries)})
    for version, last_write in enumerate(chosen, start=2):
        judge_try(root, outcomes, publish_failing, root, version, last_write, fill_up)
    done = f"ENOSPC from the n-th of {writes} writes on, {len(chosen)} n (a shim in the process, no real disk)"
    return judge(KEPT, done, outcomes.describe(), outcomes.refused > 0 and not outcomes.broken)


def try_failing_fsync(folder: Path, tries: int) -> Figure:
    """One fsync of a publication fails once, with an input/output error."""
    root, outcomes = folder / "fsync", Outcomes()
    done_in_child(publish_failing, root, 1, 0, fail_once)  # the first one makes folders too
    calls = done_in_child(publish_failing, root, 2, 0, fail_once)[1]
    chosen = sorted({1 + place * calls // tries for place in range(tries)})
    for call in chosen:
        judge_try(root, outcomes, publish_failing, root, call + 2, call, fail_once)
    done = f"EIO from one of {calls} fsync calls, {len(chosen)} of them in turn (a shim): each is a failed publication"
    return judge(KEPT, done, outcomes.describe(), not outcomes.broken and not outcomes.published)


def try_small_disk(folder: Path, levels: int) -> Figure:
    """A real small file system, filled up to so many levels."""
    image, outcomes = folder / "small.img", Outcomes()
    try:
        make_image(image, IMAGE_MEGABYTES)
        with mounted(image, folder / "small") as disk:
            root = disk / "published"
            before = used_bytes(disk)
            for version in (1, 2, 3):
                done_in_child(publish_version, root, version, ANY_DISK)
            room = (used_bytes(disk) - before) // BLOCK + 8  # blocks; three builds' worth covers one and its pictures
            for level in range(levels):
                filler = fill_disk(disk, level * room // levels * BLOCK)
                judge_try(root, outcomes, publish_refusable, root, level + 4, lift=filler.unlink)
    except NoDiskError as error:
        return not_run(KEPT, f"a small file system filled to {levels} levels", str(error))
    done = f"a {IMAGE_MEGABYTES} MiB ext4 loop image filled to {levels} levels in steps of 4 KiB blocks"
    is_kept = outcomes.refused > 0 and outcomes.published > 0 and not outcomes.broken
    return judge(KEPT, done, outcomes.describe(), is_kept)


def used_bytes(disk: Path) -> int:
    """How much of a file system is in use."""
    status = os.statvfs(disk)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


def judge_try(root: Path, outcomes: Outcomes, work: Callable[..., Any], *arguments: Any, lift: Any = None) -> None:
    """Publish under a fault, lift it, and add how it ended: the old build must stand where the run was refused."""
    before = done_in_child(audit, root)
    number, _ = done_in_child(work, *arguments)
    after = done_in_child(audit, root)
    if lift:
        lift()
    later = done_in_child(audit_after_next_run, root)
    is_kept = after.number == number if number else after.number == before.number
    outcomes.published, outcomes.refused = outcomes.published + bool(number), outcomes.refused + (not number)
    if not is_kept or after.faults or later.faults or later.leftovers or later.number != after.number:
        outcomes.broken += 1
        outcomes.seen = str([before, number, after, later])


def publish_failing(root: Path, version: int, at: int, make_fault: Callable[[int], list[int]]) -> tuple[int, int]:
    """Publish where a call fails; the number of the build (0: it was refused), and how many calls there were."""
    calls = make_fault(at)
    return publish_refusable(root, version)[0], calls[0]


def publish_refusable(root: Path, version: int) -> tuple[int, int]:
    """Publish; the number of the build, 0 when the disk refused it."""
    try:
        return publish_version(root, version, ANY_DISK), 0
    except OSError:
        return 0, 0


def fail_once(at: int) -> list[int]:
    """Let the n-th fsync of this process fail; the count of calls. 0 lets none fail."""

    def fail(number: int) -> None:
        if number == at:
            raise OSError(errno.EIO, "Input/output error")

    return count_steps(fail, ("fsync",))


def fill_up(at: int) -> list[int]:
    """Let every write of this process fail from the n-th on; the count of writes. 0 lets none fail."""
    writes, real_open = [0], Path.open

    def count_write() -> None:
        writes[0] += 1
        if at and writes[0] >= at:
            raise OSError(errno.ENOSPC, "No space left on device")

    class FillingFile:
        def __init__(self, file: Any) -> None:
            self._file = file

        def __getattr__(self, name: str) -> Any:
            return getattr(self._file, name)

        def __enter__(self) -> "FillingFile":
            return self

        def __exit__(self, *error: object) -> None:
            self._file.close()

        def write(self, piece: Any) -> Any:
            count_write()
            return self._file.write(piece)

    def open_filling(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if mode not in WRITING:
            return real_open(path, mode, *arguments, **options)
        count_write()
        return FillingFile(real_open(path, mode, *arguments, **options))

    Path.open = open_filling  # type: ignore[method-assign, assignment]
    return writes


def try_read_only(folder: Path) -> Figure:
    """The whole command against a folder that cannot be written: mounted read-only by root, else without permission."""
    raw = folder / "raw"
    raw.mkdir()
    (raw / "note.txt").write_text("没有表的文件", "utf-8")
    try:
        if os.geteuid() == 0:
            image = folder / "read_only.img"
            make_image(image, IMAGE_MEGABYTES)
            with mounted(image, folder / "read_only") as disk:
                done_in_child(publish_version, disk / "published", 1)
                call_tool("mount", "-o", "remount,ro", str(disk))
                return judge_read_only(raw, disk / "published", "a file system mounted read-only")
        root = folder / "no_permission"
        done_in_child(publish_version, root, 1)
        paths = [root, *root.rglob("*")]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            return judge_read_only(raw, root, "folders and files without write permission")
        finally:
            for path in paths:
                path.chmod(0o755 if path.is_dir() else 0o644)
    except NoDiskError as error:
        return not_run(READ_ONLY, "python -m etl build into a folder mounted read-only", str(error))


def judge_read_only(raw: Path, root: Path, how: str) -> Figure:
    """What `build` says, and whether what is there is unchanged and sound."""
    from drills.watching_readers import WatchingReaders

    command = [sys.executable, "-m", "etl", "build", str(raw), "--published", str(root), "--workers", "1"]
    done = subprocess.run([*command, "--cache", str(raw.parent / "cache")], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if line]
    reads, seen = WatchingReaders(root, 1).stop(), done_in_child(audit, root)
    is_kept = done.returncode == 2 and len(said) == 1 and seen.number == 1 and not seen.faults
    figure = f"exit {done.returncode}, {len(said)} line; {reads.describe()}"
    return judge(READ_ONLY, f"python -m etl build, {how}", figure, is_kept and reads.is_clean() and reads.count > 0)
