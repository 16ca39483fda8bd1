"""How far an actual value lies from its target, signed. Computed here only.

Input: a target and an actual IndicatorValue. Output: a rate of the target and a status. Stage: normalise.

≥ and >: (actual − target) ÷ |target|.  ≤ and <: (target − actual) ÷ |target|; positive is better than the target.
=: (actual − target) ÷ |target|, a deviation either way: positive is above the target, not better.
A side without a unit takes the unit of the other (forms print 100 for ≥90%, 60 for ≥60万人), unless one is a
percentage and the bare number could be the fraction (0.98 for 98 %), one counts in 万 or 亿 and the bare number could
count ones (600000), or one is in 元 and the bare number could be 万元 (≤100 beside 985000元).
万 and 亿 before a unit are scaled, other units are not converted.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from etl.normalise.indicator_value import IndicatorValue, ValueKind
from etl.normalise.indicator_wording import AT_LEAST, AT_MOST, PERCENT_SIGNS, load_unit_synonyms

LARGEST_FRACTION = Decimal("1.5")
"""A bare number up to this beside a percentage above it may be a fraction: the pair is not compared."""
BOUNDS = AT_LEAST | AT_MOST
FARTHEST_IN_ONE_UNIT = 100
"""A bare number so many times one in 万 or 亿 (600000 beside 60万人) may count ones: the pair is not compared."""
FARTHEST_IN_YUAN = 1000
"""A bare number so many times an amount in 元, or so small a part of it, may be in 万元: the pair is not compared."""
YUAN = "元"
UNIT_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class DistanceStatus(StrEnum):
    """Whether the distance could be computed, or the first reason why not."""

    COMPARABLE = "comparable"
    TARGET_NOT_NUMERIC = "target_not_numeric"
    NO_ACTUAL = "no_actual"
    ACTUAL_NOT_NUMERIC = "actual_not_numeric"
    ACTUAL_IS_BOUND = "actual_is_bound"
    UNIT_DIFFERS = "unit_differs"
    NO_DIRECTION = "no_direction"
    TARGET_ZERO = "target_zero"


class Distance(NamedTuple):
    """The signed distance as a fraction of the target; `rate` is None unless the status is COMPARABLE."""

    status: DistanceStatus
    rate: float | None = None


def compute_distance(target: IndicatorValue, actual: IndicatorValue) -> Distance:
    """The distance of an actual value from its target.

    An actual that copies ≥, >, ≤ or < from its target (>=45000人) is a bound, not a measured value. A target of zero
    has no rate, except that reaching it exactly is a distance of zero.
    """
    if target.value is None:
        return Distance(DistanceStatus.TARGET_NOT_NUMERIC)
    if actual.kind is ValueKind.BLANK:
        return Distance(DistanceStatus.NO_ACTUAL)
    if actual.value is None:
        return Distance(DistanceStatus.ACTUAL_NOT_NUMERIC)
    if actual.operator in BOUNDS:
        return Distance(DistanceStatus.ACTUAL_IS_BOUND)
    pair = scale_to_one_unit(target, actual)
    if pair is None:
        return Distance(DistanceStatus.UNIT_DIFFERS)
    if target.operator is None:
        return Distance(DistanceStatus.NO_DIRECTION)
    aim, reached = pair
    if aim == 0:
        return Distance(DistanceStatus.COMPARABLE, 0.0) if reached == 0 else Distance(DistanceStatus.TARGET_ZERO)
    return Distance(DistanceStatus.COMPARABLE, float(_signed_gap(target.operator, aim, reached) / abs(aim)))


def _signed_gap(operator: str, aim: Decimal, reached: Decimal) -> Decimal:
    """The gap in the unit of the aim: positive below an upper limit, and above any other aim."""
    return aim - reached if operator in AT_MOST else reached - aim


def scale_to_one_unit(target: IndicatorValue, actual: IndicatorValue) -> tuple[Decimal, Decimal] | None:
    """Both values in one unit, None where the units differ or the unit of a bare number is unclear."""
    if target.value is None or actual.value is None:
        return None
    if target.unit is None or actual.unit is None:
        united, bare = (target.value, actual.value) if actual.unit is None else (actual.value, target.value)
        is_unclear = _is_unit_unclear(target.unit or actual.unit or "", abs(united), abs(bare))
        return None if is_unclear else (target.value, actual.value)
    target_scale, target_base = _split_scale(target.unit)
    actual_scale, actual_base = _split_scale(actual.unit)
    if target_base != actual_base:
        return None
    return target.value * target_scale, actual.value * actual_scale


def _is_unit_unclear(unit: str, value: Decimal, bare: Decimal) -> bool:
    """Whether a bare number beside a value of a unit may be the fraction of a percentage, count ones, not 万, or be in
    万元."""
    if load_unit_synonyms().get(unit, unit) in PERCENT_SIGNS:
        return 0 < bare <= LARGEST_FRACTION < value
    if load_unit_synonyms().get(unit, unit) == YUAN:
        return 0 < FARTHEST_IN_YUAN * min(value, bare) <= max(value, bare)
    return unit[:1] in UNIT_SCALES and bare >= FARTHEST_IN_ONE_UNIT * value > 0


def _split_scale(unit: str) -> tuple[Decimal, str]:
    """The factor of a leading 万 or 亿 and the unit after it, in its usual spelling."""
    factor = UNIT_SCALES.get(unit[0])
    if factor is None:
        return Decimal(1), load_unit_synonyms().get(unit, unit)
    return factor, load_unit_synonyms().get(unit[1:], unit[1:])
