"""Two forms printed side by side, as on one sheet of a workbook: each gets rows of its own.

Input: the TokenRows of a document. Output: the rows with the right form's cells below those of the left one. Stage
`parse`. Two forms are told by two names of projects in one row, and below it by a header that names the indicators'
columns once on either side: the whole term's indicators beside the year's have one name.
"""

from itertools import pairwise

from etl.parse.forms.titles import ROWS_FROM_TITLE_TO_NAME, titled_form_type
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow, made_row, roles_of
from etl.parse.labels.vocabulary import Vocabulary

NEEDED = (frozenset({"level3"}), frozenset({"target", "actual", "weight", "score"}))
ROWS_TO_THE_HEADER = 80


def with_forms_parted(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with forms that stand side by side one after the other; other rows stay as they are."""
    parted: list[TokenRow] = []
    done = 0
    for index in [index for index, row in enumerate(rows) if second_name(row) is not None]:
        boundary = second_name(rows[index])
        if index < done or boundary is None or not has_two_headers(rows, index, boundary):
            continue
        first = first_row(rows, index, done, vocabulary)
        end = index + 1
        while end < len(rows) and rows[end].is_tabular and not begins_alone(rows[end]):
            end += 1
        left, right = cut_at(rows[first:end], boundary, vocabulary)
        parted.extend((*rows[done:first], *left, *with_forms_parted(right, vocabulary)))
        done = end
    return (*parted, *rows[done:]) if done else rows


def second_name(row: TokenRow) -> int | None:
    """The column of the second of two labels of a project's name that both have a value behind them."""
    if not row.is_tabular or "form" not in row.kinds:
        return None
    pairs = pairwise(row.tokens)
    named = [
        label.column
        for label, value in pairs
        if "project_name" in label.roles("form") and not value.labels and UNPLACED < label.column < value.column
    ]
    return named[1] if len(named) > 1 else None


def begins_alone(row: TokenRow) -> bool:
    """Whether a row names one project: another form begins there."""
    return "project_name" in row.roles("form") and second_name(row) is None


def has_two_headers(rows: tuple[TokenRow, ...], index: int, boundary: int) -> bool:
    """Whether the first header of indicators below the names has its columns on both sides of the boundary."""
    for row in rows[index + 1 : index + ROWS_TO_THE_HEADER]:
        if "level3" not in row.roles("indicator_column"):
            continue
        sides = (
            [token for token in row.tokens if token.column < boundary],
            [token for token in row.tokens if token.column >= boundary],
        )
        return all(names_columns(side) for side in sides)
    return False


def names_columns(tokens: list[Token]) -> bool:
    """Whether tokens name the columns that an indicator table needs."""
    roles = roles_of(tokens, "indicator_column")
    return all(needed & roles for needed in NEEDED)


def first_row(rows: tuple[TokenRow, ...], index: int, done: int, vocabulary: Vocabulary) -> int:
    """The first row of both forms: that of the nearest title above the names, the one of the names where none is."""
    for above in range(index, max(done, index - ROWS_FROM_TITLE_TO_NAME) - 1, -1):
        if any(is_title(token, vocabulary) for token in rows[above].tokens):
            return above
    return index


def is_title(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a cell prints the title of a form."""
    return titled_form_type(made_row([token], is_tabular=True), vocabulary) is not None


def cut_at(
    rows: tuple[TokenRow, ...], boundary: int, vocabulary: Vocabulary
) -> tuple[list[TokenRow], tuple[TokenRow, ...]]:
    """The rows of either side. A title that stands over both forms is that of both."""
    left: list[TokenRow] = []
    right: list[TokenRow] = []
    for row in rows:
        before = tuple(token for token in row.tokens if token.column < boundary)
        behind = tuple(token._replace(column=token.column - boundary + 1) for token in row.tokens[len(before) :])
        if before:
            left.append(TokenRow(row.line_no, before, row.is_tabular, min(row.width, boundary - 1)))
        if behind:
            right.append(TokenRow(row.line_no, behind, row.is_tabular, max(0, row.width - boundary + 1)))
        elif len(before) == 1 and is_title(before[0], vocabulary):
            right.append(left[-1])
    return left, tuple(right)
