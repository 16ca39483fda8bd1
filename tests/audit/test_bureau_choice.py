"""What a bureau may decide about the rules: a rule off with its reason, another threshold; nothing that no rule has."""

from typing import Any

import pytest

from etl.audit.bureau_choice import BureauChoice, InvalidChoiceError, choose_rules
from etl.audit.read_rules import load_rules
from etl.audit.reference_tables import load_reference_table
from tests.given_tables import connect_given_tables, find_all

GIVEN: dict[str, list[dict[str, Any]]] = {
    "core_project": [{"project_id": "p", "form_type": "self_evaluation", "goal_text": "检查 9 家", "line_no": 1}],
    "core_indicator": [
        {
            "project_id": "p", "row_no": 1, "target_text": "≥10家", "target_operator": "≥", "target_value": 10,
            "actual_text": "14家", "distance_rate": 0.4,
            "distance_status": "comparable", "weight_points": 5, "score_points": 6,
            "has_stated_reason": False,
        },
    ],
}  # fmt: skip


def run_chosen(**choice: Any) -> tuple[set[str], dict[str, dict[str, Any]]]:
    """The rules that fire under a choice, and the rows of meta_rule by rule."""
    findings, described = find_all(connect_given_tables(GIVEN), BureauChoice(**choice))
    return set(findings["rule_id"]), {row["rule_id"]: row for row in described["meta_rule"].to_dicts()}


def test_a_rule_that_is_off_finds_nothing_and_says_why() -> None:
    fired, rules = run_chosen(disabled={"A10": "本局另行核对"})
    assert "A10" not in fired and {"C08", "E06"} <= fired
    assert (rules["A10"]["is_enabled"], rules["A10"]["off_reason_text"]) == (False, "本局另行核对")
    assert (rules["C08"]["is_enabled"], rules["C08"]["off_reason_text"]) == (True, None)


def test_with_every_rule_off_nothing_is_found_and_every_rule_is_told() -> None:
    fired, rules = run_chosen(disabled={rule.rule_id: "本局不用" for rule in load_rules()})
    assert fired == set() and not any(rule["is_enabled"] for rule in rules.values())


def test_a_threshold_of_the_bureau_is_in_force_and_told() -> None:
    fired, rules = run_chosen(parameters={"C08": {"ratio": 1.5}})
    assert "C08" not in fired, "1.4 times the target is below the bureau's 1.5"
    assert "默认 1.3，可取 1.1 至 5，本局取 1.5" in rules["C08"]["parameters_text"]
    _, described = find_all(connect_given_tables(GIVEN), BureauChoice(parameters={"C08": {"ratio": 1.5}}))
    parameters = {(row["rule_id"], row["parameter_name"]): row for row in described["meta_rule_parameter"].to_dicts()}
    ratio = parameters["C08", "ratio"]
    assert (ratio["value_in_force"], ratio["default_value"], ratio["highest_value"]) == (1.5, 1.3, 5.0)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"disabled": {"Z99": "没有这条"}}, "不存在的规则 Z99"),
        ({"disabled": {"A10": " "}}, "停用规则 A10 须用一句话写明原因"),
        ({"parameters": {"Z99": {"ratio": 1.5}}}, "不存在的规则 Z99"),
        ({"parameters": {"C08": {"ration": 1.5}}}, "规则 C08 没有参数 ration"),
        ({"parameters": {"C08": {"ratio": 9}}}, "参数 ratio 只可取 1.1 至 5"),
        ({"parameters": {"C08": {"ratio": float("nan")}}}, "参数 ratio 只可取"),
        ({"parameters": {"C08": {"ratio": True}}}, "参数 ratio 只可取"),
    ],
)
def test_a_choice_that_no_rule_has_is_refused(choice: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidChoiceError, match=told):
        choose_rules(load_rules(), BureauChoice(**choice))


def test_the_list_of_facts_names_rules_only_and_each_once() -> None:
    named = load_reference_table("rule_facts")["rule_id"].to_list()
    assert named == sorted(set(named))
    assert set(named) <= {rule.rule_id for rule in load_rules()}


def test_rules_on_one_fact_share_its_name_and_others_have_their_own() -> None:
    _, rules = run_chosen()
    assert {rules[rule]["fact_name"] for rule in ("D02", "D03", "D10", "G01")} == {"自评得分与资金执行不符"}
    assert (rules["A10"]["fact_name"], rules["A10"]["doubted_part_code"]) == ("得分与完成值不符", "none")
    assert (rules["C06"]["fact_name"], rules["C06"]["doubted_part_code"]) == ("完成值照抄目标值", "row")
    assert (rules["D02"]["doubted_part_code"], rules["C02"]["doubted_part_code"]) == ("output", "none")
