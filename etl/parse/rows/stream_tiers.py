"""The second tier of an indicator header in a stream: 指标性质 ｜ 指标值 ｜ 度量单位 behind all of the first tier.

Input: StreamTokens from an indicator header on. Output: how far the header goes, and its tokens in the order of the
data. Stage `parse`. Without columns, a tier stands behind the whole tier above it; what it splits is 年度指标值.
"""

from collections.abc import Sequence
from itertools import takewhile

from etl.parse.indicators.indicator_header import is_heading
from etl.parse.labels.printed_kinds import OPERATOR, half_width, is_comparison
from etl.parse.labels.roles import REASON, TARGET_PARTS
from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import NO_LABELS
from etl.parse.rows.stream_tokens import StreamToken
from etl.parse.rows.target_parts import COLUMN, FEWEST_OPERATORS, FEWEST_PARTS, as_part

SOURCE = "fund_row"
SPLIT = frozenset({"target", "target_adjusted", "actual"})  # what one 指标值 above may be split into
REACH = 400  # tokens of the table that are looked at for comparisons that stand alone


def tier_rest(stream: Sequence[StreamToken], first: int, end: int) -> int:
    """How many tokens behind a header, before the first level-1 name, are labels of its second tier nobody listed."""
    header = [item.token for item in stream[first:end]]
    if "level1" not in header[0].roles(COLUMN) or not any("target" in token.roles(COLUMN) for token in header):
        return 0
    for count in range(1, len(TARGET_PARTS) + 1):
        tokens = [item.token for item in stream[end : end + count]]
        if len(tokens) < count or end + count >= len(stream) or not may_be_part(tokens[-1]):
            return 0
        if stream[end + count].token.is_kind("level1"):
            tail = tier_of([*header, *tokens])
            return count if tail and operators_follow(stream, end + count) else 0
    return 0


def in_order_of_data(tokens: list[Token], stream: Sequence[StreamToken], end: int) -> list[Token]:
    """The header's tokens with its second tier in the place of what it splits; `end` is where data begin."""
    tokens = with_kinds_of_reason(with_plan_and_result(tokens))
    tail = tier_of(tokens)
    if not tail or not (are_named(tail) or operators_follow(stream, end)):
        return tokens
    split = next(order for order, token in enumerate(tokens) if "target" in token.roles(COLUMN))
    parts = tail if are_named(tail) else [as_part(*pair) for pair in zip(tail, TARGET_PARTS, strict=False)]
    return [*tokens[:split], *parts, *tokens[split + 1 : len(tokens) - len(tail)]]


def with_plan_and_result(tokens: list[Token]) -> list[Token]:
    """The header's tokens with the last of them, 年度指标值 ｜ 实际完成值, in the place of the one 指标值 that they
    split: other columns stand between it and them, and none of those is named again."""
    named = [set(token.roles(COLUMN)) for token in tokens]
    targets = [order for order, roles in enumerate(named) if "target" in roles]
    if len(targets) != FEWEST_PARTS or targets[1] == targets[0] + 1:
        return tokens
    split, first = targets
    parts, before = named[first:], set().union(*named[:split], *named[split + 1 : first])
    if len(parts) < FEWEST_PARTS or any(not roles or not roles <= SPLIT or roles & before for roles in parts):
        return tokens
    return [*tokens[:split], *tokens[first:], *tokens[split + 1 : first]]


def with_kinds_of_reason(tokens: list[Token]) -> list[Token]:
    """The header's tokens with the last of them, 原因类型 ｜ 原因说明, in the place of the reason that they split."""
    reasons = [order for order, token in enumerate(tokens) if REASON in token.roles(COLUMN)]
    if len(reasons) != FEWEST_PARTS or reasons[-1] != len(tokens) - 1:
        return tokens
    split = reasons[0]
    kinds = [token._replace(labels=NO_LABELS) for token in takewhile(is_unlisted_heading, reversed(tokens[:-1]))][::-1]
    if not kinds or split >= len(tokens) - 1 - len(kinds):
        return tokens
    first = len(tokens) - 1 - len(kinds)
    return [*tokens[:split], *kinds, tokens[-1], *tokens[split + 1 : first]]


def is_unlisted_heading(token: Token) -> bool:
    """Whether short words head a column that nobody declared; 其他 names no source of money among indicators."""
    return token.labels.kinds <= {SOURCE} and is_heading(token)


def tier_of(tokens: Sequence[Token]) -> list[Token]:
    """The last tokens of a header that name parts of a target, where the target itself stands before other columns."""
    tail = list(takewhile(may_be_part, reversed(tokens)))[::-1]
    before = tokens[: len(tokens) - len(tail)]
    named = [order for order, token in enumerate(before) if token.roles(COLUMN) == ["target"]]
    if not FEWEST_PARTS <= len(tail) <= len(TARGET_PARTS) or len(named) != 1 or named[0] == len(before) - 1:
        return []
    is_known = any(token.roles(COLUMN) or token.roles("form") == ["money_unit"] for token in tail)
    return tail if is_known else []


def may_be_part(token: Token) -> bool:
    """Whether a text may name a part of a target: a label of one, 单位, or short words that are no label."""
    if token.labels:
        return token.roles("form") == ["money_unit"] or (
            token.is_kind(COLUMN) and set(token.roles(COLUMN)) <= set(TARGET_PARTS)
        )
    return is_heading(token) and not OPERATOR.match(half_width(token.text))


def are_named(tail: Sequence[Token]) -> bool:
    """Whether every label of a tier is known as a different part, and the value among them."""
    roles = [role for token in tail for role in token.roles(COLUMN)]
    return len(roles) == len(set(roles)) == len(tail) and "target" in roles


def operators_follow(stream: Sequence[StreamToken], begin: int) -> bool:
    """Whether comparisons stand alone in the table's cells, as they do in a column of their own."""
    texts = (half_width(item.token.text) for item in stream[begin : begin + REACH])
    return sum(map(is_comparison, texts)) >= FEWEST_OPERATORS
