"""Drill: one query without end runs beside ordinary ones; it is stopped at its limit and the others hardly notice.

Input: a made-up build, opened and locked as for the pages. Output: when the slow query ended, and how long others took.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

from drills.bit_flips import publish_versions
from drills.figure import Count, DrillOptions, Figure, judge
from pages.queries import published_db
from pages.queries.build_folder import PUBLISHED_VARIABLE, QuestionError
from pages.queries.published_db import QUERY_SECONDS, build_in_use, close_builds, fetch, load_question

COUNTS = (Count("questions", 300, 3000, "ordinary questions before and beside the slow one"),)
ENDLESS = Path(__file__).with_name("endless_question.sql").read_text("utf-8")
MOST_LATE_SECONDS = 1.0  # 0.2 s on idle processors
MOST_SECONDS = 0.5  # 95 of 100 ordinary questions
FILTERS = ("year", "province", "city", "district", "department", "sector", "form_type")
PROMISE = "one slow query stops alone"


def run(options: DrillOptions) -> list[Figure]:
    """When the slow query was stopped, and how long the ordinary ones took beside it."""
    os.environ[PUBLISHED_VARIABLE] = str(publish_versions(options.folder / "published"))
    close_builds()
    alone = slowest_of_most(options.count("questions"))
    with patch.object(published_db, "load_question", question_or_endless), ThreadPoolExecutor(1) as pool:
        slow = pool.submit(run_endless)
        time.sleep(0.5)
        beside = slowest_of_most(options.count("questions"), slow.done)
        seconds, sentence = slow.result()
    close_builds()
    late = seconds - QUERY_SECONDS
    done = f"a query without end beside {options.count('questions')} ordinary ones, limit {QUERY_SECONDS} s"
    figure = f"stopped after {seconds:.2f} s: {sentence} 95 of 100 others within {beside * 1000:.0f} ms, alone "
    figure += f"{alone * 1000:.0f} ms"
    return [judge(PROMISE, done, figure, late <= MOST_LATE_SECONDS and beside <= MOST_SECONDS)]


def question_or_endless(name: str) -> str:
    """The SQL of a question, or the query that never ends."""
    return ENDLESS if name == "endless" else load_question(name)


def run_endless() -> tuple[float, str]:
    """After how many seconds the endless query was stopped, and the sentence that its reader sees."""
    began = time.monotonic()
    try:
        fetch("endless")
    except QuestionError as error:
        return time.monotonic() - began, str(error)
    raise RuntimeError("the endless query ended by itself")


def slowest_of_most(count: int, is_over: Callable[[], bool] = lambda: False) -> float:
    """The seconds within which 95 of 100 ordinary questions are answered, none from the cache; ends once `is_over`."""
    build_in_use()
    seconds: list[float] = []
    while len(seconds) < count and not (seconds and is_over()):
        published_db._answer.cache_clear()
        began = time.monotonic()
        fetch("overview_figures", {key: [] for key in FILTERS})
        seconds.append(time.monotonic() - began)
    return sorted(seconds)[int(len(seconds) * 0.95)]
