"""Which rows are titles, what kind of table a title announces, and titles that share their row with labels.

Input: TokenRows. Output: the form type, or the code of the reason why the table is of no project. Stage `parse`.
"""

import re

from etl.parse.labels.tokens import Token, TokenRow, made_row
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormType

FORM_TYPES = tuple(FormType)
TITLE_LENGTH = 60
TITLE_END = re.compile(r"(?:表|体系|库|清单|框架|标准)(?:\([^()]{0,20}\))?\d?$")
PRINTED_YEAR = re.compile(r"(?:19|20)\d\d")
ROWS_FROM_TITLE_TO_NAME = 10
SHORTEST_TITLE, ABOUT_FORMS = 9, "绩效"  # 报送绩效自评表 may be an indicator's name
# A sentence, or the date below a letter: what stands above it is not the title of the table below it.
ENDS_TEXT = re.compile(r"[。;；!！]$|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日$")
NUMBERED_ITEM = re.compile(r"(?:附[件表]\d{0,2}[:：])?\s*(?:\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、)(?=\D)")


def nearest_title(
    rows: tuple[TokenRow, ...], anchor: int, previous: int, vocabulary: Vocabulary, reach: int = ROWS_FROM_TITLE_TO_NAME
) -> int | None:
    """The title row above a project's name, not reaching into the form before it."""
    is_apart = False
    for index in range(anchor - 1, max(previous, anchor - 1 - reach), -1):
        if titled_form_type(rows[index], vocabulary) is not None:
            return index
        if is_barring(rows, index, vocabulary) and not is_apart:
            return index
        is_apart = is_apart or is_sentence(rows[index])
        if rows[index].is_tabular and rows[index].is_kind("total", "indicator_column", "level2"):
            first = max(previous, anchor - 1 - reach) + 1
            further = (at for at in range(index - 1, first - 1, -1) if not is_of_head(rows[at]))
            above = next((at for at in further if not is_sentence(rows[at])), -1)
            is_in_head = above >= 0 and titled_form_type(rows[above], vocabulary) is not None
            return above if is_in_head else None  # the score below a title, or below the project's code there
    return None


def is_sentence(row: TokenRow) -> bool:
    """Whether a row is a sentence alone, such as a note on how to fill in the form, or the date below a letter."""
    return len(row.tokens) == 1 and ENDS_TEXT.search(row.first.text) is not None


def is_of_head(row: TokenRow) -> bool:
    """Whether a row is a label of a form's head with its value, and prints nothing else."""
    return row.first.is_kind("form") and not row.is_kind("total", "indicator_column", "level2")


def titled_form_type(row: TokenRow, vocabulary: Vocabulary) -> FormType | None:
    """The form type that a row names when it is a title: a text alone on its row, or beside the year it is about."""
    folded = folded_title(row, vocabulary)
    if folded is None:
        return None
    named = next((kind for kind in FORM_TYPES if vocabulary.titles[kind].search(folded)), None)
    if named is None or barring_title(row, vocabulary) is not None or vocabulary.titles["prose"].search(folded):
        return None
    return named


def barring_title(row: TokenRow, vocabulary: Vocabulary) -> str | None:
    """The code of the reason why the table below a title is of no project; None for any other row."""
    folded = folded_title(row, vocabulary)
    if folded is None or not TITLE_END.search(folded):
        return None
    return next((code for code, words in vocabulary.barring_titles.items() if words.search(folded)), None)


def is_barring(rows: tuple[TokenRow, ...], index: int, vocabulary: Vocabulary) -> bool:
    """Whether a row is the title of a table that is of no project."""
    return barring_title(rows[index], vocabulary) is not None and not is_list_item(rows, index)


def is_list_item(rows: tuple[TokenRow, ...], index: int) -> bool:
    """Whether a row is one of numbered lines that follow each other, as the annexes of a letter are listed."""
    near = [rows[position].first.text for position in (index - 1, index + 1) if 0 <= position < len(rows)]
    return any(NUMBERED_ITEM.match(text) for text in near) and NUMBERED_ITEM.match(rows[index].first.text) is not None


def title_of_indicators(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> str | None:
    """The code of a barring title between the name and the indicators of a form without a title above it."""
    header = next((index for index, row in enumerate(rows) if row.is_kind("indicator_column")), 0)
    codes = [barring_title(row, vocabulary) for row in rows[:header]]
    return next((code for code in codes if code is not None), None)


def folded_title(row: TokenRow, vocabulary: Vocabulary) -> str | None:
    """The folded text of a row that can be a title: a text alone on its row, or beside the year it is about."""
    if row.kinds:
        return None
    text = "".join([token.text for token in row.tokens])
    if len(text) > TITLE_LENGTH:
        return None
    return vocabulary.fold(text) if len(row.tokens) == 1 or PRINTED_YEAR.search(text) else None


def is_title_of_another(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a text below a form's indicators is the title of a form, or of a table or a document that is none."""
    if token.labels or len(token.text) < SHORTEST_TITLE or ABOUT_FORMS not in token.text:
        return False
    row = made_row([token], is_tabular=False)
    if titled_form_type(row, vocabulary) is not None or barring_title(row, vocabulary) is not None:
        return True
    is_of_form = "表" in token.text or PRINTED_YEAR.search(token.text) is not None
    return is_of_form and vocabulary.titles["prose"].search(vocabulary.fold(token.text)) is not None


def with_titles_parted(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows; one that begins with a title and goes on with a field's label is two: 项目支出绩效自评表 主管部门：."""
    parted: list[TokenRow] = []
    for row in rows:
        title = title_before_label(row, vocabulary)
        parted += [row] if title is None else [title, TokenRow(row.line_no, row.tokens[1:], False)]
    return tuple(parted)


def title_before_label(row: TokenRow, vocabulary: Vocabulary) -> TokenRow | None:
    """The title alone that a row prints before a field's label; None for any other row."""
    if len(row.tokens) < 2 or row.tokens[0].labels or not row.tokens[1].is_kind("form"):
        return None
    title = row.with_tokens(row.tokens[:1])
    return title if announces_table(title, vocabulary) else None


def announces_table(row: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether a row is the title of a form, or of a table that is of no project."""
    return titled_form_type(row, vocabulary) is not None or barring_title(row, vocabulary) is not None
