"""What the synthetic corpus declares before the year begins: 绩效目标申报表 of a part of the projects.

Input: the self-evaluations of a unit and year, before slips are made in them. Output: the declarations of a part of
them, whose money and targets sometimes differ from what was evaluated, and of projects that nobody evaluated. The dice
are of their own, so that the self-evaluations do not change with them.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks.corpus_plan import LEVEL1, YUAN_STEP, Place, SyntheticForm, SyntheticIndicator, load_words

DECLARING_UNITS = 0.45  # of all units publish what they declare; the others have results alone
DECLARED_SHARE = 0.85  # of the projects of such a unit
CUT_SHARE = 0.25  # of the declared amounts were cut before the budget was approved
OTHER_TARGET_SHARE = 0.04  # of the targets in figures were changed until the self-evaluation
LATER_ROW_SHARE = 0.06  # of the evaluated indicators were not declared
DROPPED_SHARE = 0.15  # of the years of such a unit declare a project that was never evaluated
SEVERAL_YEARS_SHARE = 0.2  # of the declared projects cost more than this year's sum


@dataclass(frozen=True, slots=True)
class SyntheticDeclaration:
    """One declaration. Money in yuan: of the whole project, of the year, and what of that was carried over."""

    place: Place
    year: int
    department: str
    unit: str
    project_name: str
    whole: Decimal
    amount: Decimal
    carryover: Decimal
    goal: str
    indicators: list[SyntheticIndicator]


def declare_unit(seed: int, forms: Sequence[SyntheticForm]) -> list[SyntheticDeclaration]:
    """What a unit declared for a year that it evaluated; nothing where it publishes no declarations."""
    first = forms[0]
    unit = f"{seed}|{first.place.code}|{first.unit}"
    if random.Random(f"{unit}|declares").random() >= DECLARING_UNITS:
        return []
    declared = []
    for number, form in enumerate(forms):
        dice = random.Random(f"{unit}|{number}|{form.year}|declared")
        if dice.random() < DECLARED_SHARE:
            declared.append(_declare(form, dice))
    dice = random.Random(f"{unit}|{first.year}|dropped")
    if dice.random() < DROPPED_SHARE:
        declared.append(_never_evaluated(first, dice))
    return declared


def _declare(form: SyntheticForm, dice: random.Random) -> SyntheticDeclaration:
    cut = Decimal(str(round(dice.uniform(1.03, 1.3), 2))) if dice.random() < CUT_SHARE else Decimal(1)
    amount = form.initial * cut // YUAN_STEP * YUAN_STEP
    pairs = [(row, _declared_row(row, dice)) for row in form.indicators if dice.random() >= LATER_ROW_SHARE]
    rows = [declared for _, declared in pairs]
    rows[-1].weight += sum(row.weight for row in form.indicators) - sum(row.weight for row in rows)
    goal = form.goal
    for evaluated, declared in pairs:  # the goal says the targets in a sentence
        goal = goal.replace(_said(evaluated), _said(declared))
    return SyntheticDeclaration(
        place=form.place,
        year=form.year,
        department=form.department,
        unit=form.unit,
        project_name=form.project_name,
        whole=amount * (dice.choice((2, 3)) if dice.random() < SEVERAL_YEARS_SHARE else 1),
        amount=amount,
        carryover=form.carryover,
        goal=goal,
        indicators=rows,
    )


def _said(row: SyntheticIndicator) -> str:
    return f"{row.level3}{row.operator}{row.target}{row.unit}"


def _declared_row(row: SyntheticIndicator, dice: random.Random) -> SyntheticIndicator:
    """The row as declared; a target that was changed stood a little further off than the one that was evaluated."""
    is_changed = dice.random() < OTHER_TARGET_SHARE and row.operator == "≥"
    target = round(int(row.target) * dice.uniform(1.04, 1.25)) if is_changed else row.target
    if is_changed and row.unit == "%":
        target = min(100, int(row.target) + dice.choice((2, 3, 5)))
    return replace(row, target=str(target))


def _never_evaluated(form: SyntheticForm, dice: random.Random) -> SyntheticDeclaration:
    """A project of the unit that was declared and is in no self-evaluation."""
    project = dice.choice(load_words()["never_evaluated"])
    lowest, highest = project["wan"]
    amount = Decimal(dice.randint(lowest, highest) * 10_000)
    rows = [_row(text.split("|"), dice) for text in project["indicators"]]
    goal = "；".join(map(_said, rows[:2]))
    return SyntheticDeclaration(
        place=form.place,
        year=form.year,
        department=form.department,
        unit=form.unit,
        project_name=project["name"],
        whole=amount,
        amount=amount,
        carryover=Decimal(0),
        goal=f"完成{form.year}年{project['object']}工作：{goal}。",
        indicators=rows,
    )


def _row(parts: list[str], dice: random.Random) -> SyntheticIndicator:
    """An indicator of the words, with a target between its bounds."""
    level2, name, operator, low, high, unit = parts
    target = str(dice.randint(int(low), int(high)))
    return SyntheticIndicator(LEVEL1[level2], level2, name, operator, target, unit, "", 0, Decimal(0))
