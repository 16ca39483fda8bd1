"""Every audit rule against its case file: rows that must be found, with their severity, and rows that must not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etl.audit.read_rules import RULES_FOLDER, InvalidRuleError, load_rules, parse_rule
from etl.audit.read_rules_not_run import load_rules_not_run
from etl.audit.run_rules import WITHOUT_WORDS, find_broken_rows
from etl.normalise.reference_lists import load_reference_list
from etl.normalise.scoring_scheme import UNSCORED
from tests.given_tables import connect_given_tables, find_all
from tests.prepared_texts import prepare_texts

CASES_FOLDER = Path(__file__).parent
RULES = {rule.rule_id.lower(): rule for rule in load_rules()}
CASE_FILES = {path.stem.split("_")[0]: path for path in CASES_FOLDER.glob("[a-z][0-9][0-9]_*.toml")}


def load_cases(path: Path) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text("utf-8"))["case"]


ALL_CASES = [
    pytest.param(rule_id, case, id=f"{rule_id}-{case['name']}")
    for rule_id, path in sorted(CASE_FILES.items())
    for case in load_cases(path)
]


def test_every_rule_has_a_case_file_of_its_name() -> None:
    rule_files = {path.stem for path in RULES_FOLDER.glob("*.sql")}
    assert {path.stem for path in CASE_FILES.values()} == rule_files


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_the_cases_of_a_rule_hold_a_row_that_fires_and_one_that_does_not(rule_id: str) -> None:
    cases = load_cases(CASE_FILES[rule_id])
    fired = {(number, finding["project_id"]) for number, case in enumerate(cases) for finding in case["fires"]}
    given = {(number, form["project_id"]) for number, case in enumerate(cases) for form in case["core_project"]}
    assert fired
    assert given - fired


@pytest.mark.parametrize(("rule_id", "case"), ALL_CASES)
def test_a_rule_finds_exactly_the_broken_rows(rule_id: str, case: dict[str, Any]) -> None:
    given = {name: rows for name, rows in case.items() if name not in ("name", "fires")}
    found = find_broken_rows(connect_given_tables(prepare_texts(given)), RULES[rule_id]).to_dicts()
    severity_of = {(row["project_id"], row["row_no"], row["field"]): row["severity"] for row in found}
    expected = {
        (row["project_id"], row.get("row_no"), row.get("field", RULES[rule_id].field)): row["severity"]
        for row in case["fires"]
    }
    assert severity_of == expected
    assert len(found) == len(expected)
    for row in case["fires"]:
        messages = [each["message"] for each in found if each["project_id"] == row["project_id"]]
        assert any(row.get("says", "") in message for message in messages), messages


@pytest.mark.parametrize(("rule_id", "case"), ALL_CASES)
def test_a_rule_has_words_for_rows_without_a_name(rule_id: str, case: dict[str, Any]) -> None:
    given = {name: rows for name, rows in case.items() if name not in ("name", "fires")}
    nameless = {
        table: [{column: cell for column, cell in row.items() if column != "level3_name"} for row in rows]
        for table, rows in given.items()
    }
    find_broken_rows(connect_given_tables(prepare_texts(nameless)), RULES[rule_id])


def test_what_looks_wrong_and_is_right_is_no_more_than_a_hint() -> None:
    controls = tomllib.loads((CASES_FOLDER / "controls.toml").read_text("utf-8"))
    findings, _ = find_all(connect_given_tables(prepare_texts(controls)))
    assert findings.filter(findings["severity"] != "低").select("rule_id", "project_id", "message").rows() == []


def test_a_finding_carries_its_document_its_place_and_an_id_of_its_content() -> None:
    given = {
        "core_project": [
            {"project_id": "d-01", "document_id": "d", "form_type": "self_evaluation", "line_no": 3, "line_end_no": 9}
        ],
        "core_fund": [
            {
                "project_id": "d-01",
                "row_no": 2,
                "fund_source_code": "total",
                "adjusted_budget_yuan": 10,
                "executed_yuan": 1,
            }
        ],
        "core_indicator": [
            {"project_id": "d-01", "row_no": 4, "level3_name": "检查次数", "weight_points": 5, "score_points": 6}
        ],
        "raw_form_field": [
            {
                "project_id": "d-01",
                "section_code": "indicator",
                "row_no": 4,
                "field_name": "score",
                "line_no": 8,
                "column_no": 6,
            },
            {
                "project_id": "d-01",
                "section_code": "fund",
                "row_no": 2,
                "field_name": "executed",
                "line_no": 5,
                "column_no": 4,
            },
        ],
    }
    findings, described = find_all(connect_given_tables(prepare_texts(given)))
    by_rule = {row["rule_id"]: row for row in findings.to_dicts()}
    assert (by_rule["A10"]["document_id"], by_rule["A10"]["row_no"]) == ("d", 4)
    assert (by_rule["A10"]["line_no"], by_rule["A10"]["place_text"]) == (8, "第 8 行第 6 格")
    assert (by_rule["D01"]["row_no"], by_rule["D01"]["line_no"]) == (None, 5)
    assert findings["finding_id"].is_unique().all()
    again, _ = find_all(connect_given_tables(prepare_texts(given)))
    assert findings.equals(again)
    counts = {row["rule_id"]: row["finding_count"] for row in described["meta_rule"].to_dicts()}
    not_run = {rule.rule_id for rule in load_rules_not_run(())}
    assert counts.keys() == {rule.rule_id for rule in RULES.values()} | not_run
    assert (counts["A10"], counts["B14"]) == (1, 0)


def test_one_number_promised_twice_gives_findings_with_ids_of_their_own() -> None:
    form = {"project_id": "d-01", "document_id": "d", "form_type": "self_evaluation", "line_no": 3, "line_end_no": 9}
    goal = "完成安和河道整治77项，完成东岭泵站检测24项，完成西川展柜更新77项。"
    indicator = {"project_id": "d-01", "row_no": 1, "level3_name": "满意度", "target_text": "≥95%", "target_value": 95}
    given = {"core_project": [form | {"goal_text": goal}], "core_indicator": [indicator | {"target_unit": "%"}]}
    findings, _ = find_all(connect_given_tables(prepare_texts(given)))
    promised = findings.filter(findings["rule_id"] == "G04")
    assert promised.height >= 2
    assert promised["expected"].str.contains("77项").sum() >= 1
    assert findings["finding_id"].is_unique().all()
    assert findings.drop("finding_id").is_unique().all()


def test_a_blank_field_is_placed_at_its_form() -> None:
    form = {"project_id": "d-01", "document_id": "d", "form_type": "self_evaluation", "goal_text": "做好检查工作"}
    findings, _ = find_all(connect_given_tables({"core_project": [form | {"line_no": 3, "line_end_no": 9}]}))
    blank = findings.filter(findings["rule_id"] == "E06").to_dicts()[0]
    assert (blank["line_no"], blank["place_text"]) == (3, "第 3 至 9 行的表内，该项空白或未印")


COMPLETE_HEADER = """-- one row per form
-- id: A10
-- title: 名称
-- meaning: 含义
-- severity: 高
-- basis: 通行做法：依据
-- field: form.goal
-- parameters: limit = 1 (0..2) 限度
select 'p' as project_id, $limit as row_no, 'm' as message, 'e' as expected, 'p' as printed
"""


@pytest.mark.parametrize(
    ("seen", "written", "complaint"),
    [
        ("-- severity: 高\n", "", "'-- severity: …' is missing"),
        ("-- title: 名称\n", "-- title: 名称\n-- title: 名称\n", "'-- title: …' stands twice"),
        ("-- basis: 通行做法：依据", "-- basis: 第三条", "basis must start with"),
        ("-- severity: 高", "-- severity: 很高", "severity must be one of"),
        ("-- field: form.goal", "-- field: goal", "field must be section.field"),
        ("limit = 1 (0..2)", "limit = 3 (0..2)", "outside its range"),
        ("limit = 1 (0..2) 限度", "limit 1", "a parameter reads"),
        ("$limit", "$other", "declared and used parameters differ"),
        ("-- one row per form\n", "", "the first line must say"),
        ("-- title: 名称", "-- titel: 名称", "not a header line"),
    ],
)
def test_a_rule_without_a_complete_header_stops_the_build(seen: str, written: str, complaint: str) -> None:
    with pytest.raises(InvalidRuleError, match=complaint):
        parse_rule("a10_name.sql", COMPLETE_HEADER.replace(seen, written))


def test_a_complete_header_is_read() -> None:
    rule = parse_rule("a10_name.sql", COMPLETE_HEADER)
    assert (rule.rule_id, rule.severity, rule.parameters[0].default) == ("A10", "高", 1.0)
    assert rule.parameters_text == "限度（limit，默认 1，可取 0 至 2）"


def test_a_query_that_returns_other_columns_is_refused() -> None:
    query = COMPLETE_HEADER.replace("'m' as message", "'m' as note")
    with pytest.raises(ValueError, match="rule A10 returns"):
        find_broken_rows(connect_given_tables({}), parse_rule("a10_name.sql", query))


@pytest.mark.parametrize(
    "given", ["'m' as message, '高' as severity", "'' as message", "'m' as message, '很高' as severity"]
)
def test_a_row_above_the_declared_severity_or_without_words_is_refused(given: str) -> None:
    query = COMPLETE_HEADER.replace("severity: 高", "severity: 中").replace("'m' as message", given)
    with pytest.raises(ValueError, match="without message, project or possible severity"):
        find_broken_rows(connect_given_tables({}), parse_rule("a10_name.sql", query))


def test_a_message_that_quotes_what_is_not_printed_stops_no_build() -> None:
    query = COMPLETE_HEADER.replace("'m' as message", "format('{} 分', null) as message")
    found = find_broken_rows(connect_given_tables({}), parse_rule("a10_name.sql", query))
    assert found["message"].to_list() == ["名称：表上有的值没有印出，这一条说不完整，请看原件。"]


def test_forms_that_print_nothing_else_stop_no_rule() -> None:
    """A form without points, amounts or texts is a form; whatever a rule says of it, the build goes on."""
    families = sorted({row["template_family"] for row in load_reference_list("template_schemes.csv")})
    forms = [
        {
            "project_id": f"{kind}-{family}-{scheme}",
            "form_type": kind,
            "template_family": family,
            "scoring_scheme_code": scheme,
        }
        for kind in ("self_evaluation", "target_declaration")
        for family in families
        for scheme in (UNSCORED, None)
    ]
    indicators = [{"project_id": form["project_id"], "row_no": 1} for form in forms]
    findings, _ = find_all(connect_given_tables({"core_project": forms, "core_indicator": indicators}))
    assert not findings.filter(findings["message"].str.contains(WITHOUT_WORDS, literal=True)).rows()


def test_a_rule_joins_a_list_of_the_reference_folder_by_its_name() -> None:
    query = COMPLETE_HEADER.replace(
        "select 'p' as project_id, $limit as row_no, 'm' as message",
        "select 'p' as project_id, $limit as row_no, (select label from reference_indicator_categories where"
        " category_code = 'output_cost') as message",
    )
    found = find_broken_rows(connect_given_tables({}), parse_rule("a10_name.sql", query))
    assert found["message"].to_list() == ["成本指标"]
