"""Measure a whole page drawn in a real Chromium: ours beside Datasette's with a count, on the same filtered rows.

Input: how many rows (`make bench ARGS=first_page=100000`, the default). Output: seconds of both, cold (nothing kept)
and warm (the scripts kept by the browser), as medians of interleaved rounds; what the browser spent on scripts and
layout; bytes and answers fetched; the processor of our server. Two floors stand beside them: Streamlit with a title
alone, and with one chart and one table without anything of ours. The goal is to be faster than Datasette; a goal not
met reads MISSED. Needs Chromium, and Datasette (requirements-bench.txt); what is missing is said.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.made_build import FOLDER
from benchmarks.sqlite_tables import write_sqlite_table
from benchmarks.written_tables import write_executions
from drills.served_dashboard import Dashboard, free_port, serve_dashboard

ROWS = 100_000
ROUNDS = 5
CHOSEN_YEAR = 2022  # which the forms of the made build have too: the filters know no other
SECONDS_ALLOWED = 120
OURS, DATASETTE = "ours", "Datasette"
PROJECT = Path(__file__).parent.parent
BARE_PAGE = PROJECT / "benchmarks" / "bare_page.py"
CHROMIUM = os.environ.get("JIXIAO_CHROMIUM") or shutil.which("chromium")
CHART_AND_TABLE_DRAWN = """() => document.querySelector('.js-plotly-plot .main-svg')
    && document.querySelector('[data-testid=stDataFrame] canvas')
    && !document.querySelector('[data-testid=stApp][data-test-script-state=running]')"""
TITLE_DRAWN = """() => document.querySelector('h1')
    && !document.querySelector('[data-testid=stApp][data-test-script-state=running]')"""
DATASETTE_DRAWN = "() => document.querySelectorAll('table.rows-and-columns tbody tr').length > 0"
WORK = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page until it was drawn: seconds, what the browser worked in seconds by kind, kilobytes and answers."""

    seconds: float
    work: tuple[float, ...]
    kilobytes: float
    answers: int


def draw(context: BrowserContext, address: str, drawn: str) -> Drawn:
    """One page, opened in a new tab of a browser that keeps what it kept."""
    page = context.new_page()
    page.set_default_timeout(SECONDS_ALLOWED * 1000)
    protocol = context.new_cdp_session(page)
    protocol.send("Performance.enable")
    protocol.send("Network.enable")
    fetched: list[float] = []
    protocol.on("Network.loadingFinished", lambda told: fetched.append(told["encodedDataLength"]))
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(drawn, polling="raf")
    seconds = time.perf_counter() - started
    told = {metric["name"]: metric["value"] for metric in protocol.send("Performance.getMetrics")["metrics"]}
    page.close()
    return Drawn(seconds, tuple(told[name] for name in WORK), sum(fetched) / 1000, len(fetched))


def cold_and_warm(browser: Browser, address: str, drawn: str) -> tuple[Drawn, Drawn]:
    """The first page of a browser that kept nothing, and the next in the same browser."""
    with closing(browser.new_context(locale="zh-CN", viewport={"width": 1400, "height": 900})) as context:
        return draw(context, address, drawn), draw(context, address, drawn)


@contextmanager
def serve_datasette(parquet: Path, folder: Path) -> Iterator[str]:
    """The address of Datasette over the same rows in SQLite, with an index on what is filtered and what is ordered."""
    with closing(sqlite3.connect(folder / "rows.db")) as database:
        write_sqlite_table(parquet, "execution", database)
        database.execute("create index by_year on execution (fiscal_year, unspent_yuan)")
    port = free_port()
    limits = ["--setting", "sql_time_limit_ms", "60000", "--setting", "default_page_size", "50"]
    command = ["datasette", str(folder / "rows.db"), "--port", str(port), "--host", "127.0.0.1", *limits]
    asked = urllib.parse.urlencode({"fiscal_year": CHOSEN_YEAR, "_sort_desc": "unspent_yuan"})
    with serve(command, port, folder / "datasette.log"):
        yield f"http://127.0.0.1:{port}/rows/execution?{asked}"


