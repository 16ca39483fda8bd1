"""The lists of etl/reference as tables that a rule joins: reference_<file name>, every column text.

Input: the query of a rule. Output: the lists it names, registered on its connection. Stage: audit.
"""

import re
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

REFERENCE_FOLDER = Path(__file__).parent.parent / "reference"
TABLE_PREFIX = "reference_"
NAMED_TABLE = re.compile(rf"\b{TABLE_PREFIX}([a-z_0-9]+)\b")


def register_reference_tables(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Make the lists that the query names known to the connection.

    Raises FileNotFoundError where a list of that name does not exist.
    """
    for name in named_lists(query):
        connection.register(TABLE_PREFIX + name, load_reference_table(name))


def named_lists(query: str) -> list[str]:
    """The lists that a query names, in order of name."""
    return sorted(set(NAMED_TABLE.findall(query)))


@cache
def load_reference_table(name: str) -> pl.DataFrame:
    """One list with the columns of its file, all of them text, blank cells null."""
    return pl.read_csv(REFERENCE_FOLDER / f"{name}.csv", infer_schema=False)
