"""Measure what every page asks: as the app answers it, and as plain DuckDB does over the same Parquet files.

Input: how many made-up indicators, and a folder to keep their build in (else a temporary one): `make bench
ARGS=serving=10000000`. Output: what the build's sums take of its size and of CPU; then a line a question, unfiltered
and of one district and year: the share of the plain CPU time, as the median of interleaved pairs, its goal, and whether
all rows are equal. A goal not met reads MISSED.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.made_build import FOLDER, made_build, write_record, write_sums
from benchmarks.page_questions import EVERYTHING, PAGE_QUESTIONS, PageQuestion, load_macros, load_plain_question
from etl.marts.build_marts import SUMMED as SUMS
from etl.schema.declared_schema import load_tables
from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE, PublishedDataError
from pages.queries.published_db_part import part_of
from pages.queries.summed_questions import asked_question

INDICATORS = 200_000
PAIRS, SLOW_PAIRS, SLOW_SECONDS = 5, 3, 1.0
SLOWEST_SECONDS = 20.0  # of CPU: what plain DuckDB takes that long for is asked once
SUMS_SHARE, SUMS_SECONDS = 0.6, 1.0


def connect_plain(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB over the Parquet files of a build, with as many threads as the app has."""
    threads = published_db.LOCKED["threads"]
    connection = duckdb.connect(":memory:", config={"threads": threads, "memory_limit": "4GB"})
    for path in sorted(folder.glob("*.parquet")):
        connection.from_parquet(str(path)).create_view(path.stem)
    for macro in load_macros():
        connection.execute(macro)
    return connection


def ask_plain(connection: duckdb.DuckDBPyConnection, asked: PageQuestion, filters: Mapping[str, object]) -> pa.Table:
    """The answer out of the rows themselves."""
    sql = load_plain_question(asked.question)
    given = {**filters, **asked.asked}
    named = {name: given[name] for name in published_db.PARAMETER.findall(sql)}
    return part_of(connection.cursor().sql(sql, params=named), asked.part).to_arrow_table()


def ask_app(asked: PageQuestion, filters: Mapping[str, object]) -> pa.Table:
    """The answer as a page gets it, the first time that it asks."""
    published_db._answer.cache_clear()
    given = {**filters, **asked.asked}
    return published_db.fetch(asked_question(asked.question, given, part=asked.part), given, part=asked.part)


def seconds_of(ask: Callable[[], pa.Table]) -> tuple[float, pa.Table]:
    """CPU seconds of all threads, and the answer."""
    started = time.process_time()
    answer = ask()
    return time.process_time() - started, answer


def compare(plain: Callable[[], pa.Table], app: Callable[[], pa.Table]) -> tuple[float, float, float, str]:
    """Median share of the plain CPU time, both medians, and whether the rows are equal; the sentence of a question that
    was stopped, as the app stops one after some seconds of the clock, however busy the machine is."""
    first = float("nan")
    try:
        first, wanted = seconds_of(plain)
        _, given = seconds_of(app)
        if first > SLOWEST_SECONDS:
            pairs = [(first, seconds_of(app)[0])]
        else:
            count = SLOW_PAIRS if first > SLOW_SECONDS else PAIRS
            pairs = [(seconds_of(plain)[0], seconds_of(app)[0]) for _ in range(count)]
    except (PublishedDataError, duckdb.Error) as error:
        return float("inf"), first, float("nan"), f"STOPPED: {error}"
    share = statistics.median(app_seconds / max(plain_seconds, 1e-9) for plain_seconds, app_seconds in pairs)
    medians = [statistics.median(seconds) for seconds in zip(*pairs, strict=True)]
    return share, medians[0], medians[1], "rows equal" if given.equals(wanted) else "ROWS DIFFER"


def one_place(connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """The filters of the district and year with the most forms."""
    forms = connection.table("mart_project").aggregate("division_code, fiscal_year, count(*) as form_count")
    division, year, _ = forms.order("form_count desc, division_code, fiscal_year").limit(1).fetchall()[0]
    return {**EVERYTHING, "district": [division], "year": [str(year)]}


def measure_sums(folder: Path) -> int:
    """Print what the sums take: of the size of what they sum up, and of CPU; returns how many goals were missed."""
    tables = load_tables()
    bytes_of = {name: (folder / f"{name}.parquet").stat().st_size for name in tables if name.startswith("mart_")}
    share = sum(size for name, size in bytes_of.items() if name in SUMS) / bytes_of["mart_indicator"]
    indicators = pq.read_metadata(folder / "mart_indicator.parquet").num_rows
    seconds_of_mart = {name: seconds * 1e6 / indicators for name, seconds in write_sums(folder).items()}
    seconds = sum(seconds_of_mart.values())
    write_record(folder.parents[1])
    verdicts = [share <= SUMS_SHARE, seconds <= SUMS_SECONDS]
    words = ["met" if verdict else "MISSED" for verdict in verdicts]
    print(f"sums: {share:.2f} of the size of the indicators, goal {SUMS_SHARE}  {words[0]}")
    print(f"sums: made in {seconds:.2f} CPU s a million indicators, goal {SUMS_SECONDS}  {words[1]}")
    for name in sorted(seconds_of_mart, key=seconds_of_mart.__getitem__, reverse=True):
        print(f"   {name:<24}{seconds_of_mart[name]:>6.2f} CPU s{bytes_of[name] / indicators:>8.2f} bytes an indicator")
    return verdicts.count(False)


def measure(root: Path) -> int:
    """Print a line a question; returns how many goals were missed."""
    os.environ[PUBLISHED_VARIABLE] = str(root)
    missed = measure_sums(root / FOLDER)
    plain = connect_plain(root / FOLDER)
    started = time.process_time()
    published_db.build_in_use()
    print(f"opened by the app, every byte verified, in {time.process_time() - started:.2f} CPU s")
    for title, filters in (("no filter", EVERYTHING), ("one district and year", one_place(plain))):
        print(f"\n-- {title}\n{'question':<32}{'plain ms':>10}{'app ms':>10}{'share':>9}{'goal':>8}")
        for asked in PAGE_QUESTIONS:
            share, plain_seconds, app_seconds, rows = compare(
                partial(ask_plain, plain, asked, filters), partial(ask_app, asked, filters)
            )
            is_met = share <= asked.goal and rows == "rows equal"
            missed += not is_met
            name = f"{asked.question} {asked.note}"
            print(
                f"{name:<32}{plain_seconds * 1000:>10.1f}{app_seconds * 1000:>10.1f}{share:>9.3f}"
                f"{asked.goal:>8.3f}  {'met' if is_met else 'MISSED'}  {rows}",
                flush=True,
            )
    return missed


def main(indicator_count: int, kept: Path | None) -> None:
    """Make the build where it is not kept already, and measure."""
    with made_build(indicator_count, kept) as root:
        print(f"{indicator_count:,} made-up indicators; CPU of all threads, medians of interleaved pairs")
        print(f"goals missed: {measure(root)}")
        published_db.close_builds()


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else INDICATORS,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
