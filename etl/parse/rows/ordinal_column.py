"""The column 序号 of an indicator table: it numbers the rows and says nothing of them.

Input: TokenRows, or a stream. Output: the same without that column's label and numbers. Stage `parse`. A number is the
column's where it is the next one to come and stands before a name: one that could be a point as well stays where it is.
"""

from collections.abc import Sequence
from itertools import pairwise

from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.printed_kinds import is_number, is_percent
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import Token, TokenRow, roles_of
from etl.parse.rows.stream_tokens import StreamToken

COLUMN, ORDINAL = "indicator_column", "ordinal"
FEWEST_COLUMNS = 3
LONGEST_NUMBER = 3


def without_ordinals(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows of cells without the numbers below 序号 at the head of an indicator table."""
    kept: list[TokenRow] = []
    column, number = None, 0
    for row in rows:
        if is_indicator_header(row) and row.is_tabular and is_ordinal(row.first):
            column, number = row.first.column, 0
        elif is_indicator_header(row) or row.is_kind("form", "total", "fund_column"):
            column = None
        elif row.is_tabular and column == row.first.column and row.first.text == str(number + 1):
            number += 1
        else:
            kept.append(row)
            continue
        is_numbered = column is not None and len(row.tokens) > 1
        kept.append(row.with_tokens(row.tokens[1:]) if is_numbered else row)
    return tuple(kept)


def without_ordinals_in_stream(stream: list[StreamToken]) -> list[StreamToken]:
    """The stream without 序号 before a header of indicators and the numbers of its rows; a table stays as it is where
    one of them may be another cell."""
    gone: set[int] = set()
    for at, item in enumerate(stream):
        if is_ordinal(item.token) and heads_indicators(stream, at + 1):
            end = end_of_table(stream, at + 1)
            width = next((count for count, one in enumerate(stream[at + 1 : end]) if not one.token.is_kind(COLUMN)), 0)
            numbers = row_numbers([one.token for one in stream[at + 1 : end]], width)
            gone.update(at + 1 + number for number in numbers)
            gone.update({at} if numbers else ())
    return [item for index, item in enumerate(stream) if index not in gone] if gone else stream


def is_ordinal(token: Token) -> bool:
    """Whether a text is the label of such a column."""
    return ORDINAL in token.roles("other_table")


def heads_indicators(stream: Sequence[StreamToken], first: int) -> bool:
    """Whether a header of indicators begins here."""
    tokens = [item.token for item in stream[first : first + FEWEST_COLUMNS]]
    roles = roles_of(tokens, COLUMN)
    return len(tokens) == FEWEST_COLUMNS == len(roles) and "level3" in roles


def end_of_table(stream: Sequence[StreamToken], first: int) -> int:
    """Where the totals, the next table or form, or the document's end stop the table."""
    for at in range(first, len(stream)):
        token = stream[at].token
        is_total = token.is_kind("total") and not token.is_kind(*LEVELS)
        if stream[at].is_title or is_total or is_ordinal(token) or "project_name" in token.roles("form"):
            return at
    return len(stream)


def row_numbers(tokens: Sequence[Token], width: int) -> list[int]:
    """The positions of 1, 2, 3 … before the rows, each before the name of a level or a text and no further from the one
    before than a row has columns; none where a number may stand at two places."""
    found: list[int] = []
    places = places_of_numbers(tokens)
    while after := [at for at in places.get(len(found) + 1, []) if not found or at > found[-1] + 1]:
        before_level = [at for at in after if tokens[at + 1].is_kind(*LEVELS)]
        following = next((at for at in places.get(len(found) + 2, []) if at > after[0]), len(tokens))
        reach = found[-1] + width + 1 if found else len(tokens)
        near = [at for at in before_level or after if at < following and at <= reach]
        if len(near) != 1:
            return []
        found.append(near[0])
    return found


def places_of_numbers(tokens: Sequence[Token]) -> dict[int, list[int]]:
    """Where each short number stands before a text that is no value."""
    found: dict[int, list[int]] = {}
    for at, (token, below) in enumerate(pairwise(tokens)):
        is_short = token.text.isascii() and token.text.isdigit() and len(token.text) <= LONGEST_NUMBER
        if is_short and not is_number(below.text) and not is_percent(below.text):
            found.setdefault(int(token.text), []).append(at)
    return found
