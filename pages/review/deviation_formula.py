"""偏离度 as a formula of a reviewer's sheet: how far the reviewed value lies from the target.

Input: an indicator with its typed target, and the row of the sheet. Output: a formula, or none where the target is no
number. Side of the pages. The definition is that of `distance_rate` (docs/data-dictionary.md), so that sheet and pages
agree: ≥ and > count what lies above the target as positive, ≤ and < what lies below, = and targets without a sign the
plain difference.

No text of a document enters a formula: the unit is taken from its cell, the target as a number.
"""

from collections.abc import Mapping
from typing import Any

LESS_IS_BETTER = ("≤", "<")
PERCENT_UNITS = ("%", "％")
LARGEST_FRACTION = 1.5
"""A bare number up to this under a target in per cent above it may be a fraction (0.98 for 98 %): not compared."""
DEFINITION = (
    "偏离度＝（复核完成值－指标值）÷指标值的绝对值；指标值为≤、<的，分子为指标值－复核完成值。"
    "≥、>、≤、<类正数为优于目标、负数为未达目标；＝和没有符号的只表示偏离多少。"
    "指标值不是数值、复核完成值没填或不是同一单位的数时留空。"
)
NOT_A_NUMBER = '{"/",":","-","年","%","％"}'
"""Signs behind which the text is a date, a time, a range, or of another unit."""


def deviation_formula(row: Mapping[str, Any], line: int) -> str | None:
    """The formula of an indicator in a line of the sheet (from 1); None where its target is no number.

    *Shape*: column F of the line holds the unit, J the reviewed value.
    """
    target = row["target_value"]
    if target is None or row["target_kind"] != "numeric":
        return None
    is_percent = str(row["target_unit"] or "") in PERCENT_UNITS
    typed = f"TRIM($J{line})"
    number = f'SUBSTITUTE(SUBSTITUTE({typed},",",""),$F{line},"")'
    if is_percent:
        number = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({typed},",",""),"%",""),"％","")'
    value = f"VALUE({number})"
    limit = f"{float(target):.15g}"
    if float(target) == 0:
        rate = f'IF({value}=0,0,"")'
    else:
        difference = f"{limit}-{value}" if row["target_operator"] in LESS_IS_BETTER else f"{value}-({limit})"
        rate = f"ROUND(({difference})/ABS({limit}),4)"
    if is_percent and abs(float(target)) > LARGEST_FRACTION:
        bare = f'ISERROR(FIND("%",SUBSTITUTE({typed},"％","%")))'
        rate = f'IF(AND({bare},ABS({value})<={LARGEST_FRACTION}),"",{rate})'
    other = f"SUMPRODUCT(--ISNUMBER(FIND({NOT_A_NUMBER},MID({number},2,99))))>0"
    return f'=IF({typed}="","",IFERROR(IF({other},"",{rate}),""))'
