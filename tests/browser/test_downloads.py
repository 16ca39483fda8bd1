"""Downloaded files in a real browser: they hold the rows on the screen, cell by cell, and say where they come from."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.screen_table import Rows, screen_rows

Open = Callable[[str], Page]
ADDRESS = "/execution_rate?district=341182&year=2022"
OWN_COLUMNS = {"", "项目表"}  # the boxes to pick rows, and the buttons
FILE_ONLY = ["项目表编号", "行次", "原件", "原件行号"]
"""What files have behind the columns of the screen, so that a row can be traced; every other cell is compared."""


@pytest.fixture(scope="session")
def window_size() -> ViewportSize:
    """A window so wide that every column of a table is on the screen."""
    return {"width": 2400, "height": 1400}


def download(page: Page, key: str, folder: Path) -> Path:
    """The file that a download button gives."""
    with page.expect_download() as waiting:
        page.locator(f".st-key-{key} button").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def as_cell(value: object) -> object:
    """A cell as number where it is one, else as text; an unknown is empty on the screen and in a file."""
    text = "" if value in (None, "None", "—") else str(value)
    try:
        return round(float(text), 6)
    except ValueError:
        return text


def as_seen(rows: Rows) -> list[dict[str, object]]:
    """The cells of the screen, but for the columns that only the screen has."""
    return [{name: as_cell(value) for name, value in row.items() if name not in OWN_COLUMNS} for row in rows]


def as_rows(header: list[str], rows: list[list[object]]) -> list[dict[str, object]]:
    """The rows of a file by header, but for the columns that only files have; those must stand last and be filled."""
    assert header[-len(FILE_ONLY) :] == FILE_ONLY
    assert all(value not in (None, "") for row in rows for value in row[-len(FILE_ONLY) :])
    shown = header[: -len(FILE_ONLY)]
    return [{name: as_cell(value) for name, value in zip(shown, row, strict=False)} for row in rows]


def test_files_hold_the_rows_on_the_screen(open_address: Open, tmp_path: Path, access_log: Path) -> None:
    page = open_address(ADDRESS)
    page.locator(".st-key-table_main").scroll_into_view_if_needed()
    csv_file = download(page, "download_csv", tmp_path)
    content = csv_file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read UTF-8"
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    in_file = as_rows(header, [list(row) for row in rows])
    screen = as_seen(screen_rows(page, until=lambda shown: as_seen(shown) == in_file))
    assert screen == in_file and len(screen) == 5

    book = openpyxl.load_workbook(download(page, "download_xlsx", tmp_path))
    header, *rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert as_rows([str(name) for name in header], rows) == screen
    about = {row[0].value: row[1].value for row in book["筛选与批次"].iter_rows()}
    assert about["年度"] == "2022" and about["区县"] == "明光市" and about["行数"] == "5"
    assert about["数据批次"] == "1" and about["批次号"]

    parquet_file = download(page, "download_parquet", tmp_path)
    recorded = [json.loads(line) for file in access_log.iterdir() for line in file.read_text("utf-8").splitlines()]
    assert hashlib.sha256(parquet_file.read_bytes()).hexdigest() in {line["sha256"] for line in recorded}
    table = pq.read_table(parquet_file)
    rows = [list(row.values()) for row in table.to_pylist()]
    assert as_rows(table.column_names, rows) == screen
    assert table.schema.metadata["区县".encode()].decode() == "明光市"
    for file in (csv_file, parquet_file):
        assert file.name.startswith("预算执行率_年度2022_区县明光市_批次1_")
