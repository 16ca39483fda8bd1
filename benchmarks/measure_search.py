"""Measure the search in printed reasons: by the places of pairs of characters, and as `contains` over the texts.

Input: of how many made-up indicators, of which 15 % have a reason: `make bench ARGS=search=10000000`. Output: what the
places take of size and of CPU; then two lines a search: the hits, counted by group as the page does, against the bare
count of `contains` over the Parquet file; and the first page of rows against the page's question asked of the texts.
Shares of CPU are medians of interleaved pairs; rows are compared whole. A goal not met reads MISSED.
"""

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from benchmarks.made_build import FOLDER, write_frame, write_record, write_sums
from benchmarks.made_columns import choose, draw
from benchmarks.made_core_indicators import SLOTS
from benchmarks.made_core_tables import complete
from benchmarks.made_reasons import reason_text
from benchmarks.measure_serving import ask_app, ask_plain, compare, connect_plain
from benchmarks.page_questions import EVERYTHING, FIRST_PAGE, PageQuestion
from etl.schema.declared_schema import load_tables
from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.summed_questions import SHORTEST_FOUND

INDICATORS = 10_000_000
WITH_REASON = 0.15
SERVED = ("mart_reason_line", "mart_reason_tier", "mart_reason_place", "mart_reason_pair")
SHORT_GOAL, LONG_GOAL = 1 / 50, 1 / 4
SEARCHES = (
    ["宣传"], ["展柜"], ["地铁"],
    ["更换后"], ["政策宣传"], ["展柜管护"], ["地铁换乘"], ["系统升级推迟"], ["受汛期影响工期顺延，南浦"],
    ["宣传", "展柜管护"],
)  # fmt: skip


def make_reasons(count: int) -> pl.DataFrame:
    """So many reasons of indicators, ten years and three thousand districts, most texts different."""
    number = pl.col("number")
    levels = {place: (level1, level2) for place, (level1, level2, _, _) in enumerate(SLOTS)}
    level_of = (number % len(SLOTS)).replace_strict
    return complete(
        "mart_deviation_reason",
        pl.select(pl.int_range(count).alias("number"))
        .with_columns(
            pl.format("made-{}", (number // len(SLOTS)).cast(pl.String).str.zfill(9)).alias("project_id"),
            (number % len(SLOTS)).alias("row_no"),
            pl.lit("indicator").alias("reason_source"),
            pl.lit("self_evaluation").alias("form_type"),
            (number * 10 // count + 2015).alias("fiscal_year"),
            (number * 30_000 // count % 3_000 + 110_000).cast(pl.String).alias("division_code"),
            choose(("卫生健康局", "教育局", "民政局", "水务局"), draw("number", 1)).alias("department_name"),
            level_of({place: level[0] for place, level in levels.items()}).alias("level1_name"),
            level_of({place: level[1] for place, level in levels.items()}).alias("level2_name"),
            (draw("number", 2) * 40).round(0).truediv(10).alias("lost_points"),
            reason_text("number").alias("deviation_reason_text"),
            pl.lit(False).alias("is_measure_only"),
        )
        .sort("fiscal_year", "division_code", "project_id", "row_no"),
    )


def write_reasons(root: Path, count: int) -> float:
    """A build of these reasons and what searches them; returns the CPU seconds that the latter took."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    for name in load_tables():
        write_frame(folder / f"{name}.parquet", complete(name, pl.DataFrame()))
    write_frame(folder / "mart_deviation_reason.parquet", make_reasons(count))
    seconds = sum(write_sums(folder, SERVED).values())
    write_record(root)
    return seconds


def search(words: list[str]) -> dict[str, object]:
    """What the page asks when an analyst looks for these words."""
    return {"words": words, "measure_only": [], "cause": [], "measure": [], "grouping": "category"}


def count_plain(connection: duckdb.DuckDBPyConnection, words: list[str]) -> pa.Table:
    """How many texts contain the first word: the least that a search can read, no case, no white space, one word."""
    contains = FunctionExpression("contains", ColumnExpression("deviation_reason_text"), ConstantExpression(words[0]))
    texts = connection.cursor().table("mart_deviation_reason")
    return texts.filter(contains).aggregate("count(*) as hits").to_arrow_table()


def measure_search(plain: duckdb.DuckDBPyConnection, words: list[str]) -> int:
    """Print two lines for a search; returns how many goals were missed."""
    goal = SHORT_GOAL if max(map(len, words)) == SHORTEST_FOUND else LONG_GOAL
    grouped = PageQuestion("deviation_reasons", "reason_groups", search(words), goal)
    listed = PageQuestion("deviation_reasons", "deviation_reasons", search(words), goal, FIRST_PAGE)
    share, plain_seconds, app_seconds, _ = compare(
        partial(count_plain, plain, words), partial(ask_app, grouped, EVERYTHING)
    )
    given, wanted = ask_app(grouped, EVERYTHING), ask_plain(plain, grouped, EVERYTHING)
    hits = sum(given["reason_count"].to_pylist())
    is_right = given.equals(wanted) and (len(words) > 1 or count_plain(plain, words)["hits"][0].as_py() == hits)
    rows = "none missed, none wrong" if is_right else "HITS DIFFER"
    print_line(f"{' '.join(words)}: {hits:,} hits", plain_seconds, app_seconds, share, goal, rows)
    page = compare(partial(ask_plain, plain, listed, EVERYTHING), partial(ask_app, listed, EVERYTHING))
    print_line("   first page of rows", page[1], page[2], page[0], goal, page[3])
    return (share > goal or not is_right) + (page[0] > goal or page[3] != "rows equal")


def print_line(name: str, plain_seconds: float, app_seconds: float, share: float, goal: float, rows: str) -> None:
    """One comparison with its verdict."""
    verdict = "met" if share <= goal else "MISSED"
    milliseconds = f"{plain_seconds * 1000:>10.1f}{app_seconds * 1000:>10.1f}"
    print(f"{name:<32}{milliseconds}{share:>9.3f}{goal:>8.3f}  {verdict}  {rows}", flush=True)


def main(indicator_count: int) -> None:
    """Make the reasons, and measure."""
    count = int(indicator_count * WITH_REASON)
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        seconds = write_reasons(root, count)
        sizes = {path.stem: path.stat().st_size / 1e6 for path in (root / FOLDER).glob("mart_*reason*.parquet")}
        print(f"{count:,} made-up reasons of {indicator_count:,} indicators; CPU of all threads")
        print("MB: " + ", ".join(f"{name} {size:.1f}" for name, size in sorted(sizes.items())))
        print(f"served tables made in {seconds * 1e6 / count:.1f} CPU s a million reasons")
        os.environ[PUBLISHED_VARIABLE] = str(root)
        plain, started = connect_plain(root / FOLDER), time.process_time()
        published_db.build_in_use()
        print(f"opened by the app, every byte verified, in {time.process_time() - started:.2f} CPU s")
        print(f"{'search':<32}{'plain ms':>10}{'app ms':>10}{'share':>9}{'goal':>8}")
        print(f"goals missed: {sum(measure_search(plain, words) for words in SEARCHES)}")
        published_db.close_builds()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else INDICATORS)
