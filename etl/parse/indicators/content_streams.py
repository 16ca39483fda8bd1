"""Tables that head their names 绩效内容 in a stream: their words as columns, their own names of level 1 as levels.

Input: the tokens of a document in printed order. Output: the same, labelled below such a header as other tables are.
Stage `parse`. What etl/parse/indicators/content_headers.py does for rows: here each cell may be a line of its own.
"""

from collections.abc import Sequence

from etl.parse.indicators.numbered_goals import ENDING_KINDS, NUMBER, as_level, is_under
from etl.parse.labels.content_words import ContentWords, load_content_words
from etl.parse.labels.tokens import Token, roles_of
from etl.parse.labels.vocabulary import Labels, Vocabulary
from etl.parse.rows.stream_tokens import StreamToken

COLUMN = "indicator_column"
ROLES_OF_CONTENT = {"level3", "target"}
MOST_COLUMNS = 12


def with_content_columns(stream: list[StreamToken], vocabulary: Vocabulary) -> list[StreamToken]:
    """The stream with each such header and what stands below it; every other token stays as it is."""
    words = load_content_words()
    heads = [at for at, item in enumerate(stream) if vocabulary.fold(item.token.text) in words.names]
    for at in reversed(heads):
        first, end = columns_around([item.token for item in stream], at, words, vocabulary)
        columns = [as_column(item.token, words, vocabulary) for item in stream[first:end]]
        roles = roles_of(columns, COLUMN)
        if not roles >= ROLES_OF_CONTENT or roles.isdisjoint(("level1", "level2")):
            continue
        header = [item._replace(token=token) for item, token in zip(stream[first:end], columns, strict=True)]
        stop = end_of_table(stream, end)
        stream = [*stream[:first], *header, *with_levels(stream[end:stop], words, vocabulary), *stream[stop:]]
    return stream


def columns_around(tokens: Sequence[Token], at: int, words: ContentWords, vocabulary: Vocabulary) -> tuple[int, int]:
    """The run of columns that 绩效内容 stands in: its first token, and the one after it."""
    first, end = at, at + 1
    while first > 0 and at - first < MOST_COLUMNS and as_column(tokens[first - 1], words, vocabulary).is_kind(COLUMN):
        first -= 1
    while end < len(tokens) and end - at < MOST_COLUMNS and as_column(tokens[end], words, vocabulary).is_kind(COLUMN):
        end += 1
    return first, end


def as_column(token: Token, words: ContentWords, vocabulary: Vocabulary) -> Token:
    """The token as the column that its text names in such a header."""
    named = words.columns.get(vocabulary.fold(token.text))
    return token._replace(labels=named or Labels(label for label in token.labels if label.kind == COLUMN))


def end_of_table(stream: Sequence[StreamToken], begin: int) -> int:
    """Where the table ends: at the totals, a field of the form or another header."""
    return next((at for at in range(begin, len(stream)) if stream[at].token.is_kind(*ENDING_KINDS)), len(stream))


def with_levels(items: Sequence[StreamToken], words: ContentWords, vocabulary: Vocabulary) -> list[StreamToken]:
    """The cells below the header without the form's numbers, a name of level 1 that only such tables print before each
    name of level 2 of its block."""
    below: list[StreamToken] = []
    current: Token | None = None
    for item in items:
        token = as_level(item.token, words, vocabulary)
        if NUMBER.fullmatch(token.text):
            continue
        is_first = bool(below) and below[-1].token.is_kind("level1")
        if current is not None and not is_first and is_under(token, current, words, vocabulary):
            below.append(item._replace(token=current))
        current = token if token.is_kind("level1") else current
        below.append(item._replace(token=token))
    return below
