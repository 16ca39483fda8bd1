"""Columns of levels headed by their numbers alone, 一级 ｜ 二级 ｜ 三级; names of level 2 cut short to a word, as 社会.

Input: the tokens of a document. Output: the same with those labelled. Stage `parse`. Only the three one after another
are a header's; any of them alone may be a value, as the class of a hospital is. 社会, 生态 and 服务对象 are names of
level 2 in a form that prints one of them right behind its level 1.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from etl.parse.labels.roles import NAMES
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary
from etl.records import Place

BARE = ("一级", "二级", "三级")
TORN = ("级指标", "二级指标", "三级指标")  # its 一 was taken for a line


def with_level2_cut_short(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens of a stream with such names of level 2 labelled, each a line of its own."""
    words = [
        order for order, token in enumerate(tokens) if token.text in vocabulary.levels_cut_short and not token.labels
    ]
    lines = Counter(token.place.line_no for token in tokens) if words else Counter()
    short = [order for order in words if lines[tokens[order].place.line_no] == 1]
    if not any(is_below_level1(tokens, order, vocabulary) for order in short):
        return tokens
    named = {order: Labels((Label("level2", tokens[order].text),)) for order in short}
    return [token._replace(labels=named.get(order, token.labels)) for order, token in enumerate(tokens)]


def is_below_level1(tokens: list[Token], order: int, vocabulary: Vocabulary) -> bool:
    """Whether a word stands right behind the name of level 1 that its level 2 belongs to."""
    above = tokens[order - 1] if order else None
    name = vocabulary.level_name(above.text) if above is not None and above.is_kind("level1") else ""
    return vocabulary.level1_names.get(name) == vocabulary.levels_cut_short[tokens[order].text]


def with_bare_levels(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with each run of 一级, 二级, 三级 labelled as the columns of the levels."""
    found = dict(bare_levels(list(chain.from_iterable(row.tokens for row in rows))))
    if not found:
        return rows
    return tuple(
        row.with_tokens(labelled(token, found) for token in row.tokens)
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
