"""An indicator header printed in two tiers, as Yunnan does: 年度指标值 above 指标性质 ｜ 指标值 ｜ 度量单位.

Input: the rows of a form and the index of the row that names the levels. Output: one header row. Stage `parse`.
"""

from etl.parse.tokens import UNPLACED, Token, TokenRow

FEWEST_COLUMNS = 2
COLUMN = "indicator_column"


def whole_header(rows: tuple[TokenRow, ...], index: int) -> tuple[TokenRow, int, tuple[Token, ...]]:
    """The header in one row, how many rows it takes from `index` on, and the labels of its tiers that are no column.

    The tier above or below it holds nothing but labels, none of them 三级指标; its columns that the other tier splits
    are left out. Where cells have no positions of their own, the columns stand in the order of the data.
    """
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else None
    if below is not None and is_tier(below):
        split = replaced_column(row, below)
        if split is not None:
            kept = [token for token in row.tokens if token is not row.tokens[split]]
            in_order = [*row.tokens[:split], *below.tokens, *row.tokens[split + 1 :]]
            return one_row(row, [*kept, *below.tokens], in_order), 2, (row.tokens[split],)
    above = rows[index - 1] if index else None
    if above is not None and is_tier(above):
        named = roles_of(row)
        further = [t for t in above.tokens if t.is_kind(COLUMN) and not set(t.roles(COLUMN)) & named]
        if further:
            whole = [*row.tokens, *further]
            return one_row(row, whole, whole), 1, tuple(t for t in above.tokens if t not in further)
    return row, 1, ()


def is_tier(row: TokenRow) -> bool:
    """Whether a row can be the other tier of a header: labels only, two or more of them columns, no 三级指标."""
    columns = [token for token in row.tokens if token.is_kind(COLUMN)]
    return (
        row.is_tabular
        and len(columns) >= FEWEST_COLUMNS
        and all(token.labels for token in row.tokens)
        and "level3" not in roles_of(row)
        and not any(token.is_kind("level1", "level2", "total") and not token.is_kind(COLUMN) for token in row.tokens)
    )


def roles_of(row: TokenRow) -> set[str]:
    """The roles of the columns that a row names."""
    return row.roles(COLUMN)


def replaced_column(row: TokenRow, below: TokenRow) -> int | None:
    """The position of the column that the tier below splits: the one that it names again."""
    named = roles_of(below)
    shared = [order for order, token in enumerate(row.tokens) if set(token.roles(COLUMN)) & named]
    return shared[0] if len(shared) == 1 else None


def one_row(row: TokenRow, tokens: list[Token], in_order: list[Token]) -> TokenRow:
    """The tokens by their printed columns where each has its own, else in the given order without columns."""
    columns = {token.column for token in tokens}
    if UNPLACED not in columns and len(columns) == len(tokens):
        return TokenRow(row.line_no, tuple(sorted(tokens, key=lambda token: token.column)), True)
    return TokenRow(row.line_no, tuple(token.unplaced() for token in in_order), True)
