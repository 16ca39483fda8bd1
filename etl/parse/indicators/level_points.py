"""Which rows the points of a level-1 name still hold: 效益指标（40分） over rows of 20 and 20 points.

Input: the rows of an indicator table and its columns. Output: a row is held or not known to be. Stage `parse`. A name's
points stand in its brackets or in a column of their own behind it; where merged cells are lost, they tell how far the
name reaches, whatever the names of level 2 are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from etl.parse.indicators.indicator_row import IndicatorRow
from etl.parse.labels.printed_kinds import half_width, number_of, without_points_word
from etl.parse.labels.tokens import Token
from etl.parse.rows.fit_row import Column

POINTS_OF_NAME = re.compile(r"(?:\(\s?(?P<inside>[0-9]{1,3}(?:\.[0-9])?)\s?分?\s?\)|(?P<bare>[0-9]{1,3})\s?分)$")
TOLERANCE = 0.001


def rows_held(rows: Sequence[IndicatorRow], columns: Sequence[Column]) -> list[bool]:
    """For each row whether it is among the first below a level-1 name whose weights make up the name's points."""
    held = [False] * len(rows)
    beside = role_behind_level1(columns)
    heads = [*(order for order, row in enumerate(rows) if row.tokens.get("level1")), len(rows)]
    for begin, end in pairwise(heads):
        points = points_of_name(rows[begin], beside)
        sums = list(running_sums(rows[begin:end]))
        reached = [order for order, total in enumerate(sums) if points and abs(total - points) < TOLERANCE]
        if reached and all(row.has("weight") for row in rows[begin : begin + reached[0] + 1]):
            held[begin : begin + reached[0] + 1] = [True] * (reached[0] + 1)
    return held


def role_behind_level1(columns: Sequence[Column]) -> str | None:
    """The role of the column of weights right behind that of level 1, which holds the points of its names."""
    roles = [column.role for column in columns]
    behind = roles[roles.index("level1") + 1 :][:1] if "level1" in roles else []
    return next((role for role in behind if role.split(".")[:2] == ["beside", "weight"]), None)


def points_of_name(row: IndicatorRow, beside: str | None) -> float | None:
    """The points that a row prints for its level-1 name."""
    in_name = POINTS_OF_NAME.search(half_width("".join(token.text for token in row.tokens["level1"])))
    if in_name:
        return float(in_name["inside"] or in_name["bare"])
    return points_in(row.tokens.get(beside, [])) if beside else None


def running_sums(rows: Sequence[IndicatorRow]) -> Iterator[float]:
    """The sum of the weights down to each row."""
    total = 0.0
    for row in rows:
        total += points_in(row.tokens.get("weight", [])) or 0.0
        yield total


def points_in(tokens: Sequence[Token]) -> float | None:
    """The points of a cell; None where it is no single number."""
    return number_of(without_points_word(tokens[0].text)) if len(tokens) == 1 else None
