"""What a rule says of a unit stays the same beside forms of others: of another district, or of nobody knows whom.

民政局 of one district and 民政局 of the next are two units, and a form that prints no unit or no year belongs to none.
Each case of a rule that reads the unit is asked alone and beside a copy of all its forms, which must add its own
findings only.
"""

import re
from typing import Any

import pytest

from etl.audit.run_rules import find_broken_rows
from tests.audit.test_rules import CASE_FILES, RULES, load_cases
from tests.given_tables import connect_given_tables
from tests.prepared_texts import prepare_texts

Tables = dict[str, list[dict[str, Any]]]

ACROSS_UNITS = {
    "e09": "asks whether units copy from each other",
    "f03": "compares districts",
    "f04": "compares districts",
}
UNIT_RULES = sorted(
    key
    for key, rule in RULES.items()
    if re.search("responsible_name|unit_name", rule.query) and key not in ACROSS_UNITS
)
WITHOUT_YEAR = {"a16": "names and amounts that are all the same make a form filed twice"}
IDS = ("project_id", "document_id", "other_project_id")


@pytest.mark.parametrize("rule_id", UNIT_RULES)
def test_a_unit_of_the_same_name_in_another_district_is_another_unit(rule_id: str) -> None:
    assert_copies_stay_apart(rule_id, {"division_code": "310113"}, {"division_code": "310107"})


@pytest.mark.parametrize("rule_id", UNIT_RULES)
def test_forms_that_print_no_unit_are_no_forms_of_one_unit(rule_id: str) -> None:
    unnamed = {"unit_name": None, "department_name": None, "division_code": None}
    assert_copies_stay_apart(rule_id, unnamed, unnamed)


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in UNIT_RULES if rule_id not in WITHOUT_YEAR])
def test_forms_that_print_no_year_are_no_forms_of_one_year(rule_id: str) -> None:
    assert_copies_stay_apart(rule_id, {"fiscal_year": None}, {"fiscal_year": None})


def assert_copies_stay_apart(rule_id: str, own: dict[str, Any], others: dict[str, Any]) -> None:
    """Each case under the names and years of `own`, alone and beside its copy under those of `others`."""
    for case in (case for case in load_cases(CASE_FILES[rule_id]) if case["fires"]):
        given = {name: rows for name, rows in case.items() if name not in ("name", "fires")}
        forms = with_heads(given, own)
        copy = with_heads(renamed(given), others)
        alone = say(rule_id, forms)
        beside = say(rule_id, {name: [*rows, *copy[name]] for name, rows in forms.items()})
        assert [words for words in beside if not words[0].endswith("~")] == alone, case["name"]
        assert len(beside) == 2 * len(alone), case["name"]


def with_heads(given: Tables, head: dict[str, Any]) -> Tables:
    return given | {"core_project": [row | head for row in given["core_project"]]}


def renamed(given: Tables) -> Tables:
    return {
        name: [{column: f"{cell}~" if column in IDS else cell for column, cell in row.items()} for row in rows]
        for name, rows in given.items()
    }


def say(rule_id: str, given: Tables) -> list[tuple[str, ...]]:
    found = find_broken_rows(connect_given_tables(prepare_texts(given)), RULES[rule_id])
    return sorted(
        tuple(map(str, row))
        for row in found.drop("rule_id").select("project_id", "row_no", "message", "severity").rows()
    )
