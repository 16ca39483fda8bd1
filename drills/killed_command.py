"""Drill: the whole command `python -m etl build` is killed by signal 9 at random moments, with its workers at work.

Input: a few documents of tests/golden, one of them changed before each run. Output: builds damaged or lost, runs that
could not start at once afterwards, processes that outlived their command, and files left behind.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.forked_child import done_in_child
from drills.publishing_steps import audit, audit_after_next_run

COUNTS = (Count("command_kills", 10, 100, "whole commands killed at random moments"),)
PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = 6
BURIAL_SECONDS = 2.0


def run(options: DrillOptions) -> list[Figure]:
    """What the kills of whole commands cost."""
    root, raw, chance = options.folder / "published", options.folder / "raw", random.Random(options.seed)
    raw.mkdir()
    for source in sorted((PROJECT / "tests/golden").glob("*/source.txt"))[:DOCUMENTS]:
        shutil.copy(source, raw / f"{source.parent.name}.txt")
    started = time.monotonic()
    start_command(raw, root, 0).wait()
    seconds, kills = time.monotonic() - started, options.count("command_kills")
    newest, lost, damaged, left, orphans = done_in_child(audit, root).number, 0, 0, 0, 0
    for kill in range(kills):
        command = start_command(raw, root, kill + 1)
        time.sleep(seconds * (0.3 + 0.7 * chance.random()))  # the first third is the start of Python
        command.send_signal(signal.SIGKILL)
        command.wait()
        time.sleep(0.1)
        at_once, later = done_in_child(audit, root), done_in_child(audit_after_next_run, root)
        orphans += outlives(command.pid)
        lost += min(at_once.number, later.number) < newest
        damaged += bool(at_once.faults or later.faults)
        left += len(later.leftovers)
        newest = max(newest, at_once.number)
    ended = start_command(raw, root, kills + 1).wait()
    last = done_in_child(audit_after_next_run, root)
    is_whole = ended in (0, 1) and last.number > newest and not last.faults and not last.leftovers
    figure = f"{damaged} damaged, {lost} lost, {left} left behind, {orphans} with workers that outlived it"
    done = f"{kills} whole commands killed at random, {newest - 1} of them after they had published"
    return [
        judge("a killed ETL loses and leaves nothing", done, figure, is_whole and not damaged + lost + left + orphans)
    ]


def start_command(raw: Path, root: Path, change: int) -> subprocess.Popen[bytes]:
    """Change a document and start a build of all, in a process group of its own."""
    (raw / "changed.txt").write_text(f"第 {change} 次改动，没有表。", "utf-8")
    places = ["--published", str(root), "--cache", str(root.parent / "cache"), "--workers", "2"]
    command = [sys.executable, "-m", "etl", "build", str(raw), *places]
    silent = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=PROJECT, stdout=silent, stderr=silent, start_new_session=True)


def outlives(group_id: int) -> bool:
    """Whether a process of a dead command's group is still there after a moment; it is ended."""
    deadline = time.monotonic() + BURIAL_SECONDS
    while is_alive(group_id):
        if time.monotonic() > deadline:
            with suppress(ProcessLookupError):
                os.killpg(group_id, signal.SIGKILL)
            return True
        time.sleep(0.05)
    return False


def is_alive(group_id: int) -> bool:
    """Whether a process of the group is at work; on Linux one that only waits to be buried does not count."""
    if Path("/proc/self/stat").exists():
        texts = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                texts.append(path.read_text().rpartition(")")[2].split())
        return any(state != "Z" and int(group) == group_id for state, _, group, *_ in texts)
    try:
        os.killpg(group_id, 0)
    except ProcessLookupError:
        return False
    return True
