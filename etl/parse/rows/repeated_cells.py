"""Cells that stand for the one above them: a merged cell over several indicators, and a ditto mark.

Input: a CellGrid and its TokenRows, row for row, or the rows cut out of a stream. Output: the rows with operators,
units and level names in every row that they are of. Stage `parse`. A blank cell repeats nothing: only a merged cell of
the file or a printed mark says so.
"""

from collections.abc import Sequence

from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.indicators.indicator_row import IndicatorRow
from etl.parse.labels.printed_kinds import DITTO_MARKS, is_number
from etl.parse.labels.roles import MERGED
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.rows.cell_likeness import REPEATED
from etl.parse.rows.tokenise import FEWEST_REPEATS
from etl.records import CellGrid, Row

REPEATED_ABOVE = "运算符或单位由上面的合并单元格（或“同上”记号）而来"
LABELS_OF_TEXT = ("form", "goal")
ENDING_KINDS = ("total", "form", "fund_column")


def with_repeated_cells(rows: tuple[TokenRow, ...], grid: CellGrid) -> tuple[TokenRow, ...]:
    """The rows of indicator tables with what merged cells and ditto marks repeat; other rows stay as they are."""
    whole: list[TokenRow] = []
    table: RepeatedColumns | None = None
    for row, printed in zip(rows, grid.rows, strict=True):
        if is_indicator_header(row):
            table = RepeatedColumns(row) if row.is_tabular and not ends_with_next_row(row) else None
        elif table is not None and "indicator_column" in row.kinds and all(token.labels for token in row.tokens):
            table.name_columns(row)  # the header's other tier
        elif table is not None and (not row.is_tabular or row.is_kind(*ENDING_KINDS)):
            table = None
        whole.append(row if table is None or "indicator_column" in row.kinds else table.filled(row, printed))
    return tuple(whole)


def copies_behind_labels(tokens: Sequence[Token]) -> set[int]:
    """Which tokens of a stream print the text before them once more, behind a label of the head or of a goal: 备注 ｜
    无 ｜ 无 ｜ 无. A merged cell was saved with its text in every cell; a text printed twice may be goal and result."""
    copies: set[int] = set()
    is_below_label = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        size = 1
        while at + size < len(tokens) and tokens[at + size].text == token.text:
            size += 1
        if size < FEWEST_REPEATS or token.labels or is_number(token.text) or not is_below_label:
            is_below_label = token.is_kind(*LABELS_OF_TEXT)
            at += 1
            continue
        copies |= set(range(at + 1, at + size))
        at += size
    return copies


def ends_with_next_row(header: TokenRow) -> bool:
    """Whether a header ends with the level-1 name of the row below it: no cell stands below its column then."""
    return header.tokens[-1].is_kind("level1") and not header.tokens[-1].is_kind("indicator_column", "side")


class RepeatedColumns:
    """The columns of one table whose cells may be repeated, with the last cell of each and how far it reaches."""

    def __init__(self, header: TokenRow) -> None:
        self.columns: dict[int, str] = {}
        self.last: dict[int, Token] = {}
        self.reach: dict[int, int] = {}  # rows below that the last cell still covers
        self.name_columns(header)

    def name_columns(self, header: TokenRow) -> None:
        """Take note of the columns that a row of labels names."""
        for token in header.tokens:
            role = next(iter(token.roles("indicator_column")), None)
            if role in REPEATED:
                self.columns[token.column] = role

    def filled(self, row: TokenRow, printed: Row) -> TokenRow:
        """The row with the cells that it shares with the rows above it."""
        tokens = {token.column: token for token in row.tokens}
        if len(tokens) < len(row.tokens):
            return row
        changed = False
        for column, role in self.columns.items():
            token = tokens.get(column)
            last = self.last.get(column)
            left = self.reach.get(column, 0)
            self.reach[column] = max(0, left - 1)
            if token is None:
                if last is not None and left and role in MERGED and tokens:
                    tokens[column], changed = last, True
            elif token.text not in DITTO_MARKS:
                self.last[column] = token
                self.reach[column] = printed.cells[column - 1].row_span - 1 if column <= len(printed.cells) else 0
            elif last is not None:
                tokens[column], changed = last, True
        if not changed:
            return row
        return row.with_tokens(tokens[column] for column in sorted(tokens))


def repeat_marked(rows: Sequence[IndicatorRow]) -> None:
    """Give the rows of a stream what their ditto marks repeat; a mark below nothing leaves its target unknown."""
    last: dict[str, Token] = {}
    for row in rows:
        for role in REPEATED:
            token = next(iter(row.tokens.get(role, ())), None)
            if token is None:
                continue
            if token.text not in DITTO_MARKS:
                last[role] = token
            elif role in last:
                row.tokens[role] = [last[role]._replace(place=token.place, further_places=())]
                row.repairs["target" if role in MERGED else role] = REPEATED_ABOVE
            else:
                for lost in (role, "target") if role in MERGED else (role,):
                    row.take_back(lost)
