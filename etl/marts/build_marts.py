"""The page-shaped tables: every mart query run over the core tables and the findings, in the order of what reads what.

Input: a DuckDB connection that knows the core_ tables, raw_form_field, audit_finding and meta_rule. Output: there, one
table a mart, of exactly the declared columns. Stage: marts; it joins and sums, and derives nothing else.
"""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from etl.schema.declared_schema import Table, load_tables
from etl.schema.stored_tables import count_keys, count_rows, declared_columns

MARTS_FOLDER = Path(__file__).parent
READ_TABLE = re.compile(r"\b(?:from|join)\s+(mart_[a-z_]+)")
ROWS_AS_IN = {
    "mart_project": "core_project",
    "mart_indicator": "core_indicator",
    "mart_deviation_reason": "core_deviation_reason",
    "mart_family_member": "core_project_family",
    "mart_document": "core_document",
    "mart_text_copy": "core_text_copy",
    "mart_reading": "core_project",
    "mart_reading_check": "core_reading_check",
}
"""Marts with exactly as many rows as a core table: a join that multiplies or drops rows would bend every sum."""

SUMMED = frozenset(
    {
        "mart_form_cell", "mart_shared_document", "mart_indicator_cell", "mart_category_cell", "mart_distance_cell",
        "mart_reason_cell", "mart_finding_cell", "mart_severity_cell", "mart_attention_cell", "mart_low_indicator",
        "mart_worst_form", "mart_family", "mart_reason_line", "mart_reason_tier", "mart_reason_place",
        "mart_first_execution", "mart_drawn_execution", "mart_first_distance", "mart_first_finding",
        "mart_first_pair", "mart_paired_member", "mart_first_score", "mart_first_reading", "mart_first_lone_form",
        "mart_first_form", "mart_first_attention", "mart_first_copied_text", "mart_first_worst_form",
        "mart_first_low_indicator", "mart_reason_pair",
    }
)  # fmt: skip
"""Marts that hold nothing new: sums, ranks, first rows and places of words of other marts, sorted for one question, so
that a page's first picture reads none of the rows behind it."""


class WrongMartError(Exception):
    """A mart does not hold what it declares: key or number of rows; the message names the mart."""


def build_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Store every declared `mart_` table.

    Raises WrongMartError where a key is doubled, or where rows were lost or multiplied; duckdb.BinderException where a
    query lacks a declared column; graphlib.CycleError where marts read each other in a circle.
    """
    queries = load_queries()
    run_queries(connection, order_marts(queries), queries)


def load_queries() -> dict[str, str]:
    """The query of every mart by name. Raises WrongMartError where those declared and those written differ."""
    declared = {name for name in load_tables() if name.startswith("mart_")}
    queries = {path.stem: path.read_text("utf-8") for path in MARTS_FOLDER.glob("mart_*.sql")}
    if queries.keys() != declared:
        raise WrongMartError(f"declared and written marts differ: {sorted(queries.keys() ^ declared)}")
    return queries


def run_queries(connection: duckdb.DuckDBPyConnection, names: list[str], queries: dict[str, str]) -> None:
    """Store the marts of these names, each before the next is asked."""
    tables = load_tables()
    for name in names:
        columns = declared_columns(tables[name])  # planned once; a relation is planned three times
        connection.execute(f"create table {name} as select {columns} from (\n{queries[name]}\n)")
        _check_rows(connection, tables[name])


def order_marts(queries: dict[str, str]) -> list[str]:
    """The names of the marts, each after the marts that its query reads."""
    return list(TopologicalSorter({name: READ_TABLE.findall(query) for name, query in queries.items()}).static_order())


def _check_rows(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    row_count, key_count = count_keys(connection.table(table.name), table)
    if key_count != row_count:
        raise WrongMartError(f"{table.name} has two rows of one key {table.key}")
    source = ROWS_AS_IN.get(table.name)
    if source is not None and row_count != (source_count := count_rows(connection.table(source))):
        raise WrongMartError(f"{table.name} has {row_count} rows, but {source} has {source_count}")
