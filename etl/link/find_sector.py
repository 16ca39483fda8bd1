"""Finds the sector (functional class of expenditure, 功能分类类级) of a department. Part of the link stage.

Input: the printed names of department and unit. Output: a `Sector`, or None where no keyword of sectors.csv is in them.
Source of the keywords: the offices' names before and after the reforms of 2018 and 2023; of the codes: 政府收支分类.
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from etl.link.read_place import clean_name, read_place

SECTORS_FILE = Path(__file__).parent.parent / "reference" / "sectors.csv"


@dataclass(frozen=True, slots=True)
class Sector:
    """One class of expenditure by function."""

    code: str
    name: str


@cache
def load_sectors() -> dict[str, Sector]:
    """The sectors by keyword."""
    with SECTORS_FILE.open(encoding="utf-8", newline="") as file:
        return {r["keyword"]: Sector(r["sector_code"], r["sector_name"]) for r in csv.DictReader(file)}


@lru_cache(maxsize=200_000)
def sector_of_name(printed: str, listed_year: int | None) -> Sector | None:
    """The sector of one name: the longest keyword in it, of equally long ones the last (the head of a Chinese name)."""
    sectors = load_sectors()
    name = clean_name(printed).replace(read_place(printed, listed_year).taken, "", 1).split("(")[0]
    longest = max(map(len, sectors))
    for length in range(min(longest, len(name)), 1, -1):
        for start in range(len(name) - length, -1, -1):
            if name[start : start + length] in sectors:
                return sectors[name[start : start + length]]
    return sectors["镇人民政府"] if name.endswith(("镇", "乡")) else None


def find_sector(department_name: str | None, unit_name: str | None, listed_year: int | None) -> Sector | None:
    """The sector of a form: of its department; of its unit where the department is not printed or tells none."""
    for name in (department_name, unit_name):
        sector = sector_of_name(name, listed_year) if name else None
        if sector:
            return sector
    return None