@contextmanager
def serve_bare_page(folder: Path) -> Iterator[str]:
    """The address of bare_page.py under plain Streamlit with our configuration."""
    port = free_port()
    command = ["streamlit", "run", str(BARE_PAGE), "--server.port", str(port)]
    with serve(command, port, folder / "bare_page.log"):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def serve(module_command: list[str], port: int, log_path: Path) -> Iterator[None]:
    """A server of an installed module while the block runs; it listens when the block begins. Raises TimeoutError."""
    with log_path.open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", *module_command], cwd=PROJECT, stdout=log, stderr=log)
        try:
            wait_for(port)
            yield
        finally:
            process.kill()
            process.wait()


def wait_for(port: int) -> None:
    """Return when something listens on a port. Raises TimeoutError."""
    give_up = time.monotonic() + SECONDS_ALLOWED
    while time.monotonic() < give_up:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


def middle(pages: list[Drawn]) -> Drawn:
    """The median of each figure."""
    work = tuple(median(page.work[index] for page in pages) for index in range(len(WORK)))
    figures = (median(page.seconds for page in pages), median(page.kilobytes for page in pages))
    return Drawn(figures[0], work, figures[1], round(median(page.answers for page in pages)))


def print_page(name: str, page: Drawn) -> None:
    """The line of a page."""
    work = "".join(f"{seconds:>9.2f}" for seconds in page.work)
    print(f"{name:<32}{page.seconds:>8.2f}{work}{page.kilobytes:>10,.0f}{page.answers:>9}", flush=True)


def measure(dashboard: Dashboard, pages: dict[str, tuple[str, str]]) -> None:
    """Print a line a page (its address and what tells that it is drawn, by its name), and the verdicts."""
    measured: dict[str, list[tuple[Drawn, Drawn]]] = {name: [] for name in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for address, drawn in pages.values():
            cold_and_warm(browser, address, drawn)
        used = dashboard.processor_seconds()
        for _ in range(ROUNDS):
            for name, (address, drawn) in pages.items():
                measured[name].append(cold_and_warm(browser, address, drawn))
        used = (dashboard.processor_seconds() - used) / (2 * ROUNDS)
        browser.close()
    print(f"{'page':<32}{'s':>8}{'script':>9}{'layout':>9}{'style':>9}{'task':>9}{'KB':>10}{'answers':>9}")
    for index, state in enumerate(("cold", "warm")):
        for name, rounds in measured.items():
            print_page(f"{name}, {state}", middle([one[index] for one in rounds]))
        for name in [name for name in pages if name != DATASETTE and DATASETTE in pages]:
            both = zip(measured[name], measured[DATASETTE], strict=True)
            times = median(one[index].seconds / other[index].seconds for one, other in both)
            verdict = ("met" if times < 1 else "MISSED") if name == OURS else "a floor, no goal"
            print(f"{name}, {state}: {times:.2f} times Datasette's, goal < 1: {verdict}")
    print(f"our server: {used:.2f} s of processor a page")


def main(row_count: int) -> None:
    """Serve the rows both ways, and the floors, and measure."""
    if CHROMIUM is None:
        print("not measured: no Chromium on this machine")
        return
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as servers:
        folder = Path(temporary)
        write_executions(folder / "published", row_count)
        print(f"{row_count:,} made-up rows a filter of one year takes a quarter of; load {os.getloadavg()[0]:.1f}")
        dashboard = servers.enter_context(serve_dashboard(folder / "published", folder / "server.log"))
        bare = servers.enter_context(serve_bare_page(folder))
        pages = {
            OURS: (f"http://127.0.0.1:{dashboard.port}/execution_rate?year={CHOSEN_YEAR}", CHART_AND_TABLE_DRAWN),
            "Streamlit, a title": (bare, TITLE_DRAWN),
            "Streamlit, a chart and a table": (f"{bare}?with=chart", CHART_AND_TABLE_DRAWN),
        }
        if find_spec("datasette") is None:
            print("Datasette: not measured (requirements-bench.txt is not installed)")
        else:
            parquet = folder / "published" / FOLDER / "mart_execution.parquet"
            pages[DATASETTE] = (servers.enter_context(serve_datasette(parquet, folder)), DATASETTE_DRAWN)
        measure(dashboard, pages)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
