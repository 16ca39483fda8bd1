"""Drill: hostile texts, addresses and questions against the pages, and hostile texts in downloaded files.

Input: documents made by code, whose every text carries a payload. Output: a figure a promise, from the tests that hold
it: they walk a real browser, LibreOffice and the pages themselves, and a drill of its own would be no larger.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from drills.figure import Count, DrillOptions, Figure, judge, not_run

COUNTS: tuple[Count, ...] = ()
PROJECT = Path(__file__).resolve().parents[1]
MOST_SECONDS = 900
OUTCOME = re.compile(r"(\d+) (passed|failed|skipped|errors?)")
REASON = re.compile(r"NOT RUN: [^\n]*")


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, how it is tried, and the tests that try it."""

    promise: str
    what_was_done: str
    tests: tuple[str, ...]


PROMISES = (
    Promise(
        "document text never runs or calls out",
        "17 payloads in every text of documents; every page, tab, list, hover, table and source view in Chromium",
        ("tests/browser/test_hostile_texts.py",),
    ),
    Promise(
        "no address breaks a page or is repeated by it",
        "every parameter of every page: 10 kB, 1,000 values, SQL, paths, scripts, bidi, wrong types",
        ("tests/pages/test_hostile_addresses.py",),
    ),
    Promise(
        "exports are safe and faithful",
        "CSV, XLSX and Parquet of the hostile build opened by LibreOffice with formulas evaluated",
        ("tests/pages/test_hostile_downloads.py",),
    ),
    Promise(
        "a download is the data of the build shown",
        "two builds that differ in one amount, files above 1 MiB, named by Streamlit's own samples",
        ("tests/pages/test_download_identity.py", "tests/pages/test_access_log.py"),
    ),
    Promise(
        "questions reach nothing outside and end in time",
        "statements against files and settings, runaway queries, too much memory, ids that traverse",
        ("tests/pages/test_locked_database.py",),
    ),
    Promise(
        "who is not listed sees nothing",
        "a provider that signs: unlisted, unverified and old accounts, foreign and unsigned tokens, forged cookies and "
        "states, files without a login, settings that let nobody or anybody in, a login in Chromium",
        (
            "tests/serving/test_login_by_provider.py",
            "tests/serving/test_login_answers.py",
            "tests/serving/test_login_settings.py",
            "tests/serving/test_media_gate.py",
            "tests/pages/test_login_gate.py",
            "tests/browser/test_login.py",
        ),
    ),
)


def run(options: DrillOptions) -> list[Figure]:
    """A figure a promise."""
    return [tried(promise, options.folder) for promise in PROMISES]


def tried(promise: Promise, folder: Path) -> Figure:
    """What came of the tests of one promise."""
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", f"--basetemp={folder / 'tests'}"]
    ended = subprocess.run(
        [*command, *promise.tests], cwd=PROJECT, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
    )
    counts = {word: int(number) for number, word in OUTCOME.findall(ended.stdout.strip().splitlines()[-1])}
    if counts.get("skipped") and (reason := REASON.search(ended.stdout)):
        return not_run(promise.promise, promise.what_was_done, reason.group())
    figure = ", ".join(f"{number} {word}" for word, number in counts.items()) or "no test ran"
    return judge(promise.promise, promise.what_was_done, figure, ended.returncode == 0)
