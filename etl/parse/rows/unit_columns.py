"""The column 单位 of an indicator header in a stream: elsewhere the word labels the unit of the money.

Input: the tokens of a document in printed order. Output: the same tokens, 单位 labelled as a column where it stands in
such a header. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import half_width
from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import Label, Labels
from etl.parse.rows.target_parts import COLUMN

UNIT = "单位"
MOST_COLUMNS = 8  # between 三级指标 and 单位
LEVEL3 = "level3"


def with_unit_columns(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with 单位 as the unit of a target where it stands among the columns behind 三级指标."""
    named = list(tokens)
    for index, token in enumerate(named):
        if UNIT in token.text and half_width(token.text) == UNIT and is_behind_level3(named, index):
            named[index] = token._replace(labels=Labels((Label(COLUMN, "target_unit"),)))
    return named


def is_behind_level3(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing but columns of an indicator header stands between 三级指标 and this token."""
    for before in reversed(tokens[max(0, index - MOST_COLUMNS) : index]):
        if not before.is_kind(COLUMN):
            return False
        if LEVEL3 in before.roles(COLUMN):
            return True
    return False
