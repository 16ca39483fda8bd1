"""Indicator rows cut out of a stream in which line ends say little, by what each cell can be.

Input: the rows of an indicator table as printed lines, and its columns. Output: tokens by role, row by row.
Stage `parse`. The cut is a shortest path over the stream: each token takes a column; going back to an earlier
column begins a row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.parse.fit_row import EXTRA_COST, IMPOSSIBLE, Column
from etl.parse.printed_kinds import is_number, is_percent
from etl.parse.tokens import Token, TokenRow

NEW_ROW_COST = 0.5
LEVELS_ONLY_COST = 0.5  # a merged level name whose group is blank stands alone
NAMELESS_ROW_COST = 6.0  # a row begins with a level or a name, not with values
AGAINST_LINE_COST = 2.0  # a row that begins inside a line, where lines hold whole rows
ACROSS_LINE_COST = 1.0
REPEAT_COST = 1.5  # a second token in one column: a text cut by a blank
LINES_HOLD_ROWS = 2.0  # tokens to a line, on average
NAME_ROLES = frozenset({"level1", "level2", "level3"})
REPEATABLE = ("level3", "deviation_reason", "not_read", "unknown", "actual")


@dataclass(frozen=True, slots=True)
class Step:
    """The last token of a path: the column it took (None for none), whether it began a row, and the step before."""

    gain: float
    column: int | None
    begins_row: bool
    before: "Step | None"


def cut_indicators(
    rows: Sequence[TokenRow], columns: Sequence[Column], likeness: Callable[[Column, Token], float]
) -> list[tuple[dict[str, list[Token]], tuple[Token, ...]]]:
    """Tokens by role and tokens that no column takes, for every row of the table."""
    tokens = [(token, order == 0) for row in rows for order, token in enumerate(row.tokens)]
    lines_matter = len(tokens) >= LINES_HOLD_ROWS * len(rows)
    empty = [column.empty_cost for column in columns]
    opening = [NEW_ROW_COST + (0.0 if column.role in NAME_ROLES else NAMELESS_ROW_COST) for column in columns]
    best: dict[int, Step] = {-1: Step(0.0, None, False, None)}
    before: Token | None = None
    for token, begins_line in tokens:
        is_whole = is_number(token.text) or is_percent(token.text) or (before is not None and token.text == before.text)
        before = token
        like = [likeness(column, token) for column in columns]
        following: dict[int, Step] = {}
        for last, step in best.items():
            keep(following, last, Step(step.gain - EXTRA_COST, None, False, step))
            for index, column in enumerate(columns):
                if like[index] <= IMPOSSIBLE:
                    continue
                gain = step.gain + like[index]
                if index > last >= 0:
                    across = ACROSS_LINE_COST if lines_matter and begins_line else 0.0
                    keep(following, index, Step(gain - sum(empty[last + 1 : index]) - across, index, False, step))
                if index == last and column.role.startswith(REPEATABLE) and not is_whole:
                    keep(following, index, Step(gain - REPEAT_COST, index, False, step))
                against = AGAINST_LINE_COST if lines_matter and not begins_line and last >= 0 else 0.0
                cost = opening[index] + against + sum(empty[:index]) + tail_cost(last, columns)
                keep(following, index, Step(gain - cost, index, True, step))
        best = following
    _, last_step = max(best.items(), key=lambda item: item[1].gain - tail_cost(item[0], columns))
    return rows_of_path(last_step, [token for token, _ in tokens], columns)


def tail_cost(last: int, columns: Sequence[Column]) -> float:
    """What it costs to end a row after this column."""
    if last < 0:
        return 0.0
    if columns[last].role in ("level1", "level2"):
        return LEVELS_ONLY_COST
    return sum(column.empty_cost for column in columns[last + 1 :])


def keep(steps: dict[int, Step], column: int, step: Step) -> None:
    """Keep the better of two paths that end in the same column."""
    if column not in steps or step.gain > steps[column].gain:
        steps[column] = step


def rows_of_path(
    last: Step, tokens: Sequence[Token], columns: Sequence[Column]
) -> list[tuple[dict[str, list[Token]], tuple[Token, ...]]]:
    """The path read back from its end."""
    steps: list[Step] = []
    step: Step | None = last
    while step is not None and step.before is not None:
        steps.append(step)
        step = step.before
    rows: list[tuple[dict[str, list[Token]], tuple[Token, ...]]] = []
    for token, taken in zip(tokens, reversed(steps), strict=True):
        if taken.begins_row or not rows:
            rows.append(({}, ()))
        by_role, extra = rows[-1]
        if taken.column is None:
            rows[-1] = (by_role, (*extra, token))
        else:
            by_role.setdefault(columns[taken.column].role, []).append(token)
    return rows
