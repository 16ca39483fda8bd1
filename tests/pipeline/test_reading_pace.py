"""What a long run says about its pace, and what a build does with documents that go beyond a limit."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

import etl.__main__
import etl.settings
from etl.command_parser import describe_error
from etl.read_batch import ReadTask
from etl.reading_pace import ReadingPace, Step, rate_text, time_text
from etl.steps import read_collection, read_document
from tests.pipeline.workshop import Workshop


def step(done: int, work_done: int, work_left: int, title: str = "读取") -> Step:
    return Step(title, done, 1000, "a.txt", done, work_done, work_left)


def test_time_left_goes_by_work_and_not_by_count() -> None:
    seconds = iter([0.0, 10.0, 20.0])
    pace = ReadingPace(lambda: next(seconds))
    assert pace.describe(step(0, 0, 2000)) == "读取 0/1000"
    assert pace.describe(step(300, 1000, 1000)) == "读取 300/1000，每秒 30 份，约剩 10 秒"
    assert pace.describe(step(1000, 2000, 0)) == "读取 1000/1000，每秒 50 份"


def test_only_the_last_minute_counts_and_each_title_for_itself() -> None:
    seconds = iter([0.0, 30.0, 100.0, 101.0])
    pace = ReadingPace(lambda: next(seconds))
    pace.describe(step(0, 0, 2000))
    pace.describe(step(900, 900, 1100))
    assert pace.describe(step(907, 970, 70)) == "读取 907/1000，每秒 0.10 份，约剩 1 分 10 秒"
    assert pace.describe(step(1, 1, 1, "页面图")) == "页面图 1/1000"


def test_what_was_reused_took_no_time() -> None:
    seconds = iter([0.0, 2.0])
    pace = ReadingPace(lambda: next(seconds))
    pace.describe(Step("读取", 900, 1000, "", 0, 0, 100))
    assert pace.describe(Step("读取", 904, 1000, "", 4, 50, 50)) == "读取 904/1000，每秒 2.0 份，约剩 2 秒"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 秒"), (59.4, "59 秒"), (80, "1 分 20 秒"), (7260, "2 小时 1 分")]
)
def test_times_are_told_in_two_units(seconds: float, text: str) -> None:
    assert time_text(seconds) == text
    assert [rate_text(rate) for rate in (42.4, 3.44, 0.25)] == ["42", "3.4", "0.25"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("bild",), "命令 不能是 bild，可用的有"),
        (("build", "--workers", "0"), "--workers：应为从 1 起的整数，不能是 '0'"),
        (("build", "--keep", "x"), "--keep：应为从 1 起的整数，不能是 'x'"),
        (("build", "--keep"), "--keep 后面要有一个值"),
        (("read",), "缺少 FILE"),
        (("build", "--foo"), "不认识的参数 --foo"),
    ],
)
def test_a_command_written_wrongly_is_told_in_one_chinese_line(
    arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        etl.__main__.main(arguments)
    said = capsys.readouterr()
    assert (stopped.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert says in said.err
    assert "usage" not in said.err
    assert "error" not in said.err


def test_an_unknown_complaint_is_quoted() -> None:
    assert describe_error("something new") == "命令写得不对（something new）"


def read_slowly(task: ReadTask, most_ocr_pages: int) -> bytes:
    """Read a document, one of them too slowly; runs in a child process."""
    if task.file_name == "slow.txt":
        time.sleep(60)
    return read_document.read_task(task, most_ocr_pages)


def test_a_document_beyond_the_time_limit_is_read_again_only_under_another_limit(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workshop.raw / "quick.txt").write_text("快", "utf-8")
    workshop.build()  # before there is a limit that a busy machine might exceed
    (workshop.raw / "slow.txt").write_text("慢", "utf-8")

    def limit(seconds: float) -> None:
        settings = etl.settings.load_settings()
        changed = replace(settings, reading=replace(settings.reading, time_limit_seconds=seconds))
        monkeypatch.setattr(etl.settings, "load_settings", lambda: changed)

    monkeypatch.setattr(read_collection, "read_task", read_slowly)
    limit(0.5)
    assert "slow.txt：读取超过 0.5 秒，已停止。" in workshop.build()[1]
    said = workshop.build()[1]
    assert "新读 0 份，沿用上次 2 份" in said
    assert "slow.txt：读取超过 0.5 秒，已停止。" in said
    assert "其中 1 份上次超过时间或内存的限额，没有再读" in said
    limit(0.6)
    said = workshop.build()[1]
    assert "新读 1 份，沿用上次 1 份" in said
    assert "slow.txt：读取超过 0.6 秒" in said


def test_a_busy_publisher_leaves_the_manifest_alone(workshop: Workshop, tmp_path: Path) -> None:
    from etl.collect.manifest import COLUMNS
    from etl.publish.publish_build import open_store

    (workshop.raw / "a.txt").write_text("x", "utf-8")
    manifest = workshop.raw / "manifest.csv"
    manifest.write_text(",".join(COLUMNS) + "\n", "utf-8")
    with open_store(workshop.published):
        assert workshop.build()[0] == 2
    assert manifest.read_text("utf-8") == ",".join(COLUMNS) + "\n"
    workshop.build()
    assert manifest.read_text("utf-8").count("\n") == 2
