"""The quantities that a running text prints: 共检查2824家次, 满意度不低于95%, 低于上一年度数值.

Input: a goal or completion text. Output: its `TextQuantity` records in printed order. Stage: normalise.

A number counts where it follows the grammar of printed numbers and says how much of something: it has a known unit
(etl/reference/quantity_units.csv), a scale (万, 亿), or words of comparison beside it. Years, months, days, numbers of
documents, ordinals, list marks, ratios (1:3, 7×24) and names (A4, 5G, 2.0版) are none. A comparison with another year
(不低于上年) is a quantity without a value. Numbers written in Chinese characters are not read.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from etl.normalise.compared_text import WIDTH
from etl.normalise.indicator_wording import agree_on_operator, load_closings, load_wordings
from etl.normalise.reference_lists import load_reference_list

NUMBER = re.compile(
    r"(?<![0-9A-Za-z.,_/×*〔\[【第~-])(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|(?:0|[1-9][0-9]{0,11}))(?:\.[0-9]{1,6})?(?![0-9])"
)
SEGMENT_END = '，。；、：！？,;:!?()（）“”"\n'
SENTENCE_END = "。；！？;!?\n"
NEXT_END = {marks: re.compile(f"[{re.escape(marks)}]") for marks in (SEGMENT_END, SENTENCE_END)}
LIST_MARK = re.compile(r"[、．.)）:：](?![0-9])")
LIST_OPENING = re.compile(r"(?:^|[\s，。；、：！？,;:!?(（])$")
NO_QUANTITY_AFTER = re.compile(r"[-~—至到]?[0-9]{0,4}(?:年度|[年月号版级]|/|[:：×*][0-9]|[A-Za-z]|-[0-9])")
YEARS, YEAR_AFTER = range(1900, 2100), re.compile(r"\s{0,2}(?:年|[-~—至到]\s{0,2}[0-9]{2,4}\s{0,2}年)")
SHORT_YEAR_AFTER, DAY_AFTER = re.compile(r"年[0-9底末初前]"), re.compile(r"[日号]")
SCALES = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
SCALE = re.compile(r"\s{0,2}[多余]?(百万|千万|[百千万亿])?[多余]?")
ABOUT_BEFORE = re.compile(r"(?:约|近|大约|将近)$")
ABOUT_AFTER = re.compile(r"^(?:左右|上下)")
FILLERS = re.compile(r"(?:共计|合计|累计|总计|大约|将近|约|近|共|达到|达|为|了|是|有){1,4}$")
COMPARED_WITH = re.compile(
    r"(?:前|上|去|往|同|本|历|平均)[^，。；、,;\n]{0,12}?(?:年度?|同期|平均|水平)[^，。；、,;\n]{0,8}"
)
LIST_NUMBER = re.compile(r"^[0-9]{1,2}[.、]")
ABOUT, TELLING_LENGTH = "约", 4
LONGEST_SUBJECT, LONGEST_CLAUSE, LONGEST_TEXT, MOST_QUANTITIES = 20, 120, 20_000, 200


class TextQuantity(NamedTuple):
    """One quantity of a text; `value` is in single units (2.86万人 is 28600 人), None in a comparison with a year.

    `operator` is ≥ > = ≤ < or 约, None where the text gives a bare number. `subject` is what it counts, as printed:
    the words before it in its part of the sentence, with those
    after it where the former are few. `segment` is that part without the number.
    """

    text: str
    value: float | None
    unit: str | None
    kind: str | None
    operator: str | None
    subject: str | None
    segment: str
    clause: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The number of a quantity with what belongs to it after the digits."""

    value: float
    unit: str | None
    kind: str | None
    is_scaled: bool
    is_about: bool
    end: int


@cache
def load_units() -> dict[str, tuple[str, str]]:
    """The usual unit and its kind (count, money, share, time, measure) by spelling, longest spelling first."""
    rows = sorted(load_reference_list("quantity_units.csv"), key=lambda row: -len(row["spelling"]))
    return {row["spelling"]: (row["unit_name"], row["kind"]) for row in rows}


@cache
def load_units_by_first() -> dict[str, tuple[str, ...]]:
    """The spellings of units by their first character, longest first: a number is compared with few of them."""
    found: dict[str, list[str]] = {}
    for spelling in load_units():
        found.setdefault(spelling[0], []).append(spelling)
    return {character: tuple(spellings) for character, spellings in found.items()}


@cache
def _load_comparison() -> re.Pattern[str]:
    """Every wording of a comparison (不低于, 超过), the longest first; signs are for numbers only."""
    words = [wording for wording in load_wordings("prefix_operator") if re.match(r"[\u4e00-\u9fff]", wording)]
    return re.compile("|".join(re.escape(word) for word in words))


def find_quantities(text: str) -> list[TextQuantity]:
    """The quantities of a text in printed order, at most `MOST_QUANTITIES`; none of an overlong rest of the text."""
    plain = text[:LONGEST_TEXT].translate(WIDTH)
    found = [quantity for match in NUMBER.finditer(plain) if (quantity := _read_number(plain, match)) is not None]
    found += _find_comparisons(plain)
    found.sort(key=lambda quantity: quantity.start)
    return [quantity._replace(clause=_clause_around(text, quantity)) for quantity in found[:MOST_QUANTITIES]]


