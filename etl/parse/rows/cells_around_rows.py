"""Texts torn around the line of their row: 年度开展科普, then ≥95% ｜ 96% ｜ 20 ｜ 20, then 活动好评率.

Input: the tokens of printed lines whose columns are lost. Output: the same, each such text whole in its row. Stage
`parse`. A text in the middle of a cell has as many lines above its row as below. Where all lone lines of a table can be
shared out so, that tells whose they are: the name that a row lacks, or a name or reason whose middle stands in its row.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from etl.parse.labels.printed_kinds import is_figure, is_number
from etl.parse.labels.roles import LEVELS, POINTS, REASON, VALUES
from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Vocabulary

COLUMN = "indicator_column"
ROW = ["level3", *VALUES, *POINTS]
Line = tuple[Token, ...]


class Ways(NamedTuple):
    """What a text around a row may be: the vocabulary, and whether the table has a column of reasons."""

    vocabulary: Vocabulary
    has_reason: bool


def with_cells_around_rows(header: Line, lines: list[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines of one table; those whose text went into a row are empty."""
    roles = [role for token in header for role in token.roles(COLUMN)[:1]]
    below = [role for role in roles if role not in LEVELS]
    if len(roles) < len(header) or below not in (ROW, [*ROW, REASON]):
        return lines
    return with_texts_in_rows(lines, Ways(vocabulary, REASON in below))


def with_texts_in_rows(lines: list[Line], ways: Ways) -> list[Line]:
    """The lines; as they are where the lone ones cannot be shared out, or tell nothing of one row."""
    rows = [at for at, tokens in enumerate(lines) if is_row(tokens)]
    lone = {at for at, tokens in enumerate(lines) if len(tokens) == 1 and is_text(tokens[0])}
    if any(tokens and at not in lone and at not in rows for at, tokens in enumerate(lines)):
        return lines
    whole = list(lines)
    above = sum(at in lone for at in range(rows[0])) if rows else 0
    for at, following in pairwise((*rows, len(lines))):
        between = [line for line in range(at + 1, following) if line in lone]
        before = [line for line in range(at) if line in lone][-above:] if above else []
        if len(between) < above or len(before) < above:
            return lines
        if above:
            row = with_text(lines[at], [lines[n][0] for n in before], [lines[n][0] for n in between[:above]], ways)
            if row is None:
                return lines
            whole[at] = row
        for line in (*before, *between[:above]):
            whole[line] = ()
        above = len(between) - above
    return lines if above else whole


def is_row(tokens: Line) -> bool:
    """Whether a line is that of a row: it prints points and a score."""
    return sum(is_number(token.text) for token in tokens) >= len(POINTS)


def is_text(token: Token) -> bool:
    """Whether a token is words that are no label."""
    return not token.labels and not is_figure(token.text)


def with_text(row: Line, above: Sequence[Token], below: Sequence[Token], ways: Ways) -> Line | None:
    """A row with the text of the lines around it: the name that it lacks, one of level 2, or the middle of a text whose
    line is as long as the one above; None where none or more than one fits."""
    levels = len(list(takewhile(lambda token: token.is_kind(*LEVELS), row)))
    values = row[levels:]
    text = whole_label([*above, *below], ways.vocabulary)
    lacks_level2 = not any(token.is_kind("level2") and not token.is_kind("level1") for token in row[:levels])
    if (text.is_kind("level2") and lacks_level2) or len(values) == len(ROW) - 1:
        return (*row[:levels], text, *values)
    if not len(ROW) <= len(values) <= len(ROW) + ways.has_reason:
        return None
    middles = likeliest_middles(above[-1], row, [at for at in (levels, levels + len(ROW)) if at < len(row)])
    if len(middles) != 1:
        return None
    whole = whole_label([*above, row[middles[0]], *below], ways.vocabulary)
    return (*row[: middles[0]], whole, *row[middles[0] + 1 :])


def likeliest_middles(above: Token, row: Line, cells: Sequence[int]) -> list[int]:
    """The cells that are as long as the line above them, give or take a character, and of these the nearest."""
    off = {at: abs(len(row[at].text) - len(above.text)) for at in cells}
    return [at for at, length in off.items() if length == min(off.values()) <= 1]
