"""Finds the division of a form from its printed names and its year. Part of the link stage.

Input: the names that a form and its document print, its year, its project code. Output: a `DivisionMatch` with the
evidence, or with the reason why there is none. Never a guess: of two units of one name none is taken, unless a printed
name decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etl.link.division_match import (
    AMBIGUOUS,
    NOT_PRINTED,
    DivisionMatch,
    full_name,
    matched,
    refused,
    refused_as_unlisted,
)
from etl.link.division_table import LAST_YEAR, Division, DivisionIndex, divisions_of, listed_year
from etl.link.read_place import PlaceReading, read_place

CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class FormNames:
    """The names a form prints; each None where it prints none."""

    unit_name: str | None = None
    department_name: str | None = None
    project_name: str | None = None
    project_code: str | None = None

    def in_order(self) -> list[tuple[str, str]]:
        """The names that can say where the unit belongs, each with what it is called on the form."""
        pairs = [("实施单位", self.unit_name), ("主管部门", self.department_name)]
        return [(label, name) for label, name in pairs if name]


def year_words(year: int | None) -> str:
    """How the evidence names the list that was used."""
    if year is None:
        return "年度未印，按各年区划表"
    used = listed_year(year)
    return f"按 {year} 年区划表" if used == year else f"按 {used} 年区划表（{year} 年的表未收）"


def is_decided(reading: PlaceReading) -> bool:
    """Whether a reading means one unit and nothing printed after it contradicts that."""
    return len(reading.candidates) == 1 and reading.unlisted is None and not reading.is_vague


def compatible(candidates: Iterable[Division], anchors: Iterable[Division], index: DivisionIndex) -> list[Division]:
    """The candidates that are one of the anchors or lie inside one."""
    anchor_list = list(anchors)
    return [unit for unit in candidates if any(index.is_within(unit, anchor) for anchor in anchor_list)]


def named_by_code(candidates: Sequence[Division], project_code: str | None) -> list[Division]:
    """The candidates that the first six digits of the project code allow: the same unit, else the same province."""
    digits = (project_code or "")[:CODE_DIGITS]
    if len(digits) < CODE_DIGITS or not digits.isdigit():
        return []
    return [u for u in candidates if u.code == digits] or [u for u in candidates if u.code[:2] == digits[:2]]


def find_division(names: FormNames, year: int | None, context: Sequence[str] = ()) -> DivisionMatch:
    """The division of one form.

    `context`: other names that the same document prints (its title, the units of its other forms). The unit's name
    decides; where the department is more specific inside the same place, the department does (a city's name before a
    district's school).
    """
    index = divisions_of(listed_year(year))
    readings = [(label, read_place(name, index.year)) for label, name in names.in_order()]
    decided = [(label, reading) for label, reading in readings if is_decided(reading)]
    open_readings = [(label, reading) for label, reading in readings if not is_decided(reading)]
    if decided and readings[0] == decided[0]:
        return from_decided(decided, index, year)
    unclear = [(label, r) for label, r in open_readings if r.candidates or r.unlisted]
    if unclear:
        return from_unclear(unclear[0], decided, names, context, year)
    if decided:
        return from_decided(decided, index, year)
    return from_context(names, context, year)


def from_decided(decided: list[tuple[str, PlaceReading]], index: DivisionIndex, year: int | None) -> DivisionMatch:
    """The match where the form's own names say it; two names of different places are told as a conflict."""
    (label, reading), *others = decided
    unit = reading.candidates[0]
    conflict = None
    for other_label, other in others:
        other_unit = other.candidates[0]
        if index.is_within(other_unit, unit) and other_unit.code != unit.code:
            label, reading, unit = other_label, other, other_unit
        elif not index.is_within(unit, other_unit):
            here, there = full_name(unit, index), full_name(other_unit, index)
            conflict = f"{label}“{reading.name}”在{here}，{other_label}“{other.name}”在{there}"
    evidence = f"{label}“{reading.name}”，{year_words(year)}为{full_name(unit, index)}（{unit.code}）"
    if reading.zone:
        evidence += f"；{reading.zone}没有国标代码，列在{unit.name}"
    return matched(unit, evidence, index, zone=reading.zone, conflict=conflict)


def from_unclear(
    unclear: tuple[str, PlaceReading],
    decided: list[tuple[str, PlaceReading]],
    names: FormNames,
    context: Sequence[str],
    year: int | None,
) -> DivisionMatch:
    """The match of a name that several units bear, decided by another printed name, or the refusal."""
    label, reading = unclear
    index = divisions_of(listed_year(year))
    said = f"{label}“{reading.name}”，{year_words(year)}"
    if reading.unlisted:
        if year is not None and year > LAST_YEAR:
            said += "，其后新设的区划未收"
        return refused_as_unlisted(reading, said, index)
    for source, chosen in choices(reading, decided, names, context, index):
        if len(chosen) == 1:
            evidence = f"{said}有多个可能，由{source}定为{full_name(chosen[0], index)}（{chosen[0].code}）"
            return matched(chosen[0], evidence, index)
    count = len(reading.candidates)
    left = (
        f"有 {count} 个可能，没有别的名称可以确定"
        if count > 1
        else f"“{reading.taken}”也是通用说法，须有上级地名才能认定"
    )
    return refused(AMBIGUOUS, said + left, index, reading.candidates)


def decided_readings(names: Iterable[str], index: DivisionIndex) -> list[PlaceReading]:
    """The readings of those names that mean one place each."""
    return [reading for reading in (read_place(name, index.year) for name in names) if is_decided(reading)]


def choices(
    reading: PlaceReading,
    decided: list[tuple[str, PlaceReading]],
    names: FormNames,
    context: Sequence[str],
    index: DivisionIndex,
) -> Iterable[tuple[str, list[Division]]]:
    """What each other thing printed leaves of the candidates, the nearest thing first."""
    candidates = reading.candidates
    for label, other in decided:
        same = [unit for unit in candidates if unit.code == other.candidates[0].code]
        yield f"{label}“{other.name}”", same or compatible(candidates, other.candidates, index)
    yield f"项目代码 {names.project_code}", named_by_code(candidates, names.project_code)
    found = decided_readings([*([names.project_name] if names.project_name else []), *context], index)
    chosen = compatible(candidates, [other.candidates[0] for other in found], index)
    deciding = [r.name for r in found if len(chosen) == 1 and index.is_within(chosen[0], r.candidates[0])]
    yield f"同一文件的“{''.join(deciding[:1])}”", chosen


def from_context(names: FormNames, context: Sequence[str], year: int | None) -> DivisionMatch:
    """The match of a form whose own names hold no place: only where its document names one single division."""
    index = divisions_of(listed_year(year))
    printed = "、".join(f"{label}“{name}”" for label, name in names.in_order()) or "表上没有单位名称"
    found = decided_readings(context, index)
    places = {other.candidates[0].code: other.candidates[0] for other in found}
    if len(places) == 1:
        (unit,) = places.values()
        if fits_own_word(names, unit):
            evidence = f"{printed}没有地名；同一文件只印有{full_name(unit, index)}（“{found[0].name}”）"
            return matched(unit, evidence, index, zone=found[0].zone)
    return refused(NOT_PRINTED, f"{printed}没有可以认定的地名", index, ())


def fits_own_word(names: FormNames, unit: Division) -> bool:
    """Whether a unit's 区医保局, 市医保局, 省医保厅 can belong to the division: the word must be its last character."""
    first = next((name[:1] for _, name in names.in_order()), "")
    return first not in {"区", "县", "市", "省", "旗"} or unit.name.endswith(first)
