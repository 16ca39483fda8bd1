"""The sums of a build give the rows that its forms, indicators and findings give, under any filters."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from benchmarks.made_build import make_documents, place_forms
from benchmarks.made_core_tables import complete, make_core_tables
from benchmarks.page_questions import (
    EVERYTHING,
    FAMILY,
    NARROWED,
    ORIGINALS,
    PAIRS,
    PLAIN,
    load_macros,
    load_plain_question,
)
from etl.marts.build_marts import build_marts, load_queries
from etl.schema.declared_schema import load_tables
from etl.schema.stored_tables import as_declared
from pages.queries.published_db import PARAMETER, load_question
from pages.queries.published_db_stand_in import StandIn
from pages.queries.row_part import RowPart
from pages.queries.summed_questions import FILTERS, FIRST, FIRST_ROWS, MOST_DRAWN, SUMMED, asked_question

INDICATORS = 3_000
FEW = 11
REPLACED = sorted(path.stem for path in PLAIN.glob("*.sql"))
CHOICES: dict[str, Mapping[str, object]] = {
    "everything": {},
    "place and year": {"district": ["110101"], "year": ["2022", "2024"], "grouping": "department"},
    "declarations": {"form_type": ["target_declaration"], "grouping": "year"},
    "unknown": {"district": ["unknown"], "province": ["unknown"]},
    "sector and kind": {"sector": ["unknown", "教育"], "form_type": ["self_evaluation"]},
    "nothing": {"year": ["1999"]},
    "two forms": {"form": ["made-0000007", "made-0000021"], "declaration": ["made-0000007"]},
    "page's own": {"loss_kind": ["达到目标却扣分", "满分但偏离目标"], "rule": ["R01"], "severity": ["高"]},
    "departments of a category": {"lost_by": "department", "category": ["质量指标", "数量指标"]},
}


@pytest.fixture(scope="module")
def made() -> Iterator[duckdb.DuckDBPyConnection]:
    """A made-up build with blanks: forms without department, place, money or indicators, findings without a form."""
    frames = make_core_tables(INDICATORS)
    number = pl.int_range(pl.len())
    blank = {"department_name": 7, "division_code": 11, "fiscal_year": 5}
    kept = (pl.when(number % step != 0).then(pl.col(name)).alias(name) for name, step in blank.items())
    projects = place_forms(frames["core_project"].with_columns(kept))
    frames["core_project"] = projects
    frames["core_document"] = make_documents(projects)
    frames["core_fund"] = frames["core_fund"].gather_every(3)
    frames["core_indicator"] = frames["core_indicator"].filter(pl.col("project_id").hash(seed=1) % 9 != 0)
    frames["audit_finding"] = make_findings(projects)
    frames["core_text_copy"] = make_copies(projects)
    rules = [{"rule_id": "R01", "rule_title": "甲"}, {"rule_id": "R02", "rule_title": "乙", "fact_name": "丙"}]
    frames["meta_rule"] = complete("meta_rule", pl.DataFrame(rules))
    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        build_marts(connection)
        for macro in load_macros():
            connection.execute(macro)
        yield connection


def make_copies(projects: pl.DataFrame) -> pl.DataFrame:
    """Texts that three forms each repeat, in two scopes; every seventh is longer."""
    number = pl.int_range(pl.len())
    made = projects.head(60).select(
        "project_id",
        pl.col("project_id").shift(1, fill_value=projects["project_id"][0]).alias("other_project_id"),
        pl.lit("goal").alias("field_name"),
        pl.lit("goal").alias("other_field_name"),
        pl.format("c{}", number // 3).alias("cluster_id"),
        (1 - number % 4 / 100).alias("text_similarity"),
        (number % 5 == 0).alias("is_contained"),
        pl.when(number % 7 == 0).then(40).otherwise(20).alias("character_count"),
        pl.lit(3).alias("member_count"),
    )
    scopes = [made.with_columns(pl.lit(scope).alias("copy_scope")) for scope in ("across", "unit")]
    return complete("core_text_copy", pl.concat(scopes))


def make_findings(projects: pl.DataFrame) -> pl.DataFrame:
    """Three findings of most forms, two of one fact among them, and some that stand in no form."""
    number = pl.int_range(pl.len())
    three = pl.concat([projects.select("project_id").gather_every(step) for step in (1, 2, 3)])
    made = three.with_columns(
        number.cast(pl.String).alias("finding_id"),
        pl.when(number % 10 != 0).then(pl.col("project_id")).alias("project_id"),
        (number % 4)
        .replace_strict({0: "R01", 1: "R02", 2: "R02", 3: "R-sum"}, return_dtype=pl.String)
        .alias("rule_id"),
        (number % 3).replace_strict({0: "高", 1: "中", 2: "低"}, return_dtype=pl.String).alias("severity"),
        pl.when(number % 4 == 3).then(pl.lit("reading")).otherwise(pl.lit("rule")).alias("source_kind"),
        pl.lit("丁").alias("message"),
        pl.when(number % 5 != 0).then(number % 2 + 1).alias("row_no"),
    )
    places = projects.select("project_id", "fiscal_year", "division_code")
    return complete("audit_finding", made.join(places, on="project_id", how="left", maintain_order="left"))


def ask(connection: duckdb.DuckDBPyConnection, sql: str, asked: Mapping[str, object]) -> pa.Table:
    named = {name: asked[name] for name in PARAMETER.findall(sql)}
    return connection.sql(sql, params=named).to_arrow_table()


def whole(choice: str) -> dict[str, object]:
    own: dict[str, object] = {
        "loss_kind": [],
        "grouping": "district",
        "seed": "1",
        "sample_size": 7,
        "lost_by": "district",
        "category": [],
    }
    own |= {"row_limit": None, "row_offset": 0, "row_words": [], "form": [], "copy_scope": []}
    own |= {**FAMILY, **PAIRS, **ORIGINALS}
    return {**EVERYTHING, **NARROWED, **own, **CHOICES[choice]}


@pytest.mark.parametrize("question", REPLACED)
def test_a_page_question_gives_the_rows_of_its_plain_form(made: duckdb.DuckDBPyConnection, question: str) -> None:
    rows = 0
    for choice in CHOICES:
        given = ask(made, load_question(question), whole(choice))
        wanted = ask(made, load_plain_question(question), whole(choice))
        assert given.schema == wanted.schema
        assert given.to_pylist() == wanted.to_pylist(), choice
        rows += wanted.num_rows
    assert rows


@pytest.mark.parametrize("question", SUMMED)
def test_a_summed_question_gives_the_rows_of_the_question(made: duckdb.DuckDBPyConnection, question: str) -> None:
    summed = 0
    for choice in CHOICES:
        asked = asked_question(question, whole(choice))
        summed += asked != question
        given, wanted = (ask(made, load_question(name), whole(choice)) for name in (asked, question))
        assert given.schema == wanted.schema
        assert given.to_pylist() == wanted.to_pylist(), choice
    assert summed


@pytest.mark.parametrize("question", FIRST)
def test_the_first_rows_are_those_of_the_question(made: duckdb.DuckDBPyConnection, question: str) -> None:
    mart = f"mart_{FIRST[question].removesuffix('s')}"
    wanted = ask(made, load_question(question), whole("everything"))
    assert wanted.num_rows > FEW
    for kept in (FEW, FIRST_ROWS):
        sql = load_queries()[mart]
        assert str(FIRST_ROWS) in sql
        rows = as_declared(made.sql(sql.replace(str(FIRST_ROWS), str(kept))), load_tables()[mart])
        made.register(mart, rows.to_arrow_table())
        given = ask(made, load_question(FIRST[question]), whole("everything"))
        assert given.schema == wanted.schema
        assert given.to_pylist() == wanted.to_pylist()[:kept]


def test_the_pairs_of_a_place_are_those_of_the_question(made: duckdb.DuckDBPyConnection) -> None:
    rows = 0
    for choice in CHOICES:
        given, wanted = (
            ask(made, sql, whole(choice))
            for sql in (load_question("placed_pairs"), load_plain_question("target_result_pairs"))
        )
        assert given.equals(wanted), choice
        rows += given.num_rows
    assert rows
    assert asked_question("target_result_pairs", whole("place and year")) == "placed_pairs"
    assert asked_question("target_result_pairs", whole("declarations")) == "target_result_pairs"


def test_the_drawn_forms_are_those_of_the_question(made: duckdb.DuckDBPyConnection) -> None:
    sql = load_queries()["mart_drawn_execution"]
    assert str(MOST_DRAWN) in sql
    for kept, most in ((20, 7), (20, 20), (MOST_DRAWN, 20)):
        made.register("mart_drawn_execution", made.sql(sql.replace(str(MOST_DRAWN), str(kept))).to_arrow_table())
        asked = whole("everything") | {"most": most}
        given, wanted = (ask(made, load_question(name), asked) for name in ("drawn_executions", "execution_sample"))
        assert given.equals(wanted) and given.num_rows == most


def test_the_first_rows_answer_only_a_page_among_them() -> None:
    page, everything = RowPart(offset=4_000, limit=1_000), whole("everything")
    for question, first in FIRST.items():
        assert asked_question(question, everything, None, page) == first
        parts = [
            RowPart(),
            RowPart(offset=4_001, limit=1_000),
            replace(page, order="row_no"),
            replace(page, words=("x",)),
        ]
        parts += [replace(page, picked=(("row_no", ("1",)),)), page.counted()]
        assert first not in {asked_question(question, everything, None, part) for part in parts}
        narrowings = [{name: ["x"]} for name in (*FILTERS, *NARROWED, "copy_scope", "loss_kind")]
        assert first not in {asked_question(question, everything | one, None, page) for one in narrowings}
        assert asked_question(question, everything, StandIn(("tried",), {}), page) == question
    drawn = everything | {"most": MOST_DRAWN}
    assert asked_question("execution_sample", drawn) == "drawn_executions"
    assert asked_question("execution_sample", drawn | {"most": 1}) == "execution_sample"
    assert asked_question("execution_sample", drawn | {"year": ["2024"]}) == "execution_sample"


def test_the_kinds_of_what_needs_attention_are_those_of_its_rows(made: duckdb.DuckDBPyConnection) -> None:
    for choice in CHOICES:
        wanted: dict[str, list[Any]] = {}
        for row in ask(made, load_question("attention_rows"), whole(choice)).to_pylist():
            kind = wanted.setdefault(row["attention_code"], [row["attention_title"], row["rule_id"], 0, set(), None])
            kind[2] += 1
            kind[3] |= {row["project_id"]} - {None}
            kind[4] = kind[4] if row["amount_yuan"] is None else (kind[4] or 0) + row["amount_yuan"]
        given = ask(made, load_question("attention_kinds"), whole(choice)).to_pylist()
        names = ("attention_code", "attention_title", "rule_id", "attention_count", "form_count", "amount_yuan")
        told = [(code, *kind[:3], len(kind[3]), kind[4]) for code, kind in wanted.items()]
        assert [tuple(row[name] for name in names) for row in given] == told, choice


def test_rows_are_asked_where_the_sums_cannot_tell() -> None:
    stand_in = StandIn(("tried",), {})
    narrowed = {**whole("everything"), "severity": ["高"]}
    assert {name: asked_question(name, whole("everything"), stand_in) for name in SUMMED} == {n: n for n in SUMMED}
    assert asked_question("worst_forms", narrowed) == "worst_forms"
    assert asked_question("findings_by_rule", narrowed) == SUMMED["findings_by_rule"]
    assert asked_question("findings_by_group", {"grouping": "family"}) == "findings_by_group"
    assert [asked_question("families", {name: ["x"]}) for name in FILTERS] == ["families"] * len(FILTERS)
