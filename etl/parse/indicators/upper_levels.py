"""Indicators under one level more: 实施效果指标 above 产出指标, as the tables of central investment print them.

Input: TokenRows. Output: the same, where below such a name the names of level 1 are those of level 2. Stage `parse`.
"""

from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary

LEVEL_END = "指标"
LONGEST_LEVEL = 8


def with_upper_levels(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows; a name above the usual levels is level 1 up to the next table or project."""
    texts = {token.text for row in rows for token in row.tokens}
    if vocabulary.upper_levels.isdisjoint([vocabulary.fold(text) for text in texts if not text.isascii()]):
        return rows
    lowered: list[TokenRow] = []
    is_below = False
    for row in rows:
        names = [vocabulary.fold(token.text) in vocabulary.upper_levels for token in row.tokens]
        is_below = any(names) or (is_below and not row.is_kind("indicator_column", "form"))
        tokens = tuple(one_level_lower(token, vocabulary) for token in row.tokens) if is_below else row.tokens
        lowered.append(row.with_tokens(tokens) if is_below else row)
    return tuple(lowered)


def lowered_tokens(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens of a stream in the same way: what a line that was cut anew prints has lost its lower level."""
    if vocabulary.upper_levels.isdisjoint([vocabulary.fold(token.text) for token in tokens]):
        return tokens
    found: list[Token] = []
    is_below = False
    for token in tokens:
        is_name = vocabulary.fold(token.text) in vocabulary.upper_levels
        is_below = is_name or (is_below and not token.is_kind("indicator_column", "form"))
        found.append(one_level_lower(token, vocabulary) if is_below else token)
    return found


def one_level_lower(token: Token, vocabulary: Vocabulary) -> Token:
    """The token as it counts below such a name: the name itself is level 1, and what else is level 1 is level 2."""
    folded = vocabulary.fold(token.text)
    if folded in vocabulary.upper_levels:
        return token._replace(labels=Labels([Label("level1", folded)]))
    if not token.labels and folded.endswith(LEVEL_END) and len(folded) <= LONGEST_LEVEL:
        return token._replace(labels=Labels([Label("level2", folded)]))  # 计划管理指标 below 过程管理指标
    if not token.is_kind("level1"):
        return token
    return token._replace(labels=Labels(Label("level2", role) for role in token.roles("level1")))
