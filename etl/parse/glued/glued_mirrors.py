"""Glued rows that say a thing twice: a result that repeats its target, and a number that may be one or two of them.

Input: folded text of a GluedRun and spans of it. Output: where such values begin, and whether they are certain. Stage
`parse`. A word counts only from a closed list behind a name's last character; digits only where no other cut exists.
Where other rows end with a number twice (20 ｜ 20), a quantity before it may be of the name: 修路32公里 20 20.
"""

import re
from collections.abc import Iterable

from etl.parse.glued.glued_values import DATE, PLAIN

VALUE_WORD = re.compile(r"高|好|优|良|强|大|低|小|是|较高|较好|良好|优良|优秀|合格|达标|完善|健全|规范|及时|显著|明显")
CLOSERS = "(?:性|度|率|力|量|水平|程度|效果|效益|情况)"  # the last characters of a name
NAME_CLOSER = re.compile(rf"{CLOSERS}\Z")
SAID_TWICE = re.compile(rf"{CLOSERS}({VALUE_WORD.pattern})\1")
NUMBER = re.compile(r"[0-9.≥≤><=≧≦═]")
RATE = re.compile(r"[0-9.]{1,10}[%‰]")
LONGEST_WORD, REACH = 2, 2
NUMBER_TWICE = re.compile(r"(?<![0-9.])([0-9]{1,4})\1$")
COMPARISON = re.compile(r"^[≥≤><=≧≦═]")
FEWEST_ROWS = 2


def words_said_twice(folded: str, start: int, end: int) -> list[int]:
    """Where a value's word begins that is printed twice up to `end`, behind the last character of a name."""
    found = []
    for size in range(1, LONGEST_WORD + 1):
        first = end - 2 * size
        if first > start and folded[first : first + size] == folded[first + size : end]:
            found += [first] if is_word_behind_name(folded, first, first + size) else []
    return found


def is_word_behind_name(folded: str, start: int, end: int) -> bool:
    """Whether a word is a value's, and what stands before it can end a name: 安全性|高."""
    return (
        VALUE_WORD.fullmatch(folded, start, end) is not None
        and NAME_CLOSER.search(folded[max(start - REACH, 0) : start]) is not None
    )


def is_only_pair(folded: str, spans: dict[str, tuple[int, int]], *, is_last: bool) -> bool:
    """Whether target and result are one run of digits that is no number, and that no other cut parts into two: 00 is
    0 and 0. Only where nothing but a level's name follows: `is_last`."""
    target, actual = spans.get("target"), spans.get("actual")
    if target is None or actual is None or target[1] != actual[0] or not is_last:
        return False
    start, end = target[0], actual[1]
    if folded[slice(*target)] != folded[slice(*actual)] or folded[start - 1].isdigit() or folded[start - 1] == ".":
        return False
    cuts = [
        at for at in range(start + 1, end) if PLAIN.fullmatch(folded, start, at) and PLAIN.fullmatch(folded, at, end)
    ]
    return PLAIN.fullmatch(folded, start, end) is None and cuts == [target[1]]


def repeats_target(folded: str, spans: tuple[tuple[str, int, int], ...]) -> bool:
    """Whether the result repeats the target, so that no reason is due."""
    texts = {role: folded[start:end] for role, start, end in spans}
    return "target" in texts and texts["target"] == texts.get("actual")


def is_like_a_row(folded: str, spans: dict[str, tuple[int, int]]) -> bool:
    """Whether the parts of a row without points fit each other: target and result have one unit or are two whole dates,
    or the name ends for sure because a rate follows it. 公路32.1公里2020 may be a name and 20 and 20."""
    if "target" in spans and "actual" in spans:
        target, actual = (folded[slice(*spans[role])] for role in ("target", "actual"))
        if DATE.fullmatch(target) and DATE.fullmatch(actual):
            return True
        return NUMBER.sub("", target) == NUMBER.sub("", actual)
    return "name" in spans and RATE.match(folded, spans["name"][1]) is not None


def ends_doubled(text: str) -> bool:
    """Whether a row's text ends with a number that is printed twice and may as well be one."""
    return NUMBER_TWICE.search(text) is not None


def are_doubled(texts: Iterable[str]) -> bool:
    """Whether the rows of a table end so (20 ｜ 20): one alone may be a number like 2020."""
    return sum(map(ends_doubled, texts)) > FEWEST_ROWS


def may_be_of_name(text: str, target: str, actual: str) -> bool:
    """Whether the target that a cut found may be the end of the name, before the number that is printed twice: it has
    a unit and no comparison, and the result is all that is printed twice."""
    has_unit = target[:1].isdigit() and not target[-1:].isdigit() and not COMPARISON.match(target)
    return has_unit and ends_doubled(text) and NUMBER_TWICE.fullmatch(actual) is not None
