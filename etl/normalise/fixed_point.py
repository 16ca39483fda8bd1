"""An exact number fitted to a fixed-point column: rounded half up to its decimals, refused where it is too large.

Input: a Decimal and a column's precision. Output: the fitted Decimal and whether digits were lost. Stage: normalise.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=120, rounding=ROUND_HALF_UP)
"""More digits than any printed number has (printed_number.LONGEST_NUMBER) plus the largest unit."""


def scale_by_ten(number: Decimal, exponent: int) -> Decimal:
    """The number times ten to the power of `exponent`, exact."""
    return number.scaleb(exponent, EXACT)


def fit_fixed_point(number: Decimal, precision: int, scale: int) -> tuple[Decimal | None, bool]:
    """The number with `scale` decimals (None where the column is too small), and whether digits were lost."""
    fitted = number.quantize(Decimal(1).scaleb(-scale), context=EXACT)
    if fitted.adjusted() >= precision - scale:
        return None, False
    return fitted, fitted != number
