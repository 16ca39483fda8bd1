"""Rows of a build as a table of SQLite, for the peers that ask it."""

import sqlite3
from pathlib import Path

import polars as pl


def write_sqlite_table(parquet: Path, table: str, database: sqlite3.Connection) -> None:
    """Write a file's rows as a table; amounts become doubles, which is what SQLite has. Raises ImportError without
    pandas, which streamlit brings."""
    rows = pl.read_parquet(parquet).with_columns(pl.col(pl.Decimal).cast(pl.Float64))
    rows.to_pandas().to_sql(table, database, index=False, chunksize=50_000)
    database.commit()
