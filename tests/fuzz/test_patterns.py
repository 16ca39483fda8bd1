"""No regular expression of the product can backtrack without end: none nests repeats, none is slow on a long line."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import pytest

from tests.fuzz.pattern_scan import nested_repeats, parsed, repeats, slow_lines

PROJECT = Path(__file__).parents[2]
# Processor time, of all threads: ten milliseconds where nothing else runs; what looks at a line again from each of its
# characters takes minutes.
LIMIT_SECONDS = 20.0
# Compiled for match and fullmatch only: there they begin at one place, and cannot be slow by beginning at every one.
MATCHED_ONLY = ("PAGE_MARK", "NUMBERED_ITEM", "NAME", "UNIT")


class TooSlowError(Exception):
    """A search was stopped."""


def recorded() -> list[tuple[str, "re.Pattern[str]"]]:
    """Every pattern of the product with its place."""
    command = [sys.executable, "-m", "tests.fuzz.recorded_patterns"]
    told = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return [(place, re.compile(text, flags)) for place, text, flags in json.loads(told.stdout)]


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, "re.Pattern[str]"]]:
    """Every pattern of the product with its place."""
    return recorded()


def seconds_of(pattern: "re.Pattern[str]", line: str, *, is_matched_only: bool) -> float:
    """How long a search and a full match take. *Raises* TooSlowError beyond the limit."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT_SECONDS)
    try:
        for use in (pattern.match, pattern.fullmatch, *(() if is_matched_only else (pattern.search,))):
            use(line)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - started


def is_matched_only(place: str) -> bool:
    """Whether the pattern of a place has a name that its module uses with match and fullmatch only."""
    path, _, line_no = place.partition(":")
    text = (PROJECT / path).read_text("utf-8")
    name = re.match(r"([A-Z_]+) = ", text.split("\n")[int(line_no) - 1])
    if name is None or name.group(1) not in MATCHED_ONLY:
        return False
    return not re.search(rf"\b{name.group(1)}\.(?:search|sub|finditer|findall|split)\(", text)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Stop the search that runs."""
    raise TooSlowError


def test_all_patterns_are_seen(patterns: list[tuple[str, "re.Pattern[str]"]]) -> None:
    places = {place.partition(":")[0] for place, _ in patterns}
    assert len(patterns) > 200
    assert {"etl/parse/labels/load_vocabulary.py", "etl/readers/html_reader.py", "etl/normalise/money.py"} <= places


def test_no_pattern_nests_repeats(patterns: list[tuple[str, "re.Pattern[str]"]]) -> None:
    assert {place: pattern.pattern for place, pattern in patterns if nested_repeats(pattern)} == {}


@pytest.mark.parametrize("text", [r"(?:\d+,?)+元", r"(\s+)+$", r"(?:a|b*)*c", r"(?:[^,]*,?)*x", r"(?:\d{1,2}|x)+$"])
def test_scan_sees_nested_repeats(text: str) -> None:
    assert nested_repeats(re.compile(text))


@pytest.mark.parametrize("text", [r"\d+(?:,\d+)*", r"(?:ab{3})+", r"(?:\d++,?)+", r"[a-z]+\s*"])
def test_scan_lets_parted_repeats_pass(text: str) -> None:
    assert not nested_repeats(re.compile(text))


@pytest.mark.skipif(sys.platform == "win32", reason="no timer of processor time")
def test_no_pattern_is_slow_on_a_long_line(patterns: list[tuple[str, "re.Pattern[str]"]]) -> None:
    before = signal.signal(signal.SIGVTALRM, stop)
    slow: dict[str, str] = {}
    try:
        for place, pattern in patterns:
            if not any(repeats(parsed(pattern))):
                continue
            for line in slow_lines(pattern):
                try:
                    seconds_of(pattern, line, is_matched_only=is_matched_only(place))
                except TooSlowError:
                    slow[place] = f"{pattern.pattern!r} on {line[:4]!r} …"
                    break
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert slow == {}
