"""The rows of a table whose names the form numbers: 产出 数量目标 目标1 〈name〉 〈standard〉 〈target〉.

Input: the header's row and the rows below it. Output: the rows without the numbers, lines cut at their blanks with each
cell in its column. Stage `parse`. The number tells a line where its cells begin. What a line prints counts only where
it has a cell for every column and no other line goes on with it; of any other, only the names of levels do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.parse.labels.content_words import ContentWords
from etl.parse.labels.roles import NAMES
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels, Vocabulary
from etl.parse.rows.spaced_tokens import spaced_tokens

ENDING_KINDS = ("total", "form", "fund_column", "indicator_column")
NUMBER = re.compile(r"目标\s?\d{1,2}\s?[:：、.．]?")
NUMBERED_NAME = re.compile(r"目标\s?\d{1,2}\s?[:：、.．]\s?(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: its names of levels, its cells, and whether it prints a number."""

    row: TokenRow
    levels: dict[str, Token]
    cells: tuple[Token, ...]
    is_numbered: bool


def placed_lines(
    header: TokenRow, rows: Sequence[TokenRow], lines: tuple[str, ...], words: ContentWords, vocabulary: Vocabulary
) -> list[list[TokenRow]]:
    """For each line of the table below the header its rows; nothing where its names are not numbered."""
    order = [next(iter(token.roles("indicator_column"))) for token in header.tokens]
    if tuple(order[: len(NAMES)]) != NAMES:
        return []
    read: list[Line] = []
    goes_on: set[int] = set()
    for row in rows:
        line = line_of(row, lines, words, vocabulary)
        is_next = row.line_no == (read[-1].row.line_no if read else header.line_no) + 1
        if row.is_tabular or (line.cells and line.cells[0].is_kind(*ENDING_KINDS)):
            break
        if not line.levels and not line.is_numbered:
            if not is_next or not read:
                break
            goes_on.update((len(read) - 1, len(read)))
        read.append(line)
    if not any(line.is_numbered for line in read):
        return []
    read = with_level1_carried(read, words, vocabulary)
    is_last = len(read) == len(rows)
    return [
        rows_of(line, header, is_whole=number not in goes_on, is_cut=is_last and number == len(read) - 1)
        for number, line in enumerate(read)
    ]


def line_of(row: TokenRow, lines: tuple[str, ...], words: ContentWords, vocabulary: Vocabulary) -> Line:
    """What a line prints."""
    tokens = [as_level(token, words, vocabulary) for token in spaced_tokens(row, lines, vocabulary)]
    levels: dict[str, Token] = {}
    if tokens and is_level1(tokens):
        levels["level1"] = tokens.pop(0)
    if tokens and tokens[0].is_kind("level2"):
        levels["level2"] = tokens.pop(0)
    is_numbered = bool(tokens) and NUMBER.fullmatch(tokens[0].text) is not None
    if is_numbered:
        tokens.pop(0)
    return Line(row, levels, tuple(tokens), is_numbered)


def is_level1(tokens: Sequence[Token]) -> bool:
    """Whether the first token is a name of level 1; one that may be of level 2 too is so only before another."""
    first = tokens[0]
    return first.is_kind("level1") and (
        not first.is_kind("level2") or (len(tokens) > 1 and tokens[1].is_kind("level2"))
    )


def as_level(token: Token, words: ContentWords, vocabulary: Vocabulary) -> Token:
    """The token as a name of level 1 where it is one below such a header only."""
    folded = vocabulary.fold(token.text)
    return token._replace(labels=Labels([Label("level1", folded)])) if folded in words.levels else token


def without_number(token: Token) -> Token:
    """A name without the form's number before it."""
    return token._replace(text=NUMBERED_NAME.sub("", token.text, count=1))


def rows_of(line: Line, header: TokenRow, *, is_whole: bool, is_cut: bool) -> list[TokenRow]:
    """The line as a row of placed cells; where it is not whole, its cells stand on a row that nobody reads.

    A cell alone is the name, which stands first; in the document's last line it may be cut.
    """
    columns = [token.column for token in header.tokens]
    placed = [token._replace(column=columns[NAMES.index(role)]) for role, token in line.levels.items()]
    room = columns[NAMES.index("level3") :]
    count = 0
    if is_whole and line.is_numbered:
        count = len(room) if len(line.cells) == len(room) else int(len(line.cells) == 1 and not is_cut)
    placed += [token._replace(column=column) for token, column in zip(line.cells[:count], room, strict=False)]
    made = [TokenRow(line.row.line_no, tuple(placed), True)] if placed else []
    unread = line.cells[count:]
    return [*made, TokenRow(line.row.line_no, unread, False)] if unread else made


def with_level1_carried(read: list[Line], words: ContentWords, vocabulary: Vocabulary) -> list[Line]:
    """The lines with a name of level 1 that only such tables print on the later lines of its block too."""
    carried: list[Line] = []
    current: Token | None = None
    for line in read:
        printed = line.levels.get("level1")
        current = printed or current
        if current is None or printed or not is_under(line.levels.get("level2"), current, words, vocabulary):
            carried.append(line)
        else:
            carried.append(replace(line, levels={"level1": current, **line.levels}))
    return carried


def is_under(level2: Token | None, level1: Token | None, words: ContentWords, vocabulary: Vocabulary) -> bool:
    """Whether a name of level 2 may stand under a name of level 1 that only such tables print."""
    if level1 is None or level2 is None:
        return False
    return vocabulary.fold(level2.text) in words.levels.get(vocabulary.fold(level1.text), ())


def bare_row(row: TokenRow, words: ContentWords, vocabulary: Vocabulary) -> TokenRow:
    """A row of cells without the form's numbers."""
    kept = tuple(
        without_number(as_level(token, words, vocabulary)) for token in row.tokens if not NUMBER.fullmatch(token.text)
    )
    return TokenRow(row.line_no, kept, True, row.width)


def with_level1_repeated(rows: list[TokenRow], words: ContentWords, vocabulary: Vocabulary) -> list[TokenRow]:
    """The rows of cells with a name of level 1 that only such tables print on the later rows of its block too."""
    repeated: list[TokenRow] = []
    current: Token | None = None
    for row in rows:
        is_printed = is_level1(row.tokens)
        current = row.first if is_printed else current
        if current is None or is_printed or not is_under(row.first, current, words, vocabulary):
            repeated.append(row)
        else:
            repeated.append(TokenRow(row.line_no, (current, *row.tokens), True, row.width))
    return repeated
