"""Indicators under one level more: 实施效果指标 above 产出指标, as the tables of central investment print them.

Input: TokenRows. Output: the same, where below such a name the names of level 1 are those of level 2. Stage `parse`.
"""

from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary


def with_upper_levels(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows; a name above the usual levels is level 1 up to the next table or project."""
    texts = {token.text for row in rows for token in row.tokens}
    if vocabulary.upper_levels.isdisjoint(map(vocabulary.fold, texts)):
        return rows
    lowered: list[TokenRow] = []
    is_below = False
    for row in rows:
        names = [vocabulary.fold(token.text) in vocabulary.upper_levels for token in row.tokens]
        is_below = any(names) or (is_below and not row.is_kind("indicator_column", "form"))
        tokens = tuple(one_level_lower(token, vocabulary) for token in row.tokens) if is_below else row.tokens
        lowered.append(TokenRow(row.line_no, tokens, row.is_tabular, row.width) if is_below else row)
    return tuple(lowered)


def one_level_lower(token: Token, vocabulary: Vocabulary) -> Token:
    """The token as it counts below such a name: the name itself is level 1, and what else is level 1 is level 2."""
    folded = vocabulary.fold(token.text)
    if folded in vocabulary.upper_levels:
        return token._replace(labels=Labels([Label("level1", folded)]))
    if not token.is_kind("level1"):
        return token
    return token._replace(labels=Labels(Label("level2", role) for role in token.roles("level1")))
