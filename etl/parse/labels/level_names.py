"""Level-1 and level-2 names of every indicator, with merged cells filled down and slips of recognition mended.

Input: the printed level tokens of each row (None where the cell is blank). Output: one Level per row and level.
Stage `parse`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from etl.parse.labels.satisfaction_level import (
    BENEFIT,
    SATISFACTION,
    with_satisfaction_below,
    with_satisfaction_in_place,
)
from etl.parse.labels.tokens import Token, whole_text
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.cell_likeness import LEVEL_NAME_ENDINGS
from etl.records import Place

BLOCK_ABOVE = "一级指标名称印在本块靠后的行，按二级指标归入"
NOT_PRINTED = "一级指标没有印出，按二级指标的标准归类"
MISREAD = "识别错字，按同块的一级指标改正"
TORN = "指标类别名称被拆在上下几行，已接上"
MOST_ROWS_OF_NAME = 4
SAME_LENGTH_SHARE = 0.5

PrintedLevels = tuple[list[Token] | None, list[Token] | None]


@dataclass(frozen=True, slots=True)
class Level:
    """A level name, the printed cell it comes from, and why it is not simply what the row prints."""

    name: str
    token: Token
    repair: str | None = None


def resolve_levels(
    rows: list[PrintedLevels], vocabulary: Vocabulary, held: Sequence[bool] = ()
) -> list[tuple[Level | None, Level | None]]:
    """The level names of every row; a level-2 name carries on until the next name of either level, but past that of its
    own block, which a merged cell prints in the middle of its rows.

    `held` says of which rows the points of the level-1 name above are known to be.
    """
    rows, torn = with_names_over_rows(rows, vocabulary)
    rows = [(None if is_rest_of_name(printed1) else printed1, printed2) for printed1, printed2 in rows]
    names = [vocabulary.level_name(text_of(printed1)) if printed1 else None for printed1, _ in rows]
    rows = with_satisfaction_in_place(with_satisfaction_below(rows, names, vocabulary), vocabulary)
    resolved: list[tuple[Level | None, Level | None]] = []
    level1: Level | None = None
    level2: Level | None = None
    for index, (printed1, printed2) in enumerate(rows):
        if printed1:
            is_of_rows_above = level1 is not None and level1.token.place == printed1[0].place
            level1 = printed_level1(printed1, printed2, level1, vocabulary)
            level2 = level2 if is_of_rows_above else None
        if printed2:
            level2 = Level(vocabulary.level_name(text_of(printed2)), printed2[0])
            if not printed1 and not (held and held[index]):
                level1 = fitting_level1(rows, index, level1, level2, vocabulary)
        resolved.append((level1, level2))
    return [(with_repair(one, torn), with_repair(two, torn)) for one, two in resolved] if torn else resolved


def is_rest_of_name(printed1: list[Token] | None) -> bool:
    """Whether a cell is no name but the last word of one that was torn: 指标 below 效益."""
    return printed1 is not None and text_of(printed1) in LEVEL_NAME_ENDINGS


def with_repair(level: Level | None, torn: set[Place]) -> Level | None:
    """The level, told as joined where its name stood in several rows."""
    return replace(level, repair=level.repair or TORN) if level is not None and level.token.place in torn else level


def with_names_over_rows(rows: list[PrintedLevels], vocabulary: Vocabulary) -> tuple[list[PrintedLevels], set[Place]]:
    """The rows with each name that a merged cell's lines spread over several of them (产出 above 指标) in the first,
    and the places where such names begin: the pieces make a known name, and those after the first are none."""
    level1, level2 = [one for one, _ in rows], [two for _, two in rows]
    torn: set[Place] = set()
    for column, known in (
        (level1, frozenset(vocabulary.level1_names)),
        (level2, frozenset(vocabulary.level1_of_level2)),
    ):
        for first in range(len(column) - 1):
            if not (column[first] and column[first + 1]):  # as most names stand in one row
                continue
            pieces = pieces_of_name(column[first : first + MOST_ROWS_OF_NAME], known, vocabulary)
            if pieces:
                tokens = [token for piece in pieces for token in piece]
                column[first] = [whole_text(tokens)]
                column[first + 1 : first + len(pieces)] = [None] * (len(pieces) - 1)
                torn.add(tokens[0].place)
    return (list(zip(level1, level2, strict=True)), torn) if torn else (rows, torn)


def pieces_of_name(cells: list[list[Token] | None], known: frozenset[str], vocabulary: Vocabulary) -> list[list[Token]]:
    """The most of these cells, two or more, that make a known name together; [] where none do."""
    near = [cell for cell in takewhile(bool, cells) if cell]
    rests = list(takewhile(lambda cell: vocabulary.level_name(text_of(cell)) not in known, near[1:]))
    for size in range(len(rests) + 1, 1, -1):
        if vocabulary.level_name(text_of([token for cell in near[:size] for token in cell])) in known:
            return near[:size]
    return []


def text_of(tokens: list[Token]) -> str:
    """The text of a name that may stand in several pieces."""
    return tokens[0].text if len(tokens) == 1 else "".join([token.text for token in tokens])


def printed_level1(
    printed1: list[Token], printed2: list[Token] | None, current: Level | None, vocabulary: Vocabulary
) -> Level:
    """The printed name; a garbled name that repeats the block's own name after a page break is mended."""
    name = vocabulary.level_name(text_of(printed1))
    if name in vocabulary.level1_names or current is None or not printed2:
        return Level(name, printed1[0])
    parents = vocabulary.parents_of(text_of(printed2))
    is_same_block = vocabulary.level1_names.get(current.name) in parents and len(name) == len(current.name)
    alike = sum(ours == theirs for ours, theirs in zip(name, current.name, strict=False))
    if is_same_block and alike >= SAME_LENGTH_SHARE * len(name):
        return Level(current.name, printed1[0], MISREAD)
    return Level(name, printed1[0])


