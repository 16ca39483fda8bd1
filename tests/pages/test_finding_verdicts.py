"""Decisions on findings: kept, found again in another build, stale where the cells changed, and faults told."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pages.decisions import decision_store
from pages.decisions.decision_store import DecisionStoreError, load_rows, one_transaction, store_file
from pages.decisions.finding_verdicts import Author, keep_verdict, load_history, load_latest, match_verdicts

LIN, WANG = Author("林某", is_login=False), Author("wang@example.cn", is_login=True)
BUILD = "000000000001"
ROOT = Path(__file__).parents[2]
HOSTILE = "'); drop table finding_decision; --\x1b<img src=x>"


def finding(**changes: Any) -> dict[str, Any]:
    """One finding as the page has it."""
    return {
        "finding_id": "f1", "rule_id": "A03", "rule_title": "资金分项与总额不符", "severity": "高", "message": "不符",
        "printed": "100", "expected": "120", "place_text": "第 3 行", "project_id": "d1-01", "section_code": "fund",
        "row_no": None, "project_name": "档案整理费", "fiscal_year": 2023, "division_label": "宝山区",
        "department_name": "甲局",
    } | changes  # fmt: skip


def verdict_on(*findings: dict[str, Any], known: set[str] | None = None) -> list[tuple[str, str | None] | None]:
    """Code and stale reason for each finding; by default these findings are the whole build."""
    ids = {one["finding_id"] for one in findings} if known is None else known
    verdicts = match_verdicts(findings, load_latest(), ids, {one["project_id"] for one in findings})
    return [(one.code, one.stale_reason) if one else None for one in verdicts]


def test_nothing_is_made_by_looking(use_decisions: Path) -> None:
    assert verdict_on(finding()) == [None]
    assert not use_decisions.exists()


def test_the_latest_decision_counts_and_the_history_is_whole() -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    keep_verdict([finding(), finding(finding_id="f2", row_no=2)], "rejected", HOSTILE, WANG, BUILD)
    assert verdict_on(finding(), finding(finding_id="f2", row_no=2)) == [("rejected", None)] * 2
    history = load_history(finding())
    assert [(one["decided_by"], one["verdict_code"], one["note"]) for one in history] == [
        ("wang@example.cn", "rejected", HOSTILE), ("林某", "accepted", ""),
    ]  # fmt: skip
    keep_verdict([finding()], "withdrawn", "", LIN, BUILD)
    assert verdict_on(finding()) == [None] and len(load_history(finding())) == 3


def test_another_wording_of_the_message_changes_nothing() -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    assert verdict_on(finding(message="换了说法", severity="中")) == [("accepted", None)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"finding_id": "g", "printed": "110"}, "表上原文已变，处理时为“100”"),
        ({"finding_id": "g", "expected": "130"}, "应为值已变，处理时为“120”"),
        ({"finding_id": "g", "project_id": "d2-01"}, "原件已更换"),
        ({"finding_id": "g", "expected": "不低于 120%"}, None),
        ({"finding_id": "g", "message": "换了说法"}, None),
        ({"printed": "110"}, "表上原文已变，处理时为“100”"),
        ({"message": "执行率 41.06%"}, "依据的数或引文已变，处理时为“不符”"),
        ({"message": "另一张表印“较规范”"}, "依据的数或引文已变，处理时为“不符”"),
        ({"expected": "与“乙表”一致"}, "应为值已变，处理时为“120”"),
    ],
)
def test_a_changed_finding_makes_the_decision_stale(changes: dict[str, Any], reason: str | None) -> None:
    """Better words of a message or a requirement change nothing."""
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    assert verdict_on(finding(**changes)) == [("accepted", reason)]


def test_a_decision_that_still_holds_elsewhere_is_not_lent() -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    other = finding(finding_id="g", printed="90")
    assert verdict_on(finding(), other) == [("accepted", None), None], "two findings of one rule on one form"
    assert verdict_on(other, known={"f1", "g"}) == [None], "the other one is only filtered away"
    for changes in ({"rule_id": "A04"}, {"row_no": 7}, {"project_id": "d9-01", "project_name": "别的"}):
        assert verdict_on(finding(finding_id="g", **changes)) == [None]


def test_a_form_of_the_same_name_takes_over_only_from_one_that_is_gone() -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    namesake = finding(finding_id="g", project_id="d2-01")
    assert verdict_on(namesake) == [("accepted", "原件已更换")]
    mended = finding(finding_id="h", rule_id="A04")
    assert verdict_on(namesake, mended) == [None, None], "the form that was judged is there, without the finding"


def test_a_finding_about_a_whole_document_goes_by_its_id() -> None:
    nowhere = {"project_id": None, "project_name": None, "fiscal_year": None, "division_label": None}
    keep_verdict([finding(**nowhere)], "noted", "看过", LIN, BUILD)
    assert verdict_on(finding(**nowhere)) == [("noted", None)]
    assert verdict_on(finding(finding_id="g", **nowhere)) == [None]


def test_of_two_stale_decisions_the_one_on_the_same_text_is_shown() -> None:
    keep_verdict([finding(finding_id="f1", printed="100")], "accepted", "", LIN, BUILD)
    keep_verdict([finding(finding_id="f2", printed="200")], "rejected", "算错", LIN, BUILD)
    moved = finding(finding_id="g", printed="100", project_id="d2-01")
    assert verdict_on(moved) == [("accepted", "原件已更换")]


def test_rows_are_never_changed() -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    connection = sqlite3.connect(store_file())
    try:
        for change in ("update finding_decision set note = 'x'", "delete from finding_decision"):
            with pytest.raises(sqlite3.IntegrityError, match="appended"):
                connection.execute(change)
    finally:
        connection.close()


def test_a_fault_in_the_middle_keeps_nothing() -> None:
    with pytest.raises(sqlite3.IntegrityError):
        keep_verdict([finding(), finding(finding_id=None)], "accepted", "", LIN, BUILD)
    assert load_latest() == []


def test_analysts_at_once_lose_nothing() -> None:
    program = """
