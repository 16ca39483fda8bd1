"""Where documents are worked on: the seam between what is done with a document and the processes that do it.

Input: a function of a module (or a partial of one), tasks for it, and the limits of one task. Output: what each task
gave, in the order of completion. Used by read_batch.py and the steps; `cluster` holds an engine of many machines.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from etl.document_guard import Failure, GuardLimits, run_guarded

Results = Iterator[tuple[int, bytes | Failure]]
Work = Callable[[Any], bytes]


class Task(Protocol):
    """What an engine has to know of a task: the original that it reads, and what it costs, in bytes of text."""

    @property
    def location(self) -> Path:
        """The file in which the original lies."""
        ...

    @property
    def work(self) -> int:
        """What it costs."""
        ...


class EngineError(Exception):
    """The engine cannot go on; one Chinese sentence. What was read before lies in the cache."""


class Engine(Protocol):
    """Does a piece of work for every task, each in a guarded process."""

    def __call__(
        self, work: Work, tasks: Sequence[Any], limits: GuardLimits, most_at_once: int | None = None
    ) -> Results:
        """The result of each task with its position in `tasks`; never raises for a task.

        `most_at_once` says that a task takes minutes and much memory, and how many of them one machine does at once.
        Raises EngineError when the engine itself cannot go on.
        """
        ...


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Guarded processes of this machine."""

    worker_count: int

    def __call__(
        self, work: Work, tasks: Sequence[Any], limits: GuardLimits, most_at_once: int | None = None
    ) -> Results:
        """The result of each task with its position in `tasks`; never raises for a task."""
        return run_guarded(work, tasks, min(self.worker_count, most_at_once or len(tasks), len(tasks)), limits)
