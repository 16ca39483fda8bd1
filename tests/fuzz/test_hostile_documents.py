"""Hostile documents end in rows or one documented reason: those that take no time; the drill tries them all."""

from pathlib import Path

import pytest

from drills.attack_files import makers
from drills.hostile_documents import FAULTS, try_one

TAKES_LONG = ("100000", "many_", "long_", "unpacked", "rows_", "wide_", "comment", "attributes", ".doc", "bomb", "5000")
QUICK = [name for name, _ in makers() if not any(part in name for part in TAKES_LONG)][::4]


def test_there_are_attacks_for_every_format() -> None:
    names = [name for name, _ in makers()]
    assert len(names) == len(set(names)) >= 128
    endings = {name.rpartition(".")[2] for name in names}
    assert endings >= {"docx", "xlsx", "xls", "ods", "pdf", "html", "csv", "zip", "txt", "md"}


@pytest.mark.parametrize("name", QUICK)
def test_hostile_document_ends_in_rows_or_a_reason(name: str, tmp_path: Path) -> None:
    outcome = try_one(name, tmp_path)
    assert outcome not in FAULTS and not outcome.startswith("not made")
