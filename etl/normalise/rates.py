"""Printed execution rates as fractions, and the recomputed rate.

Input: the text of a rate cell and the rate recomputed from the money. Output: a fraction (0.985, may pass 1).
Stage: normalise.

A printed % decides. A bare number can be either (0.85 for 85 %, or 0.85 %; 1.6 for 160 % of a budget that grew), so the
recomputed rate decides; where it does not, a number above 1.5 is a percentage, any other stays null and is reported.
"""

from decimal import Decimal

from etl.normalise.blank_mark import CellKind, is_blank
from etl.normalise.conversion import Conversion, Severity, Trouble
from etl.normalise.printed_number import fold_width, parse_printed_number

LARGEST_FRACTION = Decimal("1.5")
"""A bare number above this is a percentage unless the money says otherwise: hardly a form spends 150 %."""
AGREEMENT = Decimal("0.05")
"""How near a reading must come to the recomputed rate: rounding stays far below, a wrong scale is 100 times off."""
HUNDRED = Decimal(100)

NOT_A_RATE = Trouble("rate_not_a_number", Severity.MIDDLE, "应为一个百分比，如 93.79%")
SCALE_UNKNOWN = Trouble("rate_scale_unknown", Severity.MIDDLE, "没有百分号，无法确定是百分数还是小数")


def compute_execution_rate(executed: Decimal | None, adjusted_budget: Decimal | None) -> Decimal | None:
    """Executed over adjusted budget, None where either is missing or the budget is zero.

    Source: 财预〔2020〕10号, the denominator is the adjusted annual budget.
    """
    if executed is None or adjusted_budget is None or adjusted_budget == 0:
        return None
    return executed / adjusted_budget


def convert_rate(text: str | None, recomputed: Decimal | None) -> Conversion[float]:
    """The printed rate as a fraction; `recomputed` decides between the readings of a bare number."""
    if text is None or is_blank(text, CellKind.RATE):
        return Conversion(None)
    squeezed = fold_width("".join(text.split()))
    number = parse_printed_number(squeezed.removesuffix("%"))
    if number is None:
        return Conversion(None, NOT_A_RATE)
    percentage = number / HUNDRED
    if squeezed.endswith("%") or number == 0:
        return Conversion(float(percentage))
    fitting = [] if recomputed is None else [r for r in (number, percentage) if abs(r - recomputed) <= AGREEMENT]
    if len(fitting) == 1:
        return Conversion(float(fitting[0]))
    return Conversion(float(percentage)) if abs(number) > LARGEST_FRACTION else Conversion(None, SCALE_UNKNOWN)
