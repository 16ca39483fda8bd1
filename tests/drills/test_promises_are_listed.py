"""The table of promises names drills and tests that exist, and leaves out no drill."""

import re
from pathlib import Path

from drills.__main__ import DRILLS

CELL = re.compile(r"`([^`]+)`")
FEWEST_PROMISES = 22


def rows(project_folder: Path) -> list[list[str]]:
    """The cells of the table, a list a row."""
    lines = (project_folder / "docs/promises.md").read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| \d", line)]


def test_every_drill_and_test_of_the_table_exists_and_no_drill_is_left_out(project_folder: Path) -> None:
    table = rows(project_folder)
    assert len(table) >= FEWEST_PROMISES
    drills = {name for row in table for name in CELL.findall(row[3])}
    assert drills == {*DRILLS}
    tests = {name for row in table for name in CELL.findall(row[2])}
    assert [name for name in tests if not (project_folder / name).is_file()] == []


def test_every_promise_has_what_tries_it_and_a_figure(project_folder: Path) -> None:
    assert [row[0] for row in rows(project_folder) if not row[1] or not (row[2] or row[3]) or len(row[4]) < 10] == []
