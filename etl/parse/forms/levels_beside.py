"""Lists of projects whose levels stand side by side: 成本指标 ｜ 产出指标 ｜ … over 三级指标 ｜ 指标值 once for each.

Input: TokenRows. Output: the rows with every such list as the usual one, whose lines are an indicator each, below
一级指标 ｜ 三级指标 ｜ 指标值. Stage `parse`. Its header stands in tiers; the lines of a project go on below its name:
a line has an indicator of each level that is not at its end yet.
"""

from collections.abc import Sequence
from typing import NamedTuple

from etl.parse.labels.printed_kinds import OPERATOR, half_width
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary

COLUMN, NAME, TARGET, LEVEL = "indicator_column", "level3", "target", "level1"
FEWEST_LEVELS = 2
MOST_TIERS = 2  # above the names of the columns
LEVEL_LABEL = "一级指标"


class LevelBeside(NamedTuple):
    """A level beside others: its name, and the columns of its indicators' names and of their targets."""

    level: Token
    name: Token
    target: Token


def with_levels_below(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with such lists turned; a list whose cells stand in other columns than their labels stays as it is."""
    turned: list[TokenRow] = []
    index = done = 0
    while index < len(rows):
        levels = levels_beside(rows, index)
        heads = heads_above(rows, index, levels[0].name.column) if levels else []
        name = next((head for head in heads if "project_name" in head.roles("form")), None)
        if name is None:
            index += 1
            continue
        end = index + 1
        while end < len(rows) and rows[end].is_tabular and not rows[end].is_kind(COLUMN, "total"):
            end += 1
        if all(stands_in_columns(row, levels) for row in rows[index + 1 : end]):
            first = min(head.place.line_no for head in heads)
            above = [row for row in rows[done:index] if row.line_no < first]
            turned += [*above, header_of(rows[index], heads, levels)]
            turned += lines_of(rows[index + 1 : end], name.column, levels, vocabulary)
            done = end
        index = end
    return (*turned, *rows[done:]) if done else rows


def levels_beside(rows: Sequence[TokenRow], index: int) -> list[LevelBeside]:
    """The levels over the names of columns in this row; empty where it does not head such a list."""
    row = rows[index]
    if COLUMN not in row.kinds or not row.is_tabular or not index or not rows[index - 1].is_kind(LEVEL):
        return []
    names = [token for token in row.tokens if NAME in token.roles(COLUMN)]
    targets = [token for token in row.tokens if TARGET in token.roles(COLUMN)]
    above = [token for token in rows[index - 1].tokens if token.is_kind(LEVEL)]
    is_paired = [*row.tokens] == [token for pair in zip(names, targets, strict=False) for token in pair]
    if len(names) < FEWEST_LEVELS or not is_paired or len(above) != len(names) or UNPLACED in columns_of(row):
        return []
    is_over = all(level.column == name.column for level, name in zip(above, names, strict=True))
    return [LevelBeside(*beside) for beside in zip(above, names, targets, strict=True)] if is_over else []


def columns_of(row: TokenRow) -> list[int]:
    """The columns of the row's cells."""
    return [token.column for token in row.tokens]


def heads_above(rows: Sequence[TokenRow], index: int, begin: int) -> list[Token]:
    """The labels of the columns before the indicators: of those above each other the lowest."""
    lowest: dict[int, Token] = {}
    for row in rows[max(0, index - MOST_TIERS) : index]:
        if row.is_tabular:
            lowest |= {token.column: token for token in row.tokens if UNPLACED < token.column < begin}
    return [lowest[column] for column in sorted(lowest)]


def stands_in_columns(row: TokenRow, levels: Sequence[LevelBeside]) -> bool:
    """Whether no cell of a line is behind the last column, and no comparison below the names of indicators."""
    names = {beside.name.column for beside in levels}
    is_moved = any(token.column in names and OPERATOR.match(half_width(token.text)) for token in row.tokens)
    return not is_moved and max(columns_of(row)) <= levels[-1].target.column


def header_of(row: TokenRow, heads: Sequence[Token], levels: Sequence[LevelBeside]) -> TokenRow:
    """The header of the usual list: the columns before the indicators, then 一级指标 ｜ 三级指标 ｜ 指标值."""
    first, begin = levels[0], levels[0].name.column
    level = Token(LEVEL_LABEL, first.level.place, begin, Labels((Label(COLUMN, LEVEL),)))
    names = (level, first.name._replace(column=begin + 1), first.target._replace(column=begin + 2))
    return TokenRow(row.line_no, (*heads, *names), True)


def lines_of(
    rows: Sequence[TokenRow], name_column: int, levels: Sequence[LevelBeside], vocabulary: Vocabulary
) -> list[TokenRow]:
    """The lines of the usual list: of each project its indicators level by level; a unit's line, which sums up its
    projects, as a heading."""
    begin = levels[0].name.column
    lines: list[TokenRow] = []
    starts = [at for at, row in enumerate(rows) if at == 0 or name_column in columns_of(row)]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        heads = [token for row in rows[start:end] for token in row.tokens if token.column < begin]
        own = [line for beside in levels for row in rows[start:end] if (line := indicator_in(row, beside, begin))]
        if own:
            lines.append(TokenRow(rows[start].line_no, (*heads, *own[0]), True))
            lines += [TokenRow(line[-1].place.line_no, line, True) for line in own[1:]]
        else:
            named = [token for token in heads if token.column == name_column]
            is_unit = len(named) == 1 and vocabulary.unit_names.fullmatch(half_width(named[0].text)) is not None
            lines.append(TokenRow(rows[start].line_no, tuple(named if is_unit else heads), True))
    return lines


def indicator_in(row: TokenRow, beside: LevelBeside, begin: int) -> tuple[Token, ...]:
    """The level, the name and the target that a line prints below a level; empty where it prints neither."""
    cells = [
        token._replace(column=begin + order)
        for order, head in enumerate((beside.name, beside.target), start=1)
        for token in row.tokens
        if token.column == head.column
    ]
    level = Labels(label for label in beside.level.labels if label.kind == LEVEL)
    return (Token(beside.level.text, beside.level.place, begin, level), *cells) if cells else ()
