"""How long a browser test waits for what it asserts, and readings that are repeated until they hold.

Input: a page and what is read from it. Output: the first reading that holds, else the last one, so that the caller's
own assertion says what was read instead. A long patience costs nothing where things work.
"""

import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

T = TypeVar("T")
PATIENCE_MILLISECONDS = 90_000  # the machine may be ten times slower than an idle one
PAUSE_MILLISECONDS = 100


def reading_that_holds(page: Page, read: Callable[[], T], holds: Callable[[T], bool]) -> T:
    """What is read as soon as it holds; the last reading where it never does."""
    give_up = time.monotonic() + PATIENCE_MILLISECONDS / 1000
    while not holds(reading := read()) and time.monotonic() < give_up:
        page.wait_for_timeout(PAUSE_MILLISECONDS)
    return reading


def parameters(page: Page) -> dict[str, list[str]]:
    """The query parameters of the address, as it is now."""
    return parse_qs(urlsplit(page.url).query)


def parameters_that_hold(page: Page, holds: Callable[[dict[str, list[str]]], bool]) -> dict[str, list[str]]:
    """The query parameters once they are as asked for: a page writes its address a moment after it has shown itself."""
    return reading_that_holds(page, lambda: parameters(page), holds)
