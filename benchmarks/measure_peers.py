"""Measure default questions of the pages beside peers on the same rows: SQLite, as Datasette asks it, and others.

Input: how many made-up indicators (`make bench ARGS=peers=10000000`; a million by default), and a folder to keep their
build in. Output: a line a question: median milliseconds of processor of the app and of each peer, first asked once, and
whether the figures that they share are equal. A peer that is not installed is named; none is fetched.

The questions are those of peer_questions.toml, in one SQL that all engines take; pandas has them in peer_pandas.py.
SQLite has the indexes that they ask for, pandas its tables in memory, the others the Parquet files of the build.
"""

import math
import os
import sqlite3
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import polars as pl

from benchmarks.made_build import FOLDER, made_build
from benchmarks.peer_pandas import ask_pandas
from benchmarks.sqlite_tables import write_sqlite_table
from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.row_part import RowPart
from pages.queries.summed_questions import SUMMED, asked_question
from pages.widgets.filter_bar import FILTER_TITLES

INDICATORS = 1_000_000
RUNS = 3
TABLES = ("mart_project", "mart_execution", "mart_indicator", "mart_deviation_reason")
QUESTIONS = Path(__file__).with_name("peer_questions.toml")
INDEXES = (
    "create index indicator_place on mart_indicator (division_code, fiscal_year)",
    "create index indicator_loss on mart_indicator (lost_points)",
    "create index indicator_form on mart_indicator (project_id)",
    "create index execution_place on mart_execution (division_code, fiscal_year)",
    "create index project_place on mart_project (division_code, fiscal_year)",
)
TOLERANCE = 1e-6
Row = tuple[Any, ...]
Ask = Callable[["PeerQuestion"], list[Row]]


@dataclass(frozen=True, slots=True)
class PeerQuestion:
    """A question: the one of the app with what it asks and the part of its rows, the columns that are compared, and the
    same in SQL."""

    name: str
    question: str
    asked: dict[str, Any]
    part: RowPart
    columns: list[str]
    sql: str


def load_peer_questions() -> list[PeerQuestion]:
    """The questions in their order."""
    given = tomllib.loads(QUESTIONS.read_text("utf-8"))
    return [
        PeerQuestion(
            name, one["question"], one.get("asked", {}), RowPart(**one.get("part", {})), one["columns"], one["sql"]
        )
        for name, one in given.items()
    ]  # fmt: skip


def ask_app(question: PeerQuestion) -> list[Row]:
    """As a page gets it, the first time that it asks."""
    published_db._answer.cache_clear()
    asked = {**{key: [] for key in FILTER_TITLES}, **question.asked}
    name = asked_question(question.question, asked) if question.question in SUMMED else question.question
    rows = published_db.fetch(name, asked, part=question.part)
    return list(zip(*(rows[column].to_pylist() for column in question.columns), strict=True))


def open_duckdb(folder: Path) -> Ask:
    """DuckDB over the files, with as many threads as the app has."""
    connection = duckdb.connect(config={"threads": published_db.LOCKED["threads"]})
    for table in TABLES:
        connection.from_parquet(str(folder / f"{table}.parquet")).create_view(table)
    return lambda question: connection.sql(question.sql).fetchall()


def open_polars(folder: Path) -> Ask:
    """Polars' own SQL over the files."""
    context = pl.SQLContext({table: pl.scan_parquet(folder / f"{table}.parquet") for table in TABLES})
    return lambda question: context.execute(question.sql, eager=True).rows()


def open_sqlite(folder: Path) -> Ask:
    """SQLite with its tables indexed, in a file, as Datasette serves them."""
    database = sqlite3.connect(folder.parent / "peers.db")
    for table in TABLES:
        write_sqlite_table(folder / f"{table}.parquet", table, database)
    for index in INDEXES:
        database.execute(index)
    database.commit()
    return lambda question: database.execute(question.sql).fetchall()


