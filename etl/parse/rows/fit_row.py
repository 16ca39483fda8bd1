"""Fit the cells of one printed row to the columns of its header, though cells moved when merged cells were lost.

Input: tokens and columns, and how well a text suits a column. Output: the best assignment that keeps the order.
Stage `parse`. The fit is a shortest path: a token goes to a later column than the token before it; leaving the printed
position costs once when the row moves, not for every cell that moved with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.parse.labels.tokens import UNPLACED, Token

SHIFT_COST = 1.0  # per place that the first token stands off its column
CHANGE_COST = 1.5  # per place that the shift changes within the row
EXTRA_COST = 7.0  # a token that no column takes
IMPOSSIBLE = -50.0
SUITS = -0.5  # a text that neither its shape nor its words forbid in the column
REMEMBERED_ROWS = 1024
MOST_TOKENS = 40  # a row of more cells is no row of these forms; the search would take for ever on it


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a header: the role it has, where it is printed, and what it costs to leave it empty."""

    role: str
    position: int
    empty_cost: float = 0.0


@dataclass(frozen=True, slots=True)
class RowFit:
    """The tokens by role, the tokens that no column takes, and whether the row stands off its header."""

    by_role: dict[str, Token]
    extra: tuple[Token, ...]
    is_shifted: bool
    gain: float


# A way to assign the first tokens: its gain so far, and the column index each token took (None for none).
Path = tuple[float, tuple[int | None, ...]]
Way = tuple[tuple[int | None, ...], float]


def fit_row(tokens: Sequence[Token], columns: Sequence[Column], likeness: Callable[[Column, Token], float]) -> RowFit:
    """The assignment of tokens to columns with the highest gain; `likeness` is about -50 (impossible) to +6."""
    return fit_in_place(tokens, columns, likeness) or fit_anew(tokens, columns, likeness)


def fit_anew(tokens: Sequence[Token], columns: Sequence[Column], likeness: Callable[[Column, Token], float]) -> RowFit:
    """The same for a row that does not stand in its columns."""
    if len(tokens) > MOST_TOKENS:
        return RowFit({}, tuple(tokens), False, -EXTRA_COST * len(tokens))
    likes = tuple([tuple([likeness(column, token) for column in columns]) for token in tokens])
    printed = tuple([token.column for token in tokens])
    positions = tuple([column.position for column in columns])
    taken, gain = best_way(printed, likes, positions, tuple([column.empty_cost for column in columns]))
    return row_fit(tokens, columns, taken, gain)


@lru_cache(REMEMBERED_ROWS)
def best_way(
    printed: tuple[int, ...],
    likes: tuple[tuple[float, ...], ...],
    positions: tuple[int, ...],
    empty_costs: tuple[float, ...],
) -> Way:
    """The column that each token takes (None for none) and the gain, from where tokens and columns stand and how well
    each token suits each column; remembered, because the rows of a table are like each other."""
    skipped = [0.0]
    for cost in empty_costs:
        skipped.append(skipped[-1] + cost)
    # Paths that end in the same column with the same shift go on alike: only the best of them is kept.
    best: dict[tuple[int, int | None], Path] = {(-1, None): (0.0, ())}
    for column, like in zip(printed, likes, strict=True):
        # the columns that suit the token, and how far it stands off each: None where positions are not known
        suited = [
            (index, suits, None if UNPLACED in (column, position) else column - position)
            for index, (suits, position) in enumerate(zip(like, positions, strict=True))
            if suits > IMPOSSIBLE
        ]
        following: dict[tuple[int, int | None], Path] = {}
        for state, (reached, taken) in best.items():
            last, shift = state
            without = reached - EXTRA_COST
            if (known := following.get(state)) is None or without > known[0]:
                following[state] = (without, (*taken, None))
            for index, suits, off in suited:
                if index <= last:
                    continue
                if off is None:
                    cost = 0.0
                else:
                    cost = abs(off) * SHIFT_COST if shift is None else abs(off - shift) * CHANGE_COST
                gain = reached + suits - cost - (skipped[index] - skipped[last + 1])
                reaches = (index, shift if off is None else off)
                if (known := following.get(reaches)) is None or gain > known[0]:
                    following[reaches] = (gain, (*taken, index))
        best = following
    ended = {state: gain - (skipped[-1] - skipped[state[0] + 1]) for state, (gain, _) in best.items()}
    chosen = max(ended, key=lambda state: ended[state])
    return best[chosen][1], ended[chosen]


def fit_in_place(
    tokens: Sequence[Token], columns: Sequence[Column], likeness: Callable[[Column, Token], float]
) -> RowFit | None:
    """The row as it stands, when every token stands in a column that suits it: most rows do, and need no search."""
    if len(tokens) > MOST_TOKENS:
        return None
    below = {column.position: column for column in columns if column.position != UNPLACED}
    by_role: dict[str, Token] = {}
    gain = 0.0
    for token in tokens:
        column = below.get(token.column)
        if column is None or column.role in by_role:
            return None
        like = likeness(column, token)
        if like < SUITS:
            return None
        by_role[column.role] = token
        gain += like
    return RowFit(by_role, (), False, gain)


def row_fit(tokens: Sequence[Token], columns: Sequence[Column], taken: tuple[int | None, ...], gain: float) -> RowFit:
    """The chosen path as tokens by role."""
    assigned = [(token, columns[index]) for token, index in zip(tokens, taken, strict=True) if index is not None]
    extra = tuple(token for token, index in zip(tokens, taken, strict=True) if index is None)
    is_shifted = any(
        token.column != column.position for token, column in assigned if UNPLACED not in (token.column, column.position)
    )
    return RowFit({column.role: token for token, column in assigned}, extra, is_shifted, gain)
