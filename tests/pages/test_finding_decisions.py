"""Decisions on a page: the columns beside findings, the form for one and for many, and faults that leave the page
alive."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.decisions.decision_store import FILE_NAME
from pages.decisions.finding_verdicts import Author, keep_verdict
from pages.queries.published_db import close_builds, fetch
from pages.widgets import finding_decisions
from pages.widgets.finding_decisions import DECISION_COLUMNS, DECISION_LABELS, with_decisions
from pages.widgets.presented_table import present_table
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import build_rows

LIN = Author("林某", is_login=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    yield write_build(tmp_path_factory.mktemp("decided"), 1, build_rows())
    close_builds()


def findings(all_filters: dict[str, list[str]]) -> pa.Table:
    """Every finding of the build."""
    return fetch("audit_findings", {**all_filters, "severity": [], "rule": [], "source_kind": []})


def page_of_one() -> None:
    """A page with the form for the first finding."""
    from pages.queries.published_db import fetch_rows, newest_sound_build, one_build
    from pages.widgets.filter_bar import FILTER_TITLES
    from pages.widgets.finding_decisions import show_decision

    narrowed: dict[str, list[str]] = {key: [] for key in (*FILTER_TITLES, "severity", "rule", "source_kind")}
    with one_build(newest_sound_build().build):
        show_decision(fetch_rows("audit_findings", narrowed)[0])


def page_of_many() -> None:
    """A page with the form for all findings."""
    from pages.queries.published_db import fetch, newest_sound_build, one_build
    from pages.widgets.filter_bar import FILTER_TITLES
    from pages.widgets.finding_decisions import show_bulk_decision

    narrowed: dict[str, list[str]] = {key: [] for key in (*FILTER_TITLES, "severity", "rule", "source_kind")}
    with one_build(newest_sound_build().build):
        show_bulk_decision(fetch("audit_findings", narrowed))


def press(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed."""
    next(button for button in app.button if button.label == label).click()
    return app.run()


def test_undecided_findings_have_empty_columns(all_filters: dict[str, list[str]]) -> None:
    rows = findings(all_filters)
    decided = with_decisions(rows)
    assert decided.num_rows == rows.num_rows > 0
    assert decided["decision_code"].to_pylist() == ["undecided"] * rows.num_rows
    headers = present_table(decided, list(DECISION_COLUMNS), DECISION_LABELS).column_names
    assert headers == ["处理意见", "处理说明", "经办人", "处理时间", "是否过期"]


def test_decisions_stand_beside_their_findings_in_any_order(all_filters: dict[str, list[str]]) -> None:
    rows = findings(all_filters)
    first = rows.to_pylist()[0]
    keep_verdict([first], "rejected", "=1+1", LIN, "000000000001")
    for table in (with_decisions(rows), with_decisions(rows.take(list(reversed(range(rows.num_rows)))))):
        told = {row["finding_id"]: row for row in table.to_pylist()}
        row = told.pop(first["finding_id"])
        assert {other["decision_text"] for other in told.values()} == {None}
        assert (row["decision_text"], row["decision_note"], row["decided_by"]) == ("不成立", "=1+1", "林某")
        assert (row["decision_state"], row["decision_code"]) == ("有效", "rejected")


def test_one_finding_is_decided_and_taken_back() -> None:
    app = AppTest.from_function(page_of_one, default_timeout=300).run()
    assert not app.exception
    press(app, "保存意见")
    assert app.warning[0].value == "请先填写经办人。"
    app.text_input[0].set_value("  林 某\u202e ").run()
    press(app, "保存意见")
    assert "请先选择意见" in app.warning[0].value
    app.radio[0].set_value("rejected")
    press(app, "保存意见")
    assert app.warning[0].value == "不成立须写明说明。"
    app.text_area[0].set_value("凭证齐全")
    press(app, "保存意见")
    assert not app.exception and not app.warning
    assert any(text.value.startswith("不成立｜林 某｜") and "凭证齐全" in text.value for text in app.text)
    press(app, "撤销意见")
    assert any("还没有处理意见" in caption.value for caption in app.caption)
    assert [expander.label for expander in app.expander] == ["处理记录（2 次）"]


def test_many_findings_are_decided_at_once(all_filters: dict[str, list[str]]) -> None:
    app = AppTest.from_function(page_of_many, default_timeout=300).run()
    app.text_input[0].set_value("王某").run()
    app.radio[0].set_value("accepted")
    press(app, "保存意见")
    assert not app.exception
    assert set(with_decisions(findings(all_filters))["decision_code"].to_pylist()) == {"accepted"}


def test_a_damaged_file_leaves_the_page_alive(use_decisions: Path) -> None:
    use_decisions.mkdir()
    (use_decisions / FILE_NAME).write_bytes(b"\0 damaged" * 200)
    app = AppTest.from_function(page_of_one, default_timeout=300).run()
    assert not app.exception and "已损坏" in app.warning[0].value
    app.text_input[0].set_value("林某").run()
    app.radio[0].set_value("accepted")
    press(app, "保存意见")
    assert not app.exception and "已损坏" in app.error[0].value


def test_findings_judged_unfounded_are_those_whose_columns_say_so(all_filters: dict[str, list[str]]) -> None:
    first, second, *_ = findings(all_filters).to_pylist()
    told = []
    for finding, code in ((first, "rejected"), (second | {"finding_id": "lost"}, "rejected"), (first, "accepted")):
        keep_verdict([finding], code, "凭证齐全", LIN, "000000000001")
        rows = with_decisions(findings(all_filters)).to_pylist()
        rejected = {row["finding_id"] for row in rows if row["decision_code"] == "rejected"}
        assert set(finding_decisions.rejected_findings(all_filters) or []) == rejected
        told.append((len(rejected), first["finding_id"] in rejected, second["finding_id"] in rejected))
    assert told == [(1, True, False), (3, True, True), (2, False, True)]


def test_where_nothing_was_judged_unfounded_no_finding_is_fetched(
    monkeypatch: pytest.MonkeyPatch, all_filters: dict[str, list[str]]
) -> None:
    monkeypatch.setattr(finding_decisions, "fetch", pytest.fail)
    assert finding_decisions.rejected_findings(all_filters) == []
