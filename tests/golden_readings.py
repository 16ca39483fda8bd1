"""What is read of the golden cases, each read once a worker however many tests ask.

Input: the folder of a case. Output: its grid and its reading. tests/worker_groups.py keeps the tests
of a case together.
"""

from functools import cache
from pathlib import Path

import pytest

from etl.findings import MissingToolError
from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import CellGrid, DocumentReading

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.parent for path in GOLDEN.glob("*/source.*"))


@cache
def grid_of(case: Path) -> CellGrid:
    """The grid of the case's source; skips where an optional program that reads it is not installed."""
    source = next(case.glob("source.*"))
    try:
        return read_grid(source.read_bytes(), source.name)
    except MissingToolError as missing:
        pytest.skip(missing.reason)


@cache
def reading_of(case: Path) -> DocumentReading:
    """What is read of the case's source."""
    return read_forms(grid_of(case))
