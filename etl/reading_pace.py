"""How fast a long run goes and how long it will still take, in words.

Input: `Step` records, as the run reports them. Output: Chinese text. Used by the command line.

Time left goes by work, not by count: a document's work is its bytes and a fixed part that every document costs.
Documents that wait are in the order of their fingerprints, a fair mix of sizes and formats, so that the pace of the
last minute foretells the rest; and only the last minute counts, because other work on the machine comes and goes.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

WINDOW_SECONDS = 60.0
SHORTEST_SECONDS = 0.5  # before that nothing can be told
# Measured on texts: two milliseconds a thousand bytes, and one for any document, its way to and fro included.
FIXED_WORK_BYTES = 512
MINUTE, HOUR = 60, 3600
WHOLE_FROM = 10  # documents a second from which no decimals are shown


@dataclass(frozen=True, slots=True)
class Step:
    """Where a run stands: what is being done, how many of how many are done, the last one's name.

    `work_done` counts what was really done in this run (what was reused took no time), `work_left` what waits, and
    `fresh_count` the documents behind `work_done`.
    """

    title: str
    done: int
    total: int
    file_name: str
    fresh_count: int
    work_done: int
    work_left: int


Progress = Callable[[Step], None]


class ReadingPace:
    """The pace of a run from its steps."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._title = ""
        self._noted: deque[tuple[float, Step]] = deque()

    def describe(self, step: Step) -> str:
        """A step as a line: 读取 300/1000，每秒 42 份，约剩 17 秒."""
        now = self._clock()
        if step.title != self._title:
            self._title = step.title
            self._noted.clear()
        self._noted.append((now, step))
        while len(self._noted) > 2 and now - self._noted[0][0] > WINDOW_SECONDS:
            self._noted.popleft()
        parts = [f"{step.title} {step.done}/{step.total}"]
        start, first = self._noted[0]
        seconds, work = now - start, step.work_done - first.work_done
        if seconds >= SHORTEST_SECONDS and work > 0:
            parts.append(f"每秒 {rate_text((step.fresh_count - first.fresh_count) / seconds)} 份")
            if step.work_left:
                parts.append(f"约剩 {time_text(step.work_left / work * seconds)}")
        return "，".join(parts)


def rate_text(rate: float) -> str:
    """A rate with as many decimals as it has meaning: 42, 3.4, 0.25."""
    if rate >= WHOLE_FROM:
        return f"{rate:.0f}"
    return f"{rate:.1f}" if rate >= 1 else f"{rate:.2f}"


def time_text(seconds: float) -> str:
    """A length of time in its two largest units."""
    whole = max(round(seconds), 1)
    if whole < MINUTE:
        return f"{whole} 秒"
    if whole < HOUR:
        return f"{whole // MINUTE} 分 {whole % MINUTE} 秒"
    return f"{whole // HOUR} 小时 {whole % HOUR // MINUTE} 分"
