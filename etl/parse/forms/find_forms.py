"""Where the forms of a document begin and end, told by titles and by the label 项目名称 with a value.

Input: all TokenRows of a document. Output: one FormSpan per form, in order. Stage `parse`.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from etl.parse.forms.above_titles import WHOLE_DEPARTMENT, first_row_of, names_department_above, prints_totals_above
from etl.parse.forms.part_tables import has_form_body, next_anchor, other_tables
from etl.parse.forms.titles import barring_title, is_barring, nearest_title, titled_form_type
from etl.parse.labels.money_words import named_money_unit
from etl.parse.labels.printed_kinds import is_blank_mark, is_number
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormType

ORDER = r"(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])?"
YEAR_LINE = re.compile(rf"{ORDER}\(?(?:19|20)\d\d年度?\)?")
DEPARTMENT_TABLE = re.compile("(?:部门|单位)(?:预算)?整体[^,。;]{0,12}表")
OF_A_REGION = re.compile(r"转移支付|区域")  # such a form may name the unit alone: the transfer is told by its title
LONGEST_UNIT_LINE = 3
# The name of a sample form, or the head of the next column of a list.
EMPTY_NAME = re.compile(r"[×✕xX*○〇_]{2,}(?:项目|经费|资金|专项|工程)*|(?:预算|安排|下达|补助|资金){0,2}金额")


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
    """The forms of the document: each row with a filled 项目名称 begins one, from the title above it; the title alone
    begins that of a transfer's region."""
    anchors = [index for index, row in enumerate(rows) if named_project(row) is not None]
    anchors = [
        index for order, index in enumerate(anchors) if has_form_body(rows, index, next_anchor(anchors, order, rows))
    ]
    regions = nameless_regions(rows, vocabulary)
    anchors = sorted({*anchors, *regions})
    others = other_tables(rows, anchors, vocabulary)
    marks = sorted([*anchors, *others])
    starts, title_rows, before_rows, previous, is_above = [], [], [], -1, False
    for anchor in marks:
        is_title = anchor in regions or is_barring(rows, anchor, vocabulary)
        title = anchor if is_title else nearest_title(rows, anchor, previous, vocabulary)
        start = anchor
        if title is not None:
            is_above = is_above or (previous < 0 and prints_totals_above(rows, title))
            start = first_row_of(rows, title, previous, vocabulary, is_above=is_above)
        while start - 1 > previous and is_annex_line(rows[start - 1], vocabulary):
            start -= 1
        starts.append(start)
        title_rows.append(title)
        before_rows.append(previous)
        previous = anchor
    blank = {start for start, anchor in zip(starts, marks, strict=True) if anchor in others}
    if has_headless_form(rows, starts[0] if starts else len(rows), vocabulary):
        starts.insert(0, 0)
        header = next(i for i, row in enumerate(rows) if row.is_kind("indicator_column"))
        title_rows.insert(0, nearest_title(rows, header, -1, vocabulary, header))
        before_rows.insert(0, -1)
    ends = [start - 1 for start in starts[1:]] + [len(rows) - 1]
    spans = [
        span_of(rows, start, end, title, before, vocabulary)
        for start, end, title, before in zip(starts, ends, title_rows, before_rows, strict=False)
    ]
    return [span for span in spans if span.first not in blank or span.barred_by is not None]


def span_of(
    rows: tuple[TokenRow, ...], start: int, end: int, title: int | None, before: int, vocabulary: Vocabulary
) -> FormSpan:
    """The span with what its title says; `before` is the last row that may be of another form's head."""
    if title is None:
        return FormSpan(start, end, None, None)
    barred_by = barring_title(rows[title], vocabulary)
    if barred_by is None and names_department_above(rows, title, before, vocabulary):
        barred_by = WHOLE_DEPARTMENT
    return FormSpan(start, end, title, titled_form_type(rows[title], vocabulary), barred_by)


def has_headless_form(rows: tuple[TokenRow, ...], end: int, vocabulary: Vocabulary) -> bool:
    """Whether the rows before the first named form are the rest of a form whose head was cut off.

    Its indicator table and its total are printed, and nowhere the label 项目名称, as a blank form would have, nor a
    label or a table's name that only a whole department's form has.
    """
    before = rows[:end]
    columns = {role for row in before for role in row.roles("indicator_column")}
    has_total = any(row.first.is_kind("total") and any(is_number(t.text) for t in row.tokens) for row in before)
    if not has_total or not {"level1", "level2", "level3", "score"} <= columns:
        return False
    has_name = any(
        "project_name" in row.roles("form") or any(vocabulary.names_department(token.text) for token in row.tokens)
        for row in before
    )
    is_department = any(DEPARTMENT_TABLE.search(vocabulary.fold(token.text)) for row in before for token in row.tokens)
    return not (has_name or is_department)


def nameless_regions(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> list[int]:
    """The titles of forms of a region that print no label of a project's name, and indicators with targets."""
    named = [index for index, row in enumerate(rows) if row.tokens and OF_A_REGION.search(row.tokens[0].text)]
    if all(titled_form_type(rows[index], vocabulary) is None for index in named):
        return []
    titles = [index for index, row in enumerate(rows) if titled_form_type(row, vocabulary) is not None]
    found = []
    for title, end in pairwise([*titles, len(rows)]):
        below = rows[title:end]
        is_table = any({"level2", "level3", "target"} <= row.roles("indicator_column") for row in below)
        is_named = any("project_name" in row.roles("form") for row in below)
        if is_table and not is_named and title in named:
            found.append(title)
    return found


def named_project(row: TokenRow) -> Token | None:
    """The value printed beside the label 项目名称; None where the label stands alone or above a list."""
    if "form" not in row.kinds:
        return None
    for label, value in pairwise(row.tokens):
        if "project_name" in label.roles("form") and not value.labels:
            return None if is_blank_mark(value.text) or EMPTY_NAME.fullmatch(value.text) else value
    return None


def is_annex_line(row: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether the row is a single word such as 附件： above a title, the form's year, or the line of its money unit."""
    text = row.first.text
    return is_unit_line(row) or (
        len(row.tokens) == 1
        and (vocabulary.is_ignorable(text) or YEAR_LINE.fullmatch(vocabulary.fold(text)) is not None)
    )


def is_unit_line(row: TokenRow) -> bool:
    """Whether the row is the line above a form that tells who fills it in, and in which unit of money: 云坪县档案馆 ｜
    单位：万元."""
    units = [token for token in row.tokens if token.roles("form") == ["money_unit"]]
    words = [token for token in row.tokens if not token.labels and named_money_unit(token.text) is None]
    is_short = len(units) == 1 and len(row.tokens) <= LONGEST_UNIT_LINE
    return is_short and len(words) <= 1 and not any(is_number(token.text) for token in words)
