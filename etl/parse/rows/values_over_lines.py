"""Cells that a narrow column breaks over lines: ≥4.5 above 万人次, 2022 above 年 12 ｜ 月, 90 above %.

Input: the tokens of printed lines, and these lines. Output: the same, each such cell whole in the line it begins in.
Stage `parse`. A unit goes on only the one value of its line: behind several a name's rest may stand. No cell of a
page's layout goes on so, nor any value where the form has a column of units.
"""

import re
from collections.abc import Sequence

from etl.parse.labels.printed_kinds import (
    OPERATOR,
    begins_with_word,
    half_width,
    is_figure,
    is_number,
    is_quantity,
    is_unit,
)
from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.laid_out_cells import GAP
from etl.parse.rows.line_step import line_step
from etl.parse.rows.reasons_over_lines import with_reasons_over_lines
from etl.parse.rows.values_with_blanks import APART, SHARE, TIME_END, UNIT_BEGUN

YEAR, YEAR_AND_MONTH = re.compile(r"(?:19|20)[0-9]{2}"), re.compile(r"(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2}")
MONTH = re.compile(r"[1-9]|1[0-2]")
OF_YEAR, OF_MONTH = re.compile("年(?:度|[初末底])?"), re.compile(f"月{TIME_END}")
MONTH_BEGUN, DAY = re.compile(r"(?:(?:19|20)[0-9]{2} ?年 ?)?(?:[1-9]|1[0-2]) ?月"), re.compile(r"[12]?[0-9]|3[01]")
MONTH_AND_DAY = re.compile(f"{MONTH_BEGUN.pattern} ?{DAY.pattern}")
PART_OF_MONTH, BEFORE = "初末底", re.compile(r"[初末底]?(?:之?前|以前)")
DAY_UNIT, OF_DAY = "日", re.compile(f"日{TIME_END}")
UNIT_PER = re.compile(r"[0-9][0-9.,]{0,14}\s?(?P<unit>[\u4e00-\u9fff]{1,3}/[\u4e00-\u9fff]{1,3})")  # 2300元/平方 ｜ 米
BRACKET = re.compile(r"[(（][^()（）]{1,4}[)）]")  # 85 台 above （套）
FEWEST_GOALS, MOST_PIECES = 2, 4
UPRIGHT = "年"  # also the first letter of 年 ｜ 度 ｜ 目 ｜ 标 set upright
Line = tuple[Token, ...]


def with_values_over_lines(lines: Sequence[Line], printed: tuple[str, ...], vocabulary: Vocabulary) -> list[Line]:
    """The lines; what stands behind a unit that goes on the line above it goes there too."""
    lines = with_goals_over_lines(with_reasons_over_lines(lines, printed, vocabulary), vocabulary)
    if any(not APART.isdisjoint(token.roles("indicator_column")) for tokens in lines for token in tokens):
        return list(lines)
    whole: list[Line] = []
    step = line_step(printed)
    above = -1
    for tokens in lines:
        whole.append(tokens)
        if not tokens:
            continue
        if above >= 0:
            whole[above] = with_unit_begun(with_day_begun(whole[above], tokens[0], vocabulary), tokens[0], vocabulary)
        if above >= 0 and goes_on_below(whole[above], tokens[0], printed, step):
            value, rest = whole_label([whole[above][-1], tokens[0]], vocabulary), tokens[1:]
            if rest and tokens[0].text == "年" and MONTH.fullmatch(half_width(rest[0].text)):
                value, rest = whole_label([value, rest[0]], vocabulary), rest[1:]
            whole[above], whole[-1] = (*whole[above][:-1], value, *rest), ()
        else:
            above = len(whole) - 1
    return whole


