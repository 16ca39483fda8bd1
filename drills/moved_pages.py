"""Drill: a page that is left out adds no project, and a page that is printed twice doubles no sum without a word.

Input: the texts among the seeds of mutated_documents.py, and chance. Output: how many documents without a run of lines
gave more projects than before, and how many with a run printed twice gave more projects, money or points, without a
finding, a form set aside, or a reading confidence that fell.
"""

import hashlib
import random
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge
from drills.mutated_documents import PROJECT, list_seeds
from etl.document_guard import Failure, run_guarded
from etl.settings import load_settings
from etl.steps.read_document import read_document
from etl.steps.reading_limits import guard_limits

COUNTS = (Count("moved", 1_000, 10_000, "documents with a page left out, and as many with one printed twice"),)
LONGEST_PAGE = 60
TASKS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sums:
    """What a reading adds up to: projects, executed yuan of all totals, points of all weights; and what it tells."""

    projects: int
    executed: float
    weights: float
    findings: Counter[str]
    confidence: float

    def exceed(self, other: "Sums") -> bool:
        """Whether anything that is summed is more than in another reading."""
        ours, theirs = (self.projects, self.executed, self.weights), (other.projects, other.executed, other.weights)
        return any(one > two for one, two in zip(ours, theirs, strict=True))

    def warn(self, before: "Sums") -> bool:
        """Whether the reading tells more of trouble than the one before."""
        return bool(self.findings - before.findings) or self.confidence < before.confidence


def run(options: DrillOptions) -> list[Figure]:
    """How many documents broke either promise."""
    total, counts, examples = options.count("moved"), Counter[str](), list[str]()
    for start in range(0, total, TASKS_AT_ONCE):
        for outcome in try_all([f"{options.seed}:{n}" for n in range(start, min(start + TASKS_AT_ONCE, total))]):
            kind = outcome.split(" ")[0]
            counts[kind] += 1
            examples += [outcome[:120]] if kind not in ("kept", "told") else []
    done = f"{total} documents each, a run of up to {LONGEST_PAGE} lines left out or printed twice"
    added, silent = counts["added"], counts["silent"]
    lost = total - counts.total() + counts["fault"]
    figure = f"{added} gave a project more, {silent} doubled in silence ({counts['told']} told), {lost} faults"
    promise = "a page left out adds no project, a page printed twice doubles no sum in silence"
    return [judge(promise, done, f"{figure} {examples[:3] or ''}", not (added or silent or lost))]


def try_all(seeds: list[str]) -> list[str]:
    """What became of the documents of some seeds of chance."""
    work = partial(read_moved, [path for path in list_seeds() if path.suffix in (".txt", ".md")])
    limits = guard_limits(load_settings(), (PROJECT / "tests", PROJECT / "data"))
    answers = (answer for _, answer in run_guarded(work, seeds, 2, limits))
    return [f"fault {answer.reason}" if isinstance(answer, Failure) else answer.decode() for answer in answers]


def read_moved(paths: list[Path], seed: str) -> bytes:
    """`kept` or `told` where both promises hold for a run of lines of one document, else which one is broken."""
    chance = random.Random(seed)
    path = chance.choice(paths)
    lines = path.read_text("utf-8").split("\n")
    start, length = chance.randrange(len(lines)), chance.randint(1, LONGEST_PAGE)
    page = lines[start : start + length]
    whole = sums_of(path.read_bytes())
    without = sums_of("\n".join([*lines[:start], *lines[start + length :]]).encode())
    twice = sums_of("\n".join([*lines[:start], *page, *lines[start:]]).encode())
    place = f"{path.parent.name} {start} {length}"
    if without.projects > whole.projects and not without.warn(whole):
        return f"added {place}".encode()
    if twice.exceed(whole):
        return b"told" if twice.warn(whole) else f"silent {place}".encode()
    return b"kept"


@lru_cache(maxsize=256)  # the seeds as they are, mostly
def sums_of(content: bytes) -> Sums:
    """What a document adds up to."""
    rows = read_document(content, "a.txt", hashlib.sha256(content).hexdigest()[:16]).rows
    projects = rows.get("core_project", [])
    totals = [row["executed_yuan"] or 0 for row in rows.get("core_fund", []) if row["fund_source_code"] == "total"]
    weights = [row["weight_points"] or 0 for row in rows.get("core_indicator", [])]
    findings = Counter(row["rule_id"] for row in rows.get("audit_finding", []))
    confidences = [row["reading_confidence_rate"] or 0.0 for row in projects]
    return Sums(len(projects), float(sum(totals)), float(sum(weights)), findings, min(confidences, default=1.0))
