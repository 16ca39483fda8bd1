"""A table of very many rows: made with a bar, recorded when it is taken; its parts are the rows of the page."""

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.queries import published_db_stream
from pages.queries.published_db import QUERY_SECONDS, asking, build_in_use, fetch
from pages.queries.published_db_patient import AT_ONCE, FILE_SECONDS
from pages.queries.published_db_stand_in import NOBODY
from pages.queries.published_db_stream import fetch_parts, next_rows
from pages.queries.row_part import RowPart
from pages.widgets import access_log, download_buttons, kept_file, row_pages
from pages.widgets.access_log import with_record
from pages.widgets.download_buttons import too_many_rows_note
from pages.widgets.table_files import FORMATS, MOST_ROWS

Filters = dict[str, list[str]]
Offered = dict[str, tuple[str, Callable[[], Any], access_log.Download]]


@pytest.fixture()
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "handed").mkdir()
    monkeypatch.setenv(kept_file.FOLDER_VARIABLE, str(tmp_path / "handed"))
    monkeypatch.setenv(access_log.FOLDER_VARIABLE, str(tmp_path / "log"))
    return tmp_path


@pytest.fixture()
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What the page offers, by key; tables of more than one row are long."""
    taken: Offered = {}

    def offer(label: str, make: Callable[[], Any], told: access_log.Download, *, key: str, **_more: object) -> None:
        taken[key] = (label, make, told)

    monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
    monkeypatch.setattr(download_buttons, "LONG_ROWS", 1)
    monkeypatch.setattr(download_buttons, "offer_file", offer)
    return taken


def show_long_table() -> None:
    """A table of several pages with its downloads."""
    from pages.queries.published_db import newest_sound_build, one_build
    from pages.widgets.download_buttons import show_download_buttons
    from pages.widgets.row_pages import AskedRows, show_rows

    chosen = ("year", "province", "city", "district", "department", "sector", "form_type")
    with one_build(newest_sound_build().build):
        rows = AskedRows("execution_rows", {key: [] for key in chosen})
        show_download_buttons(show_rows(rows, ["project_name", "unspent_yuan", "execution_rate"]), "预算执行率")


def test_a_long_file_is_made_offered_and_recorded_when_it_is_taken(folder: Path, offered: Offered) -> None:
    app = AppTest.from_function(show_long_table, default_timeout=300).run()
    assert not app.exception
    made_first = [button.label for button in app.button if (button.key or "").startswith("download_")]
    assert made_first == ["生成 CSV（4 行）", "生成 Excel（4 行）", "生成 Parquet（4 行）"]
    assert offered == {}
    app.button(key="download_csv_make").click().run()
    assert not app.exception and [error.value for error in app.error] == []
    label, make, told = offered["download_csv"]
    assert label.startswith("下载 CSV（") and told.row_count == 4 and not (folder / "log").exists()
    ticket = with_record(told, make)()
    (made,) = (folder / "handed").iterdir()  # nothing of the rows that it was made from is left
    assert ticket == kept_file.TICKET + made.name.encode()
    assert len(made.read_text("utf-8-sig").splitlines()) == 5
    (log,) = (folder / "log").iterdir()
    assert json.loads(log.read_text("utf-8"))["byte_count"] == made.stat().st_size
    offered.clear()
    app.selectbox(key="table_main_order").set_value("unspent_yuan+").run()
    assert not app.exception and "download_csv" not in offered, "of another order there is no file yet"
    del make
    gc.collect()


def test_parts_are_the_answer(all_filters: Filters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_db_stream, "PART_ROWS", 3)
    part = RowPart(order="unspent_yuan", is_descending=True)
    whole = fetch("execution_rows", all_filters, part=part)
    parts = list(fetch_parts("execution_rows", all_filters, part=part))
    assert parts[0].num_rows == 0 and pa.concat_tables(parts).equals(whole)


def test_a_file_that_is_given_up_leaves_its_cursor_to_the_next(all_filters: Filters) -> None:
    for _ in range(AT_ONCE + 2):  # more than there are cursors
        parts = fetch_parts("execution_rows", all_filters)
        next(parts)
        next(parts)
        parts.close()
    assert sum(part.num_rows for part in fetch_parts("execution_rows", all_filters)) == 4


def test_only_the_questions_of_files_are_patient(all_filters: Filters) -> None:
    limit = "select current_setting('max_execution_time') as limit_ms"
    for is_patient, seconds in ((False, QUERY_SECONDS), (True, FILE_SECONDS)):
        with asking(build_in_use(), NOBODY, is_patient=is_patient) as cursor:
            assert cursor.sql(limit).fetchall() == [(seconds * 1000,)]


def test_an_answer_that_is_stopped_meanwhile_is_told_in_words() -> None:
    class Stopped:
        def read_next_batch(self) -> pa.RecordBatch:
            raise OSError("INTERRUPT Error: Query exceeded maximum execution time")

    with pytest.raises(duckdb.InterruptException):
        next_rows(Stopped())


def test_what_is_too_long_is_said_before_any_work() -> None:
    assert too_many_rows_note(1_048_575) == ""
    assert too_many_rows_note(1_048_576) == (
        "；一张 Excel 工作表最多 1,048,575 行数据，放不下，请下载 CSV 或 Parquet，或先缩小筛选范围"
    )
    assert too_many_rows_note(MOST_ROWS + 1) == f"；一次最多下载 {MOST_ROWS:,} 行，请先缩小筛选范围"
    assert [kind.ending for kind in FORMATS] == ["csv", "xlsx", "parquet"]
