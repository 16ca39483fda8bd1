"""Which tests share a worker: those with one build and one server, or one golden case, between them, made or read once.

Input: the id of a test. Output: the name of its group. Xdist's own mark for this does nothing under pytest 9.2
(pytest-xdist, issue 1386: the names of tests that it writes the groups into are no longer read).
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/browser/": "browser",
    "tests/pages/test_hostile_downloads.py::": "browser",  # the hostile build
    "tests/pipeline/test_cluster.py::": "cluster",
}
READ_ALIKE = ("tests/golden/test_golden.py::", "tests/parse/test_reader_properties.py::")  # the golden cases


def group_of(test_id: str) -> str:
    """The group whose tests stay on one worker; a test of no such part of the suite is a group of its own."""
    if test_id.startswith(READ_ALIKE) and "[" in test_id:
        return test_id.partition("[")[2]
    return next((group for part, group in TOGETHER.items() if test_id.startswith(part)), test_id)


class GroupedScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """Gives each free worker the next group, the largest first: beside the browser runs the rest of the suite."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
