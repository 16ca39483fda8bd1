"""Tests that share a build, a server or a golden case share a worker; long ones begin first."""

from unittest.mock import Mock

import pytest

from tests.worker_groups import group_of, place_in_order

TESTS = ["tests/browser/test_a.py::test_1[/x]", "tests/pages/test_b.py::test_1", "tests/browser/test_c.py::test_2"]
GOLDEN = "tests/golden/test_golden.py::test_document_is_read_as_printed[tab_rows]"
DOUBLED = "tests/parse/test_reader_properties.py::test_a_doubled_document_counts_each_form_once[tab_rows]"


def test_all_tests_of_a_golden_case_go_together() -> None:
    assert group_of(GOLDEN) == group_of(DOUBLED)
    assert len({group_of(test) for test in (GOLDEN, GOLDEN.replace("tab", "pipe"), *TESTS)}) == 4


def test_the_tests_of_a_file_go_together() -> None:
    assert group_of("tests/marts/test_c.py::test_1[x]") == group_of("tests/marts/test_c.py::test_2")


def test_long_tests_begin_first_and_the_golden_cases_last() -> None:
    given = [DOUBLED, "tests/link/test_d.py::test_1", *reversed(TESTS)]
    assert sorted(given, key=place_in_order) == [TESTS[2], TESTS[0], TESTS[1], given[1], DOUBLED]


def test_a_worker_gets_all_browser_tests_before_any_other(pytestconfig: pytest.Config) -> None:
    config = Mock(getvalue=lambda name: ["popen"])
    scheduler = pytestconfig.hook.pytest_xdist_make_scheduler(config=config, log=None)
    worker = Mock(shutting_down=False)
    scheduler.add_node(worker)
    scheduler.add_node_collection(worker, TESTS)
    scheduler.schedule()
    assert [call.args[0] for call in worker.send_runtest_some.call_args_list] == [[0, 2], [1]]
