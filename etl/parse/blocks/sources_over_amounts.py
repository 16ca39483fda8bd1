"""Sources of money side by side in one line, an amount for each in the next: 上级资金 ｜ 其他 over 5.00 ｜ 0.00.

Input: a stream of tokens. Output: how many sources begin at a place. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_blank_mark, is_money, is_number
from etl.parse.rows.stream_tokens import StreamToken

FEWEST = 2


def sources_over_amounts(stream: Sequence[StreamToken], index: int) -> int:
    """How many sources of money stand side by side here with one amount each in the next line; 0 where none do."""
    end = index
    while end < len(stream) and stream[end].token.is_kind("fund_row") and (end == index or not stream[end].begins_line):
        end += 1
    size = end - index
    below = stream[end : end + size]
    roles = {item.token.roles("fund_row")[0] for item in stream[index:end]}
    is_whole = end + size == len(stream) or (end + size < len(stream) and stream[end + size].begins_line)
    if size < FEWEST or len(roles) < size or len(below) < size or not is_whole:
        return 0
    begins = [item.begins_line for item in below]
    return size if begins == [True] + [False] * (size - 1) and all(is_amount(item.token.text) for item in below) else 0


def is_amount(text: str) -> bool:
    """Whether a text can be the amount of a source: a number, one with its unit, or a mark for nothing."""
    return is_number(text) or is_money(text) or is_blank_mark(text)
