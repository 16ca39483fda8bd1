"""What the synthetic corpus tells: units, their projects over the years, and one consistent form a project and year.

Input: seed, places and years; the words of corpus_words.toml. Output: SyntheticForm records whose sums, rates and
scores agree. `corpus_slips` then makes the mistakes that audits look for. Each project has dice of its own, so that a
larger corpus holds a smaller one.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS_FILE = Path(__file__).with_name("corpus_words.toml")
LEVEL1 = {
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "成本指标": "产出指标",
    "社会效益指标": "效益指标",
    "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}
POINTS = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
EXECUTION_POINTS = 10
CENT = Decimal("0.01")
YUAN_STEP = 100  # budgets are whole hundreds of yuan, so that 万元 with two decimals say them exactly
STREET_SHARE = 0.35
CARRYOVER_SHARE = 0.15
DEAR = 0.02  # of all projects spend hardly anything


@dataclass(frozen=True, slots=True)
class Place:
    """One county with the names above it."""

    code: str
    name: str
    parent_name: str


@dataclass(slots=True)
class SyntheticIndicator:
    """One row of the indicator table, as printed but for the score, which stays a number."""

    level1: str
    level2: str
    level3: str
    operator: str
    target: str
    unit: str
    actual: str
    weight: int
    score: Decimal
    reason: str = ""
    missed_share: float = 0.0


@dataclass(slots=True)
class SyntheticForm:
    """One self-evaluation. Money in yuan; `rate_text` and `execution_score` as printed."""

    place: Place
    year: int
    department: str
    unit: str
    project_name: str
    initial: Decimal
    budget: Decimal
    executed: Decimal
    carryover: Decimal
    rate_text: str
    execution_score: Decimal
    goal: str
    completion: str
    indicators: list[SyntheticIndicator]
    total_score: Decimal = Decimal(0)
    execution_reason: str = ""
    initial_slip: Decimal = Decimal(0)
    slips: list[str] = field(default_factory=list)


@lru_cache
def load_words() -> dict[str, Any]:
    """The words of corpus_words.toml."""
    return tomllib.loads(WORDS_FILE.read_text("utf-8"))


def plan_unit(seed: int, place: Place, department: dict[str, Any], years: range) -> Iterator[list[SyntheticForm]]:
    """The forms of one unit, a list a year: the same projects from year to year, their money and results moving."""
    projects = [
        (project, random.Random(f"{seed}|{place.code}|{department['name']}|{number}"))
        for number, project in enumerate(department["projects"])
    ]
    states = [_start(project, dice) for project, dice in projects]
    for year in years:
        forms = []
        for (project, dice), state in zip(projects, states, strict=True):
            forms.append(_form(place, department, project, state, year, dice))
            state["budget"] = max(10_000, int(state["budget"] * dice.uniform(0.92, 1.15)) // YUAN_STEP * YUAN_STEP)
        yield forms


def _start(project: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    lowest, highest = project["wan"]
    size = dice.random() ** 2  # many small ones, few large ones
    street = dice.choice(load_words()["streets"]) if dice.random() < STREET_SHARE else ""
    rows = [*project["indicators"], *load_words()["common"]["indicators"]]
    parts = [row.format(object=project["object"]).split("|") for row in rows]
    return {
        "budget": int((lowest + (highest - lowest) * size) * 10_000) // YUAN_STEP * YUAN_STEP,
        "name": street + project["name"],
        "object": project["object"],
        "indicators": [(row, _first_target(row, size)) for row in parts],
        "spending": 0.3 if dice.random() < DEAR else dice.betavariate(14, 1.2),
    }


def _first_target(row: list[str], size: float) -> int | None:
    if not row[4]:
        return None
    low, high = int(row[3]), int(row[4])
    return low + round((high - low) * size)


def _form(
    place: Place,
    department: dict[str, Any],
    project: dict[str, Any],
    state: dict[str, Any],
    year: int,
    dice: random.Random,
) -> SyntheticForm:
    initial = Decimal(state["budget"])
    changed = dice.choice((1, 1, 1, 1.1, 0.9, 1.3))
    budget = Decimal(int(state["budget"] * changed) // YUAN_STEP * YUAN_STEP)
    share = min(1.0, max(0.02, state["spending"] * dice.uniform(0.85, 1.12)))
    executed = Decimal(int(float(budget) * share) // YUAN_STEP * YUAN_STEP)
    carryover = initial // 10 // YUAN_STEP * YUAN_STEP if dice.random() < CARRYOVER_SHARE else Decimal(0)
    rate = executed / budget
    indicators = _indicators(state, year, share, dice)
    done = "；".join(f"{row.level3}{row.actual}" for row in indicators[:3])
    goal = "；".join(f"{row.level3}{row.operator}{row.target}{row.unit}" for row in indicators[:3])
    form = SyntheticForm(
        place=place,
        year=year,
        department=f"{place.parent_name}{place.name}{department['name']}",
        unit=f"{place.parent_name}{place.name}{department['unit']}",
        project_name=state["name"],
        initial=initial,
        budget=budget,
        executed=executed,
        carryover=min(carryover, budget),
        rate_text=f"{(rate * 100).quantize(CENT, ROUND_HALF_UP)}%",
        execution_score=(min(rate, Decimal(1)) * EXECUTION_POINTS).quantize(CENT, ROUND_HALF_UP),
        goal=f"做好{year}年{project['object']}工作：{goal}。",
        completion=f"{year}年已完成{project['object']}工作：{done}。",
        indicators=indicators,
        execution_reason=dice.choice(load_words()["reasons"]["low_execution"]) if rate < Decimal("0.9") else "",
    )
    settle(form)
    return form


def settle(form: SyntheticForm) -> None:
    """Set the printed total to the sum of the printed points."""
    form.total_score = form.execution_score + sum((row.score for row in form.indicators), Decimal(0))


def _indicators(state: dict[str, Any], year: int, share: float, dice: random.Random) -> list[SyntheticIndicator]:
    rows = [_indicator(row, first, year, share, dice) for row, first in state["indicators"]]
    for level1, points in POINTS.items():
        members = [row for row in rows if row.level1 == level1]
        for number, row in enumerate(members):
            row.weight = points // len(members) + (1 if number < points % len(members) else 0)
            kept = Decimal(1) - Decimal(str(row.missed_share))
            row.score = (row.weight * kept).quantize(CENT, ROUND_HALF_UP)
    return rows


def _indicator(parts: list[str], first: int | None, year: int, share: float, dice: random.Random) -> SyntheticIndicator:
    level2, name, operator, _, _, unit = (*parts, "", "")[:6]
    row = SyntheticIndicator(LEVEL1[level2], level2, name, "", "", "", "", 0, Decimal(0))
    if first is None:  # a target of words stands where the operator would
        row.target = row.actual = operator
        return row
    row.operator, row.unit = operator, unit
    target = first if unit == "%" else max(first, round(first * (1 + 0.03 * (year % 5))))
    row.target = str(target)
    misses = dice.random() < (0.10 if share > 0.8 else 0.3)
    actual = _actual(operator, target, unit, misses, dice)
    row.actual = f"{actual:g}{unit}"
    if misses and operator == "≥" and actual < target:
        row.missed_share = round(1 - actual / target, 4)
        row.reason = dice.choice(load_words()["reasons"]["missed"])
    return row


def _actual(operator: str, target: int, unit: str, misses: bool, dice: random.Random) -> float:
    if operator == "=" or target == 0:
        return target
    if operator == "≤":
        return round(target * dice.uniform(0.6, 1.0)) if unit != "%" else round(target * dice.uniform(0.8, 1.0), 1)
    actual = target * (dice.uniform(0.7, 0.97) if misses else dice.uniform(1.0, 1.12))
    return min(100.0, round(actual, 1)) if unit == "%" else round(actual)
