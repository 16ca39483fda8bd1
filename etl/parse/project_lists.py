"""Lists that print the project in a column beside its indicators: the lines of each project as a form of its own.

Input: the TokenRows of a document. Output: the rows with every such list turned into one form a project: what stands
above the list, the project's cells each beside its column's label, then the indicators. Stage `parse`.
"""

from etl.parse.head_block import ORGANISATION
from etl.parse.indicator_header import is_indicator_header
from etl.parse.printed_kinds import half_width
from etl.parse.titles import nearest_title
from etl.parse.tokens import UNPLACED, Token, TokenRow
from etl.parse.vocabulary import Label, Labels, Vocabulary

LEVELS = {"level1", "level2", "level3"}
LINES_OF_UNIT = 2  # its own, and the first of its next project
UNIT_WORD = "单位"


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
        above = rows[title:index] if title is not None else ()
        spread.extend(rows[done : index - len(above)])
        header = with_amount_named(rows[index], vocabulary)
        begin = index + 1 + (index + 1 < len(rows) and numbers_columns(rows[index + 1]))
        end = begin
        while end < len(rows) and (goes_on(rows[end]) or is_unit_line(header, rows[end : end + 2])):
            end += 1
        spread.extend(forms_of_list(header, rows[begin:end], above))
        index = done = end
    spread.extend(rows[done:])
    return tuple(spread)


def is_list_header(row: TokenRow) -> bool:
    """Whether a row heads indicators with 项目名称 as a column before them."""
    if not row.is_tabular or not is_indicator_header(row):
        return False
    first = first_level(row)
    return any("project_name" in token.roles("form") and UNPLACED < token.column < first for token in row.tokens)


def first_level(header: TokenRow) -> int:
    """The column where the indicators begin."""
    return min(token.column for token in header.tokens if LEVELS & set(token.roles("indicator_column")))


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
    return TokenRow(header.line_no, tokens, header.is_tabular, header.width)


def goes_on(row: TokenRow) -> bool:
    """Whether a row is one of the list: of cells, and neither a sum nor another header."""
    return row.is_tabular and not row.first.is_kind("total") and not is_indicator_header(row)


def numbers_columns(row: TokenRow) -> bool:
    """Whether a row below the header only counts its columns: 1 ｜ 2 ｜ 3."""
    counted = [str(number) for number in range(1, len(row.tokens) + 1)]
    return len(counted) > len(LEVELS) and [half_width(token.text) for token in row.tokens] == counted


def is_unit_line(header: TokenRow, lines: tuple[TokenRow, ...]) -> bool:
    """Whether the first line is nothing but the name of a unit above the first row of its next project."""
    if len(lines) < LINES_OF_UNIT or len(lines[0].tokens) != 1 or not goes_on(lines[1]):
        return False
    unit, below = lines[0].first, lines[1].tokens
    column = name_head(header).column
    is_of_column = not lines[0].is_tabular or unit.column == column
    is_project = below[0].column == column and below[-1].column >= first_level(header)
    return is_of_column and is_project and not unit.labels and ORGANISATION.search(unit.text) is not None


def name_head(header: TokenRow) -> Token:
    """The label of the projects' names, before the indicators."""
    begin = first_level(header)
    return next(token for token in header.tokens if token.column < begin and "project_name" in token.roles("form"))


def forms_of_list(header: TokenRow, lines: tuple[TokenRow, ...], above: tuple[TokenRow, ...]) -> list[TokenRow]:
    """The lines of the list as rows of forms; a cell that repeats what the project's first line prints is left out."""
    begin = first_level(header)
    heads = [token for token in header.tokens if token.column < begin]
    name_column = name_head(header).column
    columns = TokenRow(header.line_no, tuple(token for token in header.tokens if token.column >= begin), True)
    rows: list[TokenRow] = []
    printed: set[str] = set()
    unit: list[TokenRow] = []
    for order, line in enumerate(lines):
        if is_unit_line(header, lines[order : order + LINES_OF_UNIT]):
            unit = [unit_row(header, line)]
            continue
        left = [token for token in line.tokens if token.column < begin]
        name = next((token for token in left if token.column == name_column), None)
        if name is not None and name.text not in printed:
            printed = {token.text for token in left}
            rows.extend([*above, *unit, *(labelled(line, token, heads) for token in left), columns])
        else:
            rows.extend(TokenRow(line.line_no, (token,), False) for token in left if token.text not in printed)
        if rows and len(left) < len(line.tokens):
            rows.append(TokenRow(line.line_no, line.tokens[len(left) :], True))
    return rows or [header, *lines]


def unit_row(header: TokenRow, line: TokenRow) -> TokenRow:
    """The unit of the projects below it beside a label where the column is of units too; else a text of its own."""
    head = name_head(header)
    if UNIT_WORD not in head.text:
        return TokenRow(line.line_no, line.tokens, False)
    place = head.place._replace(char_end=head.place.char_start)  # the label of each name is still to be read there
    label = head._replace(place=place, labels=Labels((Label("form", "unit"),)))
    return TokenRow(line.line_no, (label, line.first), True)


def labelled(line: TokenRow, token: Token, heads: list[Token]) -> TokenRow:
    """A cell beside its column's label, as a form prints it."""
    head = next((head for head in heads if head.column == token.column), None)
    return TokenRow(line.line_no, (token,) if head is None else (head, token), head is not None)
