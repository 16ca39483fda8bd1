"""The commands as an operator meets them: exit codes, what is said, what is read anew, what stands afterwards."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from etl.__main__ import main
from etl.read_batch import ReadTask
from etl.steps import read_collection, read_document
from tests.pipeline.workshop import ORIGINALS, PublishedOnce, Workshop

ROOT = Path(__file__).parents[2]
SMALL, OTHER = "000_97151e70fad24f8b.txt", "001_fe29c3250f080ceb.txt"
REGULATION = "# 项目支出绩效评价管理办法\n\n第一条 为加强支出管理，制定本办法。\n第二条 本办法适用于项目支出。\n"
BAD_FILES = {
    "empty.txt": b"",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "broken.txt": "项目名称\t某项目".encode()[:-1] + b"\xff\xfe\x80 \xe4\xb8",
    "regulation.txt": REGULATION.encode(),
}


@pytest.fixture
def built(workshop: Workshop, published_once: PublishedOnce) -> Workshop:
    """A place where one document has been built."""
    published_once.give(workshop, ORIGINALS / SMALL)
    return workshop


def build_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "builds" / "000000000001").iterdir()}


def test_second_build_of_the_same_input_makes_no_new_one(workshop: Workshop) -> None:
    workshop.add(SMALL)
    code, said = workshop.build()
    assert (code, "已发布第 1 批" in said, "新读 1 份" in said) == (0, True, True)
    code, said = workshop.build()
    assert (code, "没有生成新批次" in said, "新读 0 份，沿用上次 1 份" in said) == (0, True, True)
    shutil.rmtree(workshop.cache)
    code, said = workshop.build()
    assert (code, "没有生成新批次" in said, "新读 1 份" in said) == (0, True, True)


def test_only_what_changed_is_read_anew(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.add(SMALL, OTHER)
    workshop.build()
    changed = workshop.raw / OTHER
    changed.write_bytes(changed.read_bytes() + b"\n\n")
    code, said = workshop.build()
    assert (code, "新读 1 份，沿用上次 1 份" in said, "已发布第 2 批" in said) == (0, True, True)
    monkeypatch.setattr(read_collection, "reader_version", lambda: "other")
    assert "新读 2 份，沿用上次 0 份" in workshop.build()[1]


def test_damaged_cache_is_read_anew(built: Workshop) -> None:
    (entry,) = built.cache.rglob("*.json")
    entry.write_bytes(entry.read_bytes().replace(b"95.37", b"99.99"))
    code, said = built.build()
    assert (code, "新读 1 份" in said, "没有生成新批次" in said) == (0, True, True)


def test_workers_and_order_change_no_byte(workshop: Workshop, tmp_path: Path) -> None:
    workshop.add(OTHER, SMALL)
    workshop.build("--workers", "1")
    first = build_bytes(workshop.published)
    shutil.rmtree(workshop.published)
    shutil.rmtree(workshop.cache)
    workshop.build("--workers", "3")
    assert build_bytes(workshop.published) == first


def test_bad_files_are_set_aside_and_the_rest_is_published(workshop: Workshop) -> None:
    workshop.add(SMALL)
    for name, content in BAD_FILES.items():
        (workshop.raw / name).write_bytes(content)
    shutil.copy(workshop.raw / SMALL, workshop.raw / "copy.txt")
    code, said = workshop.build()
    assert code == 1
    assert "采用 1 份，未采用 5 份" in said
    for name in (*BAD_FILES, "copy.txt"):
        reasons = [line for line in said.splitlines() if line.startswith(f"  {name}：")]
        assert len(reasons) == 1, name
        assert reasons[0].endswith("。"), name
    documents = workshop.table("core_document")
    assert dict(documents.group_by("reading_status").len().iter_rows()) == {"read": 1, "set_aside": 4}
    assert documents.filter(pl.col("reading_status") == "set_aside")["set_aside_text"].null_count() == 0
    findings = workshop.table("audit_finding")["rule_id"].to_list()
    assert "READ-duplicate_content" in findings
    assert workshop.run("check", "--published", str(workshop.published))[0] == 0


def read_or_fail(task: ReadTask, most_ocr_pages: int) -> bytes:
    """Read a document, or do what its name says; runs in a child process."""
    if task.file_name == "crash.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    if task.file_name == "fault.txt":
        raise IndexError("list index out of range")
    return read_document.read_task(task, most_ocr_pages)


def test_crash_and_fault_of_one_document_cost_only_that_one(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.add(SMALL)
    (workshop.raw / "crash.txt").write_text("crash")
    (workshop.raw / "fault.txt").write_text("fault")
    monkeypatch.setattr(read_collection, "read_task", read_or_fail)
    code, said = workshop.build()
    assert code == 1
    assert "crash.txt：读取进程意外中止（SIGKILL）" in said
    assert "fault.txt：读取程序出错（IndexError" in said
    monkeypatch.setattr(read_collection, "read_task", read_document.read_task)
    code, said = workshop.build()  # failures are not remembered: both are tried again
    assert "新读 2 份，沿用上次 1 份" in said


def test_losing_all_forms_is_refused_and_the_old_build_stands(built: Workshop) -> None:
    (built.raw / SMALL).unlink()
    (built.raw / "regulation.txt").write_text(REGULATION)
    before = (built.published / "current.json").read_bytes()
    code, said = built.build()
    assert (code, "上一批有 3 张项目表，这一批一张也没有" in said) == (2, True)
    assert (built.published / "current.json").read_bytes() == before
    assert built.build("--accept-fewer-forms")[0] == 1


def test_fault_of_the_program_is_not_taken_for_a_build(workshop: Workshop) -> None:
    workshop.add(SMALL)
    broken = "import runpy, etl.core_frames as part; part.make_core_frames = None; "
    broken += "runpy.run_module('etl', run_name='__main__')"
    places = ["build", str(workshop.raw), "--published", str(workshop.published), "--cache", str(workshop.cache)]
    done = subprocess.run(
        [sys.executable, "-c", broken, *places], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "TypeError" in done.stderr) == (2, True)
    assert not (workshop.published / "current.json").exists()


def test_nothing_to_build_from_is_refused(workshop: Workshop) -> None:
    code, said = workshop.build()
    assert (code, "没有可读的文件" in said) == (2, True)
    code, said = workshop.run("build", str(workshop.raw / "nowhere"), "--published", str(workshop.published))
    assert (code, "没有这个文件夹" in said) == (2, True)


def test_changed_published_byte_is_noticed_by_check(built: Workshop) -> None:
    path = built.published / "builds" / "000000000001" / "core_indicator.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 4
    path.write_bytes(content)
    code, said = built.run("check", "--published", str(built.published))
    assert (code, "core_indicator.parquet 的内容与登记的指纹不符" in said) == (2, True)


def test_describe_names_tables_and_findings(built: Workshop) -> None:
    code, said = built.run("describe", "--published", str(built.published))
    assert code == 0
    assert "core_project                   3 行  项目表" in said


def test_every_number_leads_to_its_line(built: Workshop) -> None:
    fields = built.table("raw_form_field").filter(pl.col("field_name") == "score", ~pl.col("is_inferred"))
    lines = built.table("raw_document_line")
    placed = fields.join(lines, on=["document_id", "line_no"])
    assert placed.height == fields.height > 30
    for row in placed.iter_rows(named=True):
        assert row["line_text"][row["char_start"] : row["char_end"]].strip() == row["printed_text"], row


ReadFile = Callable[[Path], tuple[int, str, str]]


@pytest.fixture
def read_file(capfdbinary: pytest.CaptureFixture[bytes]) -> ReadFile:
    def run(path: Path) -> tuple[int, str, str]:
        code = main(["read", str(path)])
        printed = capfdbinary.readouterr()
        return code, printed.out.decode(), printed.err.decode()

    return run


def test_read_prints_one_json_object(read_file: ReadFile, tmp_path: Path) -> None:
    path = tmp_path / "case" / "doc.txt"
    path.parent.mkdir()
    shutil.copy(ORIGINALS / SMALL, path)
    code, printed, _ = read_file(path)
    described = json.loads(printed)
    assert (code, described["document"], described["province"], len(described["tables"])) == (0, "case", "上海市", 3)
    fund = described["tables"][0]["funding"][0]
    assert (fund["source"], fund["executed"], fund["execution_rate"]) == ("total", 297.43, 93.79)
    assert described["tables"][0]["funding"][1]["score"] is None


@pytest.mark.parametrize("name", ["empty.txt", "picture.txt", "nowhere.txt"])
def test_read_of_an_unreadable_file_is_one_line(read_file: ReadFile, tmp_path: Path, name: str) -> None:
    if name in BAD_FILES:
        (tmp_path / name).write_bytes(BAD_FILES[name])
    code, printed, error = read_file(tmp_path / name)
    assert (code, printed, error.count("\n"), error.startswith(f"{name}：")) == (2, "", 1, True)


def test_read_of_a_regulation_gives_no_form_and_says_why(read_file: ReadFile, tmp_path: Path) -> None:
    (tmp_path / "regulation.txt").write_bytes(BAD_FILES["regulation.txt"])
    code, printed, _ = read_file(tmp_path / "regulation.txt")
    described = json.loads(printed)
    assert (code, described["tables"], len(described["set_aside"])) == (0, [], 1)
