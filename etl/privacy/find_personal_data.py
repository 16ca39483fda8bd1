"""Finds what tells of a person in a printed text: numbers to reach or to identify one, and names beside their labels.

Input: a text, lines joined by line ends, cells by tabs. Output: spans of characters to cover. Precision before recall
where money could be met: a number that could be an amount is personal only beside a label that says so. Labels, and the
words of the forms that begin like a name, are in `etl/reference/personal_data.csv`; surnames in `surnames.csv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.privacy.folded_text import fold
from etl.privacy.personal_columns import find_below_headers
from etl.privacy.personal_patterns import MOST_BETWEEN, Patterns, load_patterns

IDENTITY_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(
    r"(?<![\d.-])(?P<abroad>(?:\+|00)86[- ]?|86-|\(\+?86\) ?)?"
    r"1[3-9]\d(?:(?P<parted>[-. ])\d{4}(?P=parted)|-?\d{4})\d{4}(?!\d|\.\d|%|‰|\s*[万亿]?元)"
)
LANDLINE = re.compile(
    r"(?<![\d.-])(?:\(0\d{2,3}\) {0,2}|0\d{2,3} ?- ?|0(?:10|2\d|[3-9]\d\d) )"
    r"\d{3,4}[- ]?\d{4}(?:(?: ?转 ?|-)\d{1,6})?(?!\d|\.\d)"
)
E_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
CELL_BORDERS = ("", "\t", "\n", "|")
HEADER_REACH = 400  # characters: a header of a column stands so near above its values
ROUND_ENDING = "0000"  # an amount, unless a label calls it a telephone number
MOST_LISTED = 6  # names or numbers behind one label


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """What to cover: the characters start to end of the text; `is_name` for a person's name."""

    start: int
    end: int
    is_name: bool = False


def find_personal_data(text: str) -> list[PersonalSpan]:
    """The spans to cover, from left to right, none overlapping another."""
    folded, patterns = fold(text), load_patterns()
    below = (PersonalSpan(one.start, one.end, one.is_name) for one in find_below_headers(folded.text, patterns))
    found = sorted(
        [*find_numbers(folded.text), *find_names(folded.text, patterns), *below],
        key=lambda span: (span.start, -span.end),
    )
    apart: list[PersonalSpan] = []
    end = 0
    for span in found:
        if span.start >= end:
            apart.append(PersonalSpan(*folded.printed_span(span.start, span.end), span.is_name))
            end = span.end
    return apart


def find_numbers(text: str) -> Iterator[PersonalSpan]:
    """Telephone, identity and account numbers, and mail addresses."""
    patterns = load_patterns()
    for match in IDENTITY_NUMBER.finditer(text):
        if is_identity_number(re.sub("[ -]", "", match.group())):
            yield PersonalSpan(*match.span())
    for match in MOBILE.finditer(text):
        if match["abroad"] or match["parted"] in ("-", ".") or not is_alone_or_round(text, match):
            yield PersonalSpan(*match.span())
    for pattern in (LANDLINE, E_MAIL):
        yield from (PersonalSpan(*match.span()) for match in pattern.finditer(text))
    for pattern in (patterns.identity, patterns.account):
        yield from (PersonalSpan(*match.span(1)) for match in pattern.finditer(text))
    for match in patterns.labelled_number.finditer(text):
        yield from listed(text, match.span(1), patterns.next_number)
    for match in patterns.number_behind_name.finditer(text):
        if patterns.is_name(match[1]):
            yield PersonalSpan(*match.span(1), is_name=True)
            yield from listed(text, match.span(2), patterns.next_number)


def listed(text: str, first: tuple[int, int], following: re.Pattern[str]) -> Iterator[PersonalSpan]:
    """A number and those that are listed behind it."""
    yield PersonalSpan(*first)
    end = first[1]
    for _ in range(MOST_LISTED):
        match = following.match(text, end)
        if match is None:
            return
        yield PersonalSpan(*match.span(1))
        end = match.end()


def find_names(text: str, patterns: Patterns) -> Iterator[PersonalSpan]:
    """Persons' names that follow a label such as 负责人, and those that are listed behind them."""
    for pattern in patterns.name:
        for match in pattern.finditer(text):
            found: re.Match[str] | None = match
            for _ in range(MOST_LISTED):
                if found is None or not patterns.is_name(found[1]):
                    break
                yield PersonalSpan(*found.span(1), is_name=True)
                found = patterns.next_name.match(text, found.end(1))


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are an identity number: a day of birth and the check character."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, IDENTITY_WEIGHTS, strict=False))
    return number[17].upper() == IDENTITY_CHECKS[total % 11]


def is_alone_or_round(text: str, match: re.Match[str]) -> bool:
    """Whether eleven digits could be amounts: ending in zeros, or a cell of their own far from a telephone label; of
    digits parted by blanks, which may be three amounts, every blank around them is a border.
    """
    if match["parted"] is None and match.group().endswith(ROUND_ENDING):
        return True
    before = text[max(match.start() - HEADER_REACH, 0) : match.start()]
    after = text[match.end() : match.end() + MOST_BETWEEN]
    borders = CELL_BORDERS if match["parted"] is None else (*CELL_BORDERS, " ")
    if match["parted"] is None:
        before, after = before.rstrip(" "), after.lstrip(" ")
    is_alone = before[-1:] in borders and after[:1] in borders
    return is_alone and not load_patterns().telephone.search(before)
