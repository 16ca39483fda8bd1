"""Hostile documents end in rows or one documented reason: those that take no time; the drill tries them all."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from drills.attack_files import makers
from drills.hostile_documents import FAULTS, try_one

TAKES_LONG = ("100000", "many_", "long_", "unpacked", "rows_", "wide_", "comment", "attributes", ".doc", "bomb", "5000")
QUICK = [name for name, _ in makers() if not any(part in name for part in TAKES_LONG)][::4]


def test_there_are_attacks_for_every_format() -> None:
    names = [name for name, _ in makers()]
    assert len(names) == len(set(names)) >= 128
    endings = {name.rpartition(".")[2] for name in names}
    assert endings >= {"docx", "xlsx", "xls", "ods", "pdf", "html", "csv", "zip", "txt", "md"}


def test_hostile_documents_end_in_rows_or_a_reason(tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:  # as a build is: without what other tests loaded
        outcomes = {name: fresh.submit(try_one, name, tmp_path).result() for name in QUICK}
    faults = {name: told for name, told in outcomes.items() if told in FAULTS or told.startswith("not made")}
    assert len(outcomes) >= 20
    assert faults == {}
