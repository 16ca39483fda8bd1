"""Indicator tables that stand on their side: 三级指标, 目标值 and 完成值 head rows, and each indicator is a column.

Input: TokenRows. Output: the rows with every such table as the usual one, an indicator to a row below its header.
Stage `parse`. A table is turned where at least four rows in a row begin with labels of different columns, one of them
that of the indicators' names, and every other cell stands below one of these names.
"""

from collections.abc import Sequence

from etl.parse.labels.tokens import UNPLACED, Token, TokenRow

FEWEST_ROWS = 4
FEWEST_INDICATORS = 2
COLUMN, NAME, VALUES = "indicator_column", "level3", {"target", "actual"}


def with_upright_indicators(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with indicator tables turned upright."""
    upright: list[TokenRow] = []
    index = 0
    while index < len(rows):
        size = lying_table(rows, index)
        upright.extend(turned(rows[index : index + size]) if size else rows[index : index + 1])
        index += size or 1
    return tuple(upright)


def lying_table(rows: Sequence[TokenRow], index: int) -> int:
    """The number of rows of a table that stands on its side and begins here; 0 where none does."""
    end = index
    roles: set[str] = set()
    while end < len(rows) and (role := role_of(rows[end])) is not None and role not in roles:
        roles.add(role)
        end += 1
    if end - index < FEWEST_ROWS or NAME not in roles or not roles & VALUES:
        return 0
    below = {token.column for row in rows[index:end] for token in row.tokens[1:]}
    names = next(row for row in rows[index:end] if role_of(row) == NAME).tokens[1:]
    stands = len(names) >= FEWEST_INDICATORS and below == {token.column for token in names}
    return end - index if stands else 0


def role_of(row: TokenRow) -> str | None:
    """The column that a row holds: its first cell is the column's label, and no other cell is one."""
    first = row.first
    if COLUMN not in row.kinds or not row.is_tabular or not first.is_kind(COLUMN):
        return None
    if any(token.column == UNPLACED for token in row.tokens):
        return None
    others = {token.text for token in row.tokens[1:]}
    is_alone = all(not token.is_kind(COLUMN) or token.is_kind("level1", "level2") for token in row.tokens[1:])
    return first.roles(COLUMN)[0] if is_alone and first.text not in others else None


def turned(rows: Sequence[TokenRow]) -> list[TokenRow]:
    """The table as a header, of its first line, and a row for each indicator, which goes down to its last line.

    A row that is shorter than that of the names lost cells: nobody can tell below which names the others stand.
    """
    names = next(row for row in rows if role_of(row) == NAME)
    whole = [row for row in rows if len(row.tokens) == len(names.tokens) or row.width == names.width]
    placed: dict[int, list[Token]] = {}
    for order, row in enumerate(whole, start=1):
        for token in row.tokens[1:]:
            placed.setdefault(token.column, []).append(token._replace(column=order))
    header = [row.first._replace(column=order) for order, row in enumerate(whole, start=1)]
    unread = [TokenRow(row.line_no, row.tokens[1:], False) for row in rows if row not in whole]
    below = [TokenRow(rows[-1].line_no, tuple(placed[column]), True, len(whole)) for column in sorted(placed)]
    return [*unread, TokenRow(rows[0].line_no, tuple(header), True, len(whole)), *below]
