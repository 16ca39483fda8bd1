"""The database behind the pages reaches nothing outside, stays locked, and ends what takes too long or too much."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from pages.queries import published_db
from pages.queries.build_folder import PublishedDataError, QuestionError
from pages.queries.page_picture import load_page_picture
from pages.queries.published_db import build_in_use, close_builds, fetch

APP = str(Path(__file__).parents[2] / "app.py")
LIMIT_MILLISECONDS = "1000"  # each of the small questions with which a build is opened takes one
OUTSIDE = (
    "select * from read_text('/etc/hostname')", "select * from read_csv('{folder}/x.csv')",
    "select * from '{folder}/x.csv'", "select * from glob('{folder}/*')",
    "copy (select 1) to '{folder}/y.csv'", "copy (select 1) to '.tmp/y.csv'",
    "export database '{folder}/e'", "attach '{folder}/z.db'", "install httpfs", "load httpfs",
    "set enable_external_access = true", "set lock_configuration = false", "set memory_limit = '8GB'",
    "reset max_execution_time", "set temp_directory = '{folder}'", "pragma enable_profiling",
    "select * from python_frame",
)  # fmt: skip
SLOW = {
    "cross": "select count(*) as n from range(10000000) a, range(100000) b where (a.range * b.range) % 7 = 3",
    "recursive": "with recursive t(n) as (select 1 union all select n + 1 from t where n < 1e8) select max(n) from t",
    "pattern": "select count(*) from range(50000000) where regexp_matches(range::varchar || repeat('a', 50), '(a+)+b')",
}
LARGE = "select list(range) as numbers from range(200000000)"


@pytest.fixture()
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of questions of this test for the small build; what is written beside the app is written here."""
    monkeypatch.chdir(tmp_path)
    for macro in published_db.MACROS:
        (tmp_path / f"{macro}.sql").write_text((published_db.QUESTIONS / f"{macro}.sql").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(published_db, "QUESTIONS", tmp_path)
    close_builds()
    yield tmp_path
    close_builds()
    published_db.load_question.cache_clear()


@pytest.mark.parametrize("statement", OUTSIDE)
def test_nothing_outside_is_reached(statement: str, questions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (questions / "x.csv").write_text("a\n1\n")
    python_frame = [1]
    (questions / "asked.sql").write_text(statement.format(folder=questions))
    published_db.load_question.cache_clear()
    with pytest.raises((PublishedDataError, duckdb.Error)):
        fetch("asked")
    written = [name for name in ("e", "y.csv", "z.db") if (questions / name).exists()]
    assert python_frame and not written and not Path(".tmp").exists()


def test_nothing_is_written_beside_the_app(questions: Path) -> None:
    setting = "select current_setting('allowed_directories') as folders, current_setting('temp_directory') as spill"
    (questions / "settings.sql").write_text(setting)
    assert fetch("settings").to_pylist() == [{"folders": [], "spill": ""}]


@pytest.mark.parametrize("name", SLOW)
def test_a_question_past_its_time_ends_with_one_sentence(
    name: str, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(published_db.LOCKED, "max_execution_time", LIMIT_MILLISECONDS)
    (questions / f"{name}.sql").write_text(SLOW[name])
    with pytest.raises(QuestionError, match="秒，已停止；请缩小筛选范围"):
        fetch(name)


def test_a_question_that_takes_too_much_memory_ends_with_one_sentence(
    questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(published_db.LOCKED, "max_execution_time", "300000")
    monkeypatch.setitem(published_db.LOCKED, "memory_limit", "64MB")
    (questions / "large.sql").write_text(LARGE)
    with pytest.raises(QuestionError, match="结果过大，已停止；请缩小筛选范围"):
        fetch("large")
    assert not Path(".tmp").exists()


def test_a_page_says_the_sentence_in_place_of_its_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(question: str, parameters: object = None) -> None:
        raise QuestionError("这次查询超过了时间上限，请缩小筛选范围后再试。")

    app = AppTest.from_file(APP, default_timeout=300).run()
    monkeypatch.setattr(published_db, "_answer", lambda *asked: too_slow(""))
    app.switch_page("pages/execution_rate.py").run()
    assert not app.exception
    assert [error.value for error in app.error] == ["这次查询超过了时间上限，请缩小筛选范围后再试。"]


@pytest.mark.parametrize(
    "asked",
    ["../../../../etc/passwd", "../" * 20 + "etc/hostname", "a" * 63, "a" * 63 + "/", "A" * 64, "", "a" * 64, None],
)
def test_only_pictures_of_the_register_are_opened(asked: str | None) -> None:
    assert load_page_picture(build_in_use(), asked) is None