def fitting_level1(
    rows: list[PrintedLevels], index: int, current: Level | None, level2: Level, vocabulary: Vocabulary
) -> Level | None:
    """The level-1 name of a row that prints only level 2.

    It is the one carried down, unless the level-2 name cannot stand under it: then the name of a merged cell that the
    extraction put on a later row of the block, as long as no name of another block stands between. Where the block goes
    on below the row, the row is of it, whatever its level-2 name; so too where the form files such names there itself.
    """
    parents = vocabulary.level1_of_level2.get(level2.name, frozenset())
    if current is not None and current.name in vocabulary.upper_levels:
        return current
    if current is not None and files_under(rows, current, parents, vocabulary):
        return current
    if not parents or (current is not None and vocabulary.level1_names.get(current.name, current.name) in parents):
        return current
    for printed1, printed2 in rows[index + 1 :]:
        if not printed1 and printed2 and current is not None and is_of_block(printed2, current, vocabulary):
            return current
        if printed1:
            name = vocabulary.level_name(text_of(printed1))
            if vocabulary.level1_names.get(name) in parents:
                return Level(name, printed1[0], BLOCK_ABOVE)
            break
    if len(parents) != 1:
        return current
    parent = next(iter(parents))
    is_below_benefit = parent == SATISFACTION and current is not None and current.name != BENEFIT
    if is_below_benefit and current is not None and vocabulary.level1_names.get(current.name) == BENEFIT:
        return None  # a form that says 项目效益 may have 满意度 below it or beside it
    return Level(parent, level2.token, NOT_PRINTED)


def files_under(rows: list[PrintedLevels], level1: Level, parents: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether a form files names of level 2 elsewhere than the standard does: 投入 prints 成本指标 in its own row, and
    产出, where that belongs, is a block below."""
    first = next((at for at, (one, _) in enumerate(rows) if one and one[0].place == level1.token.place), len(rows))
    beside = rows[first][1] if first < len(rows) else None
    if not beside or not parents or vocabulary.parents_of(text_of(beside)) != parents:
        return False
    printed = [vocabulary.level_name(text_of(one)) if one else "" for one, _ in rows]
    standard = [vocabulary.level1_names.get(name) for name in printed]
    return parents.isdisjoint(standard[: first + 1]) and not parents.isdisjoint(standard[first + 1 :])


def is_of_block(printed2: list[Token], level1: Level, vocabulary: Vocabulary) -> bool:
    """Whether a level-2 name can stand under a level-1 name and under no other."""
    return vocabulary.parents_of(text_of(printed2)) == {vocabulary.level1_names.get(level1.name, level1.name)}
