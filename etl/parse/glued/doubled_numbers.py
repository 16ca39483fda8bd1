"""Rows of glued text that end with one number printed twice, in columns of target and result: 20 ｜ 20.

Input: the text of a row, what a cut made of it, and how many rows of its table end so. Output: whether the cut is in
doubt. Stage `parse`. Where other rows end so, a quantity before such a number may be of the name: 修路32公里 20 20.
"""

import re
from collections.abc import Iterable

NUMBER_TWICE = re.compile(r"(?<![0-9.])([0-9]{1,4})\1$")
OPERATOR = re.compile(r"^[≥≤><=≧≦═]")
FEWEST_ROWS = 2


def ends_doubled(text: str) -> bool:
    """Whether a row's text ends with a number that is printed twice and may as well be one."""
    return NUMBER_TWICE.search(text) is not None


def are_doubled(texts: Iterable[str]) -> bool:
    """Whether the rows of a table end so: one alone may be a number like 2020."""
    return sum(map(ends_doubled, texts)) > FEWEST_ROWS


def may_be_of_name(text: str, target: str, actual: str) -> bool:
    """Whether the target that a cut found may be the end of the name, before the number that is printed twice: it has
    a unit and no comparison, and the result is all that is printed twice."""
    has_unit = target[:1].isdigit() and not target[-1:].isdigit() and not OPERATOR.match(target)
    return has_unit and ends_doubled(text) and NUMBER_TWICE.fullmatch(actual) is not None
