"""指标性质 ｜ 指标方向: of two columns named as comparisons, one may say only which way a target counts (正向, 定性).

Input: the columns of a header and the rows below it. Output: the columns, that of the kinds as `target_kind`, which is
no part of a target. Stage `parse`. The cells tell: names are used both ways round.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise

from etl.parse.indicators.indicator_header import beside_role
from etl.parse.labels.printed_kinds import KINDS_OF_TARGET, is_comparison
from etl.parse.labels.tokens import TokenRow
from etl.parse.rows.fit_row import Column

OPERATOR, KIND = "target_operator", "target_kind"
WORD_OF_WAY = "向"  # 正向 and 反向 stand in no target; 定性 may stand where others print a comparison
REACH = 600  # cells of the table that are looked at


def with_kind_column(columns: tuple[Column, ...], below: Sequence[TokenRow]) -> tuple[Column, ...]:
    """The columns with the one of the kinds told from the one of the comparisons."""
    places = [order for order, column in enumerate(columns) if OPERATOR in (column.role, beside_role(column))]
    if not places:
        return columns
    texts = [token.text for token in islice(chain.from_iterable(row.tokens for row in below), REACH)]
    if len(places) == 1:
        kinds = any(text in KINDS_OF_TARGET and WORD_OF_WAY in text for text in texts)
        is_kind = kinds and not any(map(is_comparison, texts))
        return with_role(columns, places[0], KIND) if is_kind else columns
    first = next((first for pair in pairwise(texts) if (first := kinds_first(*pair)) is not None), None)
    if len(places) != 2 or first is None:
        return columns
    kind, operator = places if first else places[::-1]
    return with_role(with_role(columns, kind, KIND), operator, OPERATOR)


def kinds_first(one: str, other: str) -> bool | None:
    """Whether two cells side by side are a kind and a comparison; False the other way round, None for neither."""
    if one in KINDS_OF_TARGET and is_comparison(other):
        return True
    return False if is_comparison(one) and other in KINDS_OF_TARGET else None


def with_role(columns: tuple[Column, ...], order: int, role: str) -> tuple[Column, ...]:
    """The columns with one of them in another role."""
    return (*columns[:order], replace(columns[order], role=role), *columns[order + 1 :])
