"""The GB/T 2260 units of one year, by code and by name. Part of the link stage.

Input: etl/reference/divisions.csv and special_zones.csv. Output: `DivisionIndex`, what the matcher looks names up in.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE_FOLDER = Path(__file__).parent.parent / "reference"
FIRST_YEAR, LAST_YEAR = 2005, 2024
SHORTEST_SHORT_NAME = 2
AUTONOMOUS_ENDINGS = (("自治", "州"), ("自治", "县"), ("自治", "旗"), ("族", "区"))


@dataclass(frozen=True, slots=True)
class Division:
    """One unit as it stood in the years of its row; `level` is province, city, county or grouping."""

    code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    year_from: int
    year_to: int
    lineage_id: str


@dataclass(frozen=True, slots=True)
class DivisionIndex:
    """The units of one year (of all years where `year` is None) by code, full name and short name; zones by name."""

    year: int | None
    by_code: dict[str, Division]
    by_name: dict[str, tuple[Division, ...]]
    by_short_name: dict[str, tuple[Division, ...]]
    zones: dict[str, Division]
    longest_name: int

    def line_of(self, division: Division) -> tuple[Division, ...]:
        """The unit and the units above it, from the province down; the groupings of the code list are left out."""
        line = [division]
        while line[0].parent_code:
            line.insert(0, self.by_code[line[0].parent_code])
        return tuple(unit for unit in line if unit.level != "grouping" or unit is division)

    def has_counties(self, division: Division) -> bool:
        """Whether counties are listed below the unit: 东莞市 and 儋州市 have none."""
        return any(unit.parent_code == division.code for unit in self.by_code.values())

    def is_within(self, division: Division, above: Division) -> bool:
        """Whether the unit is `above` itself or lies inside it."""
        return any(unit.code == above.code for unit in self.line_of(division))


@cache
def load_divisions() -> tuple[Division, ...]:
    """Every row of divisions.csv, in its order."""
    with (REFERENCE_FOLDER / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Division(
                row["code"], row["name"], row["short_name"], row["level"], row["parent_code"],
                int(row["year_from"]), int(row["year_to"]), row["lineage_id"],
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


def listed_year(year: int | None) -> int | None:
    """The year of the list that stands for `year`: itself, or the nearest one that the table has."""
    return None if year is None else min(max(year, FIRST_YEAR), LAST_YEAR)


def grouped(named: list[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    """The units by name; a unit that several rows list under one name and code is kept once, as it stood last."""
    found: dict[str, dict[str, Division]] = {}
    for name, division in named:
        found.setdefault(name, {})[division.code] = division
    return {name: tuple(by_code.values()) for name, by_code in found.items()}


def short_names_of(division: Division) -> list[str]:
    """The names under which a unit is known without its suffix: 宝山, and 浦东 for 浦东新区."""
    names = [division.short_name]
    if division.name.endswith("新区"):
        names.append(division.name.removesuffix("新区"))
    return [name for name in names if name != division.name and len(name) >= SHORTEST_SHORT_NAME]


def full_names_of(division: Division) -> list[str]:
    """The names that need no office behind them: the full one, and 恩施州 for 恩施土家族苗族自治州."""
    ending = next((end for start, end in AUTONOMOUS_ENDINGS if division.name.endswith(start + end)), None)
    usual = division.short_name + ending if ending and division.short_name != division.name else division.name
    return [division.name] if usual == division.name else [division.name, usual]


def zones_by_name(by_code: dict[str, Division]) -> dict[str, Division]:
    """The unit that looks after each zone, by the zone's name and by 上海临港新片区, with a short name before it."""
    with (REFERENCE_FOLDER / "special_zones.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["parent_code"] in by_code]
    zones: dict[str, Division] = {}
    for row in rows:
        parent = by_code[row["parent_code"]]
        city_code = f"{parent.code[:4]}00"
        above = [by_code[code] for code in (parent.code, city_code, f"{parent.code[:2]}0000") if code in by_code]
        zones |= {prefix + row["name"]: parent for prefix in ("", *(unit.short_name for unit in above))}
    return zones


@cache
def divisions_of(listed: int | None) -> DivisionIndex:
    """The index of one listed year; of every year together where it is None (the form prints no year)."""
    units = [d for d in load_divisions() if listed is None or d.year_from <= listed <= d.year_to]
    by_code = {d.code: d for d in units}
    places = [d for d in units if d.level != "grouping"]
    zones = zones_by_name(by_code)
    return DivisionIndex(
        year=listed,
        by_code=by_code,
        by_name=grouped([(name, d) for d in places for name in full_names_of(d)]),
        by_short_name=grouped([(name, d) for d in places for name in short_names_of(d)]),
        zones=zones,
        longest_name=max(len(name) for name in [*zones, *(d.name for d in places)]),
    )


@cache
def every_county_name() -> frozenset[str]:
    """The names that any county has had in any year: to tell 'not in this year' from 'never a place'."""
    return frozenset(d.name for d in load_divisions() if d.level == "county")
