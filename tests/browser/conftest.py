"""A real dashboard for the browser tests: one build of data/raw, one server on a free loopback port, one Chromium.

Everything is made once a session and ended by its process id. Without a Chromium the tests are skipped with the word
NOT RUN, which the suite's summary repeats.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from setup.chromium import HOW_TO_INSTALL, find_chromium

PROJECT = Path(__file__).resolve().parents[2]
DRAWN_CASES = ("form_saved_as_pdf", "pdf_rows_torn_by_page_breaks")
BUILD_SECONDS = 120
START_SECONDS = 60
SETTLE_MILLISECONDS = 30_000  # generous: two busy cores and software rendering
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
    """Mark all of this folder `browser`, and keep it on one worker so that one build and one server serve it."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium of this machine; skips every test that needs it where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"NOT RUN: no Chromium that starts. {HOW_TO_INSTALL}")
    return path


@pytest.fixture(scope="session")
def published_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one build of data/raw and of pdf forms, made by the command line as a user would."""
    folder, drawn = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("drawn")
    for case in DRAWN_CASES:
        shutil.copy(PROJECT / "tests" / "golden" / case / "source.pdf", drawn / f"{case}.pdf")
    command = [sys.executable, "-m", "etl", "build", "data/raw", str(drawn), "--published", str(folder)]
    built = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    words = f"the build ended with {built.returncode}:\n{built.stdout}\n{built.stderr}"
    assert built.returncode in (0, 1), words
    assert (folder / "current.json").is_file(), words  # a Python that cannot even start also ends with 1
    return folder


@pytest.fixture(scope="session")
def dashboard_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that takes everything the served dashboard prints, tracebacks included."""
    return tmp_path_factory.mktemp("dashboard") / "streamlit.log"


@pytest.fixture(scope="session")
def access_log(dashboard_log: Path) -> Path:
    """The folder that takes the record of downloads."""
    return dashboard_log.with_name("access_log")


@pytest.fixture(scope="session")
def base_url(chromium_path: str, published_folder: Path, dashboard_log: Path, access_log: Path) -> Iterator[str]:
    """The address of a dashboard that serves the session's build; `page.goto("/sources")` starts there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "serve.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    environment = {**os.environ, "JIXIAO_PUBLISHED": str(published_folder), "PYTHONUTF8": "1"}
    environment["JIXIAO_ACCESS_LOG"] = str(access_log)
    with dashboard_log.open("wb") as log:
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_healthy(server, f"http://127.0.0.1:{port}/_stcore/health", dashboard_log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_until_healthy(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return when the server answers its health address; fail with its log where it ends or stays silent."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if server.poll() is not None:
            pytest.fail(f"the dashboard ended with {server.returncode}:\n{log.read_text('utf-8', 'replace')}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the dashboard did not answer within {START_SECONDS} s:\n{log.read_text('utf-8', 'replace')}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object], chromium_path: str) -> dict[str, object]:
    """How pytest-playwright starts the browser: the machine's Chromium, quiet; root cannot have its sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*QUIET_BROWSER, *(["--no-sandbox"] if is_root else [])]
    return {**browser_type_launch_args, "executable_path": chromium_path, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object], base_url: str) -> dict[str, object]:
    """A reader's window: Chinese, 1440 pixels wide, downloads accepted."""
    return {
        **browser_context_args,
        "base_url": base_url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1440, "height": 1000},
        "accept_downloads": True,
    }


@pytest.fixture(scope="session")
def settle() -> Callable[[Page], None]:
    """A function that returns when the page shows something and its script rests; use it after each action."""

    def wait(page: Page) -> None:
        expect(page.locator("[data-testid=stMain] [data-testid=stElementContainer]").first).to_be_attached(
            timeout=SETTLE_MILLISECONDS
        )
        app = page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SETTLE_MILLISECONDS)
        page.wait_for_timeout(250)  # a rerun that an action just caused starts within this time
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SETTLE_MILLISECONDS)

    return wait


@pytest.fixture()
def open_address(page: Page, settle: Callable[[Page], None]) -> Callable[[str], Page]:
    """A function that opens an address such as `/execution_rate?year=2022` and waits until the page rests."""

    def open_and_settle(address: str) -> Page:
        page.goto(address)
        settle(page)
        return page

    return open_and_settle


@pytest.fixture(scope="session")
def any_project_id(published_folder: Path) -> str:
    """The id of the first form of the session's build."""
    import pyarrow.parquet as pq

    (table_file,) = published_folder.rglob("core_project.parquet")
    return min(pq.read_table(table_file, columns=["project_id"]).column("project_id").to_pylist())
