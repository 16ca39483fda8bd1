"""Tables too large to be loaded are read from their files: the same answers, and only while the files are the same."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE, DamagedBuildError
from pages.queries.published_db import build_in_use, close_builds, fetch, fetch_rows
from tests.pages.conftest import load_rows, write_build

APP = str(Path(__file__).parents[2] / "app.py")
QUESTIONS = ("project_rows", "filter_options", "overview_figures", "overview_places", "execution_rows")
STORED = "builds/000000000001/mart_project.parquet"


@pytest.fixture()
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A published folder of this test, of which no table is loaded."""
    write_build(tmp_path, 1, load_rows())
    monkeypatch.setattr(published_db, "LOADED_CELLS", 0)
    os.environ[PUBLISHED_VARIABLE] = str(tmp_path)
    close_builds()
    yield tmp_path
    close_builds()


def asked_of_everything(all_filters: dict[str, list[str]]) -> dict[str, object]:
    return {**all_filters, "loss_kind": [], "severity": [], "rule": [], "source_kind": []}


def test_answers_are_the_same_as_of_loaded_tables(
    stored: Path, all_filters: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_of_everything(all_filters)
    from_files = [fetch(question, asked) for question in QUESTIONS]
    monkeypatch.setattr(published_db, "LOADED_CELLS", 1_000_000)
    close_builds()
    loaded = [fetch(question, asked) for question in QUESTIONS]
    assert all(answer.num_rows for answer in loaded)
    assert [one.equals(other) for one, other in zip(from_files, loaded, strict=True)] == [True] * len(QUESTIONS)


def test_the_largest_tables_stay_in_their_files(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_db, "LOADED_CELLS", 400)
    close_builds()
    open_build = published_db._opened(build_in_use())
    views = open_build.connection.cursor().sql("select view_name from duckdb_views() where not internal").fetchall()
    files = {path.stem for path in (stored / STORED).parent.glob("*.parquet")}
    assert {"meta_field"} <= {name for (name,) in views} < files


@pytest.mark.parametrize("moved", [False, True])
def test_a_file_that_is_replaced_while_it_is_read_from_is_noticed(
    stored: Path, moved: bool, all_filters: dict[str, list[str]]
) -> None:
    assert len(fetch_rows("project_rows", all_filters)) == 5
    other = load_rows()
    other["mart_project"] = other["mart_project"][:2]
    write_build(stored.parent / f"{stored.name}_other", 1, other)
    replacing = stored.parent / f"{stored.name}_other" / STORED
    if moved:
        replacing.replace(stored / STORED)
    else:
        shutil.copyfile(replacing, stored / STORED)
    with pytest.raises(DamagedBuildError, match=r"mart_project\.parquet 与记录不符"):
        fetch_rows("project_rows", all_filters | {"year": ["2023"]})


def test_a_file_that_is_replaced_in_the_middle_of_a_query_gives_no_rows(
    stored: Path, all_filters: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    build = build_in_use()
    open_build = published_db._opened(build)
    monkeypatch.setattr(published_db, "_opened", lambda asked: open_build)  # the look before the query finds it whole
    content = bytearray((stored / STORED).read_bytes())
    content[len(content) // 2] ^= 1
    (stored / STORED).write_bytes(content)
    with pytest.raises(DamagedBuildError, match=r"mart_project\.parquet 与记录不符"):
        fetch_rows("project_rows", all_filters)


def test_a_lost_file_is_one_sentence_on_the_page(stored: Path) -> None:
    app = AppTest.from_file(APP, default_timeout=300).run()
    assert not app.exception and not app.error
    (stored / STORED).unlink()
    app.run()
    assert not app.exception
    assert ["不在了或无法读取" in error.value for error in app.error] == [True]


def test_a_file_that_was_only_touched_is_read_on(stored: Path, all_filters: dict[str, list[str]]) -> None:
    fetch_rows("project_rows", all_filters)
    os.utime(stored / STORED)
    assert len(fetch_rows("project_rows", all_filters | {"year": ["2023"]})) == 3
    shutil.copyfile(stored / STORED, stored / "same")
    (stored / "same").replace(stored / STORED)
    assert len(fetch_rows("project_rows", all_filters | {"year": ["2022"]})) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_parquet('{folder}/meta_build.parquet')",
        "select * from glob('{folder}/*')",
        "copy (select 1) to '{folder}/new.parquet'",
        "set allowed_paths = ['/']",
        "set enable_external_access = true",
    ],
)
def test_nothing_but_the_stored_tables_is_reached(
    stored: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_db, "LOADED_CELLS", 400)
    close_builds()
    folder = (stored / STORED).parent
    cursor = published_db._opened(build_in_use()).connection.cursor()
    with pytest.raises(duckdb.Error):
        cursor.execute(statement.format(folder=folder))
    assert not (folder / "new.parquet").exists()


def test_a_quote_in_the_name_of_the_folder_is_no_end_of_a_text(
    tmp_path: Path, stored: Path, all_filters: dict[str, list[str]]
) -> None:
    folder = tmp_path / "it's"
    os.environ[PUBLISHED_VARIABLE] = str(write_build(folder, 1, load_rows()))
    assert len(fetch_rows("project_rows", all_filters)) == 5
