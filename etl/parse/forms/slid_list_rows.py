"""Rows of a list of projects that slid to the left, as lost merged cells let them: their cells put below their columns.

Input: the header of such a list and the rows below it. Output: the same rows, each cell in its column, and the unit of
a merged cell beside every project of it. Stage `parse`. Level names and comparisons tell the column
where a row's cells belong; a row without any stays as it is printed.
"""

from collections.abc import Iterable, Sequence

from etl.parse.forms.list_headings import heading_text, is_column_numbers
from etl.parse.labels.printed_kinds import OPERATOR, half_width, is_no_name, is_number
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import Token, TokenRow

UNITS = {"unit", "department"}


class SlidRow(TokenRow):
    """A row whose cells were moved to their columns."""

    __slots__ = ()


def in_their_columns(header: TokenRow, rows: Iterable[TokenRow]) -> tuple[TokenRow, ...]:
    """The rows of a list with slid cells moved back and the unit of a merged cell carried down to each project."""
    name_column = next(token.column for token in header.tokens if "project_name" in token.roles("form"))
    units = {token.column for token in header.tokens if token.column < name_column and is_unit_label(token)}
    last: dict[int, Token] = {}
    kept = []
    for row in rows:
        if is_sum_of_unit(row, name_column):
            continue
        moved = moved_right(row, slid_by(row, header))
        if heading_text(moved, name_column) is not None:
            last = {}
        elif names_project(moved, name_column):
            above = (last[column] for column in sorted(last) if column < moved.first.column)
            moved = type(moved)(row.line_no, (*above, *moved.tokens), row.is_tabular, row.width)
        if names_project(moved, name_column):
            last |= {token.column: token for token in moved.tokens if token.column in units}
        kept.append(moved)
    return tuple(kept)


def names_project(row: TokenRow, name_column: int) -> bool:
    """Whether a row prints words in the column of the projects' names."""
    return any(token.column == name_column and not is_no_name(token.text) for token in row.tokens)


def is_unit_label(token: Token) -> bool:
    """Whether a label heads units or departments."""
    return bool(UNITS & set(token.roles("form")))


def slid_by(row: TokenRow, header: TokenRow) -> int:
    """By how many columns a row slid to the left; 0 where it did not, or nothing tells.

    The cells of such a row stand side by side from its first column on, and fit the header when they are moved.
    """
    columns = [token.column for token in row.tokens]
    if not row.is_tabular or columns != list(range(1, len(columns) + 1)) or is_column_numbers(row.tokens):
        return 0
    steps = column_of_first(row.tokens, header)
    widest = max(token.column for token in header.tokens)
    return steps if 0 < steps <= widest - columns[-1] else 0


def column_of_first(tokens: Sequence[Token], header: TokenRow) -> int:
    """The distance of the first cell that tells its column from that column."""
    for role in LEVELS:
        order = next((order for order, token in enumerate(tokens) if begins_level(tokens, order, role)), None)
        if order is not None:
            return column_under(header, role) - tokens[order].column
    compared = next((token for token in tokens if OPERATOR.fullmatch(half_width(token.text))), None)
    return 0 if compared is None else column_under(header, "target_operator") - compared.column


def begins_level(tokens: Sequence[Token], order: int, role: str) -> bool:
    """Whether a cell is a name of this level; 满意度指标 may be of either, the first where another follows."""
    token = tokens[order]
    if not token.is_kind(role):
        return False
    is_followed = order + 1 < len(tokens) and tokens[order + 1].is_kind("level2")
    return not token.is_kind(*(set(LEVELS) - {role})) or is_followed == (role == "level1")


def column_under(header: TokenRow, role: str) -> int:
    """The column of a role in the header; 0 where it has none, so that no row is moved by it."""
    return next((token.column for token in header.tokens if role in token.roles("indicator_column")), 0)


def moved_right(row: TokenRow, steps: int) -> TokenRow:
    """The row with every cell so many columns further right."""
    if not steps:
        return row
    tokens = tuple(token._replace(column=token.column + steps) for token in row.tokens)
    return SlidRow(row.line_no, tokens, row.is_tabular, row.width)


def is_sum_of_unit(row: TokenRow, name_column: int) -> bool:
    """Whether a row prints a unit and its money alone: an amount slid below the column of the projects' names."""
    texts = [token for token in row.tokens if token.column >= name_column]
    return len(row.tokens) == len(texts) + 1 == 2 and texts[0].column == name_column and is_number(texts[0].text)
