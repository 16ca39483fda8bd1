"""The text of a target or of an actual value, taken apart: operator, number, unit and kind.

Input: texts such as ≥8.00(个), >=90, 不少于30天, 2023年12月底前完成, 及时. Output: an IndicatorValue. Stage: normalise.

The number stays in its printed unit: ≥60万人 is 60 万人, and 100% is 100 %. `distance.py` compares like units only. A
text with several numbers (80%-90%, 2台和3台) or with a number in a sentence has no value of its own.
"""

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from etl.normalise.blank_mark import CellKind, is_blank
from etl.normalise.conversion import Severity, Trouble
from etl.normalise.indicator_wording import (
    PERCENT_SIGNS,
    agree_on_operator,
    load_deadline_pattern,
    load_openings,
    parse_ending,
    parse_opening,
)
from etl.normalise.printed_number import fold_width, parse_printed_number

NUMBER = re.compile(r"(?:(?:^|(?<=[≥≤<>=]))[-+])?(?:[0-9]+(?:[,，][0-9]+)*(?:\.[0-9]+)?|\.[0-9]+)")
MISREAD_EQUAL = re.compile(r"[二ニ][0-9]")  # = as recognition misreads it; no Chinese number goes on in digits
LONGEST_REMEMBERED, REMEMBERED = 20, 2048  # characters, texts: 100%, ≥95% and 及时 stand on every form
# Letters that recognition takes for digits, or a raised digit, right behind a number: 3O may be 30, 1OO 100, 3² is 9;
# or one that opens it: l2 may be 12.
DAMAGED_NUMBER = re.compile(r"[0-9](?:[OoQIl|]{1,9}|[⁰¹²³⁴-⁹])(?![A-Za-z])|(?:^|[≥≤<>=])[Il|][0-9]")
TOLERANCE = "±"  # 95%±3% and ±3% are two bounds
BARE_MONTH = re.compile(r"[0-9]{1,2}月")
NUMBER_UNCLEAR = Trouble(
    "indicator_number_unclear", Severity.LOW, "其中的数字写法不规范（如千分位分组有误、数字里夹有字母），无法取值"
)

OPERATOR_MISREAD = Trouble("operator_misread", Severity.LOW, "开头的“二”疑为等号“=”的识别错字，照印保留，不取值")


class ValueKind(StrEnum):
    """What an indicator cell says; MULTIPLE holds numbers, but not one that stands for the whole."""

    NUMERIC = "numeric"
    DATE = "date"
    MULTIPLE = "multiple"
    QUALITATIVE = "qualitative"
    BLANK = "blank"


class IndicatorValue(NamedTuple):
    """One target or actual value. `value` and `unit` are set for NUMERIC only, `operator` for NUMERIC and DATE."""

    kind: ValueKind
    operator: str | None = None
    value: Decimal | None = None
    unit: str | None = None


def convert_indicator_value(text: str | None) -> tuple[IndicatorValue, Trouble | None]:
    """What a target or actual text says, of kind BLANK for a blank cell, and the trouble with its number."""
    if text is None:
        return IndicatorValue(ValueKind.BLANK), None
    return _remembered_value(text) if len(text) <= LONGEST_REMEMBERED else _worked_out(text)


def _worked_out(text: str) -> tuple[IndicatorValue, Trouble | None]:
    """What `convert_indicator_value` gives for a printed text."""
    if is_blank(text, CellKind.INDICATOR):
        return IndicatorValue(ValueKind.BLANK), None
    squeezed = fold_width("".join(text.split()))
    if MISREAD_EQUAL.match(squeezed):
        return IndicatorValue(ValueKind.QUALITATIVE), OPERATOR_MISREAD
    operator, rest = _split_leading_operator(squeezed)
    if _is_deadline(operator, rest):
        return IndicatorValue(ValueKind.DATE, operator), None
    numbers = list(NUMBER.finditer(squeezed))
    if not numbers:
        return IndicatorValue(ValueKind.QUALITATIVE), None
    if DAMAGED_NUMBER.search(squeezed):
        return IndicatorValue(ValueKind.MULTIPLE), NUMBER_UNCLEAR
    if len(numbers) > 1 or TOLERANCE in squeezed:
        return IndicatorValue(ValueKind.MULTIPLE), None
    value = parse_printed_number(numbers[0][0])
    if value is None:
        return IndicatorValue(ValueKind.MULTIPLE), NUMBER_UNCLEAR
    before, after = parse_opening(squeezed[: numbers[0].start()]), parse_ending(squeezed[numbers[0].end() :])
    operator = agree_on_operator(before.operator, after.operator)
    is_bare_percentage = after.unit in PERCENT_SIGNS and squeezed.endswith(PERCENT_SIGNS)
    is_subject_understood = before.is_understood or after.operator is not None or is_bare_percentage
    if not (is_subject_understood and after.is_understood):
        return IndicatorValue(ValueKind.QUALITATIVE), None
    return IndicatorValue(ValueKind.NUMERIC, operator, value, after.unit), None


_remembered_value = lru_cache(REMEMBERED)(_worked_out)


def _is_deadline(operator: str | None, rest: str) -> bool:
    """Whether the text is a date; after an operator a plain number (≤2023.5) or a bare month (≤12月) is none."""
    deadline = load_deadline_pattern().search(rest)
    if deadline is None:
        return False
    is_plain_number = parse_printed_number(rest) is not None
    return operator is None or not (is_plain_number or BARE_MONTH.fullmatch(rest))


def _split_leading_operator(squeezed: str) -> tuple[str | None, str]:
    """The operator that opens the text, and the text after it."""
    for wording, operator in load_openings().get(squeezed[:1], ()):
        if squeezed.startswith(wording):
            return operator, squeezed.removeprefix(wording)
    return None, squeezed
