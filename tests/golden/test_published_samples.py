"""The five published documents of data/raw are read whole: their forms, their rows, and the sums they print themselves.

Input: data/raw. Where the labels made by hand lie beside the project, every cell is compared with them as well.
"""

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import DocumentReading, FormRecord, Section

PROJECT = Path(__file__).parents[2]
LABELS = PROJECT.parent / "shared" / "gold"
SCORER = PROJECT.parent / "shared" / "tools" / "score_gold.py"
# Forms and level-3 indicators, as the labels made by hand count them.
COUNTS = {"000": (3, 37), "001": (7, 43), "002": (18, 157), "003": (5, 45), "004": (5, 52)}


def readings() -> Iterator[tuple[str, DocumentReading]]:
    for name in COUNTS:  # by name: who adds documents of his own breaks nothing
        (path,) = (PROJECT / "data" / "raw").glob(f"{name}_*.txt")
        yield name, read_forms(read_grid(path.read_bytes(), path.name))


def sum_of(form: FormRecord, name: str) -> Decimal | None:
    """Indicators and funding total added up; None where a row of them prints nothing."""
    rows = form.rows(Section.INDICATOR).values()
    funds = [row for row in form.rows(Section.FUND).values() if row["fund_source"].text == "total"]
    texts = [row[name].text if name in row else None for row in [*rows, *funds]]
    if not funds or None in texts:
        return None
    return sum((Decimal(text) for text in texts if text is not None), Decimal(0))


def test_every_form_and_indicator_is_read() -> None:
    found = {
        name: (len(reading.forms), sum(len(form.rows(Section.INDICATOR)) for form in reading.forms))
        for name, reading in readings()
    }
    assert found == COUNTS
    assert sum(indicators for _, indicators in found.values()) == 334


def test_printed_totals_are_what_the_rows_add_up_to() -> None:
    checked = 0
    for name, reading in readings():
        for form in reading.forms:
            total, scores, weights = form.text("total_score"), sum_of(form, "score"), sum_of(form, "weight")
            if total is None or scores is None or weights is None:
                continue
            checked += 1
            assert abs(Decimal(total) - scores) <= Decimal("0.011"), (name, form.text("project_name"))
            assert weights == 100, (name, form.text("project_name"))
    assert checked == 25  # all self-evaluations but the one without a funding block


@pytest.mark.skipif(not LABELS.is_dir(), reason="the labels made by hand are not part of the repository")
def test_every_cell_is_what_the_labels_say() -> None:
    command = [sys.executable, str(SCORER), str(LABELS), "--run", f"{sys.executable} -m etl read", "--min", "1.0"]
    scored = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout
