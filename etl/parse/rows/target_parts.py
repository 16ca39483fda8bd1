"""A target in columns of its own whose labels nobody listed: 符号 ｜ 数值 ｜ 单位, below 年度指标值 or in its place.

Input: the TokenRows of a document. Output: the rows with such labels as operator, value and unit. Stage `parse`. What
the cells below print tells the columns: comparisons alone, then what they compare with, then words that can be units.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.parse.indicators.indicator_header import is_heading, is_indicator_header
from etl.parse.labels.label_patterns import LIKELY_RANK
from etl.parse.labels.printed_kinds import (
    KINDS_OF_TARGET,
    OPERATOR,
    half_width,
    is_blank_mark,
    is_comparison,
    is_number,
    is_unit,
)
from etl.parse.labels.roles import TARGET_PARTS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels

COLUMN = "indicator_column"
FEWEST_PARTS, FEWEST_OPERATORS = 2, 2
FEWEST_UNITS = 0.5  # a unit's column is mostly units; 定性 rows have words or none
LONGEST_UNIT = 8
MOST_ROWS = 200
ENDING_KINDS = ("total", "form", "fund_column")


@dataclass(frozen=True, slots=True)
class Parts:
    """The tokens of a header that name parts of the target, with the role of each."""

    row: int
    roles: dict[Token, str]


def with_target_parts(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with labels on the columns of a target's parts; other rows stay as they are."""
    found = [parts for index, row in enumerate(rows) if is_placed_header(row) for parts in parts_of(rows, index)]
    if not found:
        return rows
    named = list(rows)
    for parts in found:
        row = named[parts.row]
        tokens = tuple(with_role(token, parts.roles.get(token)) for token in row.tokens)
        named[parts.row] = row.with_tokens(tokens)
    return tuple(named)


def is_placed_header(row: TokenRow) -> bool:
    """Whether a row heads indicators in columns, and does not name all parts of a target."""
    return row.is_tabular and is_indicator_header(row) and not set(TARGET_PARTS) <= row.roles(COLUMN)


def with_role(token: Token, role: str | None) -> Token:
    """The token as the label of a part, if it is none of it yet."""
    return token if role is None or role in token.roles(COLUMN) else as_part(token, role)


def as_part(token: Token, role: str) -> Token:
    """The token as the label of a part; what it may label besides is left out."""
    rank = 0 if role in token.roles(COLUMN) else LIKELY_RANK
    return token._replace(labels=Labels((Label(COLUMN, role, rank),)))


def parts_of(rows: Sequence[TokenRow], index: int) -> list[Parts]:
    """The parts of the target that a header names, in its own row or in the tier below it."""
    header = rows[index]
    if index + 1 < len(rows) and (tier := tier_of_target(header, rows[index + 1])):
        roles = roles_between(tier) or roles_by_content(tier, rows[index + 2 : index + 2 + MOST_ROWS])
        return [Parts(index + 1, roles)] if roles else []
    first = max((token.column for token in header.tokens if "level3" in token.roles(COLUMN)), default=UNPLACED)
    open_ones = [token for token in header.tokens if token.column > first and may_be_part(token)]
    roles = roles_by_content(open_ones, rows[index + 1 : index + 1 + MOST_ROWS]) if first != UNPLACED else {}
    return [Parts(index, roles)] if roles else []


def may_be_part(token: Token) -> bool:
    """Whether a column's label may name a part: that of a target, or of nothing an indicator has."""
    return set(token.roles(COLUMN)) <= set(TARGET_PARTS)


def tier_of_target(header: TokenRow, below: TokenRow) -> list[Token]:
    """The tokens of a second tier below the cell of the target: short words alone; what else that tier splits can only
    be the reason. None where the row is no such tier."""
    if not below.is_tabular or len(below.tokens) < FEWEST_PARTS:
        return []
    if not all(is_heading(token) and not OPERATOR.match(token.text) for token in below.tokens):
        return []
    inside = {role: tokens_below(header, below, role) for role in ("target", "deviation_reason")}
    is_whole = len(inside["target"]) + len(inside["deviation_reason"]) == len(below.tokens)
    return inside["target"] if is_whole and len(inside["target"]) >= FEWEST_PARTS else []


def tokens_below(header: TokenRow, below: TokenRow, role: str) -> list[Token]:
    """The tokens of a row that stand below the cell of this column of the header."""
    cell = next((token for token in header.tokens if role in token.roles(COLUMN)), None)
    if cell is None:
        return []
    end = next((token.column for token in header.tokens if token.column > cell.column), None)
    return [t for t in below.tokens if cell.column <= t.column and (end is None or t.column < end)]


def roles_between(tier: Sequence[Token]) -> dict[Token, str]:
    """The value, told by the known labels of the comparison before it and of the unit behind it."""
    if len(tier) != len(TARGET_PARTS) or tier[1].labels:
        return {}
    is_known = all(role in tier[order].roles(COLUMN) for order, role in enumerate(TARGET_PARTS) if order != 1)
    return {tier[1]: TARGET_PARTS[1]} if is_known else {}


def cells_below(rows: Sequence[TokenRow], columns: set[int]) -> dict[int, list[str]]:
    """The texts of the table's rows in these columns; marks for nothing are none."""
    cells: dict[int, list[str]] = {}
    for row in rows:
        if not row.is_tabular or row.is_kind(*ENDING_KINDS) or is_indicator_header(row):
            break
        for token in row.tokens:
            if token.column in columns and not is_blank_mark(token.text):
                cells.setdefault(token.column, []).append(half_width(token.text))
    return cells


def roles_by_content(tokens: Sequence[Token], rows: Sequence[TokenRow]) -> dict[Token, str]:
    """The role of each label of a part, told by the cells of the rows below it; none without a column of comparisons
    alone."""
    if len(tokens) < FEWEST_PARTS:
        return {}
    cells = cells_below(rows, {token.column for token in tokens})
    for order, token in enumerate(tokens[:-1]):
        if not holds_operators(cells.get(token.column, [])):
            continue
        value = tokens[order + 1]
        roles = {token: "target_operator", value: "target"}
        unit = tokens[order + 2] if order + 2 < len(tokens) else None
        if unit is not None and unit.column == value.column + 1 and holds_units(cells.get(unit.column, [])):
            roles[unit] = "target_unit"
        return roles if value.column == token.column + 1 else {}
    return {}


def holds_operators(texts: list[str]) -> bool:
    """Whether a column holds comparisons and the words 定性 and 定量 alone."""
    operators = sum(map(is_comparison, texts))
    return operators >= FEWEST_OPERATORS and operators + sum(text in KINDS_OF_TARGET for text in texts) == len(texts)


def holds_units(texts: list[str]) -> bool:
    """Whether a column holds what can be units: short words, most of them known units."""
    if any(is_number(text) or len(text) > LONGEST_UNIT for text in texts):
        return False
    return sum(map(is_unit, texts)) >= FEWEST_UNITS * len(texts) > 0
