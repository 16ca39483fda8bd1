"""Which money unit a printed text names: 元, 万元, 千元 or 亿元, in brackets behind a label or as a value of its own.

Input: one printed text. Output: the unit in the characters of today, None where it names none. Stage `parse`.
"""

import re
import unicodedata

from etl.parse.labels.printed_kinds import MONEY_UNITS, remembering

MONEY_UNIT = re.compile(r"\((?:单位|金额单位)?:?(?:人民币)?(万元|元|千元|亿元)(?:[,;、](?:满分|共)?[0-9]{1,3}分)?\)")
LOOK_ALIKES = str.maketrans("兀萬億圓", "元万亿元")
MISREAD = "兀"
CURRENCY = "人民币"


@remembering
def printed_money_unit(text: str) -> str | None:
    """The money unit that a label carries in brackets."""
    found = MONEY_UNIT.search(in_todays_characters(text))
    return found.group(1) if found else None


def named_money_unit(text: str) -> str | None:
    """The money unit that a value is: 万元, 人民币万元, （萬元）."""
    unit = in_todays_characters(text).strip("()").removeprefix(CURRENCY)
    return unit if unit in MONEY_UNITS else None


def in_todays_characters(text: str) -> str:
    """The text half width, without white space, old and misread characters as the units are printed."""
    return "".join(unicodedata.normalize("NFKC", text).translate(LOOK_ALIKES).split())
