"""Which tests share a worker, and which begin first.

Input: the id of a test. Output: the name of its group, and its place in the order. The tests of a file stay together,
so that its build, its server and what its pages loaded are made once; the tests of a golden case, so that it is read
once. Long groups begin first and short ones last, so that no worker is left alone with the end.
(Xdist's own mark for groups does nothing under pytest 9.2: pytest-xdist, issue 1386.)
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/browser/": "browser",
    "tests/pages/test_hostile_downloads.py::": "browser",  # the hostile build
}
READ_ALIKE = ("tests/golden/test_golden.py::", "tests/parse/test_reader_properties.py::")  # the golden cases
LONG = ("tests/browser/", "tests/pages/test_hostile_downloads.py::", "tests/publish/", "tests/test_lint.py::")
LONG += ("tests/drills/", "tests/pipeline/", "tests/pages/", "tests/serving/", "tests/fuzz/", "tests/marts/")


def group_of(test_id: str) -> str:
    """The group whose tests stay on one worker."""
    if test_id.startswith(READ_ALIKE) and "[" in test_id:
        return test_id.partition("[")[2]
    return next((group for part, group in TOGETHER.items() if test_id.startswith(part)), test_id.partition("::")[0])


def place_in_order(test_id: str) -> int:
    """The lower, the earlier a test begins."""
    longest = (place for place, part in enumerate(LONG) if test_id.startswith(part))
    return next(longest, len(LONG) + test_id.startswith(READ_ALIKE))


class GroupedScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """Gives each free worker the next group in the order of the tests; xdist would begin with the most tests."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
