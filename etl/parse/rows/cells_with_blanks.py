"""Cells with a blank inside, in documents that print one cell a line, or a page's layout: there a blank parts no cells.

Input: the lines of a document as printed and cut at their blanks. Output: the cuts without those inside a cell. Stage
`parse`. Lines that hold a label and its value, or several values, stay cut in such a document too. Blanks beside
numbers are set by a program, 较上年减少 15 处: where the indicators' header stands one label a line they part
nothing, nor do single ones among the wide blanks of a page's layout.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_measured, is_number, is_unit
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.rows.aligned_rests import are_laid_out
from etl.parse.rows.laid_out_cells import GAP
from etl.parse.rows.values_with_blanks import one_token

FEWEST_LINES = 24  # fewer may be a heading and its notes
MOST_CUT = 6  # one line in so many may hold a blank where lines are cells
BEGINS_WITH_YEAR = re.compile(r"(?:19|20)[0-9]{2} 年")
COLUMNS = ("indicator_column", "fund_column")
LONGEST_UNIT = 3
TIMES = frozenset("年月日")
FEWEST_LABELS = 3  # of a header that stands one label a line
WORDS = "[\u3001-\u9fff（），：]"
SET_BLANK = re.compile(rf"(?<={WORDS}) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=%|{WORDS})|(?<=[≥≤＞＜=]) (?=[0-9])")


def with_whole_cells(rows: Sequence[TokenRow], cut: Sequence[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The tokens of each line; those of a line that is one cell as one token."""
    if not are_cells(rows, cut):
        return list(cut)
    is_set = has_header_of_lines(rows)
    return [
        row.tokens if is_cell(row, tokens) or (is_set and is_spaced_text(row, tokens)) else tokens
        for row, tokens in zip(rows, cut, strict=True)
    ]


def are_cells(rows: Sequence[TokenRow], cut: Sequence[tuple[Token, ...]]) -> bool:
    """Whether nearly every line of the document is one piece, so that a line is a cell."""
    if any(row.is_tabular for row in rows) or len(rows) < FEWEST_LINES:
        return False
    is_set = has_header_of_lines(rows)
    parted = (
        len(tokens) > 1 and not (is_set and is_spaced_text(row, tokens)) for row, tokens in zip(rows, cut, strict=True)
    )
    return MOST_CUT * sum(parted) <= len(rows)


def has_header_of_lines(rows: Sequence[TokenRow]) -> bool:
    """Whether labels of the indicators' columns stand one a line below each other."""
    heads = [len(row.tokens) == 1 and row.first.is_kind("indicator_column") for row in rows]
    return any(all(heads[at : at + FEWEST_LABELS]) for at in range(len(heads) - FEWEST_LABELS + 1))


def is_spaced_text(row: TokenRow, tokens: tuple[Token, ...]) -> bool:
    """Whether every blank of a line is one that a program sets beside numbers or Latin words, and no piece a label."""
    if len(row.tokens) != 1 or len(tokens) < 2 or any(token.labels for token in tokens):
        return False
    if sum(has_unit(token.text) for token in tokens) > 1:
        return False
    if is_number(tokens[0].text) and BEGINS_WITH_YEAR.match(row.first.text) is None:
        return False
    return " " not in SET_BLANK.sub("", row.first.text)


def is_cell(row: TokenRow, tokens: tuple[Token, ...]) -> bool:
    """Whether a line that blanks part is one label, or one text: no piece behind its first is a label or a value."""
    if len(row.tokens) != 1 or len(tokens) < 2:
        return False
    if row.first.labels:
        return True
    return not (tokens[0].labels or is_number(tokens[0].text)) and not any(map(can_be_cell, tokens[1:]))


def with_laid_out_cells(cut: Sequence[tuple[Token, ...]], lines: tuple[str, ...]) -> list[tuple[Token, ...]]:
    """The tokens of each line; where wide blanks part the header and the line, those that a single set blank parts are
    one cell, as far as neither is a number that may be a cell."""
    heads = [sum(token.is_kind(*COLUMNS) for token in tokens) >= FEWEST_LABELS for tokens in cut]
    is_wide = next((are_laid_out(tokens, lines) for tokens, is_head in zip(cut, heads, strict=True) if is_head), False)
    whole: list[tuple[Token, ...]] = []
    for tokens, is_head in zip(cut, heads, strict=True):
        is_wide = are_laid_out(tokens, lines) if is_head else is_wide
        is_cut = is_wide and not is_head and len(tokens) > 1 and GAP in lines[tokens[0].place.line_no - 1].rstrip()
        whole.append(with_set_blanks(tokens, lines) if is_cut else tokens)
    return whole


def with_set_blanks(tokens: tuple[Token, ...], lines: tuple[str, ...]) -> tuple[Token, ...]:
    """One line with the pieces joined that a single set blank parts: 12 ｜ 月工资, 全乡 ｜ 14 ｜ 个村. A number behind
    words is of them where a set blank stands behind it too."""
    is_set = [are_parted_by_set_blank(before, token, lines) for before, token in pairwise(tokens)]
    whole = list(tokens[:1])
    for order, token in enumerate(tokens[1:], start=1):
        is_last_number = is_number(token.text) and not any(is_set[order : order + 1])
        is_first_number = is_number(whole[-1].text) and not begins_with_unit(token.text)
        if is_set[order - 1] and not is_last_number and not is_first_number:
            whole[-1] = one_token(whole[-1], token, lines)
        else:
            whole.append(token)
    return tuple(whole)


def are_parted_by_set_blank(before: Token, token: Token, lines: tuple[str, ...]) -> bool:
    """Whether two texts of a line, no label and no value with its unit, are parted by one blank that a program sets."""
    if any(one.labels or has_unit(one.text) for one in (before, token)):
        return False
    if before.place.line_no != token.place.line_no or before.column != token.column:
        return False
    between = lines[token.place.line_no - 1][before.place.char_end - 1 : token.place.char_start + 1]
    return len(between) == len("a b") and SET_BLANK.search(between) is not None


def has_unit(text: str) -> bool:
    """Whether a text is a value with its unit."""
    return is_measured(text) and not is_number(text)


def begins_with_unit(text: str) -> bool:
    """Whether words begin with a unit, as 个行政村 and 月发放 do."""
    return any(is_unit(text[:size]) or text[:size] in TIMES for size in range(1, LONGEST_UNIT + 1))


def can_be_cell(token: Token) -> bool:
    """Whether a piece is a cell whatever stands before it: a label, a value or a mark for nothing."""
    text = token.text
    return bool(token.labels) or is_measured(text) or has_operator(text) or is_number(text) or is_blank_mark(text)
