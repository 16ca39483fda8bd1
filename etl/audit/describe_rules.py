"""The rules as data, so that a reader knows what was asked, and a page can ask it again with other thresholds.

Input: the rules as they were run. Output: the frames meta_rule, meta_rule_parameter and meta_reference_list. Stage:
audit. Which rules look at one and the same fact, and which scores a finding of high severity throws doubt on, is
declared in etl/reference/rule_facts.csv.
"""

from collections.abc import Mapping

import polars as pl

from etl.audit.read_rules import Rule
from etl.audit.read_rules_not_run import RuleNotRun, load_rules_not_run
from etl.audit.reference_tables import load_reference_table, named_lists
from etl.schema.declared_schema import declared_frame, load_tables

FACTS = "rule_facts"
DOUBTED_PARTS = ("row", "execution", "output", "none")
"""What a finding of high severity makes doubtful: its own indicator, the execution score, every output, no score."""


def describe_rules(rules: tuple[Rule, ...], counts: Mapping[str, int]) -> dict[str, pl.DataFrame]:
    """The three tables by name; `counts` has the findings by rule. Raises KeyError for an unknown doubted part."""
    facts = {row["rule_id"]: row for row in load_reference_table(FACTS).to_dicts()}
    described = [_describe_rule(rule, facts, counts) for rule in rules]
    described += [_describe_not_run(rule) for rule in load_rules_not_run({rule.rule_id for rule in rules})]
    return {
        "meta_rule": declared_frame("meta_rule", described),
        "meta_rule_parameter": declared_frame("meta_rule_parameter", _describe_parameters(rules)),
        "meta_reference_list": declared_frame("meta_reference_list", _describe_lists(rules)),
    }


def _describe_rule(rule: Rule, facts: Mapping[str, Mapping[str, str]], counts: Mapping[str, int]) -> dict[str, object]:
    fact = facts.get(rule.rule_id, {"fact_name": "", "doubted_part_code": ""})
    doubted = fact["doubted_part_code"] or "row"
    if doubted not in DOUBTED_PARTS:
        raise KeyError(f"{FACTS}.csv: {rule.rule_id} doubts {doubted}, which is none of {DOUBTED_PARTS}")
    return {
        "rule_id": rule.rule_id,
        "rule_title": rule.title,
        "meaning": rule.meaning,
        "severity": rule.severity,
        "basis_text": rule.basis,
        "parameters_text": rule.parameters_text,
        "finding_count": counts.get(rule.rule_id, 0),
        "not_run_reason_text": None,
        "section_code": rule.field.split(".")[0],
        "field_name": rule.field.split(".")[1],
        "fact_name": fact["fact_name"] or rule.title,
        "doubted_part_code": doubted,
        "is_enabled": rule.off_reason is None,
        "off_reason_text": rule.off_reason,
        "query_text": rule.query,
    }


def _describe_not_run(rule: RuleNotRun) -> dict[str, object]:
    """The row of a rule that no table can carry: its title and the reason, and nothing that only a query has."""
    blank = dict.fromkeys(load_tables()["meta_rule"].schema)
    named = {"rule_id": rule.rule_id, "rule_title": rule.rule_title, "not_run_reason_text": rule.reason}
    return blank | named | {"fact_name": rule.rule_title, "doubted_part_code": "none", "is_enabled": False}


def _describe_parameters(rules: tuple[Rule, ...]) -> list[dict[str, object]]:
    return [
        {
            "rule_id": rule.rule_id,
            "parameter_no": parameter_no,
            "parameter_name": parameter.name,
            "value_in_force": parameter.value,
            "default_value": parameter.default,
            "lowest_value": parameter.low,
            "highest_value": parameter.high,
            "meaning": parameter.meaning,
        }
        for rule in rules
        for parameter_no, parameter in enumerate(rule.parameters, 1)
    ]


def _describe_lists(rules: tuple[Rule, ...]) -> list[dict[str, object]]:
    """The lists that rules join: what is asked again needs them."""
    names = {name for rule in rules for name in named_lists(rule.query)}
    return [{"list_name": name, "content_text": load_reference_table(name).write_csv()} for name in sorted(names)]
