"""Files of a build whose every text is hostile, opened by LibreOffice: no formula, no link, every cell the same."""

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.published_db import build_in_use, close_builds, fetch, fetch_rows
from pages.review.load_workbook import load_review_workbook
from pages.review.review_workbook import Draw
from pages.widgets.presented_table import present_table
from pages.widgets.table_files import CSV, EXCEL, PARQUET, file_bytes
from pages.widgets.table_origin import Origin
from pages.wording.harmless_text import UNSEEN
from tests.hostile_documents import PAYLOADS

FILTERS: dict[str, object] = {
    key: [] for key in ("year", "province", "city", "district", "department", "sector", "form_type")
}
QUESTIONS: dict[str, tuple[dict[str, object], list[str]]] = {
    "execution_rows": (
        {},
        ["project_name", "executed_yuan", "unspent_yuan", "execution_rate", "department_name", "document_label"],
    ),
    "low_scoring_indicators": (
        {"loss_kind": []},
        ["project_name", "level2_name", "level3_name", "target_text", "actual_text", "lost_points"],
    ),
    "deviation_reasons": (
        {"words": [], "measure_only": [], "cause": [], "measure": [], "grouping": "category"},
        ["project_name", "deviation_reason_text", "lost_points"],
    ),
    "audit_findings": (
        {"severity": [], "source_kind": [], "rule": []},
        ["project_name", "message", "printed", "expected", "place_text"],
    ),
    "sources": (
        {"reading_status": [], "document": []},
        ["document_label", "set_aside_text", "publisher_name", "source_url", "byte_count"],
    ),
}
LABELS = {"document_label": "原件"}
SECONDS = 600  # only ends what hangs
OUR_FORMULA = re.compile(r'=IF\(TRIM\(\$J\d+\)="",[A-Z0-9$(),"=<>*/:{}.%％年-]*\)')
SIGNS = ("<script>", "onerror", "<iframe", "![图]", "LaTeX", ":red[", "{{7", "drop table", "=HYPERLINK", "@SUM")
FEWEST_SIGNS = 7  # a name of a file holds no slash, a family's name no punctuation
HOSTILE_COLUMNS = {
    "raw_document_line": ("line_text",),
    "raw_form_field": ("printed_text",),
    "core_document": ("file_name", "publisher_name", "source_url"),
    "core_project": (
        "project_name", "department_name", "unit_name", "goal_text", "completion_text", "overall_goal_text",
        "project_overview_text", "legal_basis_text", "necessity_text", "safeguards_text", "implementation_plan_text",
        "division_evidence_text",
    ),
    "core_indicator": ("level2_name", "level3_name", "target_text", "actual_text", "deviation_reason_text"),
    "core_sub_project": ("sub_project_name",),
    "core_project_family": ("family_name", "evidence"),
    "audit_finding": ("message", "printed"),
    "mart_attention": ("project_name",),
}  # fmt: skip


@pytest.fixture(scope="module")
def published(hostile_folder: Path) -> Iterator[Path]:
    """The published folder of the hostile build."""
    yield hostile_folder
    close_builds()


@pytest.fixture()
def tables(published: Path) -> dict[str, pa.Table]:
    """What is shown and downloaded, by question."""
    assert os.environ[PUBLISHED_VARIABLE] == str(published)
    return {
        question: present_table(fetch(question, {**FILTERS, **more}), columns, LABELS)
        for question, (more, columns) in QUESTIONS.items()
    }


