"""What the rows below a header of money are: a source with its amounts, in one line or two, or amounts of no source.

Input: TokenRows. Output: labels and rows for etl/parse/blocks/fund_block.py. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_blank_mark, is_figure, is_number, is_percent
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.rows.fit_row import Column

FEWEST_AMOUNTS = 2


def names_block_alone(rows: tuple[TokenRow, ...], index: int) -> bool:
    """Whether a row below the header prints the block's name alone, before the sources: 项目资金（万元）."""
    if index + 1 >= len(rows) or fund_row_label(rows[index]) is not None or fund_row_label(rows[index + 1]) is None:
        return False
    tokens = rows[index].tokens
    return all(token.is_kind("side") and not token.is_kind("goal", "indicator_column") for token in tokens)


def fund_row_label(row: TokenRow) -> Token | None:
    """The label of a funding row: a known source, or an unknown text before numbers; None where the block has ended."""
    if row.is_kind("indicator_column", "goal", "total") and not row.is_kind("fund_row"):
        return None
    for token in row.tokens:
        if token.is_kind("fund_row"):
            return token
        if not token.is_kind("side"):
            break
    first = next((token for token in row.tokens if not token.is_kind("side")), None)
    if first is None or first.labels or is_number(first.text) or is_blank_mark(first.text):
        return None
    if first.column == UNPLACED:
        values = list(row.behind(first))
    else:
        values = [token for token in row.tokens if token.column > first.column]
    return first if sum(is_number(token.text) or is_percent(token.text) for token in values) >= 2 else None


def blank_source(rows: tuple[TokenRow, ...], index: int) -> Token | None:
    """The name of a source nobody declared whose amounts are left blank: it stands alone, below and above the names of
    two others."""
    if not 0 < index < len(rows) - 1:
        return None
    texts = [token for token in rows[index].tokens if not (token.is_kind("side") or is_blank_mark(token.text))]
    beside = [fund_row_label(rows[index - 1]), fund_row_label(rows[index + 1])]
    if len(texts) != 1 or texts[0].labels or is_number(texts[0].text) or texts[0].column == UNPLACED:
        return None
    return texts[0] if all(label is not None and label.column == texts[0].column for label in beside) else None


def whole_fund_row(rows: tuple[TokenRow, ...], index: int) -> tuple[TokenRow, int]:
    """The row with what belongs to it on the next line, and how many lines it takes: values below a label that stands
    alone, or a reason between two rows of money."""
    row = rows[index]
    if not row.is_kind("fund_row") or index + 1 >= len(rows) or any(token.labels for token in rows[index + 1].tokens):
        return row, 1
    below = rows[index + 1].tokens
    is_bare = all(token.labels for token in row.tokens)
    is_of_row = is_bare and rows[index + 1].is_tabular and all(is_figure(token.text) for token in below)
    is_reason = len(below) == 1 and index + 2 < len(rows) and rows[index + 2].is_kind("fund_row")
    if not is_of_row and not (is_reason and not is_bare and not is_figure(below[0].text)):
        return row, 1
    tokens = tuple(token.unplaced() for token in (*row.tokens, *below))
    return TokenRow(row.line_no, tokens, True), 2


def are_amounts_alone(rows: tuple[TokenRow, ...], index: int, columns: Sequence[Column]) -> bool:
    """Whether the row is nothing but the amounts below a header whose form names no source: they are the year's money.

    Each amount stands in a column of the header, or there is one for each. Above a source they are nobody's that is
    printed.
    """
    if index >= len(rows) or (index + 1 < len(rows) and fund_row_label(rows[index + 1]) is not None):
        return False
    values = rows[index].tokens
    if sum(is_number(token.text) for token in values) < FEWEST_AMOUNTS:
        return False
    if not all(is_figure(token.text) and not token.labels for token in values):
        return False
    places = {column.position for column in columns}
    are_placed = UNPLACED not in places and places.issuperset(token.column for token in values)
    return are_placed or len(values) == len(columns)
