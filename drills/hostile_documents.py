"""Drill: every hostile document ends in rows or one documented reason within the limits, and costs no memory.

Input: the files of attack_files.py, made one at a time. Output: how many ended so, the longest time, and by how much
the memory of this process grew.
"""

import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

from drills.attack_files import makers
from drills.figure import Count, DrillOptions, Figure, judge
from etl.document_guard import Failure, TaskFailedError, run_guarded
from etl.findings import UnreadableDocumentError
from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.settings import load_settings
from etl.steps.reading_limits import guard_limits

COUNTS = (Count("attacks", 1_000, 1_000, "hostile documents, at most as many as there are"),)
PROMISE = "any file ends in rows or a reason"
MOST_SECONDS, MOST_GROWTH = 31.0, 50 << 20
FAULTS = ("reader_error", "crashed")  # every other code is a documented reason


def run(options: DrillOptions) -> list[Figure]:
    """What became of every hostile document."""
    before, outcomes, slowest = resident_bytes(), Counter[str](), (0.0, "")
    faults = []
    for name, _ in list(makers())[: options.count("attacks")]:
        started = time.monotonic()
        outcome = try_one(name, options.folder)
        slowest = max(slowest, (time.monotonic() - started, name))
        outcomes[outcome] += 1
        faults += [f"{name} {outcome}"] if outcome in FAULTS else []
    growth = resident_bytes() - before
    kept = not faults and slowest[0] <= MOST_SECONDS and growth <= MOST_GROWTH
    figure = (
        f"{outcomes.total() - len(faults)} of {outcomes.total()}, slowest {slowest[0]:.1f} s ({slowest[1]}), "
        f"parent +{growth >> 20} MiB {faults[:5] or ''}"
    )
    done = f"{outcomes.total()} hostile documents of 10 formats: " + ", ".join(
        f"{n} {c}" for c, n in outcomes.most_common(5)
    )
    return [judge(PROMISE, done, figure, kept)]


def try_one(name: str, folder: Path) -> str:
    """What became of one hostile document: `rows`, `no_form`, or the code of its reason; it is made in a process."""
    limits = guard_limits(load_settings(), (folder,))
    ((_, answer),) = run_guarded(partial(make_file), [name], 1, limits)
    if isinstance(answer, Failure):
        return f"not made: {answer.code}"
    ((_, answer),) = run_guarded(partial(read_hostile, name), [answer], 1, limits)
    return answer.code if isinstance(answer, Failure) else answer.decode()


def make_file(name: str) -> bytes:
    """The bytes of one attack."""
    return dict(makers())[name]()


def read_hostile(name: str, content: bytes) -> bytes:
    """What is read from a document. Raises TaskFailedError with its reason."""
    try:
        forms = read_forms(read_grid(content, name, 0)).forms
    except UnreadableDocumentError as error:
        raise TaskFailedError(error.code, error.reason) from error
    return b"rows" if forms else b"no_form"


def resident_bytes() -> int:
    """The memory that this process holds; 0 where the system does not say."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
