"""Drill: one analyst clicks a thousand times; the server holds as much memory at the end as near the beginning.

Input: the documents of data/raw, every page, with and without filters, in turn. Output: the server's memory near the
beginning, at the end, and the most of it.
"""

import asyncio
import statistics

from drills.figure import Count, DrillOptions, Figure, judge
from drills.many_sessions import CHOICES, PAGES
from drills.served_dashboard import PROJECT, Dashboard, open_session, publish_raw, serve_dashboard

COUNTS = (Count("reruns", 1000, 3000, "runs of a page, one after the other"),)
LOOKS = 40  # times that the memory is looked at
WARM_SHARE = 4  # of the looks, the first quarter is warm-up: each page and filter was seen, the caches are filled
MOST_MORE_MEBIBYTES = 32  # between two quarters; a frame kept by each of a thousand reruns would be hundreds
PROMISE = "the memory stays flat over a thousand reruns"


def run(options: DrillOptions) -> list[Figure]:
    """How much more the server holds at the end than after the warm-up."""
    publish_raw(options.folder / "published", PROJECT / "data" / "raw", options.folder / "cache")
    reruns = options.count("reruns")
    addresses = [(page, choice) for choice in CHOICES for page in PAGES]
    with serve_dashboard(options.folder / "published", options.folder / "server.log") as dashboard:
        held, faults = asyncio.run(click(dashboard, addresses, reruns))
    more = growth(held)
    done = f"{reruns} reruns of {len(PAGES)} pages with {len(CHOICES)} choices of filters in one session"
    first, last = held[len(held) // WARM_SHARE], held[-1]
    figure = f"{first} -> {last} MiB, at most {max(held)}; {more:+.0f} MiB from the second to the last quarter; "
    figure += f"{len(faults)} errors {sorted(set(faults))[:2] if faults else ''}"
    return [judge(PROMISE, done, figure, more <= MOST_MORE_MEBIBYTES and not faults)]


async def click(dashboard: Dashboard, addresses: list[tuple[str, str]], reruns: int) -> tuple[list[int], list[str]]:
    """What the server held of memory, looked at after equal numbers of reruns, and what no reader should see."""
    held, faults = [], []
    every = max(reruns // LOOKS, 1)
    async with open_session(dashboard.port) as session:
        for number in range(reruns):
            page, choice = addresses[number % len(addresses)]
            faults += (await session.ask(page, choice)).faults()
            if (number + 1) % every == 0:
                held.append(dashboard.memory_mebibytes())
    return held, faults


def growth(held: list[int]) -> float:
    """MiB between the medians of the second and of the last quarter; the first is warm-up."""
    quarter = max(len(held) // WARM_SHARE, 1)
    return statistics.median(held[-quarter:]) - statistics.median(held[quarter : 2 * quarter])
