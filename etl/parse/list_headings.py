"""Rows inside a list of projects that are of no project: the numbers of its columns.

Input: the TokenRows below the header of such a list. Output: what a row is there. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.printed_kinds import half_width
from etl.parse.tokens import Token

FEWEST_NUMBERS = 3
LONGEST_WORD = 2  # 栏次, 甲


def is_column_numbers(tokens: Sequence[Token]) -> bool:
    """Whether cells number the columns: 1 2 3 …, a formula behind a number (3=2/1) and a short word such as 栏次 before
    them or none."""
    texts = [half_width(token.text).partition("=")[0].strip() for token in tokens]
    first = next((order for order, text in enumerate(texts) if text.isdecimal()), len(texts))
    numbers = texts[first:]
    is_numbered = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return len(numbers) >= FEWEST_NUMBERS and is_numbered and all(len(text) <= LONGEST_WORD for text in texts[:first])
