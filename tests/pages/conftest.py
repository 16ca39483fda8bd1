"""A small published build, typed by hand, for the tests of questions, charts, downloads and the source trail."""

import gc
import hashlib
import json
import os
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from etl.marts.build_marts import SUMMED, load_queries, order_marts, run_queries
from etl.schema.declared_schema import load_tables
from etl.schema.stored_tables import in_order
from pages.decisions.decision_store import FOLDER_VARIABLE
from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.published_db import close_builds
from tests.given_tables import typed_frame

FORMS = Path(__file__).with_name("published_rows.toml")


def write_build(root: Path, number: int, rows: dict[str, list[dict[str, Any]]]) -> Path:
    """A published folder with one more build of these rows, to which current.json points."""
    folder = root / "builds" / f"{number:012d}"
    folder.mkdir(parents=True)
    files = {}
    for name, frame in with_sums(rows).items():
        file = folder / f"{name}.parquet"
        frame.write_parquet(file)
        files[file.name] = {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    record = json.dumps({"number": number, "files": files}).encode()
    (folder / "build.json").write_bytes(record)
    point_to(root, number)
    return root


def with_sums(rows: dict[str, list[dict[str, Any]]]) -> dict[str, pl.DataFrame]:
    """Every table of a build: the given rows, and the marts that sum marts up made of them."""
    frames = {name: typed_frame(table, rows.get(name, [])) for name, table in load_tables().items()}
    cell = ["fiscal_year", "division_code", "department_name", "sector_code", "form_type", "division_label"]
    cell += ["province_code", "province_name", "city_code", "city_name", "sector_name"]
    cell_no = pl.struct(cell).rank("dense").cast(pl.Int64).alias("cell_no")
    frames["mart_project"] = frames["mart_project"].with_columns(cell_no)
    of_rules = frames["audit_finding"].filter(pl.col("source_kind") == "rule")
    for severity, name in (("高", "rule_count_high"), ("中", "rule_count_medium"), ("低", "rule_count_low")):
        counts = of_rules.filter(pl.col("severity") == severity).group_by("project_id").agg(pl.len().alias(name))
        counted = frames["mart_project"].drop(name).join(counts, on="project_id", how="left", maintain_order="left")
        frames["mart_project"] = counted.with_columns(pl.col(name).fill_null(0).cast(pl.Int64)).select(
            frames["mart_project"].columns
        )
    places = frames["mart_project"].select("project_id", "fiscal_year", "division_code")
    found = frames["audit_finding"].drop("fiscal_year", "division_code")
    placed = found.join(places, on="project_id", how="left", maintain_order="left")
    frames["audit_finding"] = placed.select(frames["audit_finding"].columns)
    cells = frames["mart_project"].select("project_id", "cell_no")
    for name in ("mart_indicator", "mart_deviation_reason", "mart_attention"):
        placed = frames[name].drop("cell_no").join(cells, on="project_id", how="left", maintain_order="left")
        frames[name] = placed.with_columns(pl.col("cell_no").fill_null(0)).select(frames[name].columns)
    both_kinds = (pl.col("form_type").n_unique() > 1) & pl.col("division_code").is_not_null()
    unit = pl.coalesce("unit_name", "department_name")
    members = frames["mart_family_member"]
    of_unit = both_kinds.over("family_id", "division_code", "fiscal_year", unit) & pl.col("fiscal_year").is_not_null()
    members = members.with_columns(pl.when(of_unit & unit.is_not_null()).then(unit).alias("pairing_unit_name"))
    year = ("family_id", "division_code", "pairing_unit_name", "fiscal_year")
    of_year = both_kinds.over(*year) & pl.col("fiscal_year").is_not_null()
    members = members.with_columns(pl.when(of_year).then("fiscal_year").alias("pairing_year"))
    group = ("family_id", "division_code", "pairing_unit_name", "pairing_year")
    has_counterpart = both_kinds.over(*group).alias("has_counterpart")
    frames["mart_family_member"] = members.with_columns(has_counterpart)
    with duckdb.connect() as connection:
        for name in frames.keys() - SUMMED:
            connection.register(name, frames[name])
        queries = load_queries()
        summed = [name for name in order_marts(queries) if name in SUMMED]
        run_queries(connection, summed, queries)
        return frames | {name: in_order(connection.table(name), load_tables()[name]).pl() for name in summed}


def point_to(root: Path, number: int) -> None:
    """Let current.json name one of the builds there, and remember them all."""
    records = sorted((root / "builds").glob("*/build.json"))
    hashes = {str(int(record.parent.name)): hashlib.sha256(record.read_bytes()).hexdigest() for record in records}
    history = [int(record.parent.name) for record in records]
    pointer = {"build_number": number, "build_sha256": hashes[str(number)], "history": history}
    (root / "current.json").write_text(json.dumps(pointer | {"history_sha256": hashes}))


def load_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of published_rows.toml, the columns that marts repeat filled in, and the meanings of all columns."""
    rows = tomllib.loads(FORMS.read_text("utf-8"))
    forms = {form["project_id"]: form for form in rows["mart_project"]}
    for name in ("mart_execution", "mart_indicator", "mart_attention", "mart_family_member"):
        columns = set(load_tables()[name].schema)
        rows[name] = [
            {column: value for column, value in forms[row["project_id"]].items() if column in columns} | row
            for row in rows.get(name, [])
        ]
    rows["meta_field"] = [
        {
            "table_name": table.name, "title": table.title, "column_name": column.name, "data_type": column.type,
            "unit": column.unit, "label": column.label, "meaning": column.meaning,
        }
        for table in load_tables().values()
        for column in table.columns
    ]  # fmt: skip
    return rows


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of the small build."""
    yield write_build(tmp_path_factory.mktemp("published"), 1, load_rows())
    close_builds()
    gc.unfreeze()  # app.py froze what it had loaded; unfrozen, DuckDB leaves without complaints


@pytest.fixture(autouse=True)
def use_published(published: Path) -> Iterator[None]:
    """Let the pages of every test read the small build."""
    before = os.environ.get(PUBLISHED_VARIABLE)
    os.environ[PUBLISHED_VARIABLE] = str(published)
    yield
    if before is None:
        del os.environ[PUBLISHED_VARIABLE]
    else:
        os.environ[PUBLISHED_VARIABLE] = before


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder under which private folders are made, as temporary ones are."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(autouse=True)
def use_decisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the test's decisions are kept, not made yet."""
    folder = tmp_path / "decisions"
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return folder


@pytest.fixture()
def all_filters() -> dict[str, list[str]]:
    """No filter chosen."""
    return {key: [] for key in ("year", "province", "city", "district", "department", "sector", "form_type")}
