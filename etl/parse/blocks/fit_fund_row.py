"""A row of money fitted to its header: in its own columns where they are certain, by its own arithmetic where not.

Input: the row's values and the columns of its header. Output: a RowFit; what no column can take is in its `extra`.
Stage `parse`. A value that cannot be read never moves its neighbours: no value is counted from the left of a grid.
"""

from collections.abc import Sequence
from dataclasses import replace

from etl.parse.blocks.fund_arithmetic import (
    RATE_TOLERANCE,
    fit_as_total,
    fit_by_rate,
    only_way,
    rate_agrees,
    value_of,
)
from etl.parse.blocks.glued_amounts import is_glued
from etl.parse.labels.printed_kinds import is_blank_mark, is_percent, number_of
from etl.parse.labels.roles import AMOUNTS, REASON
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.rows.cell_likeness import NEARLY_IMPOSSIBLE, fund_likeness
from etl.parse.rows.fit_row import Column, RowFit, fit_row

LONGEST_NUMBER = 16
MOST_POINTS = 30  # that any form gives execution; a greater number behind the amounts is none


def fit_fund_row(
    values: Sequence[Token],
    columns: Sequence[Column],
    total: dict[str, float] | None,
    *,
    is_whole: bool,
    is_total_moved: bool,
) -> RowFit:
    """The values by role. `is_whole` tells that the row has as many columns as its header; `total` holds the amounts
    of the total's row, None for that row itself."""
    if any(token.column == UNPLACED and (mixes_letters_and_digits(token.text) or is_glued(token)) for token in values):
        return around_damaged(values, columns)
    if (moved := moved_whole(values, columns)) is not None:
        return moved
    strays = [token for token in values if is_stray(token, columns)]
    if strays:
        rest = [token for token in values if token not in strays]
        fit = fit_fund_row(rest, columns, total, is_whole=is_whole, is_total_moved=is_total_moved)
        return replace(fit, extra=(*fit.extra, *strays))
    found = fit_by_rate(values, columns, fit_row(values, columns, fund_likeness))
    fit = found if total is None else fit_as_total(values, found, total, is_total_moved=is_total_moved)
    placed = in_own_columns(values, columns)
    if placed is not None and not is_total_moved:
        if is_whole and not placed.extra:
            return placed
        is_proved = rate_agrees(fit.by_role) is True and not fit.extra
        return placed if (is_whole and not is_proved) or (fit.extra and not is_proved) else fit
    if any(token.column == UNPLACED for token in values):
        return without_doubtful(values, columns, fit, total)
    return fit


def moved_whole(values: Sequence[Token], columns: Sequence[Column]) -> RowFit | None:
    """A row with a value for each column, all of them as many columns beside their own, as where the merged cell before
    the row is lost. A first column that nobody listed may head the sources; then a value cannot stand where it does."""
    if columns and columns[0].role.startswith("unknown") and len(values) == len(columns) - 1:
        placed = in_own_columns(values, columns)
        columns = columns[1:] if placed is not None and placed.extra else columns
    steps = {token.column - column.position for token, column in zip(values, columns, strict=False)}
    is_placed = UNPLACED not in {token.column for token in values}
    if not is_placed or len(values) != len(columns) or len(steps) != 1 or steps == {0}:
        return None
    each = one_each(values, columns)
    return None if each is None else replace(each, is_shifted=True)


def is_stray(token: Token, columns: Sequence[Column]) -> bool:
    """Whether a text without a column of its own can stand in none: a letter of a stamp between two rows."""
    return token.column == UNPLACED and all(fund_likeness(column, token) <= NEARLY_IMPOSSIBLE for column in columns)


def mixes_letters_and_digits(text: str) -> bool:
    """Whether a text is a number with letters among its digits, as a bad copy has it: l9, 1O."""
    is_short = len(text) <= LONGEST_NUMBER and text.isascii()
    return is_short and any(map(str.isdigit, text)) and text[0].isalnum() and any(map(str.isalpha, text))


def around_damaged(values: Sequence[Token], columns: Sequence[Column]) -> RowFit:
    """The values of a row in which numbers cannot be read: by their order where there is one for each column, else
    none."""
    pairs = in_order(values, columns) or []
    fitting = [(column.role, token) for column, token in pairs if fund_likeness(column, token) > NEARLY_IMPOSSIBLE]
    read = {role: token for role, token in fitting if not mixes_letters_and_digits(token.text)}
    return RowFit(read, tuple(token for token in values if token not in read.values()), False, 0.0)


def in_own_columns(values: Sequence[Token], columns: Sequence[Column]) -> RowFit | None:
    """Each value in the column that it is printed in; None where one stands in no column of the header."""
    below = {column.position: column for column in columns if column.position != UNPLACED}
    places = [token.column for token in values]
    if len(set(places)) != len(places) or any(place not in below for place in places):
        return None
    by_role: dict[str, Token] = {}
    unread: list[Token] = []
    for token in values:
        column = below[token.column]
        if fund_likeness(column, token) > NEARLY_IMPOSSIBLE:
            by_role[column.role] = token
        else:
            unread.append(token)
    return RowFit(by_role, tuple(unread), False, 0.0)


