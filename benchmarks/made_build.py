"""A published build of made-up forms at any size, with findings and marts, as the pages open it.

Output: `builds/000000000001/` and `current.json` in the form of RELIABILITY.md. Up to a million indicators are made,
audited and joined as a real build is; a larger build repeats that block under new form numbers, in total order. The
printed fields stand for the first block alone: no page asks more of them than one form.
"""

import hashlib
import json
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.made_core_tables import Frames, complete, make_core_tables
from etl.audit.run_rules import run_rules
from etl.core_frames import make_field_frame
from etl.marts.build_marts import SUMMED, build_marts, load_queries, order_marts
from etl.normalise.reference_lists import REFERENCE_FOLDER
from etl.publish.table_writer import arrow_schema, open_parquet, row_groups
from etl.schema.declared_schema import Table, declared_frame, load_tables
from etl.schema.stored_tables import as_declared, in_order

BLOCK_INDICATORS = 1_000_000
ROW_GROUP_ROWS = 122_880
MADE = "合成数据"
IDENTIFIERS = ("project_id", "document_id", "finding_id", "other_project_id", "cluster_id")
RANKED = "attention_rank"
COPIES, COPY_NO, PIECE = "copies", "copy_no", "piece"
SORTED_ROWS = 1_000_000  # of a large build at once
FOLDER = "builds/000000000001"


def make_block(indicator_count: int) -> Frames:
    """Every table of a build of so many indicators, linked to places, audited and joined."""
    frames = make_core_tables(indicator_count)
    frames["core_project"] = place_forms(frames["core_project"])
    frames["core_document"] = make_documents(frames["core_project"])
    with duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "4GB"}) as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        found: list[pl.DataFrame] = []
        frames |= run_rules(connection, found.append)
        frames["audit_finding"] = pl.concat(found).sort(load_tables()["audit_finding"].sort, nulls_last=True)
        for name in ("audit_finding", "meta_rule"):
            connection.register(name, frames[name])
        build_marts(connection)
        marts = {name: table for name, table in load_tables().items() if name.startswith("mart_")}
        frames |= {name: in_order(connection.table(name), table).pl() for name, table in marts.items()}
    frames["meta_field"] = make_field_frame()
    return frames


def place_forms(projects: pl.DataFrame) -> pl.DataFrame:
    """The forms with the names of their county, city and province, and with a sector."""
    divisions = pl.read_csv(REFERENCE_FOLDER / "divisions.csv", infer_schema=False)
    divisions = divisions.filter(pl.col("year_to") == "2024").select("code", "name", "parent_code").unique("code")
    names = divisions.select("code", "name")
    code = pl.col("division_code")
    placed = projects.with_columns(
        (code.str.slice(0, 2) + "0000").alias("province_code"), (code.str.slice(0, 4) + "00").alias("city_code")
    ).drop("division_name", "province_name", "city_name")
    for level in ("division", "city", "province"):
        named = names.rename({"code": f"{level}_code", "name": f"{level}_name"})
        placed = placed.join(named, on=f"{level}_code", how="left", maintain_order="left")
    sector = pl.col("department_name").str.extract("(卫生|教育|民政|水务|交通|医疗|农业|文化)")
    return placed.with_columns(
        pl.lit("county").alias("division_level"), sector.alias("sector_code"), sector.alias("sector_name")
    ).select(projects.columns)


def make_documents(projects: pl.DataFrame) -> pl.DataFrame:
    """One original for each document that a form names."""
    counted = projects.group_by("document_id").agg(pl.len().alias("form_count")).sort("document_id")
    name = pl.format("{}.docx", "document_id")
    made = counted.with_columns(
        name.alias("file_name"), name.alias("file_path"), pl.lit("read").alias("reading_status"),
        pl.lit("application/vnd.openxmlformats-officedocument.wordprocessingml.document").alias("media_type"),
        pl.lit(20_000).alias("byte_count"), pl.lit(800).alias("line_count"), pl.lit(0).alias("covered_count"),
    )  # fmt: skip
    return complete("core_document", made)


def write_made_build(root: Path, indicator_count: int) -> Path:
    """A published folder with one build of so many indicators; above a block, of the next whole number of blocks."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    block_count = -(-indicator_count // BLOCK_INDICATORS)
    frames = make_block(min(indicator_count, BLOCK_INDICATORS))
    row_counts = {name: frame.height for name, frame in frames.items()}
    for name in list(frames):
        write_frame(folder / f"{name}.parquet", frames.pop(name).sort(load_tables()[name].sort, nulls_last=True))
    if block_count > 1:
        repeat_block(folder, block_count)
        write_sums(folder)
    facts = {name: row_counts[name] * block_count for name in ("core_project", "core_indicator", "audit_finding")}
    write_frame(folder / "meta_build.parquet", describe_build(facts))
    write_record(root)
    return root


@contextmanager
def made_build(indicator_count: int, kept: Path | None) -> Iterator[Path]:
    """A published folder with one build: the one kept, made where nothing lies in it, else a temporary one."""
    with tempfile.TemporaryDirectory() as temporary:
        root = kept or Path(temporary)
        if not (root / "current.json").exists():
            write_made_build(root, indicator_count)
        yield root


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """One table as Parquet, in row groups as published ones have."""
    frame.write_parquet(path, compression="zstd", row_group_size=ROW_GROUP_ROWS)


def describe_build(facts: dict[str, int]) -> pl.DataFrame:
    """The single row of meta_build, marked as made up."""
    counts = {
        "document_count": facts["core_project"] // 20, "form_count": facts["core_project"],
        "indicator_count": facts["core_indicator"], "finding_count": facts["audit_finding"],
    }  # fmt: skip
    made = {"build_id": "made", "build_number": 1, "code_version": MADE, "reader_version": MADE, "notice_text": MADE}
    return declared_frame("meta_build", [made | counts])


def connect_tables(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database with a view of every file of the folder, on two threads and so little memory that sorting spills."""
    settings: dict[str, str | bool | int | float | list[str]] = {"threads": "2", "memory_limit": "3GB"}
    connection = duckdb.connect(":memory:", config={**settings, "temp_directory": str(folder.parent / "spill")})
    for path in sorted(folder.glob("*.parquet")):
        connection.from_parquet(str(path)).create_view(path.stem)
    return connection


