"""Texts of an indicator's row that read like a label and its value: 负责人：林舟，因雨季推迟 is a reason.

Input: a CellGrid and its TokenRows, row for row. Output: the rows with such a cell as one token again. Stage `parse`.
What stands behind an indicator's values is about them; a foot such as 填表人：林舟 begins its own row.
"""

from itertools import groupby

from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.printed_kinds import is_measured, is_number
from etl.parse.labels.tokens import Token, TokenRow, roles_of
from etl.records import Cell, CellGrid, Row

TEXTS = frozenset({"target", "target_adjusted", "actual", "deviation_reason", "evidence"})
FEWEST_VALUES = 2  # numbers before it: a target, a result, points
FEWEST_WORDS = 4  # a name, a target or a result, and points


def with_whole_texts(rows: tuple[TokenRow, ...], grid: CellGrid) -> tuple[TokenRow, ...]:
    """The rows below an indicator table's header with the texts of their cells whole; other rows stay as they are."""
    whole: list[TokenRow] = []
    header: TokenRow | None = None
    for row, printed in zip(rows, grid.rows, strict=True):
        if not row.is_tabular:
            whole.append(as_one_text(row, printed) if is_line_of_values(row) else row)
            continue
        header = row if is_indicator_header(row) else header
        whole.append(row if header is None or header is row else with_whole_cells(row, printed, header))
    return tuple(whole)


def is_line_of_values(row: TokenRow) -> bool:
    """Whether a line without columns prints points before what reads like a label: … 8公里 50 40 负责人：林舟."""
    before = row.first.text.split()
    ends_in_points = len(before) >= FEWEST_WORDS and all(map(is_number, before[-FEWEST_VALUES:]))
    return ends_in_points and len(row.tokens) > 1 and row.tokens[1].is_kind("form")


def as_one_text(row: TokenRow, printed: Row) -> TokenRow:
    """The line as the one text that it is."""
    return row.with_tokens((whole_token(printed.cells[0]),))


def whole_token(cell: Cell) -> Token:
    """A cell as one token without a label."""
    return Token(cell.text, cell.place, cell.place.column_no, further_places=cell.further_places)


def with_whole_cells(row: TokenRow, printed: Row, header: TokenRow) -> TokenRow:
    """The row with every text behind values as one token."""
    if len({token.column for token in row.tokens}) == len(row.tokens):
        return row
    tokens: list[Token] = []
    for column, pieces in groupby(row.tokens, key=lambda token: token.column):
        split = list(pieces)
        if len(split) > 1 and is_text(split, column, tokens, header):
            split = [whole_token(next(cell for cell in printed.cells if cell.place.column_no == column))]
        tokens += split
    return row if len(tokens) == len(row.tokens) else row.with_tokens(tokens)


def is_text(pieces: list[Token], column: int, before: list[Token], header: TokenRow) -> bool:
    """Whether the pieces of a cell are one text: labels of the form behind values, in a column of texts; a grade
    stands behind its total: 总分 ｜ 100 ｜ 98 ｜ 等级：优."""
    is_labelled = any(token.is_kind("form", "total") for token in before)
    if is_labelled or any(token.is_kind("indicator_column") for token in pieces):
        return False
    roles = roles_of([token for token in header.tokens if token.column == column], "indicator_column")
    if roles.isdisjoint(TEXTS):
        return False
    return sum(is_number(token.text) or is_measured(token.text) for token in before) >= FEWEST_VALUES
