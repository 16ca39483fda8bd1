"""Sources of money that nobody declared, where the columns of the page are lost: a name, then numbers.

Input: a stream of tokens and the rows made of it so far. Output: how many tokens the row of such a source takes. Stage
`parse`. A name before two numbers is a source only below another row of money; elsewhere it may be anything.
"""

from etl.parse.indicators.indicator_header import is_heading
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.tokens import TokenRow
from etl.parse.rows.stream_funds import is_value
from etl.parse.rows.stream_tokens import StreamToken

SOURCE_AMOUNTS = 2


def unknown_source_size(stream: list[StreamToken], index: int, rows: list[TokenRow]) -> int:
    """The size of the row of a source that nobody declared, below a row of money; 0 where none begins here."""
    text = stream[index].token.text
    if not rows or not is_money_row(rows[-1]) or not is_heading(stream[index].token) or is_value(text):
        return 0
    if not is_unknown_source(stream, index):
        return 0
    end = index + 1
    while end < len(stream) and not stream[end].token.labels and is_value(stream[end].token.text):
        end += 1
    return end - index


def is_money_row(row: TokenRow) -> bool:
    """Whether a row is of one source of money, declared or not: its name, then numbers in no column."""
    if not row.is_tabular or len(row.tokens) <= SOURCE_AMOUNTS:
        return False
    is_named = row.first.is_kind("fund_row") or (is_heading(row.first) and not row.first.labels)
    return is_named and all(is_value(token.text) for token in row.tokens[1:])


def is_unknown_source(stream: list[StreamToken], index: int) -> bool:
    """Whether a text stands before two numbers, as a source of money does that nobody declared."""
    following = stream[index + 1 : index + 3]
    return len(following) == SOURCE_AMOUNTS and all(is_number(item.token.text) for item in following)
