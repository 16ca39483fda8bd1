"""Words of money that are one label in some forms and another, or none, in others: 预算安排 ｜ 年初数 ｜ 支出数.

Input: the tokens of a document in printed order. Output: the same, such a word as what it is there. Stage `parse`. It
names the block where it stands first, before the columns; behind the block's name, or before a value, it is a column's.
Between 项目名称 and the next field of the head, 其他资金 is the project's name.
"""

from collections.abc import Sequence
from itertools import chain, islice

from etl.parse.labels.printed_kinds import is_measured
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import NO_LABELS, Labels

BLOCK, COLUMN, SOURCE, FIELD = "side", "fund_column", "fund_row", "form"
NAME = "project_name"


def with_block_names(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with each such word labelled as what it is."""
    printed = list(chain.from_iterable(row.tokens for row in rows))
    named = named_blocks(printed)
    if named == printed:  # as in most documents
        return rows
    told = iter(named)
    meant = [tuple(islice(told, len(row.tokens))) for row in rows]
    return tuple(
        row if tokens == row.tokens else TokenRow(row.line_no, tokens, row.is_tabular, row.width)
        for row, tokens in zip(rows, meant, strict=True)
    )


def may_be_either(token: Token) -> bool:
    """Whether a word names the block in some forms and a column in others."""
    return token.is_kind(BLOCK) and token.is_kind(COLUMN)


def named_blocks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their order, each such word labelled as what it is."""
    told = list(tokens)
    for order, token in enumerate(tokens):
        if not token.labels:
            continue
        if may_be_either(token):
            following = tokens[order + 1] if order + 1 < len(tokens) else None
            is_first = not order or not tokens[order - 1].is_kind(BLOCK, COLUMN)
            kind = BLOCK if is_first and following is not None and not is_measured(following.text) else COLUMN
            told[order] = token._replace(labels=Labels(label for label in token.labels if label.kind == kind))
        elif is_name_of_project(tokens, order):
            told[order] = token._replace(labels=NO_LABELS)
    return told


def is_name_of_project(tokens: Sequence[Token], order: int) -> bool:
    """Whether a source of money stands where the project's name does: right behind its label, before the next field."""
    if not tokens[order].is_kind(SOURCE) or tokens[order].is_kind(FIELD) or not 0 < order < len(tokens) - 1:
        return False
    return NAME in tokens[order - 1].roles(FIELD) and tokens[order + 1].is_kind(FIELD)