def without_doubtful(
    values: Sequence[Token], columns: Sequence[Column], fit: RowFit, total: dict[str, float] | None
) -> RowFit:
    """The fit of values whose columns are lost: as many values as columns are one each; of fewer only those stay that
    the printed rate or the total's row confirms."""
    if (each := one_each(values, columns) or amounts_and_rate(values, columns)) is not None:
        return each
    if (whole := with_score_behind(values, columns)) is not None:
        return whole
    if not has_doubt(values, columns, fit, total):
        return fit
    if (only := only_way(values, columns)) is not None:
        return only
    is_anchored = any(is_percent(token.text) for token in values)  # a per cent can be nothing but the rate
    roles = (*AMOUNTS, "weight") if is_anchored else (*AMOUNTS, "weight", "execution_rate", "score")
    numbers = [token for role, token in fit.by_role.items() if role in roles]
    doubtful = [token for token in numbers if not is_blank_mark(token.text)]
    by_role = {role: token for role, token in fit.by_role.items() if token not in doubtful}
    return RowFit(by_role, (*fit.extra, *doubtful), False, fit.gain)


def amounts_and_rate(values: Sequence[Token], columns: Sequence[Column]) -> RowFit | None:
    """One value for each column of amounts, and one behind them that is their rate, or a share of one (0.78), though
    no per cent sign says so."""
    amounts = [column.role for column in columns if column.role in AMOUNTS]
    numbers = [number_of(token.text) for token in values if not is_percent(token.text)]
    if len(values) != len(amounts) + 1 or len(numbers) != len(values) or None in numbers:
        return None
    by_role = dict(zip(amounts, values, strict=False))
    budget, executed = (value_of(by_role, *names) for names in (("adjusted_budget", "initial_budget"), ("executed",)))
    rate = numbers[-1]
    if not budget or executed is None or rate is None or 1 < rate <= MOST_POINTS:
        return None
    share = rate if rate <= 1 else rate / 100
    is_rate = (
        "execution_rate" in {column.role for column in columns} and abs(executed / budget - share) < RATE_TOLERANCE
    )
    return RowFit(by_role | {"execution_rate": values[-1]}, (), False, 0.0) if is_rate else None


def with_score_behind(values: Sequence[Token], columns: Sequence[Column]) -> RowFit | None:
    """One value for each column and the score behind them, where the header ends with 分值 ｜ 执行率 because a text
    pulled out of a page prints its 得分 below the rows: the rate in its place and the weight have to bear it out."""
    roles = [column.role for column in columns]
    score = number_of(values[-1].text) if values else None
    if roles[-2:] != ["weight", "execution_rate"] or score is None or is_percent(values[-1].text):
        return None
    each = one_each(values[:-1], columns)
    if each is None or not is_percent(values[-2].text) or rate_agrees(each.by_role) is False:
        return None
    weight = number_of(each.by_role["weight"].text)
    is_score = weight is not None and 0 <= score <= weight
    return replace(each, by_role=each.by_role | {"score": values[-1]}) if is_score else None


def one_each(values: Sequence[Token], columns: Sequence[Column]) -> RowFit | None:
    """One value for each column in order, where all can stand there."""
    pairs = in_order(values, columns)
    if pairs is None or any(fund_likeness(column, token) <= NEARLY_IMPOSSIBLE for column, token in pairs):
        return None
    return RowFit({column.role: token for column, token in pairs}, (), False, 0.0)


def in_order(values: Sequence[Token], columns: Sequence[Column]) -> list[tuple[Column, Token]] | None:
    """Each column with its value where there is one for each; a reason at the end may be blank."""
    if columns and columns[-1].role == REASON and len(values) == len(columns) - 1:
        columns = columns[:-1]
    return list(zip(columns, values, strict=True)) if len(values) == len(columns) else None


def has_doubt(values: Sequence[Token], columns: Sequence[Column], fit: RowFit, total: dict[str, float] | None) -> bool:
    """Whether fewer values than columns, or more of them, fit in more than one way, and neither rate nor total says
    which: of more values than columns one may be the end of a number that a narrow column tore (486.3 ｜ 5)."""
    if rate_agrees(fit.by_role):
        return False
    if len(values) > len(columns):
        return any(number_of(token.text) is not None for token in values)
    if len(values) == len(columns):
        return any(number_of(token.text) is not None for token in fit.extra)
    leading = leading_numbers(values)
    if total is not None and len(leading) == len(total) and any(total.values()):  # 0 0 0 says nothing of its parts
        return any(value > whole for value, whole in zip(leading, total.values(), strict=True))
    return bool(leading) and len(leading) != sum(column.role in AMOUNTS for column in columns)


def leading_numbers(values: Sequence[Token]) -> list[float]:
    """The amounts before the first text that is none."""
    numbers: list[float] = []
    for token in values:
        value = number_of(token.text)
        if value is None or is_percent(token.text):
            break
        numbers.append(value)
    return numbers
