"""The name 满意度 where it is of level 2: a level of its own in most forms, below 效益 or 影响力目标 in others.

Input: the printed level names of a table's rows, or the tokens of a document in printed order. Output: the same, the
name as one of level 2 where the form has it there. Stage `parse`.
"""

from collections.abc import Sequence
from typing import TypeVar

from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary

SATISFACTION, BENEFIT = "满意度指标", "效益指标"
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


def with_lower_satisfaction(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with 满意度 as a name of level 2 right behind a name of level 1 that says the same: 影响力目标."""
    lowered = list(tokens)
    for number in range(1, len(lowered)):
        token = lowered[number]
        if not (is_satisfaction(token) and is_satisfaction(lowered[number - 1])):
            continue
        following = lowered[number + 1 : number + 2]
        if not (token.is_kind("level2") or (following and following[0].is_kind("level2"))):
            lowered[number] = token._replace(labels=Labels((Label("level2", token.text),)))
    return lowered


def is_satisfaction(token: Token) -> bool:
    """Whether a token is a name of level 1 for what people think of the project."""
    return SATISFACTION in token.roles("level1")
