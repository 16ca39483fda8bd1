"""The drills of the served app, quick: a few sessions while a build is published, a few slow readers."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drills import many_sessions, slow_downloads
from drills.figure import DrillOptions, Verdict

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the memory of another process is told by Linux")


def test_sessions_go_on_while_builds_are_published(tmp_path: Path) -> None:
    sizes = {"sessions": 3, "seconds": 4, "publish_every": 2, "think_seconds": 1}
    with ThreadPoolExecutor(1) as beside:  # the browser tests of the same worker leave an event loop running
        no_error, _, memory = beside.submit(many_sessions.run, DrillOptions(tmp_path, 1, sizes)).result()
    assert no_error.verdict is Verdict.MET, no_error.figure
    assert memory.verdict is Verdict.MET, memory.figure


def test_slow_readers_cost_a_piece_each(tmp_path: Path) -> None:
    options = DrillOptions(tmp_path, 1, {"slow_readers": 16, "file_mebibytes": 30})
    with ThreadPoolExecutor(1) as beside:
        more = beside.submit(slow_downloads.measure, options, "Middleware(PacedBody)").result()
    assert more <= slow_downloads.MOST_MORE_MEBIBYTES
