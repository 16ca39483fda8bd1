"""Indicator tables that head their names 绩效内容: 绩效目标 ｜ 评价指标 ｜ 绩效内容 ｜ 绩效标准 ｜ 全年绩效目标.

Input: the TokenRows of a document and its lines. Output: the same, the header's words as columns, the fields above it
as fields, and the rows below it without the form's own numbers (目标1). Stage `parse`. The words are common ones (a
goal is named 绩效目标 elsewhere): they are columns only where a header prints nothing else, and 绩效内容 among them.
"""

from etl.parse.forms.titles import ROWS_FROM_TITLE_TO_NAME, titled_form_type
from etl.parse.indicators.numbered_goals import ENDING_KINDS, bare_row, placed_lines, with_level1_repeated
from etl.parse.labels.content_words import ContentWords, load_content_words
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Labels, Vocabulary
from etl.parse.rows.spaced_tokens import spaced_tokens

COLUMN = "indicator_column"
ROLES_OF_CONTENT = {"level3", "target"}
FIELD_KINDS = ("form", "goal")
LONGEST_HEADER, FEWEST_COLUMNS = 120, 3


def with_content_headers(
    rows: tuple[TokenRow, ...], lines: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[TokenRow, ...]:
    """The rows with such tables as other forms print them; all other rows stay as they are."""
    words = load_content_words()
    headers = {
        index: header
        for index, row in enumerate(rows)
        if (header := content_header(row, lines, words, vocabulary)) is not None
    }
    changed = list(rows)
    for index, header in reversed(headers.items()):
        end, below = table_below(rows, index, header, lines, words, vocabulary)
        if not below:
            continue
        changed[index:end] = [header, *below]
        for above in range(index - 1, max(-1, index - 1 - ROWS_FROM_TITLE_TO_NAME), -1):
            if titled_form_type(rows[above], vocabulary) is not None or above in headers:
                break
            changed[above] = head_row(rows[above], lines, words, vocabulary)
    return tuple(changed)


def content_header(
    row: TokenRow, lines: tuple[str, ...], words: ContentWords, vocabulary: Vocabulary
) -> TokenRow | None:
    """The row as a header of placed columns, where it prints nothing else and 绩效内容 over its names; else None."""
    if not row.tokens or is_number(row.tokens[-1].text):  # as most rows end
        return None
    if row.is_tabular and len(row.tokens) < FEWEST_COLUMNS:
        return None
    if len("".join([token.text for token in row.tokens])) > LONGEST_HEADER:
        return None
    tokens = row.tokens if row.is_tabular else spaced_tokens(row, lines, vocabulary)
    folded = [vocabulary.fold(token.text) for token in tokens]
    if words.names.isdisjoint(folded):
        return None
    columns = [
        token._replace(labels=words.columns.get(text) or Labels(x for x in token.labels if x.kind == COLUMN))
        for token, text in zip(tokens, folded, strict=True)
    ]
    if not row.is_tabular:
        columns = [token._replace(column=order) for order, token in enumerate(columns, start=1)]
    header = TokenRow(row.line_no, tuple(columns), True, row.width)
    roles = header.roles(COLUMN)
    is_whole = all(token.labels for token in columns) and roles >= ROLES_OF_CONTENT
    return header if is_whole and not roles.isdisjoint(("level1", "level2")) else None


def table_below(
    rows: tuple[TokenRow, ...],
    index: int,
    header: TokenRow,
    lines: tuple[str, ...],
    words: ContentWords,
    vocabulary: Vocabulary,
) -> tuple[int, list[TokenRow]]:
    """The rows of the table below the header at this index, and the index behind them; no rows where none is told."""
    if not rows[index].is_tabular:
        below = placed_lines(header, rows[index + 1 :], lines, words, vocabulary)
        return index + 1 + len(below), [one for parts in below for one in parts]
    end = index + 1
    while end < len(rows) and rows[end].is_tabular and not rows[end].is_kind(*ENDING_KINDS):
        end += 1
    bare = [bare_row(row, words, vocabulary) for row in rows[index + 1 : end]]
    return end, with_level1_repeated([row for row in bare if row.tokens], words, vocabulary)


def head_row(row: TokenRow, lines: tuple[str, ...], words: ContentWords, vocabulary: Vocabulary) -> TokenRow:
    """A row above the table: its labels as fields, and where blanks part label and value in a line, both as tokens."""
    tokens = [as_field(token, words, vocabulary) for token in spaced_tokens(row, lines, vocabulary)]
    if row.is_tabular:
        return TokenRow(row.line_no, tuple(tokens), True, row.width)
    if len(row.tokens) != 1 or len(tokens) < 2 or not tokens[0].is_kind(*FIELD_KINDS):
        return row
    parted: list[Token] = []
    for token in tokens:
        before = parted[-1] if parted else None
        if before is None or before.labels or token.is_kind(*FIELD_KINDS):
            parted.append(token)
            continue
        place = before.place._replace(char_end=token.place.char_end)
        text = " ".join(lines[place.line_no - 1][place.char_start : place.char_end].split())
        parted[-1] = before._replace(text=text, place=place)
    return TokenRow(row.line_no, tuple(parted), False)


def as_field(token: Token, words: ContentWords, vocabulary: Vocabulary) -> Token:
    """The token with the field that its text names above such a table."""
    field = words.fields.get(vocabulary.fold(token.text))
    return token if field is None else token._replace(labels=field)
