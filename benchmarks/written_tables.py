"""The same rows written as files by ours, as a page makes them, and by other programs; each in a process of its own.

Input: a made build of many executions. Output: seconds, processor seconds and memory of each. Ours reads the question,
orders it as the screen, turns yuan into 万元, guards formulas and names the build; other writers of CSV filter the
Parquet file and write what stands there, other writers of Excel are handed the table that ours reads for itself.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import xlsxwriter

from benchmarks.made_build import FOLDER, write_frame, write_made_build, write_record
from pages.queries.published_db import build_in_use
from pages.widgets.file_rows import rows_of
from pages.widgets.filter_bar import FILTER_TITLES
from pages.widgets.long_files import make_file
from pages.widgets.row_pages import AskedRows, LaterTable, load_presented, presented_parts
from pages.widgets.table_files import FORMATS
from pages.widgets.table_origin import Origin

SOME_INDICATORS = 20_000
YEARS = (2019, 2020, 2021, 2022, 2023)
KEPT_YEARS = YEARS[:4]  # one row in five is filtered out
FEW = 1_000  # rows of the run that is not counted
COLUMNS = (
    "project_name", "division_label", "fiscal_year", "execution_rate", "printed_execution_rate", "unspent_yuan",
    "adjusted_budget_yuan", "executed_yuan", "initial_budget_yuan", "department_name", "unit_name", "score_points",
)  # fmt: skip
WRITTEN = (*COLUMNS, "project_id", "row_no", "document_label", "line_no")  # with what only files have
Writer = Callable[[Path, Path, int | None], Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a file cost: seconds, processor seconds, and megabytes above what the process held before."""

    seconds: float
    cpu_seconds: float
    megabytes: float


def write_executions(root: Path, row_count: int) -> None:
    """A published folder whose table of executions has so many rows in the kept years, a quarter more in another."""
    write_made_build(root, SOME_INDICATORS)
    file = root / FOLDER / "mart_execution.parquet"
    some = pl.read_parquet(file)
    a_year = row_count // len(KEPT_YEARS)
    copies = -(-a_year * len(YEARS) // some.height)
    every = pl.concat(
        some.with_columns(project_id=pl.format("{}-{}", "project_id", pl.lit(no))) for no in range(copies)
    )
    year = pl.int_range(pl.len()).floordiv(a_year) + YEARS[0]
    every = every.with_columns(fiscal_year=year.cast(some.schema["fiscal_year"]))
    write_frame(file, every.head(a_year * len(YEARS)))
    write_record(root)


def later_table(limit: int | None) -> LaterTable:
    """What the page hands to its download buttons, of the first rows where there is a limit."""
    asked = {**{key: [] for key in FILTER_TITLES}, "year": [str(year) for year in KEPT_YEARS]}
    whole = AskedRows("execution_rows", asked)
    rows = replace(whole, part=replace(whole.part, limit=limit))
    given: tuple[Any, ...] = (build_in_use(), rows, COLUMNS, {})
    count = limit or whole.count(whole.part)
    return LaterTable(count, [], "", partial(load_presented, *given), partial(presented_parts, *given), pa.table({}))


def ours(ending: str, _parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """Ours, from the question to the file on the disk."""
    kind = next(kind for kind in FORMATS if kind.ending == ending)
    table, origin = later_table(limit), Origin("预算执行率", {"年度": "四年"}, "000000000001")

    def work() -> None:
        kept = make_file(kind, table, origin, lambda _share, _text: None)
        kept.path.replace(target)

    return work


def ours_of_table(ending: str, _parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """Ours of a table that is there, as others are handed it."""
    kind = next(kind for kind in FORMATS if kind.ending == ending)
    table = later_table(limit).load()

    def work() -> None:
        with target.open("wb") as sink:
            kind.write(rows_of(table), Origin("页", {}, "000000000001"), sink)

    return work


def polars_sink(is_ordered: bool, parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """Polars' own sink of CSV, streaming, in the order of the screen or as the rows come."""
    rows = pl.scan_parquet(parquet).filter(pl.col("fiscal_year").is_in(KEPT_YEARS)).select(WRITTEN)
    if is_ordered:
        by = ("unspent_yuan", "execution_rate", "project_id")
        rows = rows.sort(by, descending=[True, False, False], nulls_last=True)
    return lambda: (rows if limit is None else rows.head(limit)).sink_csv(target)


def duckdb_copy(parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """DuckDB's own writer of CSV."""
    rows = duckdb.from_parquet(str(parquet)).filter(f"fiscal_year in {KEPT_YEARS}").project(", ".join(WRITTEN))
    duckdb.execute("set enable_progress_bar = false")
    return lambda: (rows if limit is None else rows.limit(limit)).write_csv(str(target))


def pandas_csv(parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """pandas, which reads the table whole. Raises ImportError without it."""
    pandas = import_module("pandas")

    def work() -> None:
        rows = pandas.read_parquet(parquet, columns=list(WRITTEN), filters=[("fiscal_year", "in", KEPT_YEARS)])
        (rows if limit is None else rows.head(limit)).to_csv(target, index=False)

    return work


def xlsxwriter_cells(_parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """XlsxWriter with its rows in constant memory, cell by cell."""
    table = later_table(limit).load()

    def work() -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(target, options) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, table.column_names)
            for number, row in enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), start=1):
                for index, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, index, value)
                    elif value is not None:
                        sheet.write_number(number, index, float(value))

    return work


def rustpy(_parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """rustpy-xlsxwriter, handed a frame of Polars. Raises ImportError without it (requirements-bench.txt)."""
    writer = import_module("rustpy_xlsxwriter")
    frame = pl.DataFrame(pl.from_arrow(later_table(limit).load()))
    frame = frame.with_columns(pl.col(pl.Decimal).cast(pl.Float64))
    return lambda: writer.FastExcel(str(target), autofit=False).sheet("页", frame).save()


def polars_excel(_parquet: Path, target: Path, limit: int | None) -> Callable[[], object]:
    """Polars' writer of Excel, which hands the cells to XlsxWriter."""
    frame = pl.DataFrame(pl.from_arrow(later_table(limit).load()))
    return lambda: frame.write_excel(target)


def cost_of(writer: Writer, parquet: Path, target: Path, limit: int | None) -> Cost:
    """What a file costs in a process of its own. Raises ImportError where the program is not installed."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measured, writer, parquet, target, limit).result()


def measured(writer: Writer, parquet: Path, target: Path, limit: int | None) -> Cost:
    """What a file costs here, after one of few rows."""
    writer(parquet, target, FEW)()
    work = writer(parquet, target, limit)
    before = memory_megabytes()
    started, cpu_started = time.perf_counter(), time.process_time()
    work()
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    return Cost(seconds, cpu_seconds, memory_megabytes() - before)


def memory_megabytes() -> float:
    """The most that this process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
