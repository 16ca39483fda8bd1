"""A printed amount as Decimal yuan.

Input: the text of a money cell and the unit printed for the form. Output: DECIMAL(18,2) yuan. Stage: normalise.

A unit printed in the cell itself (620万, 48万元) wins over the form's. A bracketed note after a complete amount is
left out (620万(道路硬化480万元)), and an amount printed twice in one cell counts once; both are remarked. Zero needs no
unit.
"""

import re
from decimal import Decimal
from functools import cache

from etl.normalise.blank_mark import CellKind, is_blank
from etl.normalise.conversion import Conversion, Severity, Trouble
from etl.normalise.fixed_point import fit_fixed_point, scale_by_ten
from etl.normalise.printed_number import fold_width, parse_printed_number
from etl.normalise.reference_lists import load_reference_list

MONEY_PRECISION, MONEY_SCALE = 18, 2
MONEY_UNIT_UNKNOWN = "money_unit_unknown"
AMOUNT = re.compile(r"(?P<sign>[¥￥])?(?P<number>[+-]?[0-9.][0-9.,]*)(?P<unit>[^0-9()（）.,]*)")
NOTE = re.compile(r"[(（]([^()（）]*)[)）]$")
UNIT_LABEL = re.compile(r"^[(（]?(?:金额)?(?:单位)?[:：]?|[)）]$")

NOT_AN_AMOUNT = Trouble("money_not_a_number", Severity.MIDDLE, "应为一个金额，如 1,234.56")
UNIT_UNKNOWN = Trouble(MONEY_UNIT_UNKNOWN, Severity.HIGH, "没有可以认定的金额单位（元、万元等），不作换算")
OUT_OF_RANGE = Trouble("money_out_of_range", Severity.HIGH, "换算为元后超出金额字段的范围")
PRECISION_LOST = Trouble("money_precision_lost", Severity.LOW, "换算为元后有不足一分的尾数，已四舍五入到分")
NOTE_LEFT_OUT = Trouble("money_note_left_out", Severity.LOW, "金额后有说明或重复，只取金额")


@cache
def load_money_units() -> dict[str, tuple[str, int]]:
    """Unit name and power of ten by spelling."""
    rows = load_reference_list("money_units.csv")
    return {row["spelling"]: (row["unit_name"], int(row["exponent"])) for row in rows}


def normalise_money_unit(text: str | None) -> str | None:
    """The unit's own name (元, 万元, …) for the text printed as the form's unit; None where it is not a known unit."""
    if text is None:
        return None
    squeezed = UNIT_LABEL.sub("", "".join(text.split()))
    known = load_money_units().get(squeezed)
    return known[0] if known else None


def convert_money(text: str | None, form_unit: str | None) -> Conversion[Decimal]:
    """The amount in yuan, DECIMAL(18,2).

    `form_unit` is the printed unit of the form, None where it prints none; then only an amount with its own unit, or a
    zero, has a value.
    """
    if text is None or is_blank(text, CellKind.AMOUNT):
        return Conversion(None)
    amount_text, has_more = _take_amount(fold_width("".join(text.split())))
    found = AMOUNT.fullmatch(amount_text)
    number = parse_printed_number(found["number"]) if found else None
    if found is None or number is None:
        return Conversion(None, NOT_AN_AMOUNT)
    printed_unit = found["sign"] or found["unit"]
    if printed_unit and printed_unit not in load_money_units():
        return Conversion(None, NOT_AN_AMOUNT)
    return _convert_number(number, normalise_money_unit(printed_unit or form_unit), has_more)


def _take_amount(squeezed: str) -> tuple[str, bool]:
    """The amount of a cell without note and repetition, and whether there was any; brackets around a unit go."""
    note = NOTE.search(squeezed)
    if note and note[1] in load_money_units():
        return squeezed[: note.start()] + note[1], False
    amount_text = squeezed[: note.start()] if note else squeezed
    half, odd = divmod(len(amount_text), 2)
    is_twice = not odd and amount_text[:half] == amount_text[half:] and parse_printed_number(amount_text) is None
    return (amount_text[:half] if is_twice else amount_text), is_twice or note is not None


def _convert_number(number: Decimal, unit_name: str | None, has_more: bool) -> Conversion[Decimal]:
    """The number of a known unit in yuan; a zero is zero in every unit."""
    if number == 0:
        return Conversion(Decimal("0.00"))
    if unit_name is None:
        return Conversion(None, UNIT_UNKNOWN)
    yuan, is_rounded = fit_fixed_point(
        scale_by_ten(number, load_money_units()[unit_name][1]), MONEY_PRECISION, MONEY_SCALE
    )
    if yuan is None:
        return Conversion(None, OUT_OF_RANGE)
    return Conversion(yuan, PRECISION_LOST if is_rounded else NOTE_LEFT_OUT if has_more else None)


def amount_in_form_unit(text: str, form_unit: str | None) -> Decimal | None:
    """The amount in the unit printed for the form, None where there is no amount or no unit."""
    yuan = convert_money(text, form_unit).value
    unit = load_money_units().get(form_unit or "")
    return None if yuan is None or unit is None else yuan.scaleb(-unit[1])
