"""Measure what a change of the filters costs: the server's CPU of one run of a page, beside that of an empty app.

Input: how many made-up indicators (`make bench ARGS=rerun=10000000`), and a folder to keep their build in (else a
temporary one). Output: a line a page: medians of runs under filters that nobody chose before, and chosen once more, as
multiples of an app of two choosers. Without browser and network; each run compiles the scripts anew, which a server
does once. A goal not met reads MISSED.
"""

import gc
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.made_build import made_build
from benchmarks.page_questions import EVERYTHING
from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE

ROOT = Path(__file__).parent.parent
INDICATORS = 200_000
GOAL = 4.0  # times the run of an empty app
CHANGES = 5
SECONDS_ALLOWED = 120
PAGES = (
    "overview", "execution_rate", "low_scoring_indicators", "deviation_reasons", "project_comparison",
    "targets_and_results", "audit_findings", "review_sheet", "sources",
)  # fmt: skip
EMPTY_APP = """
import streamlit as st
numbers = [str(number) for number in range(10)]
st.write(st.selectbox("a", numbers), st.selectbox("b", numbers))
"""


def find_places() -> list[tuple[str, str]]:
    """Districts with a year, far apart in the build: one more than there are changes."""
    rows = published_db.fetch_rows("overview_places", EVERYTHING)
    known = [(row["division_code"], str(row["fiscal_year"])) for row in rows if row["division_code"]]
    return known[:: len(known) // (CHANGES + 1)][: CHANGES + 1]


def median_of(change: Callable[[int], object]) -> float:
    """CPU milliseconds of all threads that a change takes."""
    seconds = []
    for number in range(CHANGES):
        started = time.process_time()
        change(number)
        seconds.append(time.process_time() - started)
    return statistics.median(seconds) * 1000


def measure_empty() -> float:
    """A change in the empty app."""
    app = AppTest.from_string(EMPTY_APP, default_timeout=SECONDS_ALLOWED).run()
    return median_of(lambda number: app.selectbox[0].set_value(str(number + 1)).run())


def measure_page(page: str, places: list[tuple[str, str]]) -> tuple[float, float]:
    """A change to filters that were not chosen before, and to the same once more."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS_ALLOWED).run()
    if page != "overview":  # the default page is already there
        app.switch_page(f"pages/{page}.py").run()

    def change(number: int) -> None:
        app.query_params["district"], app.query_params["year"] = places[number]
        app.run()
        if app.exception:
            raise RuntimeError(app.exception[0].message)

    change(CHANGES)  # what a session does once
    published_db._answer.cache_clear()
    return median_of(change), median_of(change)


def main(indicator_count: int, kept: Path | None) -> None:
    """Make the build where it is not kept already, and print a line a page."""
    with made_build(indicator_count, kept) as root:
        os.environ[PUBLISHED_VARIABLE] = str(root)
        os.chdir(ROOT)
        places = find_places()
        measure_page("overview", places)  # imports, and the build opened
        gc.collect()
        gc.freeze()
        empty = measure_empty()
        print(f"{indicator_count:,} made-up indicators; an empty app takes {empty:.1f} ms of CPU; goal {GOAL:g} times")
        print(f"{'page':<26}{'new filters ms':>16}{'times':>8}{'known ms':>12}{'times':>8}")
        for page in PAGES:
            new, known = measure_page(page, places)
            verdict = "met" if new <= GOAL * empty else "MISSED"
            print(
                f"{page:<26}{new:>16.0f}{new / empty:>8.1f}{known:>12.0f}{known / empty:>8.1f}  {verdict}", flush=True
            )
        published_db.close_builds()


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # streamlit remarks on every run without a server
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else INDICATORS,
        Path(sys.argv[2]) if len(sys.argv) > 2 else None,
    )
    sys.stdout.flush()
    os._exit(0)  # the pages' cached connection would print a page of harmless leak warnings on the way out