def saved_by_libreoffice(files: dict[str, bytes], folder: Path, options: tuple[str, ...] = ()) -> dict[str, Path]:
    """The files as LibreOffice writes them as XLSX after it opened them, by name."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("NOT RUN: no LibreOffice on this machine")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile", *options]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "saved"), *(str(folder / name) for name in files)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return {name: folder / "saved" / f"{Path(name).stem}.xlsx" for name in files}


def what_runs(file: Path) -> list[str]:
    """The formulas, links and outside parts of a workbook, but for 偏离度, our own, which holds no text of a form."""
    book = openpyxl.load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found = [str(cell.value) for cell in cells if cell.data_type == "f" or cell.hyperlink is not None]
    found = [text for text in found if not OUR_FORMULA.fullmatch(text)]
    return [*found, *(name for name in ZipFile(file).namelist() if "external" in name.lower())]


def as_shown(value: object) -> object:
    """A cell for comparison: numbers to six decimals, an unknown as an empty text."""
    if value is None:
        return ""
    return round(float(value), 6) if isinstance(value, Decimal | float | int) else value


def cells_of(file: Path) -> list[list[object]]:
    """The first sheet below its header."""
    rows = openpyxl.load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True)
    return [[as_shown(value) for value in row] for row in rows]


def test_excel_files_are_texts_and_equal_numbers(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    origin = Origin("页", {"项目族": PAYLOADS["hyperlink"]}, "7", "", {PAYLOADS["command"]: PAYLOADS["unseen"]})
    files = {f"{name}.xlsx": file_bytes(EXCEL, table, origin) for name, table in tables.items()}
    sample = fetch_rows("review_sample", {**FILTERS, "seed": "1", "sample_size": 50})
    draw = Draw(PAYLOADS["hyperlink"], len(sample), {}, build_in_use().name)
    files["review.xlsx"] = load_review_workbook(build_in_use(), sample, draw)
    saved = saved_by_libreoffice(files, tmp_path)
    assert [what_runs(file) for file in (*(tmp_path / name for name in files), *saved.values())] == [[]] * 2 * len(
        files
    )
    for name, table in tables.items():
        expected = [[as_shown(value) for value in row.values()] for row in table.to_pylist()]
        assert cells_of(saved[f"{name}.xlsx"]) == expected, name
    unspent = tables["execution_rows"]["未执行金额（万元）"].to_pylist()
    assert any(amount < 0 for amount in unspent if amount is not None), "a negative number is among them"


def test_csv_files_run_nothing_and_can_be_had_back(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    files = {f"{name}.csv": file_bytes(CSV, table, Origin("", {}, "")) for name, table in tables.items()}
    files["raw.csv"] = b"a\n=1+1\n"
    evaluated = ("--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true",)
    saved = saved_by_libreoffice(files, tmp_path, evaluated)
    assert what_runs(saved.pop("raw.csv")) == ["=1+1"], "LibreOffice was asked to run formulas"
    assert [what_runs(file) for file in saved.values()] == [[]] * len(saved)
    for name, table in tables.items():
        header, *rows = csv.reader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"), newline=""))
        assert header == table.column_names
        for printed, row in zip(rows, table.to_pylist(), strict=True):
            for cell, value in zip(printed, row.values(), strict=True):
                assert is_had_back(cell, value), (cell, value)


def is_had_back(cell: str, value: object) -> bool:
    """Whether a cell of a CSV gives the value again: a text without its guard, a number, nothing for unknown."""
    if isinstance(value, str):
        return cell.removeprefix("'") == value
    return cell == "" if value is None else float(cell) == pytest.approx(float(str(value)))


def test_parquet_files_hold_the_same_and_no_unseen_character(tables: dict[str, pa.Table]) -> None:
    for table in tables.values():
        read = pq.read_table(io.BytesIO(file_bytes(PARQUET, table, Origin("页", {"甲": PAYLOADS["unseen"]}, "7"))))
        assert read.to_pylist() == table.to_pylist()
        texts = [value for column in read.columns for value in column.to_pylist() if isinstance(value, str)]
        texts += [text.decode() for pair in read.schema.metadata.items() for text in pair]
        assert not [text for text in texts if UNSEEN.search(text)]


def test_every_text_column_of_a_document_carries_payloads(published: Path) -> None:
    (folder,) = (published / "builds").iterdir()
    for table, columns in HOSTILE_COLUMNS.items():
        rows = pl.read_parquet(folder / f"{table}.parquet")
        for column in columns:
            texts = rows.get_column(column).drop_nulls()
            carried = [sign for sign in SIGNS if texts.str.contains(sign, literal=True).any()]
            assert len(carried) >= FEWEST_SIGNS, f"{table}.{column}"