def _read_number(plain: str, match: re.Match[str]) -> TextQuantity | None:
    """The quantity around a number, None where the number is no quantity."""
    if _is_no_quantity(plain, match):
        return None
    measured = _measure(plain, match)
    before = plain[_start_of(plain, match.start(), SEGMENT_END) : match.start()]
    operator, before = _take_operator(before.rstrip())
    after = _until(plain, measured.end, SEGMENT_END)
    is_about = measured.is_about or ABOUT_BEFORE.search(before) or ABOUT_AFTER.match(after)
    following, after = _take_following_operator(after)
    if measured.unit is None and not measured.is_scaled and operator is None and following is None:
        return None
    bound = agree_on_operator(operator, following) or (ABOUT if is_about else None)
    return _make_quantity(plain, (match.start(), measured.end), (FILLERS.sub("", before), after), bound, measured)


def _is_no_quantity(plain: str, match: re.Match[str]) -> bool:
    """Whether a number names a time, a document, a place in a list or a thing instead of saying how much."""
    before, after = plain[max(0, match.start() - 3) : match.start()], plain[match.end() : match.end() + 12]
    if LIST_MARK.match(after) and LIST_OPENING.search(before):
        return True
    digits = match[0].replace(",", "")
    is_year = digits.isdigit() and int(digits) in YEARS and YEAR_AFTER.match(after)
    if is_year or SHORT_YEAR_AFTER.match(after) or (before.endswith("月") and DAY_AFTER.match(after)):
        return True
    found = NO_QUANTITY_AFTER.match(after)
    return found is not None and not _starts_with_unit(after) and not after.startswith("年")


def _starts_with_unit(after: str) -> bool:
    return after.startswith(load_units_by_first().get(after[:1], ()))


def _measure(plain: str, match: re.Match[str]) -> Measured:
    """The number with its scale and its unit; 2万余元 is about 20000 元."""
    scale = SCALE.match(plain, match.end())
    end = scale.end() if scale else match.end()
    factor = SCALES[scale[1]] if scale and scale[1] else 1
    is_scaled = factor >= SCALES["万"]  # 千 may belong to a unit that is not known: 千伏
    value = round(float(match[0].replace(",", "")) * factor, 6)
    is_about = bool(scale and set(scale[0]) & {"多", "余"})
    for spelling in load_units_by_first().get(plain[end : end + 1], ()):
        if plain.startswith(spelling, end):
            unit, kind = load_units()[spelling]
            return Measured(value, unit, kind, is_scaled, is_about, end + len(spelling))
    return Measured(value, None, None, is_scaled, is_about, len(plain[:end].rstrip()))


def _take_operator(before: str) -> tuple[str | None, str]:
    """The operator that ends the words before a number, and the words without it."""
    for wording, sign in load_closings().get(before[-1:], ()):
        if before.endswith(wording):
            return sign, before.removesuffix(wording).rstrip()
    return None, before


def _take_following_operator(after: str) -> tuple[str | None, str]:
    """The operator that follows a number (以上, 以内), and the words without it."""
    for wording, sign in load_wordings("suffix_operator").items():
        if after.startswith(wording):
            return sign or None, after.removeprefix(wording)
    return None, after


def _find_comparisons(plain: str) -> list[TextQuantity]:
    """The comparisons with another year or an average, which print no number."""
    found = []
    for match in _load_comparison().finditer(plain):
        other = COMPARED_WITH.match(plain, match.end())
        if other is not None and not re.search(r"[0-9]", other[0]):
            before = plain[_start_of(plain, match.start(), SEGMENT_END) : match.start()]
            sign = load_wordings("prefix_operator")[match[0]]
            found.append(_make_quantity(plain, (match.start(), other.end()), (before, ""), sign, None))
    return found


def _make_quantity(
    plain: str, span: tuple[int, int], around: tuple[str, str], operator: str | None, measured: Measured | None
) -> TextQuantity:
    """The record of a quantity from its place, the words of its part of the sentence, and its number."""
    start, end = span
    before, after = LIST_NUMBER.sub("", around[0].strip()), around[1].strip()
    subject = before[-LONGEST_SUBJECT:] if len(before) >= TELLING_LENGTH else (before + after)[:LONGEST_SUBJECT]
    return TextQuantity(
        text=plain[start:end],
        value=measured.value if measured else None,
        unit=measured.unit if measured else None,
        kind=measured.kind if measured else None,
        operator=operator,
        subject=subject or None,
        segment=before + after,
        clause="",
        start=start,
        end=end,
    )


def _clause_around(text: str, quantity: TextQuantity) -> str:
    """The sentence around a quantity as printed; the folded text is as long as the printed one."""
    before = text[_start_of(text, quantity.start, SENTENCE_END) : quantity.end]
    return (before + _until(text, quantity.end, SENTENCE_END)).strip()[:LONGEST_CLAUSE]


@lru_cache(2 * len(NEXT_END))
def _places_of(marks: str, plain: str) -> list[int]:
    """Where the marks stand in a text, in order; remembered for the text at hand, whose quantities all ask."""
    return [found.start() for found in NEXT_END[marks].finditer(plain)]


def _start_of(plain: str, end: int, marks: str) -> int:
    """Where the part of the text begins that runs from the last of the marks to a place."""
    ends = _places_of(marks, plain)
    before = bisect_left(ends, end)
    return ends[before - 1] + 1 if before else 0


def _until(plain: str, start: int, marks: str) -> str:
    """The text from a place to the next of the marks, at most `LONGEST_CLAUSE` characters."""
    ends = _places_of(marks, plain)
    following = bisect_left(ends, start)
    end = start + LONGEST_CLAUSE
    return plain[start : min(ends[following], end) if following < len(ends) else end]
