"""The places of pairs of characters find just the reasons whose text holds every word: none missed, none wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.made_core_tables import complete
from benchmarks.page_questions import EVERYTHING, load_macros
from etl.marts.build_marts import load_queries
from etl.schema.declared_schema import load_tables
from pages.queries.published_db import PARAMETER, load_question
from pages.queries.row_part import RowPart
from pages.queries.summed_questions import FILTERS, asked_question, words_to_find
from pages.wording.highlighted_text import search_words

SERVED = ("mart_reason_line", "mart_reason_tier", "mart_reason_place", "mart_reason_pair")
ALPHABET = "宣传加强不足率AaBbÄäİiıſsSΣσς１1.9%_，\n\t 　\u00a0\u2028\u0301'\"𠀀𠀁"
CHARACTERS = st.sampled_from(ALPHABET) | st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.lists(st.text(CHARACTERS, max_size=12), min_size=1, max_size=12)
TYPED = st.lists(st.text(CHARACTERS, max_size=8), min_size=1, max_size=6)
LEVELS = (("产出指标", "数量指标"), ("效益指标", None), (None, None))


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        for name in load_tables():
            opened.register(name, complete(name, pl.DataFrame()))
        for macro in load_macros():
            opened.execute(macro)
        yield opened


def publish(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    """The reasons of these texts, of some groups, with and without points, and what the build makes of them."""
    number = pl.int_range(pl.len())
    rows = pl.DataFrame({"deviation_reason_text": texts}, schema={"deviation_reason_text": pl.String}).with_columns(
        pl.format("p{}", number // 2).alias("project_id"),
        (number % 2).alias("row_no"),
        pl.when(number % 5 == 4).then(pl.lit("fund")).otherwise(pl.lit("indicator")).alias("reason_source"),
        *(
            (number % 3).replace_strict({no: level[place] for no, level in enumerate(LEVELS)}, return_dtype=pl.String)
            .alias(f"level{place + 1}_name")
            for place in range(2)
        ),
        pl.when(number % 4 != 0).then(number % 3).alias("lost_points"),
    )  # fmt: skip
    connection.register("mart_deviation_reason", complete("mart_deviation_reason", rows))
    for name in SERVED:
        connection.register(name, connection.sql(load_queries()[name]).to_arrow_table())


def asked_of(words: list[str]) -> dict[str, object]:
    picks: dict[str, object] = {"measure_only": [], "cause": [], "measure": [], "grouping": "category"}
    return {**EVERYTHING, **picks, "words": words}


def ask(
    connection: duckdb.DuckDBPyConnection, question: str, asked: Mapping[str, object], part: RowPart | None = None
) -> pa.Table:
    sql = load_question(question)
    given = {**asked, "row_limit": part and part.limit, "row_offset": part.offset if part else 0}
    return connection.sql(sql, params={name: given[name] for name in PARAMETER.findall(sql)}).to_arrow_table()


def rows_of(answer: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answer.to_pylist()
    return rows


@settings(max_examples=12, deadline=None)
@given(TEXTS, TYPED, st.data())
def test_a_search_finds_what_contains_finds(
    connection: duckdb.DuckDBPyConnection, texts: list[str], typed: list[str], data: st.DataObject
) -> None:
    publish(connection, texts)
    whole = "".join(texts)
    start = data.draw(st.integers(0, len(whole)))
    cut = whole[start : start + data.draw(st.integers(2, 7))]  # a word that stands there, or nearly
    for words in [[], *(search_words(line) for line in [*typed, cut, f"{cut} {typed[0]}"])]:
        asked = asked_of(words)
        for question in ("deviation_reasons", "reason_groups"):
            served = asked_question(question, asked)
            assert (served == question) == (words_to_find(asked) is None)
            answer, wanted = ask(connection, served, asked), ask(connection, question, asked)
            assert answer.schema == wanted.schema
            assert rows_of(answer) == rows_of(wanted), (served, words, texts)


def test_every_page_of_a_search_follows_the_one_before(connection: duckdb.DuckDBPyConnection) -> None:
    publish(connection, [f"宣传不足{number}，人数减少" for number in range(40)])
    asked = asked_of(["宣传", "人数减少"])
    assert asked_question("deviation_reasons", asked) == "found_reasons"
    wanted = rows_of(ask(connection, "deviation_reasons", asked))
    pages = [ask(connection, "found_reasons", asked, RowPart(offset=at, limit=15)) for at in (0, 15, 30, 45)]
    assert [page.num_rows for page in pages] == [15, 15, 10, 0]
    assert [row for page in pages for row in rows_of(page)] == wanted


def test_what_no_place_can_tell_is_asked_of_the_texts() -> None:
    told = {"found_reasons", "first_reasons", "paired_reason_groups", "found_reason_groups", "summed_reason_groups"}
    narrowings: list[dict[str, object]] = [
        *({name: ["x"]} for name in FILTERS), {"measure_only": ["true"]}, {"cause": ["x"]}, {"measure": ["x"]},
        {"grouping": "department"}, {"words": ["宣传", "不"]},
    ]  # fmt: skip
    for question in ("deviation_reasons", "reason_groups"):
        assert {asked_question(question, asked_of(["宣传"]) | narrowed) for narrowed in narrowings} == {question}
        assert {asked_question(question, asked_of(words)) for words in ([], ["宣传"], ["宣传不足"])} < told
