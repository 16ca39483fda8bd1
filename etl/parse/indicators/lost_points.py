"""One column of points over rows with two: 实际完成值 ｜ 分值 ｜ 偏差原因 over 260公里 ｜ 20 ｜ 19.5 ｜ 雨季抢修延后.

Input: the columns of an indicator header and the rows below it. Output: the columns with two for the points, in the
place of the one, and rows without what these took. Stage `parse`. Which of the two numbers the header names nobody can
tell: both are reported, and no text moves into their neighbours' columns.
"""

from collections.abc import Sequence
from itertools import islice, takewhile

from etl.parse.indicators.indicator_row import IndicatorRow
from etl.parse.labels.printed_kinds import has_operator, is_measured, is_number, is_percent, number_of
from etl.parse.labels.roles import POINTS, VALUES
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.rows.cell_likeness import WORDS_OF_TARGET
from etl.parse.rows.fit_row import Column

OPEN_ROLES = tuple(f"unread_number.points.{order}" for order in range(len(POINTS)))
FEWEST_ROWS = 2
REACH = 600  # cells of the table that are looked at


def with_lost_points(columns: tuple[Column, ...], below: Sequence[TokenRow]) -> tuple[Column, ...]:
    """The columns with two of points where the header lost one of them; as they are where it names both, or none."""
    roles = [column.role for column in columns]
    named = [role for role in roles if role in POINTS]
    if len(named) != 1 or roles[: roles.index(named[0])][-len(VALUES) :] != list(VALUES):
        return columns
    rows = takewhile(lambda row: not row.is_kind("total"), below)
    tokens = list(islice((token for row in rows for token in row.tokens), REACH))
    found = [behind_values(tokens[at : at + 5]) for at in range(len(tokens) - 3)]
    if found.count(True) < FEWEST_ROWS or found.count(False) >= found.count(True):
        return columns
    at = roles.index(named[0])
    here = columns[at].position
    beside = (Column(role, here if here == UNPLACED else here + order) for order, role in enumerate(OPEN_ROLES))
    behind = (
        column if column.position == UNPLACED else Column(column.role, column.position + 1, column.empty_cost)
        for column in columns[at + 1 :]
    )
    return (*columns[:at], *beside, *behind)


def behind_values(cells: Sequence[Token]) -> bool | None:
    """Whether target and result begin here with two numbers right behind them, the second no larger; None where no
    such values begin here."""
    target, actual, first, *rest = cells
    if not (is_value(target) and is_value(actual) and is_number(first.text)):
        return None
    if not rest or not is_number(rest[0].text):
        return False
    one, other = (number_of(token.text) for token in (first, rest[0]))
    return one is not None and other is not None and one >= other


def is_value(token: Token) -> bool:
    """Whether a cell can be a target or a result and neither points nor a name."""
    text = token.text
    is_figure = is_measured(text) or is_percent(text) or has_operator(text)
    return not is_number(text) and (is_figure or WORDS_OF_TARGET.fullmatch(text) is not None)


def take_back_open_points(row: IndicatorRow) -> None:
    """Take back the numbers of which the header names one: they are reported as without a column."""
    for role in OPEN_ROLES:
        row.take_back(role)
