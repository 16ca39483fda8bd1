"""Printed weights and scores as Decimal points.

Input: the text of a weight or score cell, such as 12.5 or 10分. Output: DECIMAL(9,4). Stage: normalise.
"""

from decimal import Decimal
from functools import lru_cache

from etl.normalise.blank_mark import CellKind, is_blank
from etl.normalise.conversion import Conversion, Severity, Trouble
from etl.normalise.fixed_point import fit_fixed_point
from etl.normalise.printed_number import parse_printed_number

POINTS_PRECISION, POINTS_SCALE = 9, 4
POINTS_WORD = "分"
LONGEST_REMEMBERED, REMEMBERED = 12, 1024  # characters, texts: forms print the same few weights and scores

NOT_POINTS = Trouble("points_not_a_number", Severity.MIDDLE, "应为一个分数，如 10 或 9.37")
OUT_OF_RANGE = Trouble("points_out_of_range", Severity.HIGH, "超出分数字段的范围")
PRECISION_LOST = Trouble("points_precision_lost", Severity.LOW, "小数多于四位，已四舍五入")


def convert_points(text: str | None) -> Conversion[Decimal]:
    """The points, DECIMAL(9,4); a percentage is not points, because it does not say of what."""
    if text is None:
        return Conversion(None)
    return _remembered_points(text) if len(text) <= LONGEST_REMEMBERED else _worked_out(text)


def _worked_out(text: str) -> Conversion[Decimal]:
    """What `convert_points` gives for a printed text."""
    if is_blank(text, CellKind.POINTS):
        return Conversion(None)
    number = parse_printed_number("".join(text.split()).removesuffix(POINTS_WORD))
    if number is None:
        return Conversion(None, NOT_POINTS)
    points, is_rounded = fit_fixed_point(number, POINTS_PRECISION, POINTS_SCALE)
    if points is None:
        return Conversion(None, OUT_OF_RANGE)
    return Conversion(points, PRECISION_LOST if is_rounded else None)


_remembered_points = lru_cache(REMEMBERED)(_worked_out)
