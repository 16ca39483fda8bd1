"""Amounts in a stream that stand behind a header of money and behind no source of it.

Input: StreamTokens. Output: how many of them such amounts are. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_blank_mark, is_money, is_number, is_percent
from etl.parse.rows.stream_tokens import StreamToken


def amounts_of_no_source(stream: list[StreamToken], index: int) -> int:
    """How many numbers stand between a header and its first source: whose they are is not printed there."""
    end = index
    while end < len(stream) and is_number(stream[end].token.text):
        end += 1
    return end - index if end < len(stream) and stream[end].token.is_kind("fund_row") else 0


def are_amounts_alone(stream: Sequence[StreamToken], index: int, size: int) -> bool:
    """Whether one value for each of `size` columns follows, and then no source: the form names none at all."""
    items = stream[index : index + size + 1]
    values = [item.token for item in items[:size]]
    if len(values) < size or not all(is_value(token.text) and not token.labels for token in values):
        return False
    following = items[size].token if len(items) > size else None
    return following is None or not (is_value(following.text) or following.is_kind("fund_row"))


def is_value(text: str) -> bool:
    """Whether a text can stand in a row of numbers."""
    return is_number(text) or is_percent(text) or is_blank_mark(text) or is_money(text)
