"""Measure the server work of every page: queries, frames and figures of one warm run, without browser and network.

Input: a build of data/raw in a temporary folder. Output: milliseconds a page, first and warm; the goal is under 300.
"""

import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent
WARM_RUNS = 5
SECONDS_ALLOWED = 60


def milliseconds(app: AppTest) -> float:
    """Wall milliseconds of one run of the app. Raises RuntimeError where the page shows an exception."""
    started = time.perf_counter()
    app.run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return (time.perf_counter() - started) * 1000


def longest_form(published: str) -> str:
    """The id of the form with the most indicators: the heaviest 项目详情."""
    projects = pl.read_parquet(f"{published}/builds/*/mart_project.parquet")
    return str(projects.sort("indicator_count", "project_id", descending=True).item(0, "project_id"))


def measure(page: str, project_id: str) -> tuple[float, float]:
    """First run of a page in a session, and the best of some more."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS_ALLOWED)
    app.run()
    if page == "project":
        app.query_params["id"] = project_id
    if page != "overview":  # the default page is already there
        app.switch_page(f"pages/{page}.py")
    return milliseconds(app), min(milliseconds(app) for _ in range(WARM_RUNS))


def main() -> None:
    """Print one line a page, the slowest last."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "etl", "build", "--published", folder]
        subprocess.run(build, cwd=ROOT, capture_output=True, check=False)
        os.environ["JIXIAO_PUBLISHED"] = folder
        os.chdir(ROOT)
        pages = [path.stem for path in sorted((ROOT / "pages").glob("*.py")) if not path.stem.startswith("_")]
        project_id = longest_form(folder)
        measured = {page: measure(page, project_id) for page in pages}
    print(f"{'page':<26}{'first ms':>10}{'warm ms':>10}")
    for page, (first, warm) in sorted(measured.items(), key=lambda item: item[1][1]):
        print(f"{page:<26}{first:>10.0f}{warm:>10.0f}")


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # streamlit remarks on every run without a server
    main()
    sys.stdout.flush()
    os._exit(0)  # the pages' cached connection would print a page of harmless leak warnings on the way out
