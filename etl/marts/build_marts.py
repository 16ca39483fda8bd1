"""The page-shaped tables: every mart query run over the core tables and the findings, in the order of what reads what.

Input: a DuckDB connection that knows the core_ tables, raw_form_field, audit_finding and meta_rule. Output: one frame a
mart, of exactly the declared schema and order. Stage: marts; it joins and sums, and derives nothing else.
"""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

from etl.schema.declared_schema import Table, load_tables

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
        "mart_reason_pair",
    }
)  # fmt: skip
"""Marts that hold nothing new: sums, ranks, first rows and places of words of other marts, sorted for one question, so
that a page's first picture reads none of the rows behind it."""


class WrongMartError(Exception):
    """A mart does not hold what it declares: columns, key or number of rows; the message names the mart."""


def build_marts(connection: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """The marts by name, in the order of tables.toml.

    Shape: one frame a declared `mart_` table. Raises WrongMartError where a query and the declaration differ, where a
    key is doubled, or where rows were lost or multiplied; graphlib.CycleError where marts read each other in a circle.
    """
    queries = load_queries()
    built = run_queries(connection, order_marts(queries), queries)
    return {name: built[name] for name in load_tables() if name in built}


def load_queries() -> dict[str, str]:
    """The query of every mart by name. Raises WrongMartError where those declared and those written differ."""
    declared = {name for name in load_tables() if name.startswith("mart_")}
    queries = {path.stem: path.read_text("utf-8") for path in MARTS_FOLDER.glob("mart_*.sql")}
    if queries.keys() != declared:
        raise WrongMartError(f"declared and written marts differ: {sorted(queries.keys() ^ declared)}")
    return queries


def run_queries(
    connection: duckdb.DuckDBPyConnection, names: list[str], queries: dict[str, str]
) -> dict[str, pl.DataFrame]:
    """The marts of these names, each known to the connection before the next is asked."""
    tables, built = load_tables(), {}
    for name in names:
        built[name] = _shape_mart(tables[name], connection.sql(queries[name]).pl())
        _check_rows(tables[name], built[name], connection)
        connection.register(name, built[name])
    return built


def order_marts(queries: dict[str, str]) -> list[str]:
    """The names of the marts, each after the marts that its query reads."""
    return list(TopologicalSorter({name: READ_TABLE.findall(query) for name, query in queries.items()}).static_order())


def _shape_mart(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the declared types in the declared total order."""
    if frame.columns != list(table.schema):
        differing = sorted(set(frame.columns) ^ set(table.schema)) or "their order"
        raise WrongMartError(f"{table.name} returns other columns than declared: {differing}")
    shaped = frame.select(pl.col(name).cast(data_type) for name, data_type in table.schema.items())
    return shaped.sort(table.sort, nulls_last=True, maintain_order=True)


def _check_rows(table: Table, frame: pl.DataFrame, connection: duckdb.DuckDBPyConnection) -> None:
    if frame.select(table.key).is_duplicated().any():
        raise WrongMartError(f"{table.name} has two rows of one key {table.key}")
    source = ROWS_AS_IN.get(table.name)
    if source is not None:
        row_count = connection.table(source).pl().height
        if frame.height != row_count:
            raise WrongMartError(f"{table.name} has {frame.height} rows, but {source} has {row_count}")
