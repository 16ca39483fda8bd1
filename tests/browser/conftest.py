"""A real dashboard for the browser tests: one build of data/raw, one server on a free loopback port, one Chromium.

Everything is made once a session and ended by its process id; each test has a tab of its own in the one window. Without
a Chromium the tests are skipped with the word NOT RUN, which the suite's summary repeats.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from setup.chromium import HOW_TO_INSTALL, find_chromium
from tests.browser.patient_reading import PATIENCE_MILLISECONDS
from tests.browser.script_runs import note_runs, wait_until_it_rests
from tests.browser.served_dashboard import build_published, served_dashboard

expect.set_options(timeout=PATIENCE_MILLISECONDS)

PROJECT = Path(__file__).resolve().parents[2]
DRAWN_CASES = ("form_saved_as_pdf", "pdf_rows_torn_by_page_breaks")
QUIET_BROWSER = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of this folder `browser`; tests/worker_groups.py keeps it on one worker, with one build and server."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium of this machine; skips every test that needs it where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"NOT RUN: no Chromium that starts. {HOW_TO_INSTALL}")
    return path


@pytest.fixture(scope="session")
def drawn_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pdf forms."""
    drawn = tmp_path_factory.mktemp("drawn")
    for case in DRAWN_CASES:
        shutil.copy(PROJECT / "tests" / "golden" / case / "source.pdf", drawn / f"{case}.pdf")
    return drawn


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory: pytest.TempPathFactory, drawn_forms: Path) -> Path:
    """A folder with one build of data/raw and of pdf forms, made by the command line as a user would."""
    return build_published(tmp_path_factory.mktemp("published"), "data/raw", drawn_forms)


@pytest.fixture(scope="session")
def dashboard_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that takes everything the served dashboard prints, tracebacks included."""
    return tmp_path_factory.mktemp("dashboard") / "streamlit.log"


@pytest.fixture(scope="session")
def access_log(dashboard_log: Path) -> Path:
    """The folder that takes the record of downloads."""
    return dashboard_log.with_name("access_log")


@pytest.fixture(scope="session")
def server_temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for temporary files of the dashboard alone: other tests make and remove theirs at the same time."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def base_url(
    chromium_path: str, published_folder: Path, dashboard_log: Path, access_log: Path, server_temporary: Path
) -> Iterator[str]:
    """The address of a dashboard that serves the session's build."""
    more = {"TMPDIR": str(server_temporary)}
    with served_dashboard(published_folder, dashboard_log, access_log, more) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object], chromium_path: str) -> dict[str, object]:
    """How pytest-playwright starts the browser: the machine's Chromium, quiet; root cannot have its sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*QUIET_BROWSER, *(["--no-sandbox"] if is_root else [])]
    return {**browser_type_launch_args, "executable_path": chromium_path, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """A reader's window: Chinese, downloads accepted, nothing in it that moves: every frame drawn costs a processor."""
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "accept_downloads": True,
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def context(browser: Browser, browser_context_args: dict[str, Any]) -> BrowserContext:
    """The window of all tests: patient, and with pages that note the runs of their scripts."""
    opened = browser.new_context(**browser_context_args)
    opened.set_default_timeout(PATIENCE_MILLISECONDS)
    note_runs(opened)
    return opened


@pytest.fixture(scope="session")
def first_tab(context: BrowserContext, base_url: str) -> Page:
    """A tab that stays open with the dashboard in it.

    Tabs that it opens share its process, where Streamlit's scripts are compiled already: a third of the work of a page.
    """
    page = context.new_page()
    page.goto(base_url + "/execution_rate")
    wait_until_it_rests(page)
    return page


@pytest.fixture(scope="session")
def window_size() -> ViewportSize:
    """How wide and high the test's tab is, in pixels."""
    return {"width": 1440, "height": 1000}


@pytest.fixture()
def page(context: BrowserContext, first_tab: Page, window_size: ViewportSize) -> Iterator[Page]:
    """The test's own tab, with nothing in it that another test left: no cookie, nothing stored, no listener."""
    context.clear_cookies()
    first_tab.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    with first_tab.expect_popup() as opening:
        first_tab.evaluate("() => { window.open('about:blank') }")
    with opening.value as tab:
        tab.set_viewport_size(window_size)
        yield tab


@pytest.fixture(scope="session")
def settle() -> Callable[[Page], None]:
    """A function that returns when the page shows something and its script rests; use it after each action."""
    return wait_until_it_rests


@pytest.fixture()
def open_address(page: Page, base_url: str, settle: Callable[[Page], None]) -> Callable[[str], Page]:
    """A function that opens an address such as `/execution_rate?year=2022` and waits until the page rests."""

    def open_and_settle(address: str) -> Page:
        page.goto(base_url + address)
        settle(page)
        return page

    return open_and_settle


@pytest.fixture(scope="session")
def any_project_id(published_folder: Path) -> str:
    """The id of the first form of the session's build."""
    import pyarrow.parquet as pq

    (table_file,) = published_folder.rglob("core_project.parquet")
    return min(pq.read_table(table_file, columns=["project_id"]).column("project_id").to_pylist())
