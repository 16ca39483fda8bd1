"""Headings one level too high: 一级指标 ｜ 二级指标 ｜ 绩效标准 over 数量指标 ｜ 新增图书册数 ｜ 反映馆藏更新情况.

Input: the tokens of a stream. Output: the same; where no name of level 1 stands below such headings, 一级指标 heads
level 2 and 二级指标 the indicators' names. Stage `parse`. Rows of such a table are read as a stream too.
"""

from collections.abc import Sequence

from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import Label, Labels

COLUMN, LOWEST = "indicator_column", "level3"
ONE_LOWER = {"level1": "level2", "level2": LOWEST}
FEWEST_NAMES = 2


def with_lower_headings(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, such headings as those of one level lower."""
    if not are_too_high(tokens):
        return list(tokens)
    return [one_lower(token) for token in tokens]


def are_too_high(tokens: Sequence[Token]) -> bool:
    """Whether a document heads two levels and no third, and prints names of level 2 below and none of level 1."""
    heads = [order for order, token in enumerate(tokens) if token.is_kind(COLUMN)]
    roles = {role for order in heads for role in tokens[order].roles(COLUMN)}
    if not set(ONE_LOWER) <= roles or LOWEST in roles:
        return False
    first = next(order for order in heads if "level1" in tokens[order].roles(COLUMN))
    levels = [
        token for token in tokens[first:] if token.is_kind("level1", "level2") and not token.is_kind(COLUMN, "side")
    ]
    distinct = {token.text for token in levels}
    return len(distinct) >= FEWEST_NAMES and all(token.is_kind("level2") for token in levels)


def one_lower(token: Token) -> Token:
    """The token, a heading of a level as that of the one below."""
    if not token.is_kind(COLUMN) or set(ONE_LOWER).isdisjoint(token.roles(COLUMN)):
        return token
    lower = (
        label if label.kind != COLUMN else Label(COLUMN, ONE_LOWER.get(label.role, label.role))
        for label in token.labels
    )
    return token._replace(labels=Labels(lower))
