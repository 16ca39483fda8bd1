"""Rows of the reference lists that the normalise stage reads: blank marks, units, wordings, categories, reason classes.

Input: the CSV files of etl/reference. Output: their rows as dictionaries of text, in file order. Stage: normalise.
"""

import csv
from functools import cache
from pathlib import Path

REFERENCE_FOLDER = Path(__file__).parent.parent / "reference"


@cache
def load_reference_list(file_name: str) -> tuple[dict[str, str], ...]:
    """The rows of one reference list, every value as text.

    Raises FileNotFoundError where the list does not exist.
    """
    with (REFERENCE_FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
