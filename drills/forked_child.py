"""Work done in forked children of a drill, so that it can be killed, and so that the drill itself stays fit to fork.

Input: a function and its arguments. Output: what it gives, or None where it was killed. Used by several drills.
The drill's own process must not use Polars, pyarrow or DuckDB: their threads do not survive a fork.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any


@dataclass(slots=True)
class ForkedChild:
    """A child at work, and the pipe on which it tells what it has done."""

    process: BaseProcess
    pipe: Connection

    def answers(self) -> list[Any]:
        """Everything it told, once it has ended."""
        told = []
        with suppress(EOFError, OSError):
            while True:
                told.append(self.pipe.recv())
        self.process.join()
        return told

    def kill(self) -> None:
        """End it at once, as a power switch would."""
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()


def start_child(work: Callable[..., None], *arguments: Any) -> ForkedChild:
    """A forked child that runs `work(tell, *arguments)`; what it hands to `tell` comes as an answer."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(theirs.send, *arguments))
    process.start()
    theirs.close()
    return ForkedChild(process, ours)


def done_in_child(work: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives when it runs in a child. Raises RuntimeError when the child ended without an answer."""
    child = start_child(tell_result, work, *arguments)
    answers = child.answers()
    if not answers:
        raise RuntimeError(f"{work.__name__} ended with {child.process.exitcode} and told nothing")
    return answers[0]


def tell_result(tell: Callable[[Any], None], work: Callable[..., Any], *arguments: Any) -> None:
    """Tell what a function gives."""
    tell(work(*arguments))
