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
        row if tokens == row.tokens else row.with_tokens(tokens) for row, tokens in zip(rows, meant, strict=True)
    )


def named_blocks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in their order, each such word labelled as what it is."""
    told = list(tokens)
    for order, token in enumerate(tokens):
        kinds = token.labels.kinds
        if BLOCK in kinds and COLUMN in kinds:
            following = tokens[order + 1] if order + 1 < len(tokens) else None
            is_first = not order or not tokens[order - 1].is_kind(BLOCK, COLUMN)
            kind = BLOCK if is_first and following is not None and not is_measured(following.text) else COLUMN
            told[order] = token._replace(labels=Labels(label for label in token.labels if label.kind == kind))
        elif SOURCE in kinds and FIELD not in kinds and is_name_of_project(tokens, order):
            told[order] = token._replace(labels=NO_LABELS)
    return told


def is_name_of_project(tokens: Sequence[Token], order: int) -> bool:
    """Whether a token stands where the project's name does: right behind its label, before the next field."""
    return 0 < order < len(tokens) - 1 and NAME in tokens[order - 1].roles(FIELD) and tokens[order + 1].is_kind(FIELD)
