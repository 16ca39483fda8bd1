"""The list of rules that are not run: complete lines, in order, none that has a query; published with its reasons."""

from pathlib import Path

import pytest

from etl.audit.read_rules import InvalidRuleError, load_rules
from etl.audit.read_rules_not_run import RuleNotRun, load_rules_not_run
from tests.given_tables import connect_given_tables, find_all

HEADER = "rule_id,rule_title,reason\n"
RULES_OF_A_GROUP = {"A": 17, "B": 20, "C": 13, "D": 12, "E": 13, "F": 10, "G": 31}
"""How many rules of the trade there are, by the letter of their group."""


def written(folder: Path, text: str) -> Path:
    path = folder / "rules_not_run.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_line_is_a_rule_with_its_reason(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "A98,甲,没有这一栏\nA99,乙,要有两年的表\n")
    assert load_rules_not_run({"A01"}, path) == (
        RuleNotRun("A98", "甲", "没有这一栏"),
        RuleNotRun("A99", "乙", "要有两年的表"),
    )
    assert load_rules_not_run({"A01"}, written(tmp_path, HEADER)) == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEADER + "A98,甲,\n", "a line needs"),
        (HEADER + "A98,甲\n", "a line needs"),
        (HEADER + "A98,甲,没有,多出\n", "a line needs"),
        (HEADER + "A99,乙,没有\nA98,甲,没有\n", "sorted by rule_id"),
        (HEADER + "A98,甲,没有\nA98,甲,没有\n", "sorted by rule_id"),
        (HEADER + "A01,甲,没有\n", "A01 has a query"),
        ("rule_id,reason\nA98,没有\n", "the columns are"),
    ],
)
def test_a_faulty_list_stops_the_build(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(InvalidRuleError, match=complaint):
        load_rules_not_run({"A01"}, written(tmp_path, text))


def test_the_list_is_published_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = (RuleNotRun("Z99", "没有数据的规则", "现有的表都没有这一栏"),)
    monkeypatch.setattr("etl.audit.describe_rules.load_rules_not_run", lambda ids: listed)
    rules = find_all(connect_given_tables({}))[1]["meta_rule"]
    by_id = {row["rule_id"]: row for row in rules.to_dicts()}
    assert by_id["Z99"]["not_run_reason_text"] == "现有的表都没有这一栏"
    assert (by_id["Z99"]["severity"], by_id["Z99"]["finding_count"]) == (None, None)
    assert (by_id["A03"]["not_run_reason_text"], by_id["A03"]["finding_count"]) == (None, 0)


def test_the_list_of_this_code_is_sound() -> None:
    rules = find_all(connect_given_tables({}))[1]["meta_rule"]
    assert rules["rule_id"].is_unique().all()
    assert ((rules["not_run_reason_text"].is_null()) == (rules["severity"].is_not_null())).all()


def test_every_rule_of_the_trade_is_run_or_listed_with_its_reason() -> None:
    run = {rule.rule_id for rule in load_rules()}
    listed = {rule.rule_id for rule in load_rules_not_run(run)}
    wanted = {f"{group}{number:02d}" for group, count in RULES_OF_A_GROUP.items() for number in range(1, count + 1)}
    assert len(wanted) == 116
    assert run | listed == wanted
