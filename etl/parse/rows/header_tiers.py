"""An indicator header printed in two tiers: 指标值 above 指标性质 ｜ 指标值 ｜ 度量单位, or a reason above its kinds.

Input: the rows of a form and the index of the row that names the levels. Output: one header row. Stage `parse`.
"""

from etl.parse.labels.printed_kinds import is_no_name
from etl.parse.labels.roles import REASON
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import NO_LABELS

FEWEST_COLUMNS = 2
COLUMN = "indicator_column"
LONGEST_KIND = 12


def whole_header(rows: tuple[TokenRow, ...], index: int) -> tuple[TokenRow, int, tuple[Token, ...]]:
    """The header in one row, how many rows it takes from `index` on, and the labels of its tiers that are no column.

    The tier above or below it holds nothing but labels, none of them 三级指标; its columns that the other tier splits
    are left out. Where cells have no positions of their own, the columns stand in the order of the data.
    """
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else None
    if below is not None and (parted := split_reason(row, below)) is not None:
        header, tier, split_label = parted
        joined, size, spanning = whole_header((header, tier), 0)
        return joined, size, (split_label, *spanning)
    if below is not None and is_tier(below):
        split = replaced_column(row, below)
        if split is not None:
            kept = [token for token in row.tokens if token is not row.tokens[split]]
            in_order = [*row.tokens[:split], *below.tokens, *row.tokens[split + 1 :]]
            return one_row(row, [*kept, *below.tokens], in_order), 2, (row.tokens[split],)
    if below is not None and (reason := reason_above(row, below)) is not None:
        tokens = with_kinds(row.tokens, reason, tuple(map(kind_of_reason, below.tokens)))
        return one_row(row, tokens, tokens), 2, (reason,)
    above = rows[index - 1] if index else None
    if above is not None and is_tier(above):
        named = row.roles(COLUMN)
        further = [t for t in above.tokens if t.is_kind(COLUMN) and not set(t.roles(COLUMN)) & named]
        if further:
            whole = [*row.tokens, *further]
            return one_row(row, whole, whole), 1, tuple(t for t in above.tokens if t not in further)
    return row, 1, ()


def split_reason(row: TokenRow, below: TokenRow) -> tuple[TokenRow, TokenRow, Token] | None:
    """The header with the kinds of its reason in place of it, what else the tier below holds, and the reason's label;
    None where that tier splits nothing besides."""
    for order, token in enumerate(row.tokens):
        if REASON not in token.roles(COLUMN) or token.column == UNPLACED or not below.is_tabular:
            continue
        end = row.tokens[order + 1].column if order + 1 < len(row.tokens) else max(row.width, below.width) + 1
        kinds = [part for part in below.tokens if token.column <= part.column < end]
        rest = tuple(part for part in below.tokens if part not in kinds)
        is_short = all(len(part.text) <= LONGEST_KIND and not is_no_name(part.text) for part in kinds)
        if len(kinds) < FEWEST_COLUMNS or len(rest) < FEWEST_COLUMNS or not is_short:
            return None
        tokens = (*row.tokens[:order], *map(kind_of_reason, kinds), *row.tokens[order + 1 :])
        return TokenRow(row.line_no, tokens, True, row.width), TokenRow(below.line_no, rest, True, below.width), token
    return None


def reason_above(row: TokenRow, below: TokenRow) -> Token | None:
    """The reason's column where the row below it splits that column alone, into short words: 人员 ｜ 原因说明.

    A cell over several columns may have been written as one: then the words go on, column by column, below the next
    header cell; and the blank cells before the words, below cells of two rows, not at all. A row that names the levels
    once more is the header printed again.
    """
    is_short = all(len(token.text) <= LONGEST_KIND and not is_no_name(token.text) for token in below.tokens)
    is_again = "level3" in below.roles(COLUMN)
    if len(below.tokens) < FEWEST_COLUMNS or not is_short or is_again or not below.is_tabular or not row.is_tabular:
        return None
    places = [token.column for token in below.tokens]
    ends = [*(token.column for token in row.tokens[1:]), max(row.width, below.width) + 1]
    is_unbroken = places == list(range(places[0], places[0] + len(places)))
    has_lost_blanks = is_unbroken and places[0] == 1 and REASON in below.roles(COLUMN)
    for token, end in zip(row.tokens, ends, strict=True):
        if token.column > UNPLACED and REASON in token.roles(COLUMN) and (token.column == places[0] or has_lost_blanks):
            return token if max(places) < end or (is_unbroken and end == token.column + 1) else None
    return None


def with_kinds(tokens: tuple[Token, ...], reason: Token, kinds: tuple[Token, ...]) -> list[Token]:
    """The header's tokens with the kinds of its reason in place of it; where they stand in the columns of what follows,
    the reason's cell was written as one and that stands as many columns further on."""
    lost = reason.column - kinds[0].column
    kinds = tuple(kind._replace(column=kind.column + lost) for kind in kinds)
    behind = [token for token in tokens if token.column > reason.column]
    is_lost = any(token.column <= kinds[-1].column for token in behind)
    moved = [token._replace(column=token.column + len(kinds) - 1) for token in behind] if is_lost else behind
    return [*(token for token in tokens if token.column < reason.column), *kinds, *moved]


def kind_of_reason(token: Token) -> Token:
    """A column below the reason's: the reason in words, or a kind of it to tick, whatever its name says elsewhere."""
    return token if REASON in token.roles(COLUMN) else token._replace(labels=NO_LABELS)


def is_tier(row: TokenRow) -> bool:
    """Whether a row can be the other tier of a header: labels only, two or more of them columns, no 三级指标."""
    columns = [token for token in row.tokens if token.is_kind(COLUMN)]
    return (
        row.is_tabular
        and len(columns) >= FEWEST_COLUMNS
        and all(token.labels for token in row.tokens)
        and "level3" not in row.roles(COLUMN)
        and not any(token.is_kind("level1", "level2", "total") and not token.is_kind(COLUMN) for token in row.tokens)
    )


def replaced_column(row: TokenRow, below: TokenRow) -> int | None:
    """The position of the column that the tier below splits: the one that it names again."""
    named = below.roles(COLUMN)
    shared = [order for order, token in enumerate(row.tokens) if set(token.roles(COLUMN)) & named]
    return shared[0] if len(shared) == 1 else None


def one_row(row: TokenRow, tokens: list[Token], in_order: list[Token]) -> TokenRow:
    """The tokens by their printed columns where each has its own, else in the given order without columns."""
    columns = {token.column for token in tokens}
    if UNPLACED not in columns and len(columns) == len(tokens):
        return TokenRow(row.line_no, tuple(sorted(tokens, key=lambda token: token.column)), True)
    return TokenRow(row.line_no, tuple(token.unplaced() for token in in_order), True)
