"""The door to the published build: what it refuses, and that it notices a new build."""

import json
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE, DamagedBuildError, NoBuildError
from pages.queries.build_pointer import committed_builds
from pages.queries.published_db import build_in_use, fetch_rows, newest_sound_build, one_build
from tests.pages.conftest import load_rows, write_build


@pytest.fixture()
def own_folder(tmp_path: Path) -> Path:
    """An empty published folder of this test, which the pages read."""
    os.environ[PUBLISHED_VARIABLE] = str(tmp_path)
    return tmp_path


def test_nothing_published_is_one_sentence(own_folder: Path) -> None:
    with pytest.raises(NoBuildError, match="还没有发布任何数据"):
        committed_builds()


def test_a_broken_pointer_is_named(own_folder: Path) -> None:
    (own_folder / "current.json").write_text("{")
    with pytest.raises(DamagedBuildError, match=r"current\.json"):
        committed_builds()


def test_one_changed_byte_is_found(own_folder: Path) -> None:
    write_build(own_folder, 1, load_rows())
    damage(own_folder, 1)
    with pytest.raises(DamagedBuildError, match=r"mart_project\.parquet"):
        fetch_rows("build_facts")


def test_a_changed_record_is_found(own_folder: Path) -> None:
    write_build(own_folder, 1, load_rows())
    record = own_folder / "builds/000000000001/build.json"
    record.write_text(record.read_text() + " ")
    with pytest.raises(DamagedBuildError, match=r"build\.json"):
        fetch_rows("build_facts")


def damage(root: Path, number: int, file_name: str = "mart_project.parquet") -> None:
    """Flip one bit in the middle of a file of a build."""
    file = root / f"builds/{number:012d}" / file_name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_a_damaged_build_gives_way_to_the_newest_sound_one(own_folder: Path) -> None:
    rows = load_rows()
    for number in (1, 2, 3, 4):
        rows["meta_build"][0]["form_count"] = number
        write_build(own_folder, number, rows)
    damage(own_folder, 4)
    shutil.rmtree(own_folder / "builds/000000000003")
    shown = newest_sound_build()
    assert shown.build.number == 2
    assert "mart_project.parquet" in str(shown.fault)
    assert fetch_rows("build_facts")[0]["form_count"] == 2


def test_an_older_build_is_verified_by_the_pointer(own_folder: Path) -> None:
    for number in (1, 2, 3):
        write_build(own_folder, number, load_rows())
    damage(own_folder, 3)
    record = own_folder / "builds/000000000002/build.json"
    record.write_text(record.read_text() + " ")
    assert newest_sound_build().build.number == 1


def test_a_lost_pointer_is_no_reason_to_show_nothing(own_folder: Path) -> None:
    for number in (1, 2):
        write_build(own_folder, number, load_rows())
    pointer = own_folder / "current.json"
    whole = pointer.read_text()
    for damaged in ("{", whole.replace("history", "hisdory"), whole.replace("}}", '}, "pointer_sha256": "0"}')):
        pointer.write_text(damaged)
        shown = newest_sound_build()
        assert (shown.build.number, str(shown.fault)[:22]) == (2, "发布指针 current.json 损坏或无"), damaged
    pointer.unlink()
    assert "不见了" in str(newest_sound_build().fault)


def test_a_build_that_is_removed_while_it_is_opened_gives_way_to_the_new_one(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_build(own_folder, 1, load_rows())
    stale = committed_builds()
    write_build(own_folder, 2, load_rows())
    shutil.rmtree(own_folder / "builds/000000000001")
    answers = iter([stale])  # the pointer as it was read a moment before
    monkeypatch.setattr(published_db, "committed_builds", lambda: next(answers, None) or committed_builds())
    shown = newest_sound_build()
    assert (shown.build.number, shown.fault) == (2, None)


def test_a_damaged_build_is_not_hashed_in_every_run(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2):
        write_build(own_folder, number, load_rows())
    damage(own_folder, 2)
    newest_sound_build()
    damage(own_folder, 2)  # sound again
    assert newest_sound_build().build.number == 1
    monkeypatch.setattr(published_db, "FAULT_SECONDS", 0.0)
    assert newest_sound_build().build.number == 2


def test_a_record_cannot_lead_out_of_its_folder(own_folder: Path) -> None:
    import hashlib

    write_build(own_folder, 1, {})
    record = own_folder / "builds/000000000001/build.json"
    record.write_text(json.dumps({"files": {"../../current.json": {"sha256": "0"}}}))
    pointer = {"build_number": 1, "build_sha256": hashlib.sha256(record.read_bytes()).hexdigest()}
    (own_folder / "current.json").write_text(json.dumps(pointer))
    with pytest.raises(DamagedBuildError, match="不认识的文件"):
        fetch_rows("build_facts")


def test_a_new_build_is_noticed_but_not_in_the_middle_of_a_run(own_folder: Path) -> None:
    rows = load_rows()
    write_build(own_folder, 1, rows)
    with one_build(build_in_use()):
        assert fetch_rows("build_facts")[0]["form_count"] == 5
        rows["meta_build"][0]["form_count"] = 6
        write_build(own_folder, 2, rows)
        assert fetch_rows("build_facts")[0]["form_count"] == 5
    assert build_in_use().number == 2
    assert fetch_rows("build_facts")[0]["form_count"] == 6


def test_a_missing_parameter_is_a_mistake_of_the_page() -> None:
    with pytest.raises(KeyError, match="id"):
        fetch_rows("project_form", {})


@pytest.mark.parametrize(
    "statement",
    [
        "from read_text('pyproject.toml')",
        "copy (select 1) to 'x.csv'",
        "attach 'x.db'",
        "set threads = 4",
        "set enable_external_access = true",
        "install httpfs",
    ],
)
def test_the_opened_build_is_locked(statement: str) -> None:
    fetch_rows("build_facts")
    cursor = published_db._opened(build_in_use()).connection.cursor()
    with pytest.raises(duckdb.Error):
        cursor.execute(statement)


def test_many_readers_ask_at_once(all_filters: dict[str, list[str]]) -> None:
    def ask(number: int) -> int:
        years = [str(2000 + number)]  # another choice each time: no answer comes from the cache
        of_a_year = fetch_rows("project_rows", all_filters | {"year": years})
        return len(fetch_rows("project_rows", all_filters)) + len(of_a_year)

    with ThreadPoolExecutor(10) as readers:
        counts = list(readers.map(ask, range(200, 300)))
    assert counts == [5] * 100


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no locks there")
def test_a_build_in_use_is_not_given_up(own_folder: Path) -> None:
    import fcntl

    write_build(own_folder, 1, load_rows())
    descriptor = os.open(own_folder / "builds/000000000001", os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        fetch_rows("build_facts")
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(descriptor)
