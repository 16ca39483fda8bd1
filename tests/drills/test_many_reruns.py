"""The drill of flat memory notices a page that keeps something of every rerun, and no other."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drills.many_reruns import MOST_MORE_MEBIBYTES, click, growth
from drills.served_dashboard import serve_dashboard

RERUNS = 40
PAGE = """import streamlit as st

@st.cache_resource
def kept():
    return []

st.header("一页")
if {keeps}:
    kept().append(b"x" * (8 << 20))
"""


def test_growth_is_told_from_noise_and_warm_up() -> None:
    assert growth([100, 150, 180, 200, 210, 205, 208, 206]) == 17
    warm_up = [90 + 10 * n for n in range(10)]
    assert growth([*warm_up, *[200, 204] * 15]) == 0
    assert growth([*warm_up, *range(200, 500, 10)]) == 200 > MOST_MORE_MEBIBYTES


def measure_page(folder: Path, script: str) -> float:
    with serve_dashboard(folder, folder / "server.log", script=script) as dashboard:
        held, _ = asyncio.run(click(dashboard, [("", "")], RERUNS))
    return growth(held)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of another process is told by Linux")
@pytest.mark.parametrize("keeps", [True, False])
def test_a_page_that_keeps_something_is_noticed(keeps: bool, tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(PAGE.format(keeps=keeps), "utf-8")
    with ThreadPoolExecutor(1) as beside:  # the browser tests of the same worker leave an event loop running
        more = beside.submit(measure_page, tmp_path, str(page)).result()
    assert (more > MOST_MORE_MEBIBYTES) == keeps, more
