"""The name 满意度 where it is of level 2: a level of its own in most forms, below 效益 or 影响力目标 in others.

Input: the printed level names of a table's rows, or the tokens of a document in printed order. Output: the same, the
name as one of level 2 where the form has it there, and as no level where it names an indicator. Stage `parse`.
"""

from collections.abc import Sequence
from typing import TypeVar

from etl.parse.labels.printed_kinds import is_blank_mark, is_no_name, is_number
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import NO_LABELS, Label, Labels, Vocabulary
from etl.records import Place

SATISFACTION, BENEFIT = "满意度指标", "效益指标"
SATISFACTION_WORD = "满意度"
Name = TypeVar("Name")


def with_satisfaction_below(
    rows: list[tuple[Name | None, Name | None]], names: Sequence[str | None], vocabulary: Vocabulary
) -> list[tuple[Name | None, Name | None]]:
    """The rows of a table in the frame of evaluations (决策, 过程, 产出, 效益) with 满意度 as its level 2.

    Source: 财预〔2020〕10号, whose frame has 满意度 below 效益; elsewhere the lone word is a name of level 1.
    `names` are the names of level 1 of the rows.
    """
    if vocabulary.appraisal_levels.isdisjoint(names):
        return rows
    moved: list[tuple[Name | None, Name | None]] = []
    above: str | None = None
    for (printed1, printed2), name in zip(rows, names, strict=True):
        standard = vocabulary.level1_names.get(name) if name else None
        if standard == SATISFACTION and above == BENEFIT and not printed2:
            moved.append((None, printed1))
            continue
        above = standard if name else above
        moved.append((printed1, printed2))
    return moved


def with_satisfaction_in_place(
    rows: list[tuple[list[Token] | None, list[Token] | None]], vocabulary: Vocabulary
) -> list[tuple[list[Token] | None, list[Token] | None]]:
    """The rows with 满意度 as a name of level 2 where the page prints it in the column of those, below 效益."""
    first, second = ({found[0].column for row in rows if (found := row[level])} for level in range(2))
    moved: list[tuple[list[Token] | None, list[Token] | None]] = []
    above: str | None = None
    for printed1, printed2 in rows:
        name = vocabulary.level_name("".join([token.text for token in printed1])) if printed1 else None
        standard = vocabulary.level1_names.get(name) if name else None
        column = printed1[0].column if printed1 else UNPLACED
        is_lower = column != UNPLACED and column in second and first - second and not printed2
        if is_lower and standard == SATISFACTION and above == BENEFIT:
            moved.append((None, printed1))
            continue
        above = standard if name else above
        moved.append((printed1, printed2))
    return moved


def with_lower_satisfaction(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with 满意度 as a name of level 2 right behind a name of level 1 that says the same, 影响力目标,
    and as no level's where it names an indicator."""
    lowered = list(without_levels(tokens, names_of_satisfaction(tokens)))
    for number in range(1, len(lowered)):
        token = lowered[number]
        if not (is_satisfaction(token) and is_satisfaction(lowered[number - 1])):
            continue
        following = lowered[number + 1 : number + 2]
        if not (token.is_kind("level2") or (following and following[0].is_kind("level2"))):
            lowered[number] = token._replace(labels=Labels((Label("level2", token.text),)))
    return lowered


def with_named_satisfaction(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with what names an indicator of satisfaction as no name of a level."""
    named = names_of_satisfaction([token for row in rows for token in row.tokens])
    if not named:
        return rows
    return tuple(row.with_tokens(without_levels(row.tokens, named)) if row.is_kind(*LEVELS) else row for row in rows)


def names_of_satisfaction(tokens: Sequence[Token]) -> set[Place]:
    """The places of the names of level 2 that stand before a value in a group of satisfaction: there they name an
    indicator, as in 服务对象满意度指标 ｜ 社会公众满意度 ｜ ≥90%, and 满意度 right behind such a name does."""
    found: set[Place] = set()
    is_in_group = False
    for order, token in enumerate(tokens):
        kinds = token.labels.kinds
        if "level1" not in kinds and "level2" not in kinds:
            continue
        says_so = SATISFACTION_WORD in token.text
        is_behind_level2 = token.text == SATISFACTION_WORD and order > 0 and tokens[order - 1].is_kind("level2")
        is_lower = is_behind_level2 or "level1" not in kinds
        if is_in_group and says_so and is_lower and heads_value(tokens, order + 1):
            found.add(token.place)
        else:
            is_in_group = says_so and (is_in_group or "level1" not in kinds)
    return found


def heads_value(tokens: Sequence[Token], index: int) -> bool:
    """Whether a value stands here; a number alone may be the points of the name before it."""
    values = [is_no_name(token.text) and not is_blank_mark(token.text) for token in tokens[index : index + 2]]
    return values[:1] == [True] and (values == [True, True] or not is_number(tokens[index].text))


def without_levels(tokens: Sequence[Token], named: set[Place]) -> tuple[Token, ...]:
    """The tokens, those at these places without labels."""
    return tuple(token._replace(labels=NO_LABELS) if token.place in named else token for token in tokens)


def is_satisfaction(token: Token) -> bool:
    """Whether a token is a name of level 1 for what people think of the project."""
    return SATISFACTION in token.roles("level1")
