"""Texts torn around the line of their row: 年度开展科普, then ≥95% ｜ 96% ｜ 20 ｜ 20, then 活动好评率.

Input: the tokens of printed lines whose columns are lost. Output: the same, each such text whole in its row. Stage
`parse`. A text in the middle of a cell has as many lines above its row as below. Where all lone lines of a table can be
shared out so, that tells whose they are: the name that a row lacks, or the reason of one that lost points.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from etl.parse.labels.printed_kinds import is_figure, is_number, number_of
from etl.parse.labels.roles import LEVELS, POINTS
from etl.parse.labels.tokens import Token
from etl.parse.rows.upright_levels import is_total, names_columns

COLUMN, REASON = "indicator_column", "deviation_reason"
ROW = ["level3", "target", "actual", *POINTS]
Line = tuple[Token, ...]


def with_cells_around_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines; those whose text went into a row are empty."""
    whole = list(lines)
    heads = [at for at, tokens in enumerate(lines) if names_columns(tokens)]
    for head, following in pairwise((*heads, len(lines))):
        end = next((at for at in range(head, following) if is_total(lines[at])), head)
        roles = [role for token in lines[head] for role in token.roles(COLUMN)[:1]]
        below = [role for role in roles if role not in LEVELS]
        if len(roles) == len(lines[head]) and below in (ROW, [*ROW, REASON]):
            whole[head + 1 : end] = with_texts_in_rows(whole[head + 1 : end], has_reason=REASON in below)
    return whole


def with_texts_in_rows(lines: list[Line], *, has_reason: bool) -> list[Line]:
    """The lines of one table; as they are where the lone lines cannot be shared out, or tell nothing of one row."""
    rows = [at for at, tokens in enumerate(lines) if sum(is_number(token.text) for token in tokens) >= len(POINTS)]
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
        own = [*before, *between[:above]]
        row = with_text(lines[at], [lines[line][0] for line in own], has_reason=has_reason) if own else lines[at]
        if row is None:
            return lines
        whole[at] = row
        for line in own:
            whole[line] = ()
        above = len(between) - above
    return lines if above else whole


def is_text(token: Token) -> bool:
    """Whether a token is words that are no label."""
    return not token.labels and not is_figure(token.text)


def with_text(row: Line, pieces: Sequence[Token], *, has_reason: bool) -> Line | None:
    """A row with the text of the lines around it: its name, or the reason of points lost; None where neither fits."""
    text = pieces[0]._replace(
        text="".join(piece.text for piece in pieces),
        further_places=tuple(place for piece in pieces for place in piece.places)[1:],
    )
    levels = len(list(takewhile(lambda token: token.is_kind(*LEVELS), row)))
    values = row[levels:]
    if len(values) == len(ROW) - 1:
        return (*row[:levels], text, *values)
    weight, score = (number_of(token.text) for token in row[-len(POINTS) :])
    loses_points = weight is not None and score is not None and score < weight
    return (*row, text) if len(values) == len(ROW) and has_reason and loses_points else None