from tests.pages.test_finding_verdicts import *
decision_store.BUSY_SECONDS = 300.0  # each waits for the other one, however slow the disk is
for number in range(20):
    keep_verdict([finding(finding_id=f"{name}{number}")], "accepted", "", Author(name, is_login=False), BUILD)
"""
    analysts = [subprocess.Popen([sys.executable, "-c", f"name = '{name}'{program}"], cwd=ROOT) for name in "甲乙"]
    assert [analyst.wait(600) for analyst in analysts] == [0, 0]
    assert len(load_latest()) == 40


class BusySwitch(sqlite3.Connection):
    """A connection of one of two that make a new file at once: SQLite refuses its switch, without any wait."""

    refusals = 2

    def execute(self, statement: str, *parameters: Any) -> sqlite3.Cursor:
        if "journal_mode" in statement and BusySwitch.refusals:
            BusySwitch.refusals -= 1
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        return super().execute(statement, *parameters)


def test_the_first_decisions_at_once_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, **options: connect(file, factory=BusySwitch, **options))
    monkeypatch.setattr(decision_store, "BUSY_SECONDS", 300.0)
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    assert (verdict_on(finding()), BusySwitch.refusals) == ([("accepted", None)], 0)


def test_faults_of_the_file_are_one_sentence(use_decisions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_store, "BUSY_SECONDS", 0.05)
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    with one_transaction(), pytest.raises(DecisionStoreError, match="正被占用"):
        keep_verdict([finding()], "accepted", "", LIN, BUILD)
    assert verdict_on(finding()) == [("accepted", None)], "readers do not wait for writers"

    store_file().write_bytes(b"not a database at all" * 100)
    with pytest.raises(DecisionStoreError, match="已损坏"):
        load_latest()
    with pytest.raises(DecisionStoreError, match="已损坏"):
        keep_verdict([finding()], "accepted", "", LIN, BUILD)
    assert store_file().read_bytes().startswith(b"not a database"), "a damaged file is left for its owner"


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    monkeypatch.setenv(decision_store.FOLDER_VARIABLE, str(in_the_way / "below"))
    with pytest.raises(DecisionStoreError, match="文件夹用不了"):
        keep_verdict([finding()], "accepted", "", LIN, BUILD)
    monkeypatch.setenv(decision_store.FOLDER_VARIABLE, str(tmp_path))
    (tmp_path / decision_store.FILE_NAME).mkdir()
    with pytest.raises(DecisionStoreError):
        load_latest()


def test_a_read_only_file_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    connect = sqlite3.connect

    def connect_read_only(file: Path, **options: Any) -> sqlite3.Connection:
        return connect(f"{file.as_uri()}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", connect_read_only)
    with pytest.raises(DecisionStoreError, match="只读"):
        keep_verdict([finding()], "accepted", "", LIN, BUILD)
    assert verdict_on(finding()) == [("accepted", None)]


def test_a_file_of_newer_code_is_left_alone() -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    connection = sqlite3.connect(store_file())
    connection.execute("pragma user_version = 99")
    connection.close()
    for use in (load_latest, lambda: keep_verdict([finding()], "accepted", "", LIN, BUILD)):
        with pytest.raises(DecisionStoreError, match="更新版本"):
            use()


def test_a_statement_of_ours_that_is_wrong_is_no_fault_of_the_file() -> None:
    keep_verdict([finding()], "accepted", "", LIN, BUILD)
    with pytest.raises(sqlite3.ProgrammingError):
        load_rows("decision_history", {"finding_id": "f1"})
