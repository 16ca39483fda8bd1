"""Headers in two tiers of which one prints years: 2023年 above 目标值 ｜ 实际值, or 指标值 above 2022年 ｜ 2023年.

Input: TokenRows, or tokens in reading order. Output: the same with such a header in one row, its columns labelled
2023年目标值. Stage `parse`. In a stream the lower tier stands behind the whole tier above it, once for each column.
Which year counts is told where labels are told by their words (etl/parse/labels/labelled_years.py).
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from etl.parse.indicators.indicator_header import is_heading
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary

BARE_YEAR = re.compile(r"(?:19|20)\d\d年度?")
DATED_COLUMN = re.compile(r"(?:19|20)\d\d年度?[^0-9]{0,4}[值数量]$")
FEWEST_ROLES = 3
COLUMN = "indicator_column"
SPLIT = frozenset({"target", "actual"})


def with_year_tiers(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with each header whose tiers print years in one row."""
    joined = list(rows)
    for index, (upper, lower) in enumerate(pairwise(rows)):
        if joined[index] is not upper or not lower.tokens or len(upper.roles(COLUMN)) < FEWEST_ROLES:
            continue
        whole = header_with_years(upper, lower, vocabulary) or header_with_dated_columns(upper, lower)
        if whole is not None:
            joined[index : index + 2] = [whole, TokenRow(lower.line_no, (), True)]
    return tuple(row for row, before in zip(joined, rows, strict=True) if row.tokens or not before.tokens)


def header_with_years(upper: TokenRow, lower: TokenRow, vocabulary: Vocabulary) -> TokenRow | None:
    """Two rows as one header; None where they are none, or no year stands in either."""
    tokens = (*upper.tokens, *lower.tokens)
    if any(token.column == UNPLACED for token in tokens):
        return None
    if not any(is_year(token, vocabulary) for token in tokens):
        return None
    whole = {token.column: token for token in upper.tokens}
    heads: set[int] = set()
    for token in lower.tokens:
        head = max((above for above in upper.tokens if above.column <= token.column), key=column_of, default=None)
        if head is None:
            return None
        if head.text == token.text and head.column == token.column:
            continue  # a merged cell, saved with its text in every cell
        column = with_year(head, token, vocabulary)
        if column is None:
            return None
        heads.add(head.column)
        whole[token.column] = column
    made = {token.column for token in lower.tokens}
    kept = (token for column, token in sorted(whole.items()) if column in made or column not in heads)
    return TokenRow(upper.line_no, tuple(kept), True, max(upper.width, lower.width))


def header_with_dated_columns(upper: TokenRow, lower: TokenRow) -> TokenRow | None:
    """A header with the columns in place of its target that the row below names with their years: 2021年实际实现值 ｜
    预期2022年实现值. That row has no cells below the other columns, so that nothing tells their places."""
    split = [order for order, token in enumerate(upper.tokens) if "target" in token.roles(COLUMN)]
    is_dated = all(is_heading(token) and DATED_COLUMN.search(token.text) for token in lower.tokens)
    if len(split) != 1 or not lower.is_tabular or len(lower.tokens) < len(SPLIT) or not is_dated:
        return None
    whole = (*upper.tokens[: split[0]], *lower.tokens, *upper.tokens[split[0] + 1 :])
    return TokenRow(upper.line_no, tuple(token.unplaced() for token in whole), True)


def years_behind_header(
    tokens: Sequence[Token], index: int, vocabulary: Vocabulary
) -> tuple[dict[int, list[Token]], int]:
    """The columns that stand for one of a header that ends before `index`, by its position, where the same years follow
    once for each target and result, and how many years: 目标值 ｜ 完成值 ｜ 2023年 ｜ 2024年 ｜ 2023年 ｜ 2024年."""
    years = list(takewhile(lambda token: is_year(token, vocabulary), tokens[index:]))
    each = list(dict.fromkeys(token.text for token in years))
    begin = index - len(list(takewhile(may_head_column, reversed(tokens[:index]))))
    split = [order for order in range(begin, index) if SPLIT & set(tokens[order].roles(COLUMN))]
    if len(each) < len(SPLIT) or not split or [token.text for token in years] != each * len(split):
        return {}, 0
    groups = (years[order * len(each) : (order + 1) * len(each)] for order in range(len(split)))
    made = {
        order: [column for year in group if (column := with_year(tokens[order], year, vocabulary)) is not None]
        for order, group in zip(split, groups, strict=True)
    }
    return made, len(years)


def may_head_column(token: Token) -> bool:
    """Whether a token may be one of a header: a label of its columns, or short words that are no label."""
    return token.is_kind(COLUMN) or is_heading(token)


def with_year(head: Token, token: Token, vocabulary: Vocabulary) -> Token | None:
    """A column's label with the year that the other tier prints; None where not exactly one of both is a year."""
    is_below = is_year(token, vocabulary)
    if is_below == is_year(head, vocabulary) or not (head if is_below else token).is_kind(COLUMN):
        return None
    text = token.text + head.text if is_below else head.text + token.text
    return Token(text, head.place, token.column, vocabulary.labels_of(text), token.places)


def column_of(token: Token) -> int:
    """The column that a token stands in."""
    return token.column


def is_year(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a token prints a year and nothing else."""
    return not token.text.isalpha() and BARE_YEAR.fullmatch(vocabulary.fold(token.text)) is not None
