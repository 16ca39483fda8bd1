"""Lists with the project in a column beside its indicators, whose columns only blanks part: their lines as rows.

Input: TokenRows, most of them whole lines. Output: the rows with such a list's lines cut at their blanks, each cell in
its column. Stage `parse`. Level names tell the column where a line's cells begin; one without begins with its name. A
blank cell may break its line: then the cells of the lines up to the last column are one row.
"""

from etl.parse.forms.project_lists import is_list_header
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.spaced_tokens import spaced_tokens

LIST_WORDS = ("名称", "指标")
FEWEST_CELLS = 3
MOST_BREAKS = 4  # blank cells of one row that break its line


def with_spaced_lists(
    rows: tuple[TokenRow, ...], lines: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[TokenRow, ...]:
    """The rows with the lines of spaced lists as rows of cells; other rows stay as they are."""
    cut: list[TokenRow] = []
    header: TokenRow | None = None
    index = 0
    while index < len(rows):
        row = rows[index]
        index += 1
        begun = header_of_list(row, lines, vocabulary)
        if begun is not None:
            header = begun
            cut.append(begun)
            continue
        cells = None if header is None or row.is_tabular else cells_below(row, header, lines, vocabulary)
        if cells is not None and header is not None:
            following = [spaced_tokens(other, lines, vocabulary) for other in rows[index : index + MOST_BREAKS]]
            rest, used = cells_behind_breaks(cells, header, following)
            cells, index = TokenRow(cells.line_no, (*cells.tokens, *rest), True), index + used
        header = None if cells is None else header
        cut.append(row if cells is None else cells)
    return tuple(cut)


def cells_behind_breaks(
    cells: TokenRow, header: TokenRow, following: list[list[Token]]
) -> tuple[tuple[Token, ...], int]:
    """The cells of a row that stand in the lines below, and in how many: each break is one blank cell, and the last of
    the cells is in the last column (定性 ｜ 长期 ｜ 15). None where they end before it or behind it."""
    last, end = cells.tokens[-1].column, header.tokens[-1].column
    rest: list[Token] = []
    for used, tokens in enumerate(following, start=1):
        if not tokens or any(token.labels for token in tokens) or last + 1 + len(tokens) > end:
            break
        rest.extend(token._replace(column=column) for column, token in enumerate(tokens, start=last + 2))
        last = rest[-1].column
        if last == end:
            return tuple(rest), used
    return (), 0


def header_of_list(row: TokenRow, lines: tuple[str, ...], vocabulary: Vocabulary) -> TokenRow | None:
    """A line that names a project's column before the columns of its indicators, as a row of cells."""
    if row.is_tabular or not row.tokens or not all(word in row.first.text for word in LIST_WORDS):
        return None
    tokens = spaced_tokens(row, lines, vocabulary)
    if not all(token.labels for token in tokens):
        return None
    header = placed_row(row, tokens, 1)
    return header if is_list_header(header) else None


def placed_row(row: TokenRow, tokens: list[Token], first: int) -> TokenRow:
    """The tokens as cells side by side from a column on."""
    placed = (token._replace(column=column) for column, token in enumerate(tokens, start=first))
    return TokenRow(row.line_no, tuple(placed), True)


def cells_below(row: TokenRow, header: TokenRow, lines: tuple[str, ...], vocabulary: Vocabulary) -> TokenRow | None:
    """A line of the list as cells; None where it is no line of the list."""
    tokens = spaced_tokens(row, lines, vocabulary)
    if not FEWEST_CELLS <= len(tokens) <= len(header.tokens):
        return None
    for role in ("level1", "level2"):
        column = next((token.column for token in header.tokens if role in token.roles("indicator_column")), None)
        order = next((order for order, token in enumerate(tokens) if token.is_kind(role)), None)
        if column is None or order is None:
            continue
        first = column - order
        if first == 1 or order == 0:
            return placed_row(row, tokens, first)
        return None
    name = next((token.column for token in header.tokens if "level3" in token.roles("indicator_column")), None)
    return None if name is None or tokens[0].labels else placed_row(row, tokens, name)
