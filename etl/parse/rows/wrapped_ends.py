"""The last cell of a row of values that goes on in a line of its own: 2座坝尾 above 工未完, where tabs rule the rows;
and a level's name that a line end at its end parts from its row: 成本指标 above ｜ 补助标准 ｜ 80元.

Input: the TokenRows of a document. Output: the rows without those lines, their words in the cell. Stage `parse`.
A reader that rules rows by tabs breaks a line inside a cell; inside the last one nothing but words is on the next line.
"""

from etl.parse.forms.titles import barring_title, titled_form_type
from etl.parse.labels.printed_kinds import is_number, is_percent
from etl.parse.labels.tokens import TokenRow, whole_text
from etl.parse.labels.vocabulary import Vocabulary

LONGEST_REST = 120
END_OF_A_TITLE = "表"
FEWEST_COLUMNS = 5
HEADS_NO_WORDS = frozenset({"level1", "level2", "weight", "score"})  # what a header or the row below it ends with then
FEWEST_VALUES = 2  # numbers before the last cell


def with_ends_joined(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with every such line joined to the last cell of the row above it; all other rows stay as they are."""
    whole: list[TokenRow] = []
    has_numbers_last = False
    for index, printed in enumerate(rows):
        row = (
            with_first_cell(rows[index - 1], printed) if index and is_first_cell(rows[index - 1], printed) else printed
        )
        below = rows[index + 1] if index + 1 < len(rows) else row
        if row.is_tabular and row.is_kind("indicator_column"):
            has_numbers_last = not HEADS_NO_WORDS.isdisjoint(row.tokens[-1].labels.kinds | points_of(row))
        if whole and not has_numbers_last and is_end_of(row, whole[-1], below, vocabulary):
            whole[-1] = joined_end(whole[-1], row)
        elif not is_first_cell(row, below):
            whole.append(row)
    return tuple(whole)


def is_first_cell(row: TokenRow, below: TokenRow) -> bool:
    """Whether a line is the name of a level alone right above a row whose first cell is empty."""
    is_name = not row.is_tabular and len(row.tokens) == 1 and row.is_kind("level1", "level2")
    is_right_above = is_name and below.is_tabular and below.line_no == row.line_no + 1
    return is_right_above and below.first.column == row.first.column + 1 and not below.first.labels


def with_first_cell(line: TokenRow, row: TokenRow) -> TokenRow:
    """The row with the line above it as its first cell."""
    return TokenRow(line.line_no, (*line.tokens, *row.tokens), True, row.width)


def points_of(header: TokenRow) -> frozenset[str]:
    """The roles of the last column of a header."""
    return frozenset(header.tokens[-1].roles("indicator_column"))


def is_end_of(row: TokenRow, above: TokenRow, below: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether a line is words alone between two rows of as many columns, and the one above ends in words."""
    if row.is_tabular or row.kinds or len(row.tokens) != 1 or not (above.is_tabular and below.is_tabular):
        return False
    if not FEWEST_COLUMNS <= above.width == below.width or above.tokens[-1].column != above.width:
        return False
    *values, last = above.tokens
    if last.labels or is_number(last.text) or is_percent(last.text):
        return False
    if sum(is_number(token.text) for token in values) < FEWEST_VALUES:
        return False
    text = row.first.text
    is_title = text.endswith(END_OF_A_TITLE) or titled_form_type(row, vocabulary) or barring_title(row, vocabulary)
    is_near = row.line_no == last.places[-1].line_no + 1
    return is_near and len(text) <= LONGEST_REST and not is_title and not vocabulary.is_ignorable(text)


def joined_end(above: TokenRow, row: TokenRow) -> TokenRow:
    """The row above with the line's words at the end of its last cell."""
    return above.with_tokens((*above.tokens[:-1], whole_text([above.tokens[-1], row.first])))
