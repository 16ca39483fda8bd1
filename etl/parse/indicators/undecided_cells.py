"""Cells of rows that stand in no columns and may be of two of them: they are taken back.

Input: the rows cut out of a stream, and the columns of their table. Output: the rows without what is not certain; it is
reported as without a column. Stage `parse`. Of two columns of words beside each other one cell alone may be of either;
so may the only value of a row whose neighbours print target and result.
"""

from collections.abc import Sequence
from itertools import pairwise

from etl.parse.indicators.indicator_row import IndicatorRow
from etl.parse.indicators.mend_rows import MOVED
from etl.parse.labels.printed_kinds import has_operator
from etl.parse.rows.cell_likeness import role_in_block
from etl.parse.rows.fit_row import Column

REASON, EVIDENCE = "deviation_reason", "evidence"
UNKNOWN = "unknown"
BOTH = ("target", "actual")
POINTS = ("weight", "score")
FEWEST_ROWS = 3


def settle_undecided(rows: Sequence[IndicatorRow], columns: Sequence[Column]) -> None:
    """Give names at a line's end to the row that goes on below, and take back the cells that may be of two columns."""
    take_names_from_line_above(rows)
    take_back_undecided(rows, columns)


def take_back_undecided(rows: Sequence[IndicatorRow], columns: Sequence[Column]) -> None:
    """Take back the cells that may be of two columns."""
    roles = [column.role for column in columns]
    beside = columns_beside_reason(roles)
    has_both = [row for row in rows if all(row.has(role) for role in BOTH)]
    for row in rows:
        if beside and REASON in row.tokens and not any(role in row.tokens for role in beside):
            take_back(row, REASON)
        if any("execution_rate" in token.roles("fund_column") for token in row.tokens.get("level3", ())):
            continue  # 预算执行率（10分） ｜ 95%: the money's
        lone = [role for role in BOTH if role in row.tokens]
        is_among_others = set(BOTH) <= set(roles) and 2 * len(has_both) > len(rows) and row.has(*POINTS)
        if len(lone) == 1 and is_among_others and not any(has_operator(t.text) for t in row.tokens[lone[0]]):
            take_back(row, lone[0])


def take_names_from_line_above(rows: Sequence[IndicatorRow]) -> None:
    """Where lines end with the first cell of the next row, words at a line's end are no reason: they name the row that
    the next line goes on with, whose values then fill its columns; else they are taken back."""
    if not ends_lines_with_next_row(rows):
        return
    for row, following in pairwise(rows):
        reason = row.tokens.get(REASON, [])
        points = line_of(row, "score") or line_of(row, "weight")
        first = following.tokens.get("level3", [])
        below = first_line(following)
        if len(reason) != 1 or reason[0].place.line_no != points or below == points or not first:
            continue
        values = [role for role in BOTH if role in following.tokens]
        if len(first) == len(values) == 1 and len(following.tokens[values[0]]) == 1 and following.has(*POINTS):
            texts = sorted((*first, *following.tokens[values[0]]), key=lambda token: token.place)
            following.tokens |= {"level3": row.tokens.pop(REASON), "target": texts[:1], "actual": texts[1:]}
            following.repairs["level3"] = MOVED
        else:
            take_back(row, REASON)


def ends_lines_with_next_row(rows: Sequence[IndicatorRow]) -> bool:
    """Whether most rows begin behind the points of the row above them, in its line, and go on in the next one."""
    scored = [(row, following) for row, following in pairwise(rows) if row.has("score")]
    behind = [
        min(token.place.line_no for token in following.printed())
        == line_of(row, "score")
        != line_of(following, "score")
        for row, following in scored
    ]
    return len(behind) >= FEWEST_ROWS and 3 * sum(behind) >= 2 * len(behind)


def first_line(row: IndicatorRow) -> int:
    """The line in which a row begins."""
    return min(token.place.line_no for token in row.printed())


def line_of(row: IndicatorRow, role: str) -> int | None:
    """The line of a column's first cell in a row."""
    tokens = row.tokens.get(role)
    return tokens[0].place.line_no if tokens else None


def columns_beside_reason(roles: Sequence[str]) -> list[str]:
    """The columns beside that of the reasons that hold words too: what proves a result, and what nobody declared."""
    if REASON not in roles:
        return []
    at = roles.index(REASON)
    near = [roles[order] for order in (at - 1, at + 1) if 0 <= order < len(roles)]
    return [role for role in near if role_in_block(role) in (UNKNOWN, EVIDENCE)]


def take_back(row: IndicatorRow, role: str) -> None:
    """Take a column's cells out of the row."""
    row.extra = (*row.extra, *row.tokens.pop(role))
