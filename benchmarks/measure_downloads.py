"""Measure downloads of a million filtered rows, as a page makes them, beside other writers of the same rows.

Input: how many rows (`make bench ARGS=downloads=1000000`, the default). Output: CSV as a multiple of Polars' own sink;
Excel as rows a second of processor beside XlsxWriter and others; seconds and memory of each; whether the files hold the
rows. A goal not met reads MISSED; a program that is not installed is named. What is compared: written_tables.py.
"""

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

import polars as pl
from python_calamine import CalamineWorkbook

from benchmarks.made_build import FOLDER
from benchmarks.written_tables import (
    Cost,
    Writer,
    cost_of,
    duckdb_copy,
    later_table,
    ours,
    ours_of_table,
    pandas_csv,
    polars_excel,
    polars_sink,
    rustpy,
    write_executions,
    xlsxwriter_cells,
)
from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE

ROWS = 1_000_000
XLSX_ROWS = 100_000  # XlsxWriter takes minutes for a million
PAIRS = 3
CSV_GOAL, XLSX_GOAL = 2.0, 5.0


def print_cost(name: str, rows: int, cost: Cost) -> None:
    """The line of a writer."""
    print(
        f"{name:<34}{rows:>11,}{cost.seconds:>8.2f}{cost.cpu_seconds:>8.2f}{rows / cost.cpu_seconds:>12,.0f}"
        f"{cost.megabytes:>9.0f}",
        flush=True,
    )


def print_others(others: dict[str, Writer], parquet: Path, target: Path, rows: int) -> None:
    """The lines of other programs."""
    for name, writer in others.items():
        try:
            print_cost(name, rows, cost_of(writer, parquet, target, rows))
        except ImportError as error:
            print(f"{name:<34} not measured ({error})")


def middle(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("seconds", "cpu_seconds", "megabytes")))


def pairs_of(one: Writer, other: Writer, parquet: Path, folder: Path, rows: int) -> list[tuple[Cost, Cost]]:
    """The costs of two writers, one right after the other."""
    return [
        (cost_of(one, parquet, folder / "ours", rows), cost_of(other, parquet, folder / "other", rows))
        for _ in range(PAIRS)
    ]


def verdict(ok: bool) -> str:
    """A goal met or missed."""
    return "met" if ok else "MISSED"


def measure_csv(parquet: Path, folder: Path, rows: int) -> None:
    """CSV of all rows."""
    ordered, unordered = partial(polars_sink, True), partial(polars_sink, False)
    pairs = pairs_of(partial(ours, "csv"), ordered, parquet, folder, rows)
    given, sunk = (middle(list(costs)) for costs in zip(*pairs, strict=True))
    print_cost("ours: question, order, units, guard", rows, given)
    held = pl.scan_csv(folder / "ours").select(pl.len()).collect().item()
    print_cost("Polars' sink, the same order", rows, sunk)
    plain = cost_of(unordered, parquet, folder / "other", rows)
    print_cost("Polars' sink, no order", rows, plain)
    print_others({"DuckDB's own, no order": duckdb_copy, "pandas, no order": pandas_csv}, parquet, folder / "o", rows)
    few = cost_of(partial(ours, "csv"), parquet, folder / "ours", rows // 10)
    wall = median(one.seconds / other.seconds for one, other in pairs)
    cpu = median(one.cpu_seconds / other.cpu_seconds for one, other in pairs)
    print(f"csv: {wall:.2f} times the seconds of Polars' sink, goal <= {CSV_GOAL:g}: {verdict(wall <= CSV_GOAL)}")
    print(f"csv: {cpu:.2f} times its processor; {held:,} of {rows:,} rows are in the file")
    bare, bare_cpu = given.seconds / plain.seconds, given.cpu_seconds / plain.cpu_seconds
    print(
        f"csv: {bare:.2f} times the seconds, {bare_cpu:.2f} times the processor of a sink that orders nothing, ", end=""
    )
    print(f"goal <= {CSV_GOAL:g}: {verdict(bare <= CSV_GOAL)}")
    print(f"csv: {few.megabytes:.0f} MB for a tenth of the rows, {given.megabytes:.0f} MB for all")


def measure_xlsx(parquet: Path, folder: Path, rows: int) -> None:
    """Excel of some rows beside others, all handed the same table, and of all rows from the question on."""
    some = min(rows, XLSX_ROWS)
    pairs = pairs_of(partial(ours_of_table, "xlsx"), xlsxwriter_cells, parquet, folder, some)
    given, theirs = (middle(list(costs)) for costs in zip(*pairs, strict=True))
    print_cost("ours", some, given)
    sheets = [CalamineWorkbook.from_path(folder / name).get_sheet_by_index(0).to_python() for name in ("ours", "other")]
    print_cost("XlsxWriter, constant memory", some, theirs)
    print_others({"rustpy-xlsxwriter": rustpy, "Polars write_excel": polars_excel}, parquet, folder / "o.xlsx", some)
    print_cost(
        "ours, from the question to the file", rows, cost_of(partial(ours, "xlsx"), parquet, folder / "ours", rows)
    )
    times = median(other.cpu_seconds / one.cpu_seconds for one, other in pairs)
    same = "every cell equal" if sheets[0] == sheets[1] else "CELLS DIFFER"
    print(f"xlsx: {times:.1f} times XlsxWriter's rows a second of processor, goal >= {XLSX_GOAL:g}: ", end="")
    print(f"{verdict(times >= XLSX_GOAL)}; {same}, read back by calamine")


def main(rows: int) -> None:
    """Make the rows and measure."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_executions(folder / "published", rows)
        os.environ[PUBLISHED_VARIABLE] = str(folder / "published")
        parquet = folder / "published" / FOLDER / "mart_execution.parquet"
        rows = later_table(None).num_rows
        published_db.close_builds()
        print(f"{rows:,} made-up rows of {pl.scan_parquet(parquet).select(pl.len()).collect().item():,}")
        print(f"{'csv':<34}{'rows':>11}{'s':>8}{'cpu s':>8}{'rows/cpu s':>12}{'MB more':>9}")
        measure_csv(parquet, folder, rows)
        print(f"\n{'xlsx':<34}{'rows':>11}{'s':>8}{'cpu s':>8}{'rows/cpu s':>12}{'MB more':>9}")
        measure_xlsx(parquet, folder, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