def open_chdb(folder: Path) -> Ask:
    """chDB over the files. Raises ImportError without it (requirements-bench.txt)."""
    chdb = import_module("chdb")
    files = {table: f"file('{folder / table}.parquet', Parquet)" for table in TABLES}

    def ask(question: PeerQuestion) -> list[Row]:
        sql = question.sql
        for table, file in files.items():
            sql = sql.replace(f"from {table}", f"from {file}")
        answer = chdb.query(sql, "ArrowTable")
        return list(zip(*(column.to_pylist() for column in answer.columns), strict=True))

    return ask


def open_pandas(folder: Path) -> Ask:
    """pandas with the tables in memory. Raises ImportError without it."""
    import_module("pandas")
    tables: dict[str, Any] = {}
    for table in TABLES:
        rows = pl.read_parquet(folder / f"{table}.parquet").with_columns(pl.col(pl.Decimal).cast(pl.Float64))
        tables[table] = rows.to_pandas()
    return lambda question: ask_pandas(question.name, tables)


PEERS: dict[str, Callable[[Path], Ask]] = {
    "DuckDB": open_duckdb, "Polars": open_polars, "SQLite": open_sqlite, "pandas": open_pandas, "chDB": open_chdb,
}  # fmt: skip


def milliseconds(ask: Ask, question: PeerQuestion) -> tuple[float, list[Row]]:
    """Median milliseconds of processor after one that is not counted, and the answer."""
    answer, taken = ask(question), []
    for _ in range(RUNS):
        started = time.process_time()
        answer = ask(question)
        taken.append((time.process_time() - started) * 1000)
    return median(taken), answer


def are_equal(ours: list[Row], theirs: list[Row]) -> bool:
    """Whether two answers hold the same rows, in any order, numbers up to the last digits of a sum of doubles."""
    if len(ours) != len(theirs):
        return False
    return all(
        is_same(one, other)
        for mine, given in zip(in_order(ours), in_order(theirs), strict=True)
        for one, other in zip(mine, given, strict=True)
    )


def in_order(rows: list[Row]) -> list[Row]:
    """The rows with doubles in place of every kind of number, ordered by what is printed of them."""
    plain = [tuple(value if isinstance(value, str) or value is None else float(value) for value in row) for row in rows]
    return sorted(plain, key=lambda row: [f"{value:.3f}" if isinstance(value, float) else str(value) for value in row])


def is_same(one: object, other: object) -> bool:
    """Whether two values are one; pandas has NaN for unknown."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= TOLERANCE * max(1.0, abs(one))
    return one == other or (one is None and isinstance(other, float) and math.isnan(other))


def measure(folder: Path) -> None:
    """Print a line a question."""
    opened: dict[str, Ask] = {}
    for name, open_peer in PEERS.items():
        try:
            opened[name] = open_peer(folder)
        except ImportError as error:
            print(f"{name}: not measured ({error})")
    print(f"{'question, CPU ms':<34}{'app':>9}" + "".join(f"{name:>10}" for name in opened))
    for question in load_peer_questions():
        ours, wanted = milliseconds(ask_app, question)
        cells, differ = [], []
        for name, ask in opened.items():
            theirs, given = milliseconds(ask, question)
            cells.append(f"{theirs:>10.1f}")
            differ += [] if are_equal(wanted, given) else [name]
        told = f"DIFFERS: {', '.join(differ)}" if differ else "equal"
        print(f"{question.name:<34}{ours:>9.1f}{''.join(cells)}  {told}", flush=True)


def main(indicator_count: int, kept: Path | None) -> None:
    """Make the build where it is not kept already, and measure."""
    with made_build(indicator_count, kept) as root:
        os.environ[PUBLISHED_VARIABLE] = str(root)
        print(f"{indicator_count:,} made-up indicators; milliseconds of processor of all threads, medians of {RUNS}")
        (root / "builds/peers.db").unlink(missing_ok=True)
        measure(root / FOLDER)
        (root / "builds/peers.db").unlink(missing_ok=True)
        published_db.close_builds()


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else INDICATORS,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
