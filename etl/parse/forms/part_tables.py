"""Where a form ends though no other form begins: at another document's title, a blank form, a department's form.

Input: TokenRows and the rows that name a project. Output: the rows at which something else begins. Stage `parse`.
"""

from etl.parse.forms.titles import folded_title, is_barring, is_title_of_another, nearest_title, titled_form_type
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.roles import NAMES
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary

FEWEST_COLUMNS = 3


def has_form_body(rows: tuple[TokenRow, ...], anchor: int, end: int) -> bool:
    """Whether indicators under their levels, or money by source below columns or beside a goal, follow the name: a
    list of projects has none of them."""
    if has_indicators(rows, anchor, end):
        return True
    kinds = {kind for row in rows[anchor:end] for kind in row.kinds}
    if {"fund_column", "fund_row"} <= kinds:
        return True
    sources = [row for row in rows[anchor:end] if row.is_kind("fund_row")]
    return "goal" in kinds and any(is_number(token.text) for row in sources for token in row.tokens)


def has_indicators(rows: tuple[TokenRow, ...], first: int, end: int) -> bool:
    """Whether the rows print the columns of an indicator table."""
    return indicators_begin(rows, first, end) < end


def indicators_begin(rows: tuple[TokenRow, ...], first: int, end: int) -> int:
    """The row by which enough columns of an indicator table are printed, `end` where no row is."""
    columns: set[str] = set()
    for index in range(first, end):
        if "indicator_column" not in rows[index].kinds:
            continue
        columns |= rows[index].roles("indicator_column")
        if len(columns) >= FEWEST_COLUMNS and not columns.isdisjoint(NAMES):
            return index
    return end


def next_anchor(anchors: list[int], order: int, rows: tuple[TokenRow, ...]) -> int:
    """The row index where the next candidate begins, or the end of the document."""
    return anchors[order + 1] if order + 1 < len(anchors) else len(rows)


def other_tables(rows: tuple[TokenRow, ...], anchors: list[int], vocabulary: Vocabulary) -> list[int]:
    """The rows after the body of a form at which something begins that is not the form's."""
    found: list[int] = []
    for order, anchor in enumerate(anchors):
        end = next_anchor(anchors, order, rows)
        title = nearest_title(rows, end, anchor, vocabulary) if end < len(rows) else None
        end = end if title is None else title
        found.extend(index for index in after_indicators(rows, anchor, end) if begins_other(rows, index, vocabulary))
    return found


def after_indicators(rows: tuple[TokenRow, ...], anchor: int, end: int) -> list[int]:
    """The rows behind the columns of a form's indicators that do not stand inside the table.

    A row stands inside it where names of levels follow before any header or project name.
    """
    outside: list[int] = []
    is_inside = False
    for index in range(end - 1, max(anchor, indicators_begin(rows, anchor, end)), -1):
        row = rows[index]
        if row.is_kind("indicator_column", "other_table") or "project_name" in row.roles("form"):
            is_inside = False
        elif row.is_kind("level1", "level2"):
            is_inside = True
        if not is_inside:
            outside.append(index)
    return outside[::-1]


def begins_other(rows: tuple[TokenRow, ...], index: int, vocabulary: Vocabulary) -> bool:
    """Whether a row names a project that is blank, a department, or is the title of another document or table."""
    row = rows[index]
    if "project_name" in row.roles("form") or any(vocabulary.names_department(token.text) for token in row.tokens):
        return not row.is_kind("other_table")
    if not row.kinds:
        whole = vocabulary.fold("".join(token.text for token in row.tokens))
        if vocabulary.document_breaks["begins"].match(whole):
            return True
    folded = folded_title(row, vocabulary)
    if folded is None:
        return begins_with_title(row, vocabulary)
    if titled_form_type(row, vocabulary) is not None:
        return False
    is_break = vocabulary.document_breaks["ends"].search(folded) or vocabulary.titles["prose"].search(folded)
    return is_break is not None or is_barring(rows, index, vocabulary)


def begins_with_title(row: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether texts that follow each other in one line begin with a title, which is that of no form."""
    first = TokenRow(row.line_no, row.tokens[:1], False)
    is_title = not row.is_tabular and not row.kinds and is_title_of_another(row.first, vocabulary)
    return is_title and titled_form_type(first, vocabulary) is None
