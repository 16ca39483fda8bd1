"""What the matcher says about a form's division, and how a unit or a refusal is put into it. Part of the link stage.

Input: a unit of the table, or the candidates that are left. Output: `DivisionMatch`, and the label of a division.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.link.division_table import Division, DivisionIndex, divisions_of
from etl.link.read_place import PlaceReading

AMBIGUOUS, NOT_PRINTED, NOT_LISTED = "ambiguous", "not_printed", "not_listed"
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}


@dataclass(frozen=True, slots=True)
class DivisionMatch:
    """The division of a form.

    `code` None: `reason` says why, `candidates` what it might be; the units above may still be known. `level` is
    province, city or county. `evidence` is one Chinese sentence. `zone` names a zone that has no code of its own and
    stands here under the unit that looks after it. `conflict` says which two printed names are not in one place.
    """

    code: str | None = None
    name: str | None = None
    level: str | None = None
    city_code: str | None = None
    city_name: str | None = None
    province_code: str | None = None
    province_name: str | None = None
    lineage_id: str | None = None
    evidence: str | None = None
    reason: str | None = None
    candidates: tuple[str, ...] = ()
    zone: str | None = None
    conflict: str | None = None


def full_name(division: Division, index: DivisionIndex) -> str:
    """The unit with the units above it: 安徽省滁州市明光市."""
    return "".join(unit.name for unit in index.line_of(division))


def with_places_above(match: DivisionMatch, division: Division, index: DivisionIndex) -> DivisionMatch:
    """The match with province and city of a unit; the city of a municipality is the municipality.

    A county directly under its province has the grouping of the code list (省直辖县级行政区划) as city.
    """
    line = index.line_of(division)
    province = line[0]
    city: Division | None = next((unit for unit in line if unit.level == "city"), None)
    if province.code in MUNICIPALITIES:
        city = province
    elif city is None and division.level == "county":
        parent = index.by_code[division.parent_code]
        city = parent if parent.level == "grouping" else None
    return replace(
        match,
        province_code=province.code,
        province_name=province.name,
        city_code=city.code if city else None,
        city_name=city.name if city else None,
    )


def matched(
    division: Division, evidence: str, index: DivisionIndex, zone: str | None = None, conflict: str | None = None
) -> DivisionMatch:
    """The match of a unit, with the units above it."""
    match = DivisionMatch(
        code=division.code,
        name=division.name,
        level=division.level,
        lineage_id=division.lineage_id,
        evidence=evidence,
        zone=zone,
        conflict=conflict,
    )
    return with_places_above(match, division, index)


def refused(reason: str, evidence: str, index: DivisionIndex, candidates: Sequence[Division]) -> DivisionMatch:
    """No division: the reason, what it might be, and the province where all candidates agree on it."""
    names = tuple(sorted(f"{unit.code} {full_name(unit, index)}" for unit in candidates))
    match = DivisionMatch(reason=reason, evidence=evidence, candidates=names)
    provinces = {index.line_of(unit)[0].code: index.line_of(unit)[0] for unit in candidates}
    return with_places_above(match, next(iter(provinces.values())), index) if len(provinces) == 1 else match


def refused_as_unlisted(reading: PlaceReading, said: str, index: DivisionIndex) -> DivisionMatch:
    """No division, because the year's list lacks the printed unit; the candidates are its namesakes of other years."""
    always, name = divisions_of(None), reading.unlisted or ""
    namesakes = [
        f"{unit.code} {full_name(unit, always)}（{unit.year_from}—{unit.year_to} 年）"
        for unit in always.by_name.get(name, ())
        if not reading.candidates or always.is_within(unit, reading.candidates[0])
    ]
    match = refused(NOT_LISTED, f"{said}没有“{name}”", index, reading.candidates)
    return replace(match, candidates=tuple(sorted(namesakes)))
