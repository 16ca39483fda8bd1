"""Rows of a table that end with the first cell of the next row: ≥3处 ｜ 3处 ｜ 15 ｜ 15 ｜ 质量指标.

Input: TokenRows. Output: the same, such cells at the head of their own rows. Stage `parse`. A level's name behind
the points of a row, or behind the header, is that of the next row, where most rows of the table end so and the next
rows lack theirs. In a list of projects so is the name of a project, or of an indicator, before a row of its values.
"""

from collections.abc import Sequence
from itertools import pairwise

from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.printed_kinds import has_operator, is_number
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import Token, TokenRow

FEWEST_CARRIED = 2
POINTS = 2


def with_carried_cells(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with the cells that ended the row before."""
    found = list(rows)
    headers = [index for index, row in enumerate(rows) if row.is_tabular and is_indicator_header(row)]
    for header, end in pairwise([*headers, len(rows)]):
        is_list = rows[header].is_kind("form")
        carried = [
            index
            for index in range(header, end - 1)
            if ends_with_next(rows[index], rows[index + 1])
            or (is_list and ends_with_next_name(rows[index], rows[index + 1]))
        ]
        table = rows[header + 1 : end]
        if len(carried) < FEWEST_CARRIED or 2 * len(carried) < sum(row.is_kind(*LEVELS) for row in table):
            continue
        if any(ends_with_text(row, rows[header]) for row in table):
            continue
        for index in carried:
            row, below = found[index], found[index + 1]
            found[index] = row.with_tokens(row.tokens[:-1])
            tokens = shifted(row.tokens[-1], below.tokens)
            found[index + 1] = below.with_tokens(tokens)
    return tuple(found)


def ends_with_next(row: TokenRow, below: TokenRow) -> bool:
    """Whether a row's last cell is a level's name, or the total's, behind two numbers, and the row below has none."""
    last = row.tokens[-1]
    if not last.labels or not (row.is_tabular and below.is_tabular):
        return False
    if sum(is_number(token.text) for token in row.tokens[:-1]) < POINTS and not is_indicator_header(row):
        return False
    if last.is_kind("total") and not last.is_kind(*LEVELS):
        return all(is_number(token.text) for token in below.tokens)
    is_lower = last.is_kind("level2") and not last.is_kind("level1")
    has_own = below.first.is_kind("level1", "total") or (is_lower and below.first.is_kind("level2"))
    return last.is_kind(*LEVELS) and not has_own


def ends_with_next_name(row: TokenRow, below: TokenRow) -> bool:
    """Whether a row of a list ends with words behind its points and the row below begins with a number or a target."""
    last, first = row.tokens[-1], below.first.text
    has_points = sum(is_number(token.text) for token in row.tokens[:-1]) >= POINTS
    is_name = not (last.labels or is_number(last.text) or has_operator(last.text))
    is_list_row = row.is_tabular and below.is_tabular and below.is_kind(*LEVELS)
    return is_name and has_points and is_list_row and (is_number(first) or has_operator(first))


def ends_with_text(row: TokenRow, header: TokenRow) -> bool:
    """Whether a row ends with words behind its points though the header has no column for them: rows that end with the
    names of the next ones are read as a stream."""
    has_words = "deviation_reason" in header.roles("indicator_column")
    points = [is_number(token.text) for token in row.tokens]
    return (
        not has_words
        and len(points) > POINTS
        and points[-1 - POINTS : -1] == [True] * POINTS
        and not (points[-1] or row.tokens[-1].labels)
    )


def shifted(first: Token, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """A cell before others that stand a column further right."""
    return (first._replace(column=tokens[0].column), *(token._replace(column=token.column + 1) for token in tokens))
