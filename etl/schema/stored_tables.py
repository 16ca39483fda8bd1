"""The tables of a build while it is made: in a DuckDB that holds a limited part in memory and the rest in a folder.

Input: frames of the declared schema, and queries over what is stored. Output: stored tables of the declared columns and
types, in no order of their own. Written by the steps and marts, read by audit, marts and publish.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from etl.schema.declared_schema import Table

SQL_TYPES: dict[str, str] = {
    "text": "VARCHAR",
    "int": "BIGINT",
    "bool": "BOOLEAN",
    "double": "DOUBLE",
    "date": "DATE",
    "money": "DECIMAL(18,2)",
    "points": "DECIMAL(9,4)",
    "point_sum": "DECIMAL(18,4)",
}


@dataclass(frozen=True, slots=True)
class StoreLimits:
    """How much the store may hold in memory, in bytes, and how many threads work on it at once."""

    memory_limit_bytes: int
    most_threads: int


@contextmanager
def open_tables(spill: Path, limits: StoreLimits) -> Iterator[duckdb.DuckDBPyConnection]:
    """A store without tables; what goes beyond its memory lies in `spill` until it is closed."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(spill),
        "memory_limit": f"{limits.memory_limit_bytes}B",
        "threads": str(min(limits.most_threads, os.cpu_count() or 1)),
    }
    with duckdb.connect(":memory:", config=config) as tables:
        yield tables


def sql_types(table: Table) -> dict[str, str]:
    """The declared type of every column, as DuckDB names it, in declared order."""
    return {column.name: SQL_TYPES[column.type] for column in table.columns}


def store_frame(tables: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame, *, is_new: bool = True) -> None:
    """Store a frame as a new table, or add its rows to one that is there."""
    rows = tables.from_arrow(frame.to_arrow())
    if is_new:
        rows.create(name)
    else:
        rows.insert_into(name)


def declared_columns(table: Table) -> str:
    """What selects the columns of a table in their declared order and types."""
    return ", ".join(f"{name}::{kind} as {name}" for name, kind in sql_types(table).items())


def as_declared(rows: duckdb.DuckDBPyRelation, table: Table) -> duckdb.DuckDBPyRelation:
    """What a query gives in the declared types."""
    return rows.project(declared_columns(table))


def in_order(rows: duckdb.DuckDBPyRelation, table: Table) -> duckdb.DuckDBPyRelation:
    """The rows of a table in its total order."""
    return rows.order(", ".join(f"{name} nulls last" for name in table.sort))


def count_rows(rows: duckdb.DuckDBPyRelation) -> int:
    """How many rows there are."""
    return int(rows.aggregate("count(*)").fetchall()[0][0])


def count_keys(rows: duckdb.DuckDBPyRelation, table: Table, filled: Iterable[str] = ()) -> tuple[int, ...]:
    """How many rows of a table there are, how many distinct keys they have, where a blank is one value, and in how
    many each column of `filled` is no blank.
    """
    counts = ["count(*)", f"count(distinct row({', '.join(table.key)}))", *(f"count({name})" for name in filled)]
    return tuple(int(count) for count in rows.aggregate(", ".join(counts)).fetchall()[0])
