"""Numbers that a blank or a line end breaks at their point: 98. ｜ 66 in a line, 648 above .17 where a line is a cell.

Input: the tokens of lines that were cut at their blanks. Output: the lines with such numbers in one token each. Stage
`parse`. 98. is no number and no cell of its own; .17 may be one, as databases print it, where any stands behind words.
"""

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from etl.parse.labels.printed_kinds import OPERATOR, half_width, is_quantity
from etl.parse.labels.tokens import Token, whole_text

WHOLE = re.compile("[0-9][0-9,]{0,14}")
WHOLE_WITH_POINT = re.compile(r"[0-9][0-9,]{0,14}\.")
COMPARED_WITH_POINT = re.compile(rf"{OPERATOR.pattern}\s?[0-9][0-9,]{{0,14}}\.")
DECIMALS = re.compile("[0-9]{1,6}%?")
DECIMALS_WITH_UNIT = re.compile(r"[0-9]{1,6}[^0-9.,，、。；;:：\s]{0,8}")
POINT_WITH_DECIMALS = re.compile(r"\.[0-9]{1,6}%?")


def with_whole_numbers(rows: Sequence[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The lines with their numbers whole; a line that is the rest of the number above it is gone."""
    begins_bare = begins_with_points(rows)
    whole: list[tuple[Token, ...]] = []
    for tokens in rows:
        joined = joined_numbers(tokens, begins_bare=begins_bare)
        above = whole[-1] if whole else ()
        if len(above) == len(joined) == 1 and are_one_number(above[0], joined[0], begins_bare=begins_bare):
            whole[-1] = (one_number(above[0], joined[0]),)
        else:
            whole.append(joined)
    return whole


def begins_with_points(rows: Sequence[tuple[Token, ...]]) -> bool:
    """Whether the document prints numbers that begin with their point: one stands behind what is no whole number."""
    pieces = [half_width(token.text) for token in chain.from_iterable(rows)]
    return any(POINT_WITH_DECIMALS.fullmatch(text) and not WHOLE.fullmatch(last) for last, text in pairwise(pieces))


def joined_numbers(tokens: tuple[Token, ...], *, begins_bare: bool) -> tuple[Token, ...]:
    """One line with its numbers whole."""
    whole: list[Token] = []
    for token in tokens:
        if whole and are_one_number(whole[-1], token, begins_bare=begins_bare):
            whole[-1] = one_number(whole[-1], token)
        else:
            whole.append(token)
    return tuple(whole)


def are_one_number(first: Token, last: Token, *, begins_bare: bool) -> bool:
    """Whether two pieces are what stands before and behind the point of one number."""
    if first.labels or last.labels:
        return False
    before, behind = half_width(first.text), half_width(last.text)
    if COMPARED_WITH_POINT.fullmatch(before):
        return DECIMALS_WITH_UNIT.fullmatch(behind) is not None
    if WHOLE_WITH_POINT.fullmatch(before):
        return DECIMALS.fullmatch(behind) is not None or is_quantity(behind)  # 1. before words numbers them
    is_rest = POINT_WITH_DECIMALS.fullmatch(behind) is not None and not begins_bare
    return is_rest and WHOLE.fullmatch(before) is not None


def one_number(first: Token, last: Token) -> Token:
    """The two pieces as one number."""
    if first.place.line_no != last.place.line_no:
        return whole_text([first, last])
    return Token(f"{first.text}{last.text}", first.place._replace(char_end=last.place.char_end), first.column)
