"""Names of a form's head that a line end broke: 项目名称 ｜ 革命老区乡镇卫生院标准化建 above 设补助资金.

Input: tokens in printed order and which of them begin a line. Output: the tokens with such names in one. Stage `parse`.
A line belongs to the name above it where the name fills its line to the end and a label follows the rest of it.
"""

import re
from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_blank_mark, is_number
from etl.parse.labels.roles import NAMED_FIELDS
from etl.parse.labels.tokens import Token, TokenRow, whole_text

SHORTEST_BROKEN, LONG_NAME, LONGEST_REST = 10, 14, 30
FEWEST_TORN = 4  # where so many labels of columns are torn, the cells of the names are narrow too
SHORTEST_IN_NARROW = 8
SHORTEST_IN_ROW = 4  # behind another label: where cells are printed whole, nothing but its own rest stands below it
# What may name a block or a field of the form, and what goes on no name: a prompt, a title, a date or a sentence.
BLOCK = re.compile(r"万?元[)）]$|(?:情况|资金|目标|指标|预算|执行|构成|来源|安排|支出|收入|绩效|内容|依据|概况)$")
FIELD = re.compile(
    r"(?:属性|类型|类别|性质|分类|编码|代码|编号|电话|负责人|联系人|日期|时间|期限|方式|范围|级次|科目|名称)$"
)
NO_REST = re.compile(r"^[(（【\[0-9〔]|[:：]|[表。]$|[0-9]{4}年")
MOST_LINES = 2


def with_whole_names(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with broken names in the row where they begin."""
    tokens = [token for row in rows for token in row.tokens]
    begins = [order == 0 for row in rows for order in range(len(row.tokens))]
    rests = broken_names(tokens, begins)
    if not rests:
        return rows
    gone = {number for numbers in rests.values() for number in numbers}
    whole: list[TokenRow] = []
    at = 0
    for row in rows:
        numbers = range(at, at + len(row.tokens))
        kept = tuple(whole_name(tokens, number, rests) for number in numbers if number not in gone)
        if kept or not row.tokens:
            is_changed = len(kept) < len(row.tokens) or rests.keys() & numbers
            whole.append(row.with_tokens(kept) if is_changed else row)
        at += len(row.tokens)
    return tuple(whole)


def broken_names(tokens: Sequence[Token], begins: Sequence[bool]) -> dict[int, list[int]]:
    """The numbers of the pieces of each broken name, by the number of its first one."""
    rests: dict[int, list[int]] = {}
    is_narrow = sum(is_torn_label(token) for token in tokens if token.further_places) >= FEWEST_TORN
    for number in range(1, len(tokens) - 1):
        label = tokens[number - 1]
        if not label.labels or set(NAMED_FIELDS).isdisjoint(label.roles("form")) or tokens[number].labels:
            continue
        text = tokens[number].text
        is_last_of_row = not begins[number - 1] and is_wide_as_rest(tokens, begins, number)
        if len(text) < (SHORTEST_IN_ROW if is_last_of_row else SHORTEST_IN_NARROW if is_narrow else SHORTEST_BROKEN):
            continue
        # where each line is one cell, the next lines may be a label in no list and its value
        is_shorter = number + 1 < len(tokens) and len(tokens[number + 1].text) <= len(text)
        is_in_line = is_last_of_row or not begins[number]
        most = MOST_LINES if is_in_line else int(len(text) >= LONG_NAME or (is_narrow and is_shorter))
        pieces: list[int] = []
        while len(pieces) < most and is_rest(tokens, begins, number + len(pieces) + 1):
            pieces.append(number + len(pieces) + 1)
        following = number + len(pieces) + 1
        if pieces and following < len(tokens) and ends_name(tokens, begins, following):
            rests[number] = pieces
    return rests


def is_wide_as_rest(tokens: Sequence[Token], begins: Sequence[bool], number: int) -> bool:
    """Whether the text below the last name of a row of names, alone on its line, is no wider than the name."""
    below = number + 1
    is_alone = below + 1 < len(tokens) and begins[below] and begins[below + 1]
    return is_alone and first_width(tokens[below]) <= first_width(tokens[number])


def first_width(token: Token) -> int:
    """How many characters the first line of a text has."""
    return token.place.char_end - token.place.char_start


def ends_name(tokens: Sequence[Token], begins: Sequence[bool], following: int) -> bool:
    """Whether a label follows the rest of a name: a field of the head, or a block below a rest that names none."""
    if FIELD.search(tokens[following - 1].text):
        return False
    if tokens[following].is_kind("form"):
        return True
    is_block = tokens[following].is_kind("side", "fund_column", "goal") and begins[following]
    return is_block and not BLOCK.search(tokens[following - 1].text)


def is_torn_label(token: Token) -> bool:
    """Whether a line end tore the label of a column: 年初预 ｜ 算数."""
    return token.is_kind("fund_column", "indicator_column") and len({place.line_no for place in token.places}) > 1


def is_rest(tokens: Sequence[Token], begins: Sequence[bool], number: int) -> bool:
    """Whether a token begins a line and can be the rest of a name."""
    if number >= len(tokens) or not begins[number] or tokens[number].labels:
        return False
    text = tokens[number].text
    return len(text) <= LONGEST_REST and not is_number(text) and not is_blank_mark(text) and not NO_REST.search(text)


def whole_name(tokens: Sequence[Token], number: int, rests: dict[int, list[int]]) -> Token:
    """The token with the pieces of its name."""
    pieces = [tokens[rest] for rest in rests.get(number, ())]
    return whole_text([tokens[number], *pieces]) if pieces else tokens[number]
