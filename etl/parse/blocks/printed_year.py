"""The year that a text above a form prints: 2023年度, 2O23年, 2 0 2 3 年, 二〇二三年度.

Input: one text. Output: the year, with the reason where it was repaired, or that the text prints a span of years or a
part of one. Stage `parse`.
"""

import re
from typing import NamedTuple

from etl.parse.labels.printed_kinds import half_width

YEAR = re.compile(r"((?:19|20)\d\d)\s*\)?\s*年(?!\d{1,2}月\d{1,2}日)(度?)")  # (2020)年度 too
SPAN = re.compile(r"(?:19|20)\d\d\s{0,2}年?度?\s{0,2}[-—–~至]\s{0,2}(?:19|20)\d\d\s{0,2}年")
WHOLE = r"0?1月?\s{0,2}[-—–~至到]\s{0,2}12月"
MONTHS = rf"(?!{WHOLE})\d{{1,2}}月?份?\s{{0,2}}[-—–~至到]\s{{0,2}}\d{{1,2}}月"
PART = re.compile(
    rf"(?:19|20)\d\d\s{{0,2}}年?度?\s{{0,2}}[(（]?\s{{0,2}}(?:{MONTHS}|[上下]半年|[第前]?[一二三四1-4]个?季度)"
)
DAMAGED = re.compile(r"(?<![A-Za-z0-9])2[0OoQ][0-9OoQlI|]{2}(?=\s{0,4}年)")
LETTERS = str.maketrans("OoQlI|", "000111")
IN_WORDS = re.compile(r"(?:一九|二[〇○零0O])[〇○零一二三四五六七八九0O]{2}(?=\s{0,4}年)")
NUMERALS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
SET_WIDE = re.compile(r"(?<!\d)(?:1\s{1,3}9|2\s{1,3}0)\s{1,3}\d\s{1,3}\d(?=\s{0,4}年)")
YEAR_UNCLEAR = "fiscal_year_unclear"
PART_OF_YEAR = "标题印的只是一年中的一段时间（{text}），数字不能与全年的表相比，年度留空，原文保留。"
YEAR_IN_WORDS = "年份印的是汉字数字，按数字读"
LETTERS_IN_YEAR = "年份里的字母是识别错字，按数字读"


class PrintedYear(NamedTuple):
    """A year, the reason of its repair, and whether it is called 年度: the year that a form is about."""

    year: str
    repair: str | None
    is_of_form: bool


def printed_year(text: str) -> PrintedYear | None:
    """The first year of a text; None where it prints none, a span of years, or a part of one: what is done in half a
    year is not to be compared with years."""
    mended = with_digits(text)
    found = YEAR.search(mended)
    if found is None or SPAN.search(mended) or PART.search(mended):
        return None
    narrow = set_narrow(text)
    if found.group(1) in narrow:
        return PrintedYear(found.group(1), None, bool(found.group(2)))
    return PrintedYear(
        found.group(1), YEAR_IN_WORDS if IN_WORDS.search(narrow) else LETTERS_IN_YEAR, bool(found.group(2))
    )


def set_narrow(text: str) -> str:
    """The text half width, a year that is set wide without its blanks."""
    return SET_WIDE.sub(lambda found: "".join(found.group().split()), half_width(text))


def with_digits(text: str) -> str:
    """The same with a year in words in figures, and the letters in a year that recognition took for digits as those
    digits: 2O22年."""
    in_figures = IN_WORDS.sub(lambda found: found.group().translate(NUMERALS), set_narrow(text))
    return DAMAGED.sub(lambda found: found.group().translate(LETTERS), in_figures)


def prints_span(text: str) -> bool:
    """Whether a text prints several years as one span: 2021-2023年度."""
    return SPAN.search(half_width(text)) is not None


def prints_part(text: str) -> bool:
    """Whether a text prints a part of a year: 2023年1-6月, 2023年上半年, but not 2023年1-12月."""
    return PART.search(with_digits(text)) is not None
