"""Every mart against its case file: core rows in, the expected cells of the page-shaped rows out."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import etl.marts.build_marts as marts
from etl.schema.declared_schema import load_tables
from etl.schema.stored_tables import in_order
from tests.given_tables import connect_given_tables
from tests.prepared_texts import prepare_texts

CASES_FOLDER = Path(__file__).parent
DECLARED = sorted(name for name in load_tables() if name.startswith("mart_"))
ALL_CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}")
    for path in sorted(CASES_FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def build_case(case: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """A store with the given rows and every mart made of them."""
    connection = connect_given_tables(
        prepare_texts({name: rows for name, rows in case.items() if name not in ("name", "expect")})
    )
    marts.build_marts(connection)
    return connection


def mart_of(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """One mart in its order."""
    return in_order(connection.table(name), load_tables()[name]).pl()


def test_every_mart_has_a_case_file() -> None:
    assert sorted(path.stem for path in CASES_FOLDER.glob("*.toml")) == DECLARED


@pytest.mark.parametrize(("mart", "case"), ALL_CASES)
def test_a_mart_holds_the_expected_cells_in_the_expected_order(mart: str, case: dict[str, Any]) -> None:
    rows = mart_of(build_case(case), mart).to_dicts()
    expected = case["expect"]
    assert len(rows) == len(expected)
    for row, wanted in zip(rows, expected, strict=True):
        cells = {column: value for column, value in wanted.items() if column != "blank"}
        assert {column: _plain(row[column]) for column in cells} == cells
        assert [column for column in wanted.get("blank", []) if row[column] is not None] == []


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def test_without_any_document_every_mart_is_empty_and_of_its_schema() -> None:
    connection = build_case({})
    built = {name: mart_of(connection, name) for name in DECLARED}
    assert {name: frame.schema for name, frame in built.items()} == {name: load_tables()[name].schema for name in built}
    assert [name for name, frame in built.items() if frame.height] == []
    for name, query in marts.load_queries().items():
        assert connection.sql(query).columns == list(load_tables()[name].schema), name


TWO_FORMS: dict[str, list[dict[str, Any]]] = {
    "core_document": [{"document_id": "d"}],
    "core_project": [
        {"project_id": "a", "document_id": "d", "form_type": "self_evaluation"},
        {"project_id": "b", "document_id": "d", "form_type": "self_evaluation"},
    ],
    "core_fund": [
        {"project_id": "a", "row_no": 1, "fund_source_code": "total", "executed_yuan": 100},
        {"project_id": "a", "row_no": 2, "fund_source_code": "current_appropriation", "executed_yuan": 60},
        {"project_id": "a", "row_no": 3, "fund_source_code": "total", "executed_yuan": 100},
        {"project_id": "b", "row_no": 1, "fund_source_code": "total", "executed_yuan": 7.25},
    ],
    "core_indicator": [
        {"project_id": "a", "row_no": 1, "weight_points": 5, "score_points": 4},
        {"project_id": "a", "row_no": 2, "weight_points": 5, "score_points": 5},
    ],
    "audit_finding": [
        {"finding_id": "1", "project_id": "a", "rule_id": "A03", "severity": "高", "message": "甲"},
        {"finding_id": "2", "project_id": "a", "rule_id": "A03", "severity": "高", "message": "乙"},
    ],
}


def test_no_join_multiplies_money_though_a_form_prints_its_total_twice() -> None:
    built = build_case(TWO_FORMS)
    assert mart_of(built, "mart_project")["executed_yuan"].sum() == Decimal("107.25")
    assert mart_of(built, "mart_execution")["executed_yuan"].sum() == Decimal("107.25")
    assert mart_of(built, "mart_indicator")["lost_points"].sum() == Decimal(1)


def test_a_family_given_twice_stops_the_build() -> None:
    doubled = {"core_project_family": [{"project_id": "a", "family_id": "f"}, {"project_id": "a", "family_id": "g"}]}
    with pytest.raises(marts.WrongMartError, match="mart_project has two rows of one key"):
        build_case(TWO_FORMS | doubled)


def test_an_indicator_without_its_form_stops_the_build() -> None:
    orphan = {"core_indicator": [*TWO_FORMS["core_indicator"], {"project_id": "lost", "row_no": 1}]}
    with pytest.raises(marts.WrongMartError, match="mart_indicator has 2 rows, but core_indicator has 3"):
        build_case(TWO_FORMS | orphan)


def test_marts_are_built_after_the_marts_they_read() -> None:
    queries = {
        "mart_attention": "select * from mart_indicator join mart_project",
        "mart_indicator": "select * from core_indicator join mart_project",
        "mart_project": "select * from core_project",
    }
    assert marts.order_marts(queries) == ["mart_project", "mart_indicator", "mart_attention"]
