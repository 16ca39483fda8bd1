"""Cells with a blank inside, in documents that print one cell a line: there a blank parts no cells.

Input: the lines of a document as printed and cut at their blanks. Output: the cuts without those inside a cell. Stage
`parse`. Lines that hold a label and its value, or several values, stay cut in such a document too.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_measured, is_number
from etl.parse.labels.tokens import Token, TokenRow

FEWEST_LINES = 24  # fewer may be a heading and its notes
MOST_CUT = 6  # one line in so many may hold a blank where lines are cells


def with_whole_cells(rows: Sequence[TokenRow], cut: Sequence[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The tokens of each line; those of a line that is one cell as one token."""
    if not are_cells(rows, cut):
        return list(cut)
    return [row.tokens if is_cell(row, tokens) else tokens for row, tokens in zip(rows, cut, strict=True)]


def are_cells(rows: Sequence[TokenRow], cut: Sequence[tuple[Token, ...]]) -> bool:
    """Whether nearly every line of the document is one piece, so that a line is a cell."""
    if any(row.is_tabular for row in rows) or len(rows) < FEWEST_LINES:
        return False
    return MOST_CUT * sum(len(tokens) > 1 for tokens in cut) <= len(rows)


def is_cell(row: TokenRow, tokens: tuple[Token, ...]) -> bool:
    """Whether a line that blanks part is one label, or one text: no piece behind its first is a label or a value."""
    if len(row.tokens) != 1 or len(tokens) < 2:
        return False
    if row.first.labels:
        return True
    return not (tokens[0].labels or is_number(tokens[0].text)) and not any(map(can_be_cell, tokens[1:]))


def can_be_cell(token: Token) -> bool:
    """Whether a piece is a cell whatever stands before it: a label, a value or a mark for nothing."""
    text = token.text
    return bool(token.labels) or is_measured(text) or has_operator(text) or is_number(text) or is_blank_mark(text)
