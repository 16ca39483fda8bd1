"""The top of a form that its later pages print once more: title, name and unit above the header of the same table.

Input: TokenRows, or a stream whose every token counts as a row. Output: which of them are such tops. Stage `parse`. A
form is never without money and goals between its name and its indicators where the form before it has them; what stands
there word for word as above the first header, while the form has no total yet, is the same form on its next page.
"""

from collections.abc import Sequence

from etl.parse.forms.titles import ROWS_FROM_TITLE_TO_NAME, titled_form_type
from etl.parse.labels.printed_kinds import unspaced
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.page_furniture import CONTINUED, PAGE_OF
from etl.parse.rows.stream_tokens import StreamToken

FEWEST_HEADERS = 2
CELLS_COMPARED = 24  # of a header and of the row below it
REACH = 40  # rows, or tokens, of a top that is printed again
OF_FORMS_BODY = ("fund_row", "fund_column", "goal", "sub_project_column")


def without_page_tops(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows without the tops that later pages print again."""
    gone = tops_printed_again(rows, vocabulary)
    return tuple(row for index, row in enumerate(rows) if index not in gone) if gone else rows


def without_tops_in_stream(stream: list[StreamToken], vocabulary: Vocabulary) -> list[StreamToken]:
    """The stream without the tops that later pages print again."""
    if sum(is_first_level(item.token) for item in stream) < FEWEST_HEADERS:
        return stream
    rows = [TokenRow(item.token.place.line_no, (item.token,), False) for item in stream]
    gone = tops_printed_again(rows, vocabulary)
    return [item for index, item in enumerate(stream) if index not in gone] if gone else stream


def tops_printed_again(rows: Sequence[TokenRow], vocabulary: Vocabulary) -> set[int]:
    """The positions of the rows between a form's indicators that only repeat its head above a repeated header."""
    headers = [index for index, row in enumerate(rows) if begins_header(row)]
    gone: set[int] = set()
    first, start = (headers or [0])[0], 0  # the first header of the form that is read, and where its head begins
    for header in headers[1:]:
        top = top_above(rows, header, first, rows[start:first], vocabulary)
        if top is not None and not has_total(rows, first, top) and not is_same_page(rows, first, header):
            gone.update(range(top, header))
        elif (begin := head_above(rows, header, first, vocabulary)) is not None:
            first, start = header, begin
    return gone


def begins_header(row: TokenRow) -> bool:
    """Whether a row begins a header of indicators."""
    return "indicator_column" in row.kinds and is_first_level(row.first)


def is_first_level(token: Token) -> bool:
    """Whether a text is the first column of a header of indicators."""
    return "level1" in token.roles("indicator_column")


def top_above(
    rows: Sequence[TokenRow], header: int, last: int, head: Sequence[TokenRow], vocabulary: Vocabulary
) -> int | None:
    """Where a top begins that ends right above a header: a title, a page's number, 附件5 or 项目名称, and only rows
    below it that stand in the form's head too, none of them of its body."""
    if rows[header - 1].is_kind(*OF_FORMS_BODY):  # as above most headers
        return None
    printed, found = {text_of(row) for row in head}, None
    for index in range(header - 1, max(last, header - REACH), -1):
        row = rows[index]
        if row.is_kind(*OF_FORMS_BODY) or not (is_page_mark(row) or text_of(row) in printed):
            break
        if is_page_mark(row) or begins_head(row, vocabulary) or is_annex_number(row, vocabulary):
            found = index
    return found


def head_above(rows: Sequence[TokenRow], header: int, last: int, vocabulary: Vocabulary) -> int | None:
    """Where the head of a header's own form begins: the title above the last name of a project with the number of its
    annex, or that name."""
    name = next((at for at in range(header - 1, last, -1) if "project_name" in rows[at].roles("form")), None)
    if name is None:
        return None
    above = range(name - 1, max(last, name - ROWS_FROM_TITLE_TO_NAME), -1)
    begin = next((at for at in above if titled_form_type(rows[at], vocabulary) is not None), name)
    return begin - 1 if begin - 1 > last and is_annex_number(rows[begin - 1], vocabulary) else begin


def is_annex_number(row: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether a row is a single word that stands above a title, as 附件5."""
    return len(row.tokens) == 1 and not row.kinds and vocabulary.is_ignorable(row.first.text)


def begins_head(row: TokenRow, vocabulary: Vocabulary) -> bool:
    """Whether a row may begin the head of a form."""
    return "project_name" in row.roles("form") or titled_form_type(row, vocabulary) is not None


def is_same_page(rows: Sequence[TokenRow], first: int, header: int) -> bool:
    """Whether the first indicators below two headers are the same: then the whole page is printed twice."""
    count = 0
    for above, below in zip(rows[first:header], rows[header:], strict=False):
        if text_of(above) != text_of(below):
            return False
        count += len(below.tokens)
        if count > CELLS_COMPARED:
            break
    return True


def is_page_mark(row: TokenRow) -> bool:
    """Whether a row prints the number of a page, or that a table goes on."""
    text = unspaced(row.first.text)
    return len(row.tokens) == 1 and (PAGE_OF.fullmatch(text) is not None or CONTINUED.fullmatch(text) is not None)


def has_total(rows: Sequence[TokenRow], first: int, last: int) -> bool:
    """Whether a total of points stands between two rows."""
    return any(row.is_kind("total") and not row.is_kind("level1", "level2") for row in rows[first:last])


def text_of(row: TokenRow) -> str:
    """What a row prints, without white space, and without the word that it goes on."""
    return CONTINUED.sub("", unspaced("".join([token.text for token in row.tokens])))
