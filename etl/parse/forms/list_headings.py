"""Rows inside a list of projects that are of no project: the numbers of its columns, and a unit's name as a heading.

Input: the TokenRows below the header of such a list. Output: what a row is there. Stage `parse`. Words are data
(etl/templates/base.toml, [unit_names]).
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import half_width
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary

FEWEST_NUMBERS = 3
LONGEST_WORD = 2  # 栏次, 甲
UNIT = Labels((Label("form", "unit"),))
UNIT_LABEL = "单位名称"


def is_column_numbers(tokens: Sequence[Token]) -> bool:
    """Whether cells number the columns: 1 2 3 …, a formula behind a number (3=2/1) and a short word such as 栏次 before
    them or none."""
    texts = [half_width(token.text).partition("=")[0].strip() for token in tokens]
    first = next((order for order, text in enumerate(texts) if text.isdecimal()), len(texts))
    numbers = texts[first:]
    is_numbered = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return len(numbers) >= FEWEST_NUMBERS and is_numbered and all(len(text) <= LONGEST_WORD for text in texts[:first])


def heading_text(row: TokenRow, name_column: int) -> Token | None:
    """The only text of a row that has no other, up to the column of the projects' names; a unit's label may stand
    before it."""
    texts = [token for token in row.tokens if "unit" not in token.roles("form")]
    if len(texts) != 1 or texts[0].labels or not UNPLACED <= texts[0].column <= name_column:
        return None
    return texts[0]


def names_a_unit(row: TokenRow, text: Token, vocabulary: Vocabulary) -> bool:
    """Whether the text of a heading is a unit's name: by the label before it, or by how it ends."""
    return len(row.tokens) > 1 or vocabulary.unit_names.fullmatch(half_width(text.text)) is not None


def goes_on_below(rows: Sequence[TokenRow], index: int, name_column: int) -> bool:
    """Whether the list goes on below a row that is no row of cells: the next one with more than a text names a level of
    indicators."""
    following = next((row for row in rows[index + 1 :] if heading_text(row, name_column) is None), None)
    return following is not None and following.is_tabular and following.is_kind(*LEVELS)


def heads_next_project(rows: Sequence[TokenRow], index: int, name_column: int, printed: set[str]) -> bool:
    """Whether the next row with more than a text begins a project of its own, and one of the indicators."""
    following = next((row for row in rows[index + 1 :] if heading_text(row, name_column) is None), None)
    if following is None or not following.is_kind(*LEVELS):
        return False
    return any(token.column == name_column and token.text not in printed for token in following.tokens)


def with_unit_of_heading(above: Sequence[TokenRow]) -> tuple[TokenRow, ...]:
    """What stands above the list without the unit it names: the heading's is the one of the projects below it."""
    kept: list[TokenRow] = []
    for row in above:
        tokens = [
            token
            for before, token in zip((None, *row.tokens), row.tokens, strict=False)
            if not (labels_unit(token) or (before is not None and labels_unit(before) and not token.labels))
        ]
        if tokens:
            kept.append(row.with_tokens(tokens))
    return tuple(kept)


def labels_unit(token: Token) -> bool:
    """Whether a token labels the unit."""
    return "unit" in token.roles("form")


def labelled_unit(row: TokenRow, text: Token) -> TokenRow:
    """A unit's heading as a form prints it, beside a label."""
    label = next((token for token in row.tokens if labels_unit(token)), None)
    label = label or Token(UNIT_LABEL, text.place, UNPLACED, UNIT)
    return TokenRow(row.line_no, (label, text), True)
