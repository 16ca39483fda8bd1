"""The file of decisions in trouble under the pages that use it: one Chinese sentence, the page and its files go on."""

import contextlib
import gc
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.decisions import decision_store
from pages.decisions.decision_store import FILE_NAME, one_transaction, store_file
from pages.decisions.finding_verdicts import Author, keep_verdict
from pages.queries.published_db import close_builds, fetch
from pages.widgets import row_pages
from pages.widgets.finding_decisions import UNREAD
from tests.pages.conftest import write_build
from tests.pages.indicator_rows import build_rows
from tests.pages.test_choice_pages import run_page
from tests.pages.test_finding_decisions import page_of_one, press

LIN = Author("林某", is_login=False)
ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}")
PAGES = {"audit_findings": {"view": "findings"}, "review_sheet": {"view": "results"}, "unit_report": {}}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The published folder of this module's build."""
    yield write_build(tmp_path_factory.mktemp("decided"), 1, build_rows())
    close_builds()
    gc.unfreeze()  # app.py froze what it had loaded; unfrozen, DuckDB leaves without complaints


@pytest.fixture()
def kept(all_filters: dict[str, list[str]]) -> None:
    """A file of decisions with two long ones in it."""
    findings = fetch("audit_findings", {**all_filters, "severity": [], "rule": [], "source_kind": []}).to_pylist()
    keep_verdict(findings[:1] * 2, "accepted", "核" * 500, LIN, "000000000001")  # so that a third needs another page


def overwrite(content: bytes) -> Callable[[], None]:
    return lambda: store_file().write_bytes(content) and None


def damage_inside() -> None:
    """Zero the pages behind the first, as a disk does; the file still looks like SQLite's."""
    with contextlib.closing(sqlite3.connect(store_file())) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    content = store_file().read_bytes()
    store_file().write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def put_a_folder_in_its_place() -> None:
    store_file().rename(store_file().with_name("moved"))
    store_file().mkdir()


FAULTS: dict[str, tuple[Callable[[], object], str]] = {
    "no database": (overwrite(b"\0 damaged" * 900), "已损坏"),
    "damaged inside": (damage_inside, "已损坏"),
    "a folder in its place": (put_a_folder_in_its_place, "打不开"),
}


def sentences(app: AppTest) -> list[str]:
    """What the page warns of; never English, a trace or a path."""
    assert not app.exception
    told = [str(message.value) for message in (*app.warning, *app.error)]
    assert [text for text in told if ENGLISH.search(text) or "\n" in text or "/" in text] == []
    return told


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_page_goes_on_with_one_sentence(
    page: str, fault: str, kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_it, words = FAULTS[fault]
    break_it()
    app = run_page(page, **PAGES[page])
    (sentence,) = sentences(app)
    assert words in sentence and "请管理人员" in sentence
    if page == "audit_findings":
        monkeypatch.setattr(row_pages, "PAGE_ROWS", 1)
        assert sentences(run_page(page, **PAGES[page])) == [sentence], "a list in pages reads the file again"
        assert set(app.dataframe[0].value["处理意见"]) == {UNREAD}
    if page == "unit_report":
        assert any("判为不成立的审核发现没有剔除" in caption.value for caption in app.caption), "the report says it too"


@pytest.mark.parametrize("page", PAGES)
def test_no_file_and_a_locked_file_are_no_trouble_for_readers(page: str, kept: None) -> None:
    with one_transaction():
        assert sentences(run_page(page, **PAGES[page])) == []
    for file in store_file().parent.glob(f"{FILE_NAME}*"):
        file.unlink()
    assert sentences(run_page(page, **PAGES[page])) == []


def without_room(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    """A connection to a file that may not grow, as on a full disk."""

    def opened(*where: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*where, **options)
        pages = connection.execute("pragma page_count").fetchone()[0]
        connection.execute(f"pragma max_page_count = {pages}")
        return connection

    return opened


def read_only(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    return lambda file, **options: connect(f"{file.as_uri()}?mode=ro", uri=True, **options)


@pytest.mark.parametrize(
    ("change", "words"), [(without_room, "磁盘已满，处理意见没有保存"), (read_only, "只读的，不能保存，请管理人员")]
)
def test_a_decision_that_cannot_be_saved_is_told_and_can_be_saved_later(
    change: Callable[..., Any], words: str, kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = AppTest.from_function(page_of_one, default_timeout=300).run()
    app.text_input[0].set_value("林某").run()
    app.radio[0].set_value("rejected")
    app.text_area[0].set_value("凭证齐全" * 125)
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", change(sqlite3.connect))
        press(app, "保存意见")
        (sentence,) = sentences(app)
        assert words in sentence
        assert app.text_area[0].value == "凭证齐全" * 125, "what was written is not lost"
    press(app, "保存意见")
    assert sentences(app) == [] and any("不成立｜林某" in text.value for text in app.text)


def test_a_file_that_another_writer_holds_is_told(kept: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision_store, "BUSY_SECONDS", 0.05)
    app = AppTest.from_function(page_of_one, default_timeout=300).run()
    app.text_input[0].set_value("林某").run()
    app.radio[0].set_value("accepted")
    with one_transaction():
        press(app, "保存意见")
    (sentence,) = sentences(app)
    assert "正被占用，没有完成，请稍后再试" in sentence
