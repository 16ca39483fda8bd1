"""What an analyst sees where the data is not as it should be: one Chinese sentence that says what to do, no more."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE
from pages.queries.published_db import close_builds, fetch_rows
from pages.widgets import build_stamp
from tests.pages.conftest import load_rows, point_to, write_build

APP = str(Path(__file__).parents[2] / "app.py")
COMMAND = "python -m etl build"
FAULT_ID = re.compile(r"编号 [0-9a-f]{8} ")
ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}")  # three words in a row; the command is taken out before
TIME_LIMIT = 1000  # milliseconds; each of the other questions takes some ten


@pytest.fixture()
def own_folder(tmp_path: Path) -> Iterator[Path]:
    """A published folder of this test with two builds, which the pages read."""
    os.environ[PUBLISHED_VARIABLE] = str(tmp_path)
    rows = load_rows()
    write_build(tmp_path, 1, rows)
    rows["meta_build"][0]["form_count"] = 6
    yield write_build(tmp_path, 2, rows)
    close_builds()


def opened() -> AppTest:
    """The start page in a new session."""
    return AppTest.from_file(APP, default_timeout=300).run()


def only_sentence(app: AppTest, kind: str) -> str:
    """The one message of a kind on a page that shows no exception and no English."""
    assert not app.exception
    (message,) = getattr(app, kind)
    text = str(message.value)
    assert not ENGLISH.search(text.replace(COMMAND, "")), text
    assert "\n" not in text and "Traceback" not in text
    return text


def damage_folder(root: Path) -> None:
    shutil.rmtree(root / "builds/000000000002")


def damage_footer(root: Path) -> None:
    file = root / "builds/000000000002/mart_project.parquet"
    file.write_bytes(file.read_bytes()[:-6] + b"\0\0\0\0\0\0")


def damage_record(root: Path) -> None:
    (root / "builds/000000000002/build.json").write_text("[]")
    point_to(root, 2)  # the pointer vouches for it, as a fault of another version would


def damage_pointer(root: Path) -> None:
    (root / "current.json").write_text('{"build_number": "2"}')


DAMAGES: dict[str, tuple[Any, int]] = {
    "folder": (damage_folder, 1),
    "footer": (damage_footer, 1),
    "record": (damage_record, 1),
    "pointer": (damage_pointer, 2),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_new_sessions_fall_back_with_a_notice(own_folder: Path, damage: str) -> None:
    harm, shown_number = DAMAGES[damage]
    harm(own_folder)
    app = opened()
    sentence = only_sentence(app, "warning")
    assert f"批次 {shown_number}。原因：" in sentence and COMMAND in sentence
    assert app.header[0].value == "总览" and not app.error
    assert f"数据批次 {shown_number}" in app.sidebar.caption[0].value


@pytest.mark.parametrize("damage", DAMAGES)
def test_sessions_that_are_open_go_on(own_folder: Path, damage: str) -> None:
    app = opened()
    DAMAGES[damage][0](own_folder)
    app.run()
    assert not app.exception and not app.error
    assert app.header[0].value == "总览"


def test_no_sound_build_is_one_sentence_with_a_number_that_the_log_has(
    own_folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(own_folder / "builds/000000000001")
    damage_footer(own_folder)
    monkeypatch.setattr(build_stamp.LOG, "propagate", True)
    sentence = only_sentence(opened(), "error")
    assert sentence.startswith("数据暂时不可用：批次 2") and COMMAND in sentence
    (fault_id,) = FAULT_ID.findall(sentence)
    assert fault_id.strip() in caplog.text and "mart_project.parquet" in caplog.text


def test_a_new_build_is_told_once(own_folder: Path) -> None:
    app = opened()
    assert not app.info or "有新数据" not in app.info[0].value
    rows = load_rows()
    write_build(own_folder, 3, rows)
    app.run()
    assert "有新数据：刚才显示的是批次 2，现在是批次 3" in app.info[0].value
    app.run()
    assert not any("有新数据" in info.value for info in app.info)


def test_a_column_missing_in_an_older_build_breaks_one_page_with_one_sentence(own_folder: Path) -> None:
    folder = own_folder / "builds/000000000002"
    file = folder / "mart_first_low_indicator.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["score_rate"]), file)
    record = json.loads((folder / "build.json").read_text())
    record["files"][file.name]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "build.json").write_text(json.dumps(record))
    point_to(own_folder, 2)
    sentence = only_sentence(opened().switch_page("pages/low_scoring_indicators.py").run(), "error")
    assert "旧版程序生成" in sentence and COMMAND in sentence and FAULT_ID.search(sentence)
    other = opened().switch_page("pages/sources.py").run()
    assert not other.exception and not other.error


@pytest.mark.parametrize(
    ("statement", "limits", "words"),
    [
        ("select sum(a.range * b.range % 7) as n from range(1000000) a, range(1000000) b",
         {"max_execution_time": str(TIME_LIMIT)}, "秒，已停止"),
        ("select array_agg(range) as n from range(20000000)", {"memory_limit": "20MB"}, "结果过大"),
    ],
)  # fmt: skip
def test_a_query_past_its_limits_is_one_sentence_and_stops_alone(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, statement: str, limits: dict[str, str], words: str
) -> None:
    monkeypatch.setattr(published_db, "LOCKED", published_db.LOCKED | limits)
    asked = published_db.load_question
    monkeypatch.setattr(
        published_db, "load_question", lambda name: statement if name == "first_attentions" else asked(name)
    )
    sentence = only_sentence(opened(), "error")
    assert words in sentence and "缩小筛选范围" in sentence
    assert fetch_rows("build_facts")[0]["form_count"] == 6, "others are still answered"


def test_the_limits_are_set_and_locked(own_folder: Path) -> None:
    fetch_rows("build_facts")
    cursor = published_db._opened(published_db.build_in_use()).connection.cursor()
    names = ("max_execution_time", "memory_limit")
    rows = dict(cursor.execute("select name, value from duckdb_settings() where name in ($a, $b)",
                               {"a": names[0], "b": names[1]}).fetchall())  # fmt: skip
    assert int(rows["max_execution_time"]) == published_db.QUERY_SECONDS * 1000
    assert rows["memory_limit"] != "" and not rows["memory_limit"].startswith("0")
    with pytest.raises(duckdb.Error):
        cursor.execute("set max_execution_time = 0")
