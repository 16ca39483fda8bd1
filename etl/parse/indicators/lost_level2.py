"""Names of level 2 without their column: 一级指标 ｜ 三级指标 over 产出指标 ｜ 数量指标 ｜ 新建道路, and 人力资源 where
the row lost the merged cell of its level 1; or in that of the names: 指标名称 over 数量指标.

Input: the columns of an indicator header and the rows below it. Output: the columns with one for level 2, the rows with
such names in it. Stage `parse`. The column is added where two or more cells below are level-2 names and stand in no
column of the header.
"""

from collections.abc import Sequence
from dataclasses import replace

from etl.parse.indicators.indicator_row import SHIFTED, IndicatorRow
from etl.parse.labels.roles import NOT_READ
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.rows.cell_likeness import LEVEL_NAME_ENDINGS
from etl.parse.rows.fit_row import Column

FEWEST_NAMES = 2
LEVEL2 = "level2"


def with_lost_level2(columns: Sequence[Column], below: Sequence[TokenRow]) -> tuple[Column, ...]:
    """The columns with the one that the header lost; as they are where it has one, or no cell needs it."""
    roles = [column.role for column in columns]
    if LEVEL2 in roles or "level3" not in roles:
        return tuple(columns)
    if (described := with_described_names(columns, below)) is not None:
        return described
    if "level1" not in roles:
        return with_levels_in_one(columns, below)
    known = {column.position for column in columns} - {UNPLACED}
    named = [token for row in below for token in row.tokens if is_level2(token)]
    places = {token.column for token in named if token.column not in known}
    distinct = {token.text for token in named}
    if len(distinct) < FEWEST_NAMES or len(places) != 1 or (known and UNPLACED in places):
        return tuple(columns)
    at = roles.index("level3")
    return (*columns[:at], Column(LEVEL2, places.pop(), 0.0), *columns[at:])


def with_described_names(columns: Sequence[Column], below: Sequence[TokenRow]) -> tuple[Column, ...] | None:
    """The columns where the one of names holds nothing but those of level 2: 指标类型 ｜ 指标名称 ｜ 指标值 ｜ 指标描述
    over 产出指标 ｜ 数量指标 ｜ 26公里 ｜ 新建道路. What describes each is its name; None for other tables."""
    at = next(order for order, column in enumerate(columns) if column.role == "level3")
    whole = [row.tokens for row in below if row.is_tabular and row.first.is_kind("level1") and len(row.tokens) > 1]
    named = [token for tokens in whole for token in tokens[1:] if token.column == columns[at].position]
    notes = [order for order in range(at + 1, len(columns)) if NOT_READ in columns[order].role]
    if not notes or not at or len({token.text for token in named if is_level2(token)}) < FEWEST_NAMES:
        return None
    if not all(is_level2(token) or token.text.endswith(LEVEL_NAME_ENDINGS) for token in named):
        return None
    roles = {at - 1: "level1", at: LEVEL2, notes[0]: "level3"}
    return tuple(replace(column, role=roles.get(order, column.role)) for order, column in enumerate(columns))


def with_levels_in_one(columns: Sequence[Column], below: Sequence[TokenRow]) -> tuple[Column, ...]:
    """The columns with one for both levels where an unknown heading stands over them: 指标类别 over 数量指标, and over
    产出指标 in a row that prints nothing else."""
    name = next(column for column in columns if column.role == "level3")
    named = [token for row in below for token in row.tokens if is_level2(token)]
    groups = [row.first for row in below if len(row.tokens) == 1 and row.first.is_kind("level1")]
    places = {token.column for token in (*named, *groups)}
    distinct = {token.text for token in named}
    if len(distinct) < FEWEST_NAMES or len(places) != 1:
        return tuple(columns)
    if not (UNPLACED < min(places) < name.position or {UNPLACED} == {*places, name.position}):
        return tuple(columns)
    at = columns.index(name)
    levels = [Column(role, min(places), 0.0) for role in ("level1", LEVEL2)]
    return (*columns[:at], *levels, *columns[at:])


def with_levels_lowered(rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows; where one lost its first cells, a name that nobody listed before the indicator's is of level 2, below
    the level 1 above: a new name of level 1 would stand beside one of level 2."""
    is_named = False
    for row in rows:
        first = row.tokens.get("level1", [])
        is_unlisted = len(first) == 1 and not first[0].labels and not first[0].text.endswith(LEVEL_NAME_ENDINGS)
        if is_named and is_unlisted and not row.has(LEVEL2) and row.repairs.get("level3") == SHIFTED:
            row.tokens[LEVEL2] = row.tokens.pop("level1")
            row.repairs[LEVEL2] = SHIFTED
        is_named = is_named or (bool(first) and not is_unlisted)
    return rows


def is_level2(token: Token) -> bool:
    """Whether a cell is the name of a level 2 and of nothing else."""
    return token.is_kind(LEVEL2) and not token.is_kind("level1", "indicator_column")
