"""Finds what tells of a person in a printed text: numbers to reach or to identify one, and names beside their labels.

Input: a text, lines joined by line ends. Output: spans of characters to cover. Precision before recall where money
could be met: a number that could be an amount is personal only beside a label that says so. Labels, and the words of
the forms that begin like a name, are in `etl/reference/personal_data.csv`; surnames in `surnames.csv`.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

REFERENCE = Path(__file__).parents[1] / "reference"
BETWEEN = r"[\s:：|｜/、，,;；()（）\[\]【】_]"  # between a label and its value, cell and line borders included
MOST_BETWEEN = 12
IDENTITY_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![\d.,，-])(?:\+?86[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}(?![\d.,%‰]|\s*[万亿]?元)")
LANDLINE = re.compile(r"(?<![\d.-])(?:0\d{2,3}[-－—]|[(（]0\d{2,3}[)）] ?)\d{7,8}(?:[-－—转]\d{1,6})?(?![\d.])")
E_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECKS = "10X98765432"
CELL_BORDERS = ("", "\t", "\n", "|")
HEADER_REACH = 400  # characters: a header of a column stands so near above its values
ROUND_ENDING = "0000"  # an amount, unless a label calls it a telephone number


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """What to cover: the characters start to end of the text; `is_name` for a person's name."""

    start: int
    end: int
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns that are made from the reference files."""

    name: re.Pattern[str]
    telephone: re.Pattern[str]
    labelled_number: re.Pattern[str]
    account: re.Pattern[str]
    not_names: tuple[str, ...]


def find_personal_data(text: str) -> list[PersonalSpan]:
    """The spans to cover, from left to right, none overlapping another."""
    found = sorted([*find_numbers(text), *find_names(text)], key=lambda span: (span.start, -span.end))
    apart: list[PersonalSpan] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def find_numbers(text: str) -> Iterator[PersonalSpan]:
    """Telephone, identity and account numbers, and mail addresses."""
    patterns = load_patterns()
    for match in IDENTITY_NUMBER.finditer(text):
        if is_identity_number(match.group()):
            yield PersonalSpan(*match.span())
    for match in MOBILE.finditer(text):
        if match.group(1) or not is_alone_or_round(text, match):
            yield PersonalSpan(*match.span())
    for pattern in (LANDLINE, E_MAIL):
        yield from (PersonalSpan(*match.span()) for match in pattern.finditer(text))
    for pattern in (patterns.labelled_number, patterns.account):
        yield from (PersonalSpan(*match.span(1)) for match in pattern.finditer(text))


def find_names(text: str) -> Iterator[PersonalSpan]:
    """Persons' names that follow a label such as 负责人."""
    patterns = load_patterns()
    for match in patterns.name.finditer(text):
        if not match.group(1).startswith(patterns.not_names):
            yield PersonalSpan(*match.span(1), is_name=True)


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are an identity number: a day of birth and the check character."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, IDENTITY_WEIGHTS, strict=False))
    return number[17].upper() == IDENTITY_CHECKS[total % 11]


def is_alone_or_round(text: str, match: re.Match[str]) -> bool:
    """Whether eleven digits could be an amount: ending in zeros, or a cell of their own far from a telephone label."""
    if match.group().endswith(ROUND_ENDING):
        return True
    before = text[max(match.start() - HEADER_REACH, 0) : match.start()]
    after = text[match.end() : match.end() + MOST_BETWEEN].lstrip(" ")[:1]
    is_alone = before.rstrip(" ")[-1:] in CELL_BORDERS and after in CELL_BORDERS
    return is_alone and not load_patterns().telephone.search(before)


@lru_cache(maxsize=1)
def load_patterns() -> Patterns:
    """The patterns of the reference files."""
    rows = list(csv.DictReader((REFERENCE / "personal_data.csv").read_text("utf-8").splitlines()))
    words = {kind: tuple(row["text"] for row in rows if row["kind"] == kind) for kind in {row["kind"] for row in rows}}
    surnames = (REFERENCE / "surnames.csv").read_text("utf-8").split()[1:]
    between = f"{BETWEEN}{{0,{MOST_BETWEEN}}}"
    labels, suffixes = either(words["label"]), either(words["suffix"])
    next_label = either((*words["label"], *words["telephone"], "日期", "职务", "填报", "年"))
    name = f"(?:{either(surnames)})(?:[一-龥]{{1,2}}?| {{1,4}}[一-龥])"
    digits = r"(?:\d{3,4}[- ]?){1,3}\d{3,4}"
    ends = f"(?![一-龥])|(?=\\s{{0,4}}(?:{next_label}))"
    return Patterns(
        re.compile(f"(?:{labels})(?:{BETWEEN}{{0,3}}(?:{suffixes}))?{between}({name})(?:{ends})"),
        re.compile(either(words["telephone"])),
        re.compile(f"(?:{either(words['telephone'])}){between}({digits})(?![\\d.%])"),
        re.compile(f"(?:{either(words['account'])}){between}(\\d[\\d ]{{9,24}}\\d)(?![\\d.%])"),
        words["not_name"],
    )


def either(words: tuple[str, ...] | list[str]) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
