"""The columns of the levels where a header prints their numbers alone: 一级 ｜ 二级 ｜ 三级.

Input: the TokenRows of a document. Output: the same with those three labelled. Stage `parse`. Only the three one after
another are a header's; any of them alone may be a value, as the class of a hospital is.
"""

from collections.abc import Iterator
from itertools import chain

from etl.parse.labels.roles import NAMES
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels
from etl.records import Place

BARE = ("一级", "二级", "三级")
TORN = ("级指标", "二级指标", "三级指标")  # its 一 was taken for a line


def with_bare_levels(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with each run of 一级, 二级, 三级 labelled as the columns of the levels."""
    found = dict(bare_levels(list(chain.from_iterable(row.tokens for row in rows))))
    if not found:
        return rows
    return tuple(
        TokenRow(row.line_no, tuple(labelled(token, found) for token in row.tokens), row.is_tabular, row.width)
        if any(token.place in found for token in row.tokens)
        else row
        for row in rows
    )


def bare_levels(tokens: list[Token]) -> Iterator[tuple[Place, str]]:
    """The places of the three words in a run, with the role of each."""
    for index, token in enumerate(tokens):
        if token.text in (BARE[0], TORN[0]) and tuple(one.text for one in tokens[index : index + 3]) in (BARE, TORN):
            yield from ((tokens[index + order].place, role) for order, role in enumerate(NAMES))


def labelled(token: Token, found: dict[Place, str]) -> Token:
    """The token with the label of its column, where it is one of a run."""
    role = found.get(token.place)
    return token if role is None else token._replace(labels=Labels((Label("indicator_column", role),)))
