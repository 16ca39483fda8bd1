"""Where the forms of a document begin and end, told by titles and by the label 项目名称 with a value.

Input: all TokenRows of a document. Output: one FormSpan per form, in order. Stage `parse`.
"""

import re
from dataclasses import dataclass

from etl.parse.printed_kinds import is_number
from etl.parse.tokens import Token, TokenRow
from etl.parse.vocabulary import Vocabulary
from etl.records import FormType

TITLE_LENGTH = 60
ROWS_FROM_TITLE_TO_NAME = 10
YEAR_LINE = re.compile(r"\(?(?:19|20)\d\d年度?\)?")
TITLE_END = re.compile(r"(?:表|体系|库|清单|框架|标准)(?:\([^()]{0,20}\))?\d?$")
PRINTED_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class FormSpan:
    """The rows of one form, the row of its title if one is printed, and the form type that the title names.

    `barred_by` is the code of the reason where the title says that the table is of no project.
    """

    first: int
    last: int
    title: int | None
    titled_type: FormType | None
    barred_by: str | None = None


def find_forms(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> list[FormSpan]:
    """The forms of the document: each row with a filled 项目名称 begins one, from the title above it."""
    anchors = [index for index, row in enumerate(rows) if named_project(row) is not None]
    anchors = [
        index for order, index in enumerate(anchors) if has_form_body(rows, index, next_anchor(anchors, order, rows))
    ]
    starts, title_rows, previous = [], [], -1
    for anchor in anchors:
        title = nearest_title(rows, anchor, previous, vocabulary)
        start = anchor if title is None else title
        while start - 1 > previous and is_annex_line(rows[start - 1], vocabulary):
            start -= 1
        starts.append(start)
        title_rows.append(title)
        previous = anchor
    if has_headless_form(rows, starts[0] if starts else len(rows)):
        starts.insert(0, 0)
        header = next(i for i, row in enumerate(rows) if row.is_kind("indicator_column"))
        title_rows.insert(0, nearest_title(rows, header, -1, vocabulary, header))
    ends = [start - 1 for start in starts[1:]] + [len(rows) - 1]
    return [
        span_of(rows, start, end, title, vocabulary)
        for start, end, title in zip(starts, ends, title_rows, strict=False)
    ]


def span_of(rows: tuple[TokenRow, ...], start: int, end: int, title: int | None, vocabulary: Vocabulary) -> FormSpan:
    """The span with what its title says."""
    if title is None:
        return FormSpan(start, end, None, None)
    barred_by = barring_title(rows[title], vocabulary)
    return FormSpan(start, end, title, titled_form_type(rows[title], vocabulary), barred_by)


def has_headless_form(rows: tuple[TokenRow, ...], end: int) -> bool:
    """Whether the rows before the first named form are the rest of a form whose head was cut off.

    Its indicator table and its total are printed, and nowhere the label 项目名称, as a blank form would have.
    """
    before = rows[:end]
    has_name = any("project_name" in token.roles("form") for row in before for token in row.tokens)
    columns = {role for row in before for token in row.tokens for role in token.roles("indicator_column")}
    has_total = any(row.first.is_kind("total") and any(is_number(t.text) for t in row.tokens) for row in before)
    return not has_name and {"level1", "level2", "level3", "score"} <= columns and has_total


def named_project(row: TokenRow) -> Token | None:
    """The value printed beside the label 项目名称; None where the label stands alone or above a list."""
    for label, value in zip(row.tokens, row.tokens[1:], strict=False):
        if "project_name" in label.roles("form") and not value.labels:
            return value
    return None


def next_anchor(anchors: list[int], order: int, rows: tuple[TokenRow, ...]) -> int:
    """The row index where the next candidate begins, or the end of the document."""
    return anchors[order + 1] if order + 1 < len(anchors) else len(rows)


def has_form_body(rows: tuple[TokenRow, ...], anchor: int, end: int) -> bool:
    """Whether money, goals or indicators follow the name: a list of projects has none of them."""
    kinds = {label.kind for row in rows[anchor:end] for token in row.tokens for label in token.labels}
    return "indicator_column" in kinds or ("fund_column" in kinds and "fund_row" in kinds)


def nearest_title(
    rows: tuple[TokenRow, ...], anchor: int, previous: int, vocabulary: Vocabulary, reach: int = ROWS_FROM_TITLE_TO_NAME
) -> int | None:
    """The title row above a project's name, not reaching into the form before it."""
    for index in range(anchor - 1, max(previous, anchor - 1 - reach), -1):
        if titled_form_type(rows[index], vocabulary) is not None or barring_title(rows[index], vocabulary) is not None:
            return index
        if rows[index].is_tabular and rows[index].is_kind("total", "indicator_column", "level2"):
            return None
    return None


def titled_form_type(row: TokenRow, vocabulary: Vocabulary) -> FormType | None:
    """The form type that a row names when it is a title: a text alone on its row, or beside the year it is about."""
    folded = folded_title(row, vocabulary)
    if folded is None or barring_title(row, vocabulary) is not None:
        return None
    if vocabulary.titles["self_evaluation"].search(folded):
        return FormType.SELF_EVALUATION
    if vocabulary.titles["target_declaration"].search(folded):
        return FormType.TARGET_DECLARATION
    return None


def barring_title(row: TokenRow, vocabulary: Vocabulary) -> str | None:
    """The code of the reason why the table below a title is of no project; None for any other row."""
    folded = folded_title(row, vocabulary)
    if folded is None or not TITLE_END.search(folded):
        return None
    return next((code for code, words in vocabulary.barring_titles.items() if words.search(folded)), None)


def folded_title(row: TokenRow, vocabulary: Vocabulary) -> str | None:
    """The folded text of a row that can be a title: a text alone on its row, or beside the year it is about."""
    text = "".join(token.text for token in row.tokens)
    if len(text) > TITLE_LENGTH or any(token.labels for token in row.tokens):
        return None
    return vocabulary.fold(text) if len(row.tokens) == 1 or PRINTED_YEAR.search(text) else None


def is_annex_line(row: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether the row is a single word such as 附件： above a title, or the year the form is about."""
    folded = vocabulary.fold(row.first.text)
    return len(row.tokens) == 1 and (
        vocabulary.ignorable.fullmatch(folded) is not None or YEAR_LINE.fullmatch(folded) is not None
    )
