"""What can stand at a place of a glued run: a value with its unit, or points; each with every end that it may have.

Input: a GluedRun and a position. Output: GluedPieces. Stage `parse`. A number that goes on in the printed digits after
its end was cut inside them: such a cut is arbitrary and only sums or a repetition can prove it.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from etl.parse.glued.glued_run import GluedRun
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import is_unit

OPERATOR = re.compile(
    r"≥|≤|>=|<=|[><=≧≦═]|[二ニ](?=[0-9])|不低于|不少于|不高于|不超过|不小于|不大于|大于等于|小于等于|定[性量](?=[0-9])"
)
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)*")
PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,4})?")
POINTS = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?")
DATE = re.compile(
    r"(?:(?:19|20)[0-9]{2}年)?(?:1[0-2]|0?[1-9])月(?:[0-3]?[0-9]日)?(?:底|末|初|中旬|上旬|下旬)?(?:之前|以前|前)"
    r"|(?:19|20)[0-9]{2}年(?:1[0-2]|0?[1-9])月(?:[0-3]?[0-9]日|底|末)?|(?:1[0-2]|[1-9])月(?:底|末|[0-3]?[0-9]日)"
    r"|(?:19|20)[0-9]{2}年(?:底|末)(?:之前|以前|前)?"
)
MONTH = re.compile(r"[0-9]{1,2}月")
TEXT = re.compile(r"[^0-9≥≤><=≧≦═]+")
BLANK_MARK = re.compile(r"—{1,2}|－|-{1,3}(?![0-9])|/")
PUNCTUATION = re.compile(r"[,，、;；。:]")
RANGE = re.compile(r"[-—–~至](?=[0-9])")
UNIT_TAIL = re.compile(r"以上|以内|以下|左右")
GOES_ON = re.compile(r"[万亿千百/][^0-9]")  # a unit that is not over
WHOLE = "100%"  # is never 10 and 0%
LONGEST_UNIT = 8
IN_WORDS = "定性"  # before a list of results
LONGEST_KNOWN_UNIT = 5
LONGEST_COUNT_OF_YEARS = 2
MOST_DIGITS = 40
MOST_POINTS = Decimal(100)


class GluedPiece(NamedTuple):
    """One possible value: where it ends, its kind, and for a number its digits and its unit.

    `doubt` counts what speaks against this end. `points` is the value of what can be points.
    """

    start: int
    end: int
    kind: str  # number, date, text, option, mark, points
    number: str = ""
    unit: str = ""
    doubt: int = 0
    points: Decimal | None = None


def digits_at(run: GluedRun, position: int) -> str:
    """The digits and points from here up to a blank, a border or another character."""
    found = DIGITS.match(run.folded, position, position + 2 * MOST_DIGITS)
    if found is None:
        return ""
    end = next((at for at in range(position + 1, found.end()) if at in run.cuts), found.end())
    return run.folded[position:end].rstrip(".")


def is_inside_digits(run: GluedRun, position: int) -> bool:
    """Whether a cut here parts printed digits that no blank or border parts."""
    return position in run.digit_joints and position not in run.cuts


def points_at(run: GluedRun, position: int) -> list[tuple[int, Decimal]]:
    """Every end that points may have which begin here, with their value."""
    digits = digits_at(run, position)[: len("100.25") + 1]
    found = []
    for size in range(1, len(digits) + 1):
        if POINTS.fullmatch(digits[:size]) and digits[size : size + 1] != "." and Decimal(digits[:size]) <= MOST_POINTS:
            found.append((position + size, Decimal(digits[:size])))
    return found


def values_at(run: GluedRun, position: int, limit: int, *, is_last: bool) -> list[GluedPiece]:
    """Every value that may begin here. After the last column the next name follows, so its unit must be a known one."""
    if mark := BLANK_MARK.match(run.folded, position, limit):
        return [GluedPiece(position, mark.end(), "mark")]
    if option := option_end(run.folded, position):
        return [GluedPiece(position, option, "option")]
    operator = OPERATOR.match(run.folded, position, limit)
    first = operator.end() if operator else position
    digits = digits_at(run, first)
    if not digits or len(digits) > MOST_DIGITS:
        return [] if operator else texts_at(run, position, limit)
    pieces = []
    if date := DATE.match(run.folded, first, limit):
        pieces.append(GluedPiece(position, date.end(), "date", date.group()))
    is_whole = run.folded.startswith(WHOLE, first)
    for size in range(len(digits) if is_whole else 1, len(digits) + 1):
        if not PLAIN.fullmatch(digits[:size]) or digits[size : size + 1] == ".":
            continue
        if size < len(digits):
            pieces.append(GluedPiece(position, first + size, "number", digits[:size]))
        else:
            for end, doubt in unit_ends(run, first + size, limit, is_last=is_last):
                unit = run.folded[first + size : end]
                if is_head_of_date(run, digits, unit, end):
                    continue
                pieces.append(GluedPiece(position, end, "number", digits, unit, doubt))
    return pieces


def option_end(folded: str, position: int) -> int | None:
    """Where a target ends that lists the possible results and begins here, or the result chosen from the list right
    before: 定性优良中低差 ｜ 优."""
    for listed in load_vocabulary().listed_results:
        if folded.startswith(listed, position):
            return position + len(listed)
        if folded.endswith(listed, 0, position) and folded[position : position + 1] in {*listed.removeprefix(IN_WORDS)}:
            return position + 1
    return None


def is_head_of_date(run: GluedRun, digits: str, unit: str, end: int) -> bool:
    """Whether a number with its unit may go on as a date behind its end: 2022年 before 8月; 8年 before 8年 may not."""
    if not unit.endswith(("年", "月")) or not run.folded[end : end + 1].isdigit():
        return False
    return unit != "年" or len(digits) > LONGEST_COUNT_OF_YEARS or MONTH.match(run.folded, end) is not None


def texts_at(run: GluedRun, position: int, limit: int) -> list[GluedPiece]:
    """A text that stands between a printed cut and the next cut or number."""
    found = TEXT.match(run.folded, position, limit)
    if found is None or position not in run.cuts:
        return []
    end = next((at for at in range(position + 1, found.end()) if at in run.cuts), found.end())
    return [] if is_unit(run.folded[position:end]) else [GluedPiece(position, end, "text")]


def unit_ends(run: GluedRun, position: int, limit: int, *, is_last: bool) -> list[tuple[int, int]]:
    """Where the unit after a number may end, with what speaks against it."""
    folded = run.folded
    if position < limit and folded[position] in "%‰℃":
        tail = UNIT_TAIL.match(folded, position + 1, limit)
        return [(position + 1, 0), *([(tail.end(), 0)] if tail else [])]
    row_end = next((at for at in range(position, position + LONGEST_UNIT + 1) if at in run.row_ends), None)
    text = TEXT.match(folded, position, min(limit, row_end) if row_end is not None else limit)
    if text is None:
        return [(position, 0)]
    if RANGE.match(folded, position, limit):
        return []  # 95-100 is a range: its first number is no value
    known = longest_unit(folded, position, text.end())
    if GOES_ON.match(folded, known, text.end()):  # 180 | 万羽, 475元 | /亩景观: how far, nothing tells
        last = min(text.end(), known + LONGEST_UNIT)
        return [(end, 1) for end in range(known + 1, last + 1)]
    ends = {position: 2 if known - position > 1 else 0}
    if known > position:
        tail = UNIT_TAIL.match(folded, known, text.end())
        ends[tail.end() if tail else known] = 0
    if (
        (not is_last or row_end == text.end())
        and text.end() - position <= LONGEST_UNIT
        and not PUNCTUATION.search(text.group())
    ):
        ends[text.end()] = 0 if text.end() == known else ends.get(text.end(), 1)
    return sorted(ends.items())


def longest_unit(folded: str, position: int, limit: int) -> int:
    """The end of the longest known unit that begins here, what it is counted by known too (元/年, not 元/年项目); the
    position itself where none does."""
    sizes = range(min(LONGEST_KNOWN_UNIT, limit - position), 0, -1)
    return next((position + size for size in sizes if is_known(folded[position : position + size])), position)


def is_known(unit: str) -> bool:
    """Whether a text is a unit in all its parts."""
    return is_unit(unit) and all(map(is_unit, unit.split("/")))
