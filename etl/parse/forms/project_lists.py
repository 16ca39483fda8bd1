"""Lists that print the project in a column beside its indicators: the lines of each project as a form of its own.

Input: the TokenRows of a document. Output: the rows with every such list turned into one form a project: what stands
above the list, the project's cells each beside its column's label, then the indicators. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.forms.list_headings import (
    goes_on_below,
    heading_text,
    heads_next_project,
    is_column_numbers,
    labelled_unit,
    labels_unit,
    names_a_unit,
    with_unit_of_heading,
)
from etl.parse.forms.slid_list_rows import in_their_columns
from etl.parse.forms.titles import nearest_title, titled_form_type
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.printed_kinds import compares_nothing
from etl.parse.labels.roles import NAMES
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary


def spread_project_lists(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with each list of projects spread into forms; other rows stay as they are."""
    if not any(is_list_header(row) for row in rows):
        return rows
    spread: list[TokenRow] = []
    index = done = 0
    while index < len(rows):
        if not is_list_header(rows[index]):
            index += 1
            continue
        title = nearest_title(rows, index, done - 1, vocabulary)
        above = rows[title:index] if title is not None else head_lines(rows[done:index])
        spread.extend(rows[done : index - len(above)])
        end = index + 1
        name_column = column_of_names(rows[index])
        while end < len(rows) and goes_on(rows, end, name_column) and titled_form_type(rows[end], vocabulary) is None:
            end += 1
        header = with_amount_named(rows[index], vocabulary)
        spread.extend(forms_of_list(header, in_their_columns(header, rows[index + 1 : end]), above, vocabulary))
        index = done = end
    spread.extend(rows[done:])
    return tuple(spread)


def head_lines(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The last of the rows above a list without a known title, as far as each labels something of a form."""
    begin = len(rows)
    while begin and any(token.is_kind("form") for token in rows[begin - 1].tokens) and not holds_block(rows[begin - 1]):
        begin -= 1
    return rows[begin:]


def holds_block(row: TokenRow) -> bool:
    """Whether a row is of a block of another form."""
    return row.is_kind("total", "indicator_column", "fund_column", "fund_row", "level1", "level2", "goal")


def is_list_header(row: TokenRow) -> bool:
    """Whether a row heads indicators with 项目名称 as a column before them."""
    if not row.is_tabular or not is_indicator_header(row):
        return False
    first = first_level(row)
    return any("project_name" in token.roles("form") and UNPLACED < token.column < first for token in row.tokens)


def first_level(header: TokenRow) -> int:
    """The column where the indicators begin."""
    return min(token.column for token in header.tokens if not set(NAMES).isdisjoint(token.roles("indicator_column")))


def with_amount_named(header: TokenRow, vocabulary: Vocabulary) -> TokenRow:
    """The header with its only plain 金额 before the indicators as the year's total of a project."""
    begin = first_level(header)
    heads = [token for token in header.tokens if token.column < begin]
    plain = [token for token in heads if vocabulary.fold(token.text) in vocabulary.plain_amounts]
    has_money = any(token.is_kind("fund_row", "fund_column") for token in heads if token not in plain)
    if len(plain) != 1 or has_money or plain[0].is_kind("fund_row"):
        return header
    named = plain[0]._replace(labels=Labels((*plain[0].labels, Label("fund_row", "total"))))
    tokens = tuple(named if token is plain[0] else token for token in header.tokens)
    return header.with_tokens(tokens)


def column_of_names(header: TokenRow) -> int:
    """The column of the projects' names."""
    first = first_level(header)
    named = (token for token in header.tokens if "project_name" in token.roles("form"))
    return next(token.column for token in named if UNPLACED < token.column < first)


def goes_on(rows: Sequence[TokenRow], index: int, name_column: int) -> bool:
    """Whether a row is one of the list: of cells or a text between such rows, and neither a sum nor another header."""
    row = rows[index]
    if row.first.is_kind("total") or is_indicator_header(row):
        return False
    if row.is_tabular:
        return True
    return heading_text(row, name_column) is not None and goes_on_below(rows, index, name_column)


def forms_of_list(
    header: TokenRow, lines: tuple[TokenRow, ...], above: tuple[TokenRow, ...], vocabulary: Vocabulary
) -> list[TokenRow]:
    """The lines of the list as rows of forms; a cell that repeats what the project's first line prints is left out."""
    begin = first_level(header)
    heads = [token for token in header.tokens if token.column < begin]
    name_column = column_of_names(header)
    names = [token.text for line in lines for token in line.tokens if token.column == name_column]
    if any(compares_nothing(name) for name in names):  # the cells stand in other columns than their labels
        return [TokenRow(row.line_no, row.tokens, False) for row in (header, *lines)]
    columns = TokenRow(header.line_no, tuple(token for token in header.tokens if token.column >= begin), True)
    rows: list[TokenRow] = []
    printed: set[str] = set()
    headings: tuple[TokenRow, ...] = ()
    is_of_nobody = False
    for index, line in enumerate(lines):
        if is_column_numbers(line.tokens):
            continue
        heading = heading_text(line, name_column)
        if heading is not None and heads_next_project(lines, index, name_column, printed):
            is_told = names_a_unit(line, heading, vocabulary) and not any(map(labels_unit, heads))
            headings = (labelled_unit(line, heading),) if is_told else (TokenRow(line.line_no, (heading,), False),)
            above = above if any(map(labels_unit, heads)) else with_unit_of_heading(above)
            continue
        left = [token for token in line.tokens if token.column < begin]
        name = next((token for token in left if token.column == name_column), None)
        is_of_nobody = name is None and (is_of_nobody or begins_without_name(left, heads, printed))
        if is_of_nobody:
            rows.extend(TokenRow(line.line_no, (token,), False) for token in line.tokens)
            continue
        if name is not None and name.text not in printed:
            printed = {token.text for token in left}
            fields = [labelled(line, token, heads) for token in left]
            is_titled = bool(above) and titled_form_type(above[0], vocabulary) is not None
            first = [] if is_titled else [fields.pop(left.index(name))]  # else the form begins with the project's name
            rows.extend([*first, *above, *fields, *headings, columns])
        else:
            rows.extend(TokenRow(line.line_no, (token,), False) for token in left if token.text not in printed)
        if rows and len(left) < len(line.tokens):
            rows.append(type(line)(line.line_no, line.tokens[len(left) :], True))
    return rows or [header, *lines]


def begins_without_name(left: list[Token], heads: list[Token], printed: set[str]) -> bool:
    """Whether a line prints another amount and another goal than its project and no name: another project's."""
    below = {head.column: head for head in heads}
    new = [below[token.column] for token in left if token.text not in printed and token.column in below]
    return any(head.is_kind("fund_row", "fund_column") for head in new) and any(head.is_kind("goal") for head in new)


def labelled(line: TokenRow, token: Token, heads: list[Token]) -> TokenRow:
    """A cell beside its column's label, as a form prints it."""
    head = next((head for head in heads if head.column == token.column), None)
    return TokenRow(line.line_no, (token,) if head is None else (head, token), head is not None)
