"""Runs one drill in a process and a folder of its own. Used by `drills/__main__.py`."""

import importlib
import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType

from drills.figure import Count, DrillOptions, Figure, Verdict


def load_drill(name: str) -> ModuleType:
    """The module of a drill."""
    return importlib.import_module(f"drills.{name}")


def counts_of(name: str) -> tuple[Count, ...]:
    """The counts that a drill is sized by."""
    counts: tuple[Count, ...] = load_drill(name).COUNTS
    return counts


def run_alone(name: str, sizes: dict[str, int], seed: int) -> list[Figure]:
    """The figures of one drill, run in a fresh process; a drill that breaks is a promise missed."""
    with (
        tempfile.TemporaryDirectory(prefix=f"jixiao-drill-{name}-", ignore_cleanup_errors=True) as folder,
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool,
    ):
        answer = pool.submit(run_drill, name, DrillOptions(Path(folder).resolve(), seed, sizes))
        if error := answer.exception():
            return [Figure(name, "the drill itself broke", f"{type(error).__name__}: {error}", Verdict.MISSED)]
        return answer.result()


def run_drill(name: str, options: DrillOptions) -> list[Figure]:
    """The figures of one drill; runs in the process of its own."""
    figures: list[Figure] = load_drill(name).run(options)
    return figures
