"""What decisions on findings rest on: a finding keeps its id whatever else is read, however its message is worded."""

from dataclasses import replace
from typing import Any

import pytest

from etl.audit import run_rules as runner
from etl.audit.read_rules import load_rules
from tests.given_tables import connect_given_tables, find_all
from tests.prepared_texts import prepare_texts


def form(project_id: str, score: float) -> dict[str, list[dict[str, Any]]]:
    """A form with one indicator scored above its weight of five."""
    project = {"project_id": project_id, "document_id": project_id[:1], "form_type": "self_evaluation"}
    indicator = {"project_id": project_id, "row_no": 1, "level3_name": "检查次数", "weight_points": 5}
    return {"core_project": [project], "core_indicator": [indicator | {"score_points": score}]}


def ids_of(*forms: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """The messages of the findings of rule A10 by id."""
    given = {name: [row for each in forms for row in each[name]] for name in forms[0]}
    findings, _ = find_all(connect_given_tables(prepare_texts(given)))
    found = findings.filter(findings["rule_id"] == "A10")
    return dict(found.select("finding_id", "message").rows())


def test_another_document_changes_no_id() -> None:
    alone, beside = ids_of(form("d-01", 6)), ids_of(form("a-01", 9), form("d-01", 6), form("z-01", 6))
    assert len(alone) == 1 and alone.items() <= beside.items() and len(beside) == 3


def test_a_changed_cell_changes_the_id() -> None:
    assert ids_of(form("d-01", 6)).keys().isdisjoint(ids_of(form("d-01", 7)))


def test_another_wording_of_the_message_changes_no_id(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids_of(form("d-01", 6))
    reworded = tuple(replace(rule, query=rule.query.replace("，超过分值", "，高于分值")) for rule in load_rules())
    monkeypatch.setattr(runner, "load_rules", lambda: reworded)
    after = ids_of(form("d-01", 6))
    assert before.keys() == after.keys() and before != after
