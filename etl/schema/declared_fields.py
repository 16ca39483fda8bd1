"""The declared columns of a build: `fields.csv`.

Input: that file. Output: `Field` records. Read by normalise and by declared_schema.py; reading processes load no Polars
for it, which starts threads as soon as it is imported.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCHEMA_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, type word of `COLUMN_TYPES` in declared_schema.py, unit, Chinese label and meaning."""

    name: str
    type: str
    unit: str
    label: str
    meaning: str


@cache
def load_fields() -> dict[str, Field]:
    """Every declared column by name."""
    with (SCHEMA_FOLDER / "fields.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: Field(**row) for row in csv.DictReader(file)}
