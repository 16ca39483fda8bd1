"""Tests that share a server share a worker."""

from unittest.mock import Mock

import pytest

TESTS = ["tests/browser/test_a.py::test_1[/x]", "tests/pages/test_b.py::test_1", "tests/browser/test_c.py::test_2"]


def test_a_worker_gets_all_browser_tests_before_any_other(pytestconfig: pytest.Config) -> None:
    config = Mock(getvalue=lambda name: ["popen"])
    scheduler = pytestconfig.hook.pytest_xdist_make_scheduler(config=config, log=None)
    worker = Mock(shutting_down=False)
    scheduler.add_node(worker)
    scheduler.add_node_collection(worker, TESTS)
    scheduler.schedule()
    assert [call.args[0] for call in worker.send_runtest_some.call_args_list] == [[0, 2], [1]]
