"""The trial reading in a process of its own: what it gives, what it says, and that nothing of it is left behind."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pages.widgets import trial_process
from pages.widgets.trial_process import BusyError, TrialError, processes_naming, read_on_trial, safe_ending
from pages.wording.set_aside_advice import load_advice

FORM = Path(__file__).parents[1] / "golden" / "tab_rows" / "source.txt"
MOST_SECONDS = 30  # less than the pretended commands sleep
STARTS_A_SESSION = """
import pathlib, subprocess, sys, time
same_group = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(__file__).with_name("same_group").write_text(str(same_group.pid))
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", sys.argv[2]], start_new_session=True)
pathlib.Path(__file__).with_name("begun").touch()
time.sleep(600)
"""


@pytest.fixture()
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is run as the command in place of the real one."""
    command = tmp_path / "project" / "etl" / "__main__.py"
    command.parent.mkdir(parents=True)
    monkeypatch.setattr(trial_process, "PROJECT_FOLDER", command.parents[1])
    return command


def ignore(_: float) -> None:
    """Nobody watches the time."""


def test_a_form_is_read_by_the_command_and_its_folder_is_gone(private: Path) -> None:
    described = read_on_trial(FORM.read_bytes(), "任意 名字.txt", ignore)
    (form,) = described["tables"]
    assert form["project_name"] and form["indicators"] and 0 < form["reading_confidence"] <= 1
    assert {check["status"] for check in form["reading_checks"]} <= {"passed", "failed", "not_applicable"}
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [(b"", "a.txt", "文件是空的"), (b"%PDF-1.4 cut", "a.pdf", "PDF"), (b"PK\x03\x04cut", "a.zip", "打不开")],
)
def test_a_document_that_cannot_be_read_is_refused_in_the_words_of_the_command(
    content: bytes, name: str, told: str, private: Path
) -> None:
    with pytest.raises(TrialError, match=told) as refused:
        read_on_trial(content, name, ignore)
    assert "upload" not in str(refused.value) and "原因代码" not in str(refused.value)
    assert refused.value.code in load_advice(), "the page says what to do about it"
    assert list(private.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("print('{\"tables\": ')", "没有给出完整的结果"),
        ("print('[]')", "没有给出完整的结果"),
        ("raise SystemExit(2)", "退出码 2"),
        ("import os; os.kill(os.getpid(), 9)", "退出码 -9"),
        ("import sys; sys.stderr.write('upload.txt：看得见的原因\\n'); raise SystemExit(2)", "^看得见的原因$"),
        ("import sys; sys.stderr.write('upload.txt：不该显示\\n'); raise SystemExit(1)", "退出码 1"),
        ("while True: print('x' * 65536)", "内容过多"),
    ],
)
def test_a_command_that_fails_is_one_sentence(
    command: str, told: str, pretend: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial_process, "OUTPUT_LIMIT_BYTES", 1 << 20)
    pretend.write_text(command, "utf-8")
    with pytest.raises(TrialError, match=told):
        read_on_trial(b"x", "a.txt", ignore)
    assert list(private.iterdir()) == []


def test_a_command_that_hangs_is_ended_with_what_it_started(
    pretend: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend.write_text(STARTS_A_SESSION, "utf-8")
    seen: list[int] = []

    def count_processes(_: float) -> None:
        if pretend.with_name("begun").exists():
            seen.append(len(processes_naming(private)))
            monkeypatch.setattr(trial_process, "TIME_LIMIT_SECONDS", 0)

    with pytest.raises(TrialError, match="超过 0 秒"):
        read_on_trial(b"x", "a.txt", count_processes)
    assert seen == [2], "the command and the session that it started both ran"
    assert list(private.iterdir()) == []
    child = int(pretend.with_name("same_group").read_text())
    assert has_come(lambda: processes_naming(private) == []), "a session of its own is known by the folder"
    assert has_come(lambda: not is_running(child)), "a child that names no folder is in the group"


def has_come(is_so: Callable[[], bool]) -> bool:
    """Whether something comes true in time: what is killed is gone a moment later."""
    give_up = time.monotonic() + MOST_SECONDS
    while not is_so() and time.monotonic() < give_up:
        time.sleep(0.02)
    return is_so()


def is_running(process_id: int) -> bool:
    """Whether a process is there and no leftover that its parent has not looked at."""
    status = Path(f"/proc/{process_id}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_an_analyst_who_chooses_another_file_ends_the_reading(pretend: Path, private: Path) -> None:
    pretend.write_text("import time; time.sleep(600)", "utf-8")

    class OtherFileError(BaseException):
        """What streamlit raises to end a run."""

    def interrupt(_: float) -> None:
        raise OtherFileError

    with pytest.raises(OtherFileError):
        read_on_trial(b"x", "a.txt", interrupt)
    assert has_come(lambda: processes_naming(private) == []) and list(private.iterdir()) == []


def test_a_busy_server_says_so_and_is_free_again(pretend: Path, private: Path) -> None:
    pretend.write_text("print('{}')", "utf-8")
    for _ in range(trial_process.TRIALS_AT_ONCE):
        assert trial_process._places.acquire(blocking=False)
    try:
        with pytest.raises(BusyError, match="正在试读"):
            read_on_trial(b"x", "a.txt", ignore)
    finally:
        for _ in range(trial_process.TRIALS_AT_ONCE):
            trial_process._places.release()
    for _ in range(trial_process.TRIALS_AT_ONCE + 1):
        assert read_on_trial(b"x", "a.txt", ignore) == {}


def test_pages_without_the_reader_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial_process, "PROJECT_FOLDER", tmp_path)
    with pytest.raises(TrialError, match="没有读取程序"):
        read_on_trial(b"x", "a.txt", ignore)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("表.DOCX", ".docx"), ("../../etc/passwd", ""), ("a.txt\u202efdp.", ""), ("x.exe", ""), ("a.pdf/..", ""),
     ("<img src=x>.html", ".html"), ("", "")],
)  # fmt: skip
def test_of_a_name_only_a_known_ending_is_used(name: str, ending: str) -> None:
    assert safe_ending(name) == ending
