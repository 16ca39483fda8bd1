"""Golden cases: each folder holds the smallest document that shows one trouble, and what it says, typed by a person.

`--update-golden` rewrites expected.json from what is read now and fails, so that a person reads the diff and the switch
cannot stay on. A case that does not name `template_family` holds whatever family its form is counted to.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from etl.parse.blocks.printed_year import with_digits
from etl.parse.labels.money_words import LOOK_ALIKES as UNIT_LOOK_ALIKES
from etl.parse.rows.doubled_letters import REASON as PRINTED_TWICE
from etl.records import CellGrid, FormRecord, Place, PrintedField, Section
from tests.golden.describe_reading import address, describe_reading, written
from tests.golden_readings import CASES, grid_of, reading_of

MARKUP = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
NOT_PRINTED = re.compile(r"[\s□☑]")  # white space, and the boxes that stand for tags
CHANGED_ON_PURPOSE = {"fund_source", "level1", "level2"}  # codes, and standard names of what is printed shorter


def expected_of(case: Path) -> dict[str, Any]:
    """The typed expectation."""
    return json.loads((case / "expected.json").read_text("utf-8"))


def as_far_as_named(described: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """The description without the families that the expectation does not name."""
    for form, wanted in zip(described["forms"], expected["forms"], strict=False):
        if "template_family" not in wanted:
            del form["template_family"]
    return described


def test_update_switch_is_off(request: pytest.FixtureRequest) -> None:
    assert not request.config.getoption("--update-golden", False), "run again without --update-golden"


def test_update_switch_is_written_nowhere(project_folder: Path) -> None:
    settings = [project_folder / "pyproject.toml", project_folder / "Makefile", *(project_folder / ".ci").glob("*")]
    assert [path.name for path in settings if path.is_file() and "update-golden" in path.read_text("utf-8")] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_document_is_read_as_printed(case: Path, request: pytest.FixtureRequest) -> None:
    path = case / "expected.json"
    described = describe_reading(reading_of(case))
    if request.config.getoption("--update-golden", False):
        known = expected_of(case) if path.exists() else {"forms": []}
        path.write_text(written(as_far_as_named(described, known)), "utf-8")
        pytest.fail(f"{case.name}: expected.json rewritten; read its diff cell by cell, then run without the switch")
    expected = expected_of(case)
    assert written(as_far_as_named(described, expected)) == written(expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_value_is_printed_at_its_places(case: Path) -> None:
    grid = grid_of(case)
    wrong = [
        f"{address(field)}: {field.text!r} is not {printed_at(grid, field.places)!r}"
        for form in reading_of(case).forms
        for field in form.fields
        if not is_printed(grid, field)
    ]
    assert wrong == []


def printed_at(grid: CellGrid, places: tuple[Place, ...]) -> str:
    """The characters of the places, markup and white space taken out."""
    pieces = [grid.lines[place.line_no - 1][place.char_start : place.char_end] for place in places]
    return "".join(MARKUP.sub("", "".join(pieces)).split())


def is_printed(grid: CellGrid, field: PrintedField) -> bool:
    """Whether the places of a field give back its text; of what is inferred or named by the
    standard, only that it has a place."""
    if field.is_inferred or field.name in CHANGED_ON_PURPOSE:
        return bool(field.places)
    printed = half_width(printed_at(grid, field.places))
    if field.name == "fiscal_year" and field.is_repaired:
        printed = with_digits(printed)
    wanted = [half_width(NOT_PRINTED.sub("", line)) for line in field.text.split("\n")]
    if field.repair_reason == PRINTED_TWICE:
        return all(letters_stand_in_order(line, printed) for line in wanted)
    return all(line in printed for line in wanted)


def letters_stand_in_order(text: str, printed: str) -> bool:
    """Whether what is printed holds the letters of a text in their order, others between them."""
    behind = iter(printed)
    return all(letter in behind for letter in text)


def half_width(text: str) -> str:
    """The text as full-width, half-width and traditional printing have it in common."""
    return unicodedata.normalize("NFKC", text).translate(UNIT_LOOK_ALIKES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_claimed_cells_and_findings_add_up(case: Path) -> None:
    for form in reading_of(case).forms:
        reported = {problem.place for problem in form.problems if problem.place is not None}
        assert form.claimed_cell_count <= form.printed_cell_count
        assert form.printed_cell_count - form.claimed_cell_count <= len(reported)
        assert rows_are_numbered(form)


def rows_are_numbered(form: FormRecord) -> bool:
    """Whether the rows of each section count from 1 without a gap."""
    sections = (Section.FUND, Section.INDICATOR, Section.SUB_PROJECT)
    return all(list(form.rows(section)) == list(range(1, len(form.rows(section)) + 1)) for section in sections)
