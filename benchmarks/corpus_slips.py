"""The slips that the audit rules look for, made on purpose: each on a share of the forms that is declared here.

Input: a SyntheticForm that agrees with itself. Output: the same form with a slip, its rule noted in `slips`, so that
what an audit finds can be held against what was made.
"""

import random
from collections.abc import Callable, Mapping
from decimal import Decimal

from benchmarks.corpus_plan import SyntheticForm, SyntheticIndicator, load_words, settle

Slip = Callable[[SyntheticForm, random.Random], bool]
TYPING_SLIP = Decimal(10_000)


def wrong_total_money(form: SyntheticForm, dice: random.Random) -> bool:
    """The funding total differs from its parts: a digit was mistyped."""
    form.initial_slip = TYPING_SLIP * dice.randint(1, 8)
    form.initial += form.initial_slip
    return True


def wrong_rate(form: SyntheticForm, dice: random.Random) -> bool:
    """The printed rate is not executed by budget."""
    if form.executed == form.budget:
        return False
    form.rate_text = f"{min(100, float(form.rate_text[:-1]) + dice.choice((2, 5, 10))):.2f}%"
    return True


def wrong_total_score(form: SyntheticForm, dice: random.Random) -> bool:
    """The printed total is not the sum of the points."""
    if form.total_score < 3:
        return False
    form.total_score -= dice.choice((1, 2))
    return True


def missed_but_full(form: SyntheticForm, dice: random.Random) -> bool:
    """A target was missed and the row has full points."""
    missed = [row for row in form.indicators if row.missed_share]
    for row in missed[:1]:
        row.score, row.reason, row.missed_share = Decimal(row.weight), "", 0.0
    settle(form)
    return bool(missed)


def blank_but_scored(form: SyntheticForm, dice: random.Random) -> bool:
    """No actual value, and points."""
    _at_least(form, dice).actual = ""
    return True


def copied_target(form: SyntheticForm, dice: random.Random) -> bool:
    """The actual value is the target, operator included."""
    row = _at_least(form, dice)
    row.actual, row.score, row.reason, row.missed_share = (
        f"{row.operator}{row.target}{row.unit}", Decimal(row.weight), "", 0.0,
    )  # fmt: skip
    settle(form)
    return True


def cost_wrong_way(form: SyntheticForm, dice: random.Random) -> bool:
    """A cost that should be at least so much."""
    row = next(row for row in form.indicators if row.level2 == "成本指标")
    row.operator, row.actual = "≥", f"{row.target}{row.unit}"
    return True


def copied_goal(form: SyntheticForm, dice: random.Random) -> bool:
    """The completion is the goal, word for word."""
    form.completion = form.goal
    return True


def blank_completion(form: SyntheticForm, dice: random.Random) -> bool:
    """The completion was left blank."""
    form.completion = ""
    return True


def unexplained_loss(form: SyntheticForm, dice: random.Random) -> bool:
    """Points were lost and nothing says why."""
    lost = [row for row in form.indicators if row.score < row.weight]
    for row in lost:
        row.reason = ""
    return bool(lost)


def vague_reason(form: SyntheticForm, dice: random.Random) -> bool:
    """A reason that says nothing."""
    lost = [row for row in form.indicators if row.score < row.weight]
    for row in lost:
        row.reason = dice.choice(load_words()["reasons"]["vague"])
    return bool(lost)


def execution_as_output(form: SyntheticForm, dice: random.Random) -> bool:
    """Spending the budget stands as an output."""
    row = next(row for row in form.indicators if row.level2 == "时效指标" and row.operator)
    row.level3 = "预算执行率"
    return True


def low_spending_full_points(form: SyntheticForm, dice: random.Random) -> bool:
    """Hardly anything was spent, and every output has full points."""
    form.executed = (form.budget * Decimal("0.3")).quantize(Decimal(1)) // 100 * 100
    rate = form.executed / form.budget
    form.rate_text, form.execution_score = f"{rate * 100:.2f}%", (rate * 10).quantize(Decimal("0.01"))
    form.execution_reason = ""
    for row in form.indicators:
        row.score, row.reason, row.missed_share = Decimal(row.weight), "", 0.0
    settle(form)
    return True


SLIPS: Mapping[str, tuple[float, Slip]] = {
    "A03": (0.03, wrong_total_money),
    "A05": (0.03, wrong_rate),
    "A09": (0.03, wrong_total_score),
    "B01": (0.05, execution_as_output),
    "B05": (0.04, cost_wrong_way),
    "C02": (0.30, missed_but_full),
    "C05": (0.03, blank_but_scored),
    "C06": (0.08, copied_target),
    "D02": (0.02, low_spending_full_points),
    "E01": (0.15, unexplained_loss),
    "E04": (0.10, vague_reason),
    "E05": (0.05, copied_goal),
    "E06": (0.02, blank_completion),
}
"""By the rule that should find it: the share of the forms that get it, where they can, and how it is made."""


def make_slips(form: SyntheticForm, dice: random.Random) -> None:
    """Give a form its slips; totals that follow from points are settled before the totals that are wrong."""
    drawn = {rule for rule, (share, _) in SLIPS.items() if dice.random() < share}
    for rule in (*sorted(drawn - {"A09"}), *sorted(drawn & {"A09"})):
        if SLIPS[rule][1](form, dice):
            form.slips.append(rule)


def _at_least(form: SyntheticForm, dice: random.Random) -> SyntheticIndicator:
    return dice.choice([row for row in form.indicators if row.operator == "≥"])
