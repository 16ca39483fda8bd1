"""The drill of hostile pages, quick: its tests are there, and what they say becomes a verdict."""

from pathlib import Path

from drills.figure import Verdict
from drills.hostile_pages import PROJECT, PROMISES, Promise, tried

FAILING = "def test_it() -> None:\n    assert False\n"
SKIPPED = 'import pytest\n\n\ndef test_it() -> None:\n    pytest.skip("NOT RUN: no such program")\n'


def test_the_tests_of_every_promise_are_there() -> None:
    assert [test for promise in PROMISES for test in promise.tests if not (PROJECT / test).is_file()] == []


def test_a_failure_is_a_promise_missed_and_a_skipped_test_is_not_run(tmp_path: Path) -> None:
    for name, text, verdict in (("fails", FAILING, Verdict.MISSED), ("skips", SKIPPED, Verdict.NOT_RUN)):
        file = tmp_path / f"test_{name}.py"
        file.write_text(text, "utf-8")
        assert tried(Promise("a promise", "one test", (str(file),)), tmp_path).verdict is verdict
