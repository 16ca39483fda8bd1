"""Values that blanks part inside, in lines whose columns only blanks part: ≥ 95 %, 不低于 2000 人.

Input: the tokens of lines that were cut at their blanks. Output: the lines with such values in one token each. Stage
`parse`. An operator stands for itself, and a unit behind its number, only where the form has a column for them.
"""

import re
from collections.abc import Sequence

from etl.parse.printed_kinds import OPERATOR, half_width, is_number, is_quantity, is_unit
from etl.parse.tokens import UNPLACED, Token

APART = frozenset({"target_operator", "target_unit"})
OF_MONEY = ("fund_row", "fund_column")
SHARE = re.compile(r"[%‰](?:以[上下内]|左右|及以上)?")


def with_whole_values(rows: Sequence[tuple[Token, ...]], lines: tuple[str, ...]) -> list[tuple[Token, ...]]:
    """The lines with their values whole; as they are where the form prints operators or units in columns."""
    if any(not APART.isdisjoint(token.roles("indicator_column")) for tokens in rows for token in tokens):
        return list(rows)
    return [whole_values(tokens, lines) if len(tokens) > 1 else tokens for tokens in rows]


def whole_values(tokens: tuple[Token, ...], lines: tuple[str, ...]) -> tuple[Token, ...]:
    """One line with its values whole. Beside a source of money 万元 stands by itself."""
    is_money = any(token.is_kind(*OF_MONEY) for token in tokens)
    whole: list[Token] = []
    for token in tokens:
        before = whole[-1] if whole else None
        if before is not None and goes_on(before, token, is_money=is_money):
            place = before.place._replace(char_end=token.place.char_end)
            text = lines[place.line_no - 1][place.char_start : place.char_end]
            whole[-1] = Token(text, place, UNPLACED)
        else:
            whole.append(token)
    return tuple(whole)


def goes_on(before: Token, token: Token, *, is_money: bool) -> bool:
    """Whether a piece is the number of the operator before it, or the unit of the number before it."""
    if UNPLACED not in (before.column, token.column) or before.place.line_no != token.place.line_no:
        return False
    text = half_width(before.text)
    if OPERATOR.fullmatch(text):
        return is_number(token.text) or is_quantity(token.text) or (is_unit(token.text) and not token.labels)
    operator = OPERATOR.match(text)
    number = text[operator.end() :].strip() if operator else text
    if not is_number(number):
        return False
    unit = half_width(token.text)
    return SHARE.fullmatch(unit) is not None or (is_unit(unit) and not is_money and not token.labels)