def repeat_block(folder: Path, block_count: int) -> None:
    """Every core table, mart and finding anew with so many copies of each row, each copy under ids of its own."""
    with connect_tables(folder) as connection:
        connection.register(COPIES, pl.DataFrame({COPY_NO: range(block_count)}, schema={COPY_NO: pl.Int64}))
        for name, table in load_tables().items():
            if name.startswith(("core_", "mart_", "audit_")) and name not in SUMMED:
                path = folder / f"{name}.parquet"
                row_count = pq.read_metadata(path).num_rows * block_count
                with aside_of(folder, table) as aside, open_parquet(aside, table, row_count) as writer:
                    pieces = whole_runs(path, table, SORTED_ROWS // block_count)
                    write_batches(writer, copied_rows(connection, pieces, table, block_count), table)


def copied_rows(
    connection: duckdb.DuckDBPyConnection, pieces: Iterable[pa.Table], table: Table, block_count: int
) -> Iterator[pa.RecordBatch]:
    """The copies of the rows of a table in their total order, piece by piece."""
    columns = ", ".join(copied_column(column, block_count) for column in table.schema)
    for piece in pieces:
        connection.register(PIECE, piece)
        copies = connection.table(PIECE).cross(connection.table(COPIES)).project(columns)
        yield from in_order(copies, table).to_arrow_reader(ROW_GROUP_ROWS)


def whole_runs(path: Path, table: Table, most_rows: int) -> Iterator[pa.Table]:
    """The rows of a file in pieces of some rows, none of which ends among rows that differ only in what comes after the
    first column that tells copies apart: so the copies of one piece come before those of the next, and no more than a
    piece has to be sorted."""
    told_apart = next(place for place, name in enumerate(table.sort) if name in (*IDENTIFIERS, RANKED))
    leading = pl.struct(table.sort[: told_apart + 1]).rle_id()
    waiting = arrow_schema(table).empty_table()
    for batch in pq.ParquetFile(path).iter_batches(max(most_rows, 1)):
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch]).cast(waiting.schema)])
        runs = pl.DataFrame(waiting.select(list(table.sort))).select(leading).to_series()
        whole = int((runs < runs.max()).sum())
        if whole:
            yield waiting.slice(0, whole)
        waiting = waiting.slice(whole)
    yield waiting


def copied_column(name: str, block_count: int) -> str:
    """A column of a copy: an identifier of its own, a rank between those of the other copies, else what is copied."""
    if name in IDENTIFIERS:
        return f"{name} || '-' || {COPY_NO} as {name}"
    return f"({name} - 1) * {block_count} + {COPY_NO} + 1 as {name}" if name == RANKED else name


def write_relation(rows: duckdb.DuckDBPyRelation, table: Table, folder: Path) -> None:
    """Rows in their total order as the file of a table, in place of the one that they may be read from."""
    with aside_of(folder, table) as aside, open_parquet(aside, table, 0) as writer:
        write_batches(writer, in_order(rows, table).to_arrow_reader(ROW_GROUP_ROWS), table)


@contextmanager
def aside_of(folder: Path, table: Table) -> Iterator[Path]:
    """Where a file of a table is written, which then takes the place of the one that it may be made of."""
    path = folder / f"{table.name}.parquet"
    aside = path.with_suffix(".new")
    yield aside
    aside.replace(path)


def write_batches(writer: pq.ParquetWriter, batches: Iterable[pa.RecordBatch], table: Table) -> None:
    """Rows as row groups of the size that published ones have."""
    for group in row_groups(batches, ROW_GROUP_ROWS):
        writer.write_table(group.cast(arrow_schema(table)), row_group_size=ROW_GROUP_ROWS)


def write_sums(folder: Path, names: Collection[str] = SUMMED) -> dict[str, float]:
    """The marts that sum marts up, or some of them, anew out of the files of the others; returns the CPU seconds that
    each took."""
    queries, seconds = load_queries(), {}
    with connect_tables(folder) as connection:
        for name in order_marts(queries):
            if name in names:
                started = time.process_time()
                table = load_tables()[name]
                write_relation(as_declared(connection.sql(queries[name]), table), table, folder)
                connection.from_parquet(str(folder / f"{name}.parquet")).create_view(name, replace=True)
                seconds[name] = time.process_time() - started
    return seconds


def write_record(root: Path) -> None:
    """build.json with the fingerprint of every file, and current.json that points to it."""
    folder = root / FOLDER
    files = {}
    for path in sorted(folder.glob("*.parquet")):
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        rows = pq.read_metadata(path).num_rows
        files[path.name] = {"sha256": sha256, "byte_count": path.stat().st_size, "row_count": rows}
    record = json.dumps({"number": 1, "files": files}).encode()
    (folder / "build.json").write_bytes(record)
    sha256 = hashlib.sha256(record).hexdigest()
    pointer = {"build_number": 1, "build_sha256": sha256, "history": [1], "history_sha256": {"1": sha256}}
    (root / "current.json").write_text(json.dumps(pointer))
