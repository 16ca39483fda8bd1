"""Tables for a test from rows that name only the columns they need: the rest is null, the types are the declared ones.

Input: rows by table name, as a TOML case gives them. Output: a DuckDB connection on which every table of the layers
below the marts is registered, those about the rules too, empty where the case gives no row; and what rules find there.
"""

from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from etl.audit.bureau_choice import BureauChoice
from etl.audit.run_rules import AS_DECLARED, run_rules
from etl.schema.declared_schema import Table, declared_frame, load_tables

LAYERS = ("raw_", "core_", "audit_", "meta_")


def connect_given_tables(given: dict[str, list[dict[str, Any]]]) -> duckdb.DuckDBPyConnection:
    """A connection that knows every raw_, core_, audit_ and meta_ table. Raises ValueError on an undeclared column."""
    tables = {name: table for name, table in load_tables().items() if name.startswith(LAYERS)}
    if unknown := given.keys() - tables.keys():
        raise ValueError(f"tables that are not declared: {sorted(unknown)}")
    connection = duckdb.connect(config={"threads": "1"})
    for name, table in tables.items():
        connection.register(name, typed_frame(table, given[name]).to_arrow() if given.get(name) else empty_rows(name))
    return connection


@cache
def empty_rows(name: str) -> pa.Table:
    """A declared table without rows; made once, since a case gives rows of a few tables only."""
    return typed_frame(load_tables()[name], []).to_arrow()


def find_all(
    connection: duckdb.DuckDBPyConnection, choice: BureauChoice = AS_DECLARED
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Every finding of the rules in the order of its table, and the tables that describe the rules."""
    found = [declared_frame("audit_finding", [])]
    described = run_rules(connection, found.append, choice)
    order = load_tables()["audit_finding"].sort
    return pl.concat(found).sort(order, nulls_last=True, maintain_order=True), described


def typed_frame(table: Table, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows as a frame of the declared schema, blank columns null."""
    if unknown := {column for row in rows for column in row} - set(table.schema):
        raise ValueError(f"{table.name} has no column {sorted(unknown)}")
    columns = {
        column: [_exact(row.get(column), data_type) for row in rows] for column, data_type in table.schema.items()
    }
    return pl.DataFrame(columns, schema=table.schema)


def _exact(value: Any, data_type: pl.DataType) -> Any:
    """A TOML number as the exact decimal it was typed as."""
    return Decimal(str(value)) if isinstance(data_type, pl.Decimal) and value is not None else value
