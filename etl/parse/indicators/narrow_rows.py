"""Rows of a stream whose narrow cells came apart, so that where a name, a target or a result ends is not certain.

Input: the rows cut out of a stream, and all rows of their form. Output: the rows without what is not certain; it is
reported as without a column. Stage `parse`. Only where line ends tore the labels of several columns: 成本与工作 above
内容匹配程 above 度 may be a name, or a name and its target; ≥860 above 0 人 is one number or two.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from etl.parse.indicators.indicator_row import IndicatorRow
from etl.parse.labels.printed_kinds import OPERATOR, begins_with_word, half_width, is_number
from etl.parse.labels.roles import LEVELS, REASON
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.rows.join_broken_names import FEWEST_TORN, is_torn_label
from etl.parse.rows.reasons_over_lines import is_shorter, is_value
from etl.parse.rows.stream_tokens import VALUES_OF_A_LETTER

NAME, TARGET, RESULT = WORDS = ("level3", "target", "actual")
VALUES = (TARGET, RESULT)
POINT = "."


def take_back_torn_cells(rows: Sequence[IndicatorRow], printed: Sequence[TokenRow]) -> None:
    """Take back name, target and result of each row where it is not certain which line is whose, and target and result
    alone where numbers are torn."""
    tokens = [token for row in printed for token in row.tokens]
    if sum(map(is_torn_label, tokens)) < FEWEST_TORN:
        return
    in_line = Counter(token.place.line_no for token in tokens)
    for row, following in pairwise(rows):
        if not following.has(*LEVELS) and may_go_on_as_name(row, following, in_line):
            for role in WORDS:
                following.take_back(role)
            row.take_back(REASON)
    for row in rows:
        name, *values = (row.tokens.get(role, []) for role in WORDS)
        if any(map(is_value, name[1:])) or any(map(is_lone_letter, values)) or are_torn_words(row, in_line):
            for role in WORDS:
                row.take_back(role)
        elif any(map(holds_torn_number, values)):
            for role in VALUES:
                row.take_back(role)


def may_go_on_as_name(row: IndicatorRow, following: IndicatorRow, in_line: Counter[int]) -> bool:
    """Whether the reason of a row and the name of the next one stand alone on lines below each other, the end of the
    one no shorter than the beginning of the other: where the name begins is not certain."""
    ends, begins = row.tokens.get(REASON, [])[-1:], following.tokens.get(NAME, [])[:1]
    if not ends or not begins or in_line[begins[0].place.line_no] > 1:
        return False
    last = ends[0].places[-1].line_no
    is_below = begins[0].place.line_no == last + 1 and in_line[last] <= 1
    return is_below and not ends[0].further_places and not is_shorter(ends[0], begins[0])


def is_lone_letter(value: Sequence[Token]) -> bool:
    """Whether a value is one letter that says nothing by itself: 善 of 有所改 ｜ 善."""
    text = value[0].text if len(value) == 1 else ""
    return len(text) == 1 and begins_with_word(text) and text not in VALUES_OF_A_LETTER


def holds_torn_number(value: Sequence[Token]) -> bool:
    """Whether a value ends with a decimal point, or is two numbers: ≥420. above 5公里."""
    is_open = any(token.text.endswith(POINT) and any(map(str.isdigit, token.text)) for token in value[-1:])
    begins = [half_width(OPERATOR.sub("", token.text)).strip()[:1].isdigit() for token in value]
    return is_open or (sum(begins) > 1 and not any("月" in token.text for token in value))


def are_torn_words(row: IndicatorRow, in_line: Counter[int]) -> bool:
    """Whether words of two columns stand alone on lines below each other, the first no shorter than the second: then
    they may be one text: 疫情期 above 间暂停聚集性. Two equal texts are target and result."""
    words = [(role, token) for role in WORDS for token in row.tokens.get(role, ())]
    target, result = ([token.text for token in row.tokens.get(role, ())] for role in VALUES)
    if target and target == result:
        return False
    for (role, token), (other, following) in pairwise(words):
        if role == other or any(map(is_value, (token, following))) or is_number(following.text):
            continue
        are_alone = in_line[token.place.line_no] == in_line[following.place.line_no] == 1
        if are_alone and not token.further_places and not is_shorter(token, following):
            return True
    return False
