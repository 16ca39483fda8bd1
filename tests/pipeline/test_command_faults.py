"""Faults of the surroundings, each told in one sentence: no trace, no raw file name, no endless read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.publish.pointer import PointerError, load_pointer
from etl.reading_cache import ReadingCache
from etl.summary_text import BuildFacts, summarise_build
from etl.visible_text import visible, visible_lines, visible_signs
from tests.pipeline.workshop import Workshop

PROJECT = Path(__file__).parents[2]
FACTS = BuildFacts(1, "a", 1, 1, 1, (("a\x1b]0;b\x07\u202e.txt", "空"),), (), {})


@pytest.mark.parametrize("number", ["1e999", "-1", "0", "1.5", "true", '"1"', "null"])
def test_pointer_to_no_number_is_damaged(tmp_path: Path, number: str) -> None:
    (tmp_path / "current.json").write_text(f'{{"build_number": {number}, "build_sha256": "", "history": []}}', "utf-8")
    with pytest.raises(PointerError, match="损坏"):
        load_pointer(tmp_path)
    assert main(["describe", "--published", str(tmp_path)]) == 2


def test_pipes_and_folders_are_refused_unread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "a.txt"
    os.mkfifo(pipe)
    assert main(["read", str(pipe)]) == 2
    assert main(["read", str(tmp_path)]) == 2
    assert main(["read", str(tmp_path / "没有.txt")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition("：")[2] for line in told] == [
        "没有这个文件，或它不是普通文件。",
        "这是文件夹，不是文件。",
        "没有这个文件，或它不是普通文件。",
    ]


def test_a_name_longer_than_the_system_takes_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path / ("名" * 300))]) == 2
    (told,) = capsys.readouterr().err.splitlines()
    assert "文件打不开，请检查文件名和权限" in told


def test_file_names_are_shown_without_their_control_characters() -> None:
    assert visible("a\x1b]0;\u202e项目 1.txt") == "a\\u001b]0;\\u202e项目 1.txt"
    assert "\x1b" not in "\n".join(summarise_build(FACTS, True, 1, 0, 0.1))
    assert visible_lines("一\n二\u3000三\x9b") == "一\n二\u3000三\\u009b"
    assert visible_signs("一\n二\t\u200b三\U000e0041") == "一\n二\t\\u200b三\\udb40\\udc41"


def test_what_a_document_prints_does_not_steer_the_terminal(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    form = (PROJECT / "tests/golden/tab_rows/source.txt").read_text("utf-8")
    name = next(line for line in form.splitlines() if line.startswith("项目名称")).split("\t")[2]
    hostile = f"{name[0]}\x9b31m\u202e{name[1:]}"
    (tmp_path / "a.txt").write_text(form.replace(name, hostile, 1), "utf-8")
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    printed = capfdbinary.readouterr().out.decode()
    assert printed.endswith("\n") and printed[:-1].isprintable()
    assert json.loads(printed)["tables"][0]["project_name"].startswith(name[0])
    folder = tmp_path / "坏\x1b]0;名"
    assert main(["build", str(folder), "--published", str(tmp_path / "p")]) == 2
    assert b"\x1b" not in capfdbinary.readouterr().err


def test_originals_that_are_gone_are_named() -> None:
    lines = list(summarise_build(FACTS, True, 1, 0, 0.1, ["a.txt", "b.txt", "c.txt", "d.txt"]))
    assert "上一批有而这次没有的原件 4 份（a.txt、b.txt、c.txt等）" in lines[-1]
    assert not any("上一批" in line for line in summarise_build(FACTS, True, 1, 0, 0.1))


def test_cache_that_cannot_be_used_counts_as_absent(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    cache = ReadingCache(tmp_path / "file", "v1")  # a file where the folder should be
    cache.save("ab" * 32, "a.txt", b"reading")
    assert cache.load("ab" * 32, "a.txt") is None
    good = ReadingCache(tmp_path / "cache", "v1")
    good.save("ab" * 32, "a.txt", b"reading")
    assert good.load("ab" * 32, "a.txt") == b"reading"


def test_a_reader_that_has_gone_does_not_stop_the_build(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    sample = next((PROJECT / "tests" / "golden").glob("tab_rows/source.txt"))
    (raw / "a.txt").write_bytes(sample.read_bytes())
    build = f'"{sys.executable}" -m etl build "{raw}" --published "{tmp_path}/p" --cache "{tmp_path}/c"'
    command = f"{build} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "p" / "current.json").is_file()


def test_sentences_of_findings_hide_no_signs(workshop: Workshop) -> None:
    form = (PROJECT / "tests/golden/tab_rows/source.txt").read_text("utf-8")
    (workshop.raw / "a.txt").write_text(form.replace("17.02\t10\t", "约17\u202e万\x9b\t10\t"), "utf-8")
    assert workshop.build()[0] == 0
    messages = workshop.table("audit_finding")["message"]
    assert messages.str.contains("\\u009b", literal=True).any(), messages.to_list()
    assert not messages.str.contains("[\u202e\x9b]").any()