def with_goals_over_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines with the name of the block whole beside the goals, each of whose lines begins with a piece of it, and
    these whole where every line has a piece of each: 年度总体 ｜ 新建2座 ｜ 新建2座 above 目标 ｜ 5仓 ｜ 4仓."""
    whole = list(lines)
    for at in range(1, len(whole) - 1):
        header, first = whole[at - 1], whole[at]
        if len(header) < FEWEST_GOALS or len(first) < FEWEST_GOALS or not any(t.is_kind("goal") for t in header):
            continue
        below = whole[at : at + MOST_PIECES]
        most = next((order for order, row in enumerate(below) if not row), len(below))
        for count in range(most, 1, -1):
            name = whole_label([row[0] for row in below[:count]], vocabulary)
            if name.is_kind("goal", "side"):
                whole[at : at + count] = goals_beside(name, [row[1:] for row in below[:count]], vocabulary)
                break
    return whole


def goals_beside(name: Token, rows: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines of goals behind the name of their block: one, where each has a piece of every goal."""
    if any(len(row) != len(rows[0]) for row in rows):
        return [(name, *rows[0]), *rows[1:]]
    texts = [whole_label(pieces, vocabulary) for pieces in zip(*rows, strict=True)]
    return [(name, *texts), *[()] * (len(rows) - 1)]


def with_day_begun(above: Line, token: Token, vocabulary: Vocabulary) -> Line:
    """The line above with month and day whole where their unit is on the next line: 12月 ｜ 15 above 日."""
    if len(above) < len(("12月", "15")) or token.text[:1] != DAY_UNIT or not OF_DAY.fullmatch(half_width(token.text)):
        return above
    month, day = above[-2:]
    is_date = MONTH_BEGUN.fullmatch(half_width(month.text)) and DAY.fullmatch(half_width(day.text))
    return (*above[:-2], whole_label([month, day], vocabulary)) if is_date else above


def with_unit_begun(above: Line, token: Token, vocabulary: Vocabulary) -> Line:
    """The line above with the number whole that a blank parts from the unit's beginning: 3.9 ｜ 万 above 人次."""
    if len(above) < len(("3.9", "万")) or above[-1].labels or not is_number(OPERATOR.sub("", above[-2].text)):
        return above
    if is_unit(above[-1].text) or not is_unit(half_width(above[-1].text + token.text)):
        return above
    return (*above[:-2], whole_label(above[-2:], vocabulary))


def goes_on_below(above: Line, token: Token, printed: tuple[str, ...], step: int) -> bool:
    """Whether a line begins with the unit, or its rest, of the value that ends the line above it."""
    last = above[-1]
    line_no = last.places[-1].line_no
    if token.labels or last.labels or token.place.line_no != line_no + step or GAP in printed[line_no - 1].strip():
        return False
    text, unit = half_width(last.text), half_width(token.text)
    number = text[found.end() :].strip() if (found := OPERATOR.match(text)) else text
    if BRACKET.fullmatch(unit) and is_quantity(number.replace(" ", "")):
        return not any(is_figure(other.text) or is_quantity(other.text) for other in above[:-1])
    if SHARE.fullmatch(unit):
        return is_number(number)
    if MONTH_BEGUN.fullmatch(number.rstrip(PART_OF_MONTH)) and BEFORE.fullmatch(unit):
        return True
    if MONTH_AND_DAY.fullmatch(number):
        return OF_DAY.fullmatch(unit) is not None
    if any(is_figure(other.text) or is_quantity(other.text) for other in above[:-1]):
        return False
    if YEAR.fullmatch(number) or YEAR_AND_MONTH.fullmatch(number):
        return (OF_YEAR if YEAR.fullmatch(number) else OF_MONTH).fullmatch(unit) is not None
    if unit == UPRIGHT:
        return False
    begun = UNIT_BEGUN.fullmatch(number) or UNIT_PER.fullmatch(number)
    is_word = begins_with_word(unit) or unit.startswith("/")
    return is_word and is_unit(begun["unit"] + unit) if begun else is_number(number) and is_unit(unit)
