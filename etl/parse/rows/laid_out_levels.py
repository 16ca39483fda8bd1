"""Names of levels beside rows that blanks lay out, of which each takes several lines: 可持续 ｜ 影响指 ｜ 标.

Input: the pieces of the columns of names, and the lines of each row. Output: the row at which each name begins. Stage
`parse`. A name stands at the first line of its first row, or in the middle of its rows. In the middle, the cells of a
column follow each other without a gap; that way is taken in which the names are nearest to the middles, if none of
another way comes near it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from etl.parse.labels.roles import LEVELS
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.laid_out_cells import Column, Piece, joined

MOST_PIECES = 5  # lines of a name
MARGIN = 0.7  # lines by which a way has to be nearer to the middles than all others
LONGEST_TABLE = 60


class Name(NamedTuple):
    """The pieces of a name and its first and last line."""

    pieces: list[Piece]
    first: int
    last: int


def names_of_levels(
    columns: Mapping[str, Column], rows: Sequence[range], vocabulary: Vocabulary
) -> dict[str, dict[int, list[Piece]]] | None:
    """The names of each level by the row where they begin; None where that is not sure. The cells of level 1 begin
    where one of level 2 does."""
    found: dict[str, dict[int, list[Piece]]] = {}
    begins = list(range(len(rows)))
    for level in reversed(LEVELS):
        if level not in columns:
            continue
        names = whole_names(columns[level], level, vocabulary)
        cells = [range(rows[at].start, rows[end - 1].stop) for at, end in pairwise((*begins, len(rows)))]
        at_top = [order for order, cell in enumerate(cells) if any(name.first == cell.start for name in names or ())]
        firsts = at_top if len(at_top) == len(names or ()) and at_top[:1] == [0] else in_the_middle(names or (), cells)
        if not names or firsts is None:
            return None
        begins = [begins[first] for first in firsts]
        found[level] = {begin: name.pieces for begin, name in zip(begins, names, strict=True)}
    return found


def whole_names(column: Column, level: str, vocabulary: Vocabulary) -> list[Name] | None:
    """The names that the pieces of a column make, each as long as it can be; None where a piece is of none."""
    lines = sorted(column)
    names: list[Name] = []
    at = 0
    while at < len(lines):
        for size in range(min(MOST_PIECES, len(lines) - at), 0, -1):
            pieces = [piece for line in lines[at : at + size] for piece in column[line]]
            if any(label.kind == level for label in vocabulary.labels_of(joined(pieces))):
                names.append(Name(pieces, lines[at], lines[at + size - 1]))
                at += size
                break
        else:
            return None
    return names


def in_the_middle(names: Sequence[Name], cells: Sequence[range]) -> list[int] | None:
    """The first of the cells beside each name, if the names stand in the middles of theirs in one way alone."""
    if len(cells) > LONGEST_TABLE:
        return None
    ways: dict[int, list[tuple[float, list[int]]]] = {0: [(0.0, [])]}  # by the next cell: the two nearest ways
    for name in names:
        found: dict[int, list[tuple[float, list[int]]]] = {}
        for begin, before in ways.items():
            for last in range(begin, len(cells)):
                top, bottom = cells[begin].start, cells[last].stop - 1
                off = abs(top + bottom - name.first - name.last) / 2
                if name.first <= bottom and top <= name.last:
                    found.setdefault(last + 1, []).extend((cost + off, [*way, begin]) for cost, way in before)
        ways = {end: sorted(several)[:2] for end, several in found.items()}
    whole = ways.get(len(cells), [])
    is_sure = bool(whole) and (len(whole) == 1 or whole[1][0] - whole[0][0] > MARGIN)
    return whole[0][1] if is_sure else None
