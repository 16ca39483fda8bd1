"""Names of levels torn around the line of their row: 满意度 ｜ 服务对象满意, then the row, then 指标 ｜ 度指标.

Input: the tokens of printed lines whose columns are lost. Output: the same, each such name whole before its row. Stage
`parse`. A name of two lines in the middle of its cell has one above the only line of its row, and one below; in a pdf's
own order the lines of the row's name stand between them too: 可持续 ｜ 影响指, then 养老服务 ｜ 体系, values, and 标.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_figure
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Vocabulary

FEWEST_CELLS = 3  # of a row: its name, its target and a result
MOST_LINES = 3  # of a name above its end
Line = tuple[Token, ...]


def with_levels_around_rows(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines; those whose pieces went to the row between them are empty."""
    whole = list(lines)
    for at in range(1, len(whole) - 1):
        above, row, below = whole[at - 1 : at + 2]
        if len(row) >= FEWEST_CELLS and 0 < len(above) == len(below) <= len(LEVELS) and holds_figure(row):
            names = tuple(whole_label(pieces, vocabulary) for pieces in zip(above, below, strict=True))
            if not holds_figure(below) and (named := with_names(row, names)):
                whole[at - 1 : at + 2] = [(), named, ()]
                continue
        if holds_figure(row) and len(below) == 1:
            put_end_to_level_above(whole, at, vocabulary)
    return whole


def put_end_to_level_above(lines: list[Line], at: int, vocabulary: Vocabulary) -> None:
    """Put the end of a level's name, alone below the values of a row, behind its beginning, which stands above all else
    of the row: alone on the first of the lines that hold one text each."""
    first = at
    while first > 0 and len(lines[first - 1]) == 1 and not lines[first - 1][0].labels:
        first -= 1
    for count in range(1, min(MOST_LINES, at - first - 1) + 1):
        name = whole_label([tokens[0] for tokens in (*lines[first : first + count], lines[at + 1])], vocabulary)
        if name.is_kind(*LEVELS) and not lines[at + 1][0].labels:
            lines[first : first + count] = [(name,), *[()] * (count - 1)]
            lines[at + 1] = ()
            return


def holds_figure(tokens: Line) -> bool:
    """Whether a cell of a line is a figure."""
    return any(is_figure(token.text) for token in tokens)


def with_names(row: Line, names: Line) -> Line:
    """The row behind names that are of level 1 and level 2, or of the one of them that the row does not print; empty
    where they are not."""
    level1, level2 = LEVELS
    if len(names) == len(LEVELS):
        are_levels = all(name.is_kind(level) for name, level in zip(names, LEVELS, strict=True))
        return (*names, *row) if are_levels and not row[0].is_kind(*LEVELS) else ()
    name = names[0]
    if not row[0].is_kind(*LEVELS):
        return (name, *row) if name.is_kind(*LEVELS) else ()
    if row[0].is_kind(level1) and name.is_kind(level2) and not row[1].is_kind(level2):
        return (row[0], name, *row[1:])
    return (name, *row) if name.is_kind(level1) and not row[0].is_kind(level1) else ()
