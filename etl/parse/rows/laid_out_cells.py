"""Cells of lines that blanks lay out: which columns the blanks leave, and which lines a cell goes over.

Input: lines as pieces between blanks. Output: bands, and for each row of a table its lines. Stage `parse`. Columns are
parted where all lines of a table leave a blank, or nearly there. A cell's lines stand below each other from the line of
its row's points on, or as many above that line as below it: one or the other in the whole table, and each but the last
as long as it can be. Where both can be and differ, the rows are not known.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from etl.records import Place, Row

WORD = re.compile(r"\S+")
PAGE_END = "\f"
CHINESE, WIDE = "WF", "WFA"  # a Chinese character is as wide as two others; on some pages ≥ beside it is too
UNBROKEN = re.compile(
    r"[（《“(]{0,2}(?:[!-~]{1,40}|.(?:/.)?)[，。、；：）》”%]{0,3}"
)  # what goes to the next line as one
SLACK = 2  # letters that a line may be shorter than the longest: no two of a printed type are equally wide
LONGEST_LINE = 400
MOST_CUTS = 6  # between two columns
MOST_WAYS = 12
JITTER, DRIFT = 2, 5  # characters by which lines are out of line with each other, and where several blanks part them
WIDE_GAP = 2  # blanks that no cell has inside
GAP = " " * WIDE_GAP
GAP_INSIDE = 6.0  # what it costs if it had
BEFORE_UNIT, BEFORE_NUMBER = 3.0, 1.0  # ≥85 ｜ 台 is less likely two cells than 台 ｜ 79

Band = tuple[int, int]


class Piece(NamedTuple):
    """A text between blanks: its first column and the one behind it, and where it is printed."""

    start: int
    end: int
    text: str
    place: Place


Line = Sequence[Piece]
Cells = Mapping[str, Sequence[Piece]]  # the pieces of a row by role
Column = Mapping[int, Sequence[Piece]]  # the pieces of a column by line
Way = tuple[float, list[Column], Mapping[int, Line]]  # to part lines: its cost, the columns, what stands behind them


def pieces_of(row: Row, line: str, *, by_width: bool) -> Line:
    """The pieces of a printed line, their columns counted in characters or in widths."""
    place, pieces, column, behind = row.cells[0].place, [], 0, 0
    for found in WORD.finditer(line):
        start = column + columns_of(line[behind : found.start()], by_width=by_width)
        column = start + columns_of(found.group(), by_width=by_width)
        behind = found.end()
        own = place._replace(char_start=found.start(), char_end=found.end())
        pieces.append(Piece(start, column, found.group(), own))
    return pieces


def columns_of(text: str, *, by_width: bool) -> int:
    """How many columns a text takes."""
    return width_of(text) if by_width else len(text) - text.count(PAGE_END)


def width_of(text: str, wide: str = WIDE) -> int:
    """The width of a text in letters, those of these classes as wide as two."""
    return sum(1 + (unicodedata.east_asian_width(letter) in wide) for letter in text if letter != PAGE_END)


def width_of_words(pieces: Sequence[Piece]) -> int:
    """The width of the pieces of one line without the blanks between them."""
    return sum(width_of(piece.text) for piece in pieces)


def bands_of(lines: Sequence[Line]) -> list[Band]:
    """Where texts stand below each other."""
    bands: list[Band] = []
    for start, end in sorted((piece.start, piece.end) for line in lines for piece in line):
        if bands and start < bands[-1][1]:
            bands[-1] = bands[-1][0], max(end, bands[-1][1])
        else:
            bands.append((start, end))
    return bands


def partings(
    heads: Sequence[Band], lines: Mapping[int, Line], is_apt: Callable[[int, Column], bool]
) -> list[tuple[float, list[Column]]]:
    """The cheapest ways to part all lines between these places of the columns, with their costs: `is_apt` tells whether
    the column of this number can hold the pieces that it gets."""
    ways: list[Way] = [(0.0, [], lines)]
    for order, (head, following) in enumerate(pairwise(heads)):
        found: list[Way] = []
        for cost, columns, rests in ways:
            for more, counts in cuts_between(head, following, rests):
                cut = zip(rests.items(), counts, strict=True)
                column: Column = {at: line[:count] for (at, line), count in cut if count}
                if is_apt(order, column):
                    cut = zip(rests.items(), counts, strict=True)
                    found.append((cost + more, [*columns, column], {at: line[count:] for (at, line), count in cut}))
        ways = sorted(found, key=lambda way: way[0])[:MOST_WAYS]
    last = len(heads) - 1
    whole = [(cost, columns, {at: line for at, line in rests.items() if line}) for cost, columns, rests in ways]
    return [(cost, [*columns, column]) for cost, columns, column in whole if is_apt(last, column)]


def cuts_between(head: Band, following: Band, lines: Mapping[int, Line]) -> list[tuple[float, tuple[int, ...]]]:
    """The cheapest ways to part lines between two labels: the cost, and how many pieces of each line stand before."""
    found: dict[tuple[int, ...], float] = {}
    for at in range(head[0] - JITTER, following[1] + JITTER + 1):
        cuts = [cut for line in lines.values() if (cut := cut_near(line, at)) is not None]
        if len(cuts) == len(lines):
            counts, cost = tuple(count for _, count in cuts), sum(cost for cost, _ in cuts)
            found[counts] = min(cost, found.get(counts, cost))
    return sorted((cost, counts) for counts, cost in found.items())[:MOST_CUTS]


def cut_near(line: Line, at: int) -> tuple[float, int] | None:
    """What it costs to part a line near a place, and how many of its pieces stand before; None where no blank is near,
    or two ways cost the same."""
    ways = sorted(way for count in range(len(line) + 1) if (way := cut_behind(line, count, at)) is not None)
    return ways[0] if ways and (len(ways) == 1 or ways[1][0] > ways[0][0]) else None


def cut_behind(line: Line, count: int, at: int) -> tuple[float, int] | None:
    """What it costs to part a line behind so many pieces, given the place where others are parted."""
    before, behind = line[:count], line[count:]
    left, right = before[-1].end if before else 0, behind[0].start if behind else max(at, line[-1].end if line else 0)
    off = max(0, left - at, at - right)
    is_wide = not before or not behind or right - left >= WIDE_GAP
    if off > (DRIFT if is_wide else JITTER):
        return None
    has_gap = any(piece.start - one.end >= WIDE_GAP for one, piece in pairwise(before))
    return off + has_gap * GAP_INSIDE + (cost_of_blank(before[-1], behind[0]) if before and behind else 0.0), count


def cost_of_blank(left: Piece, right: Piece) -> float:
    """What it costs to take one blank beside a number for one between columns: a program may have set it."""
    if right.start - left.end > 1 or left.text[-1].isascii() == right.text[0].isascii():
        return 0.0
    return BEFORE_UNIT if left.text[-1].isascii() else BEFORE_NUMBER


def text_of(pieces: Sequence[Piece]) -> str:
    """The text of pieces of one line."""
    return " ".join(piece.text for piece in pieces)


def joined(pieces: Sequence[Piece]) -> str:
    """The text of a cell: blanks stand between the pieces of a line, nothing between its lines."""
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece.place.line_no, []).append(piece)
    return "".join(map(text_of, lines.values()))


def rows_of(columns: Sequence[Column], anchors: Sequence[int], end: int) -> list[range] | None:
    """The lines of each row, one for each line of points; None where they are not known for sure."""
    filled = sorted({at for column in columns for at in column})
    if not set(anchors) <= set(filled):
        return None
    rooms = [max(map(width_of_words, column.values()), default=0) for column in columns]
    below = [range(at, following) for at, following in pairwise((*anchors, end))]
    ways = [below] if filled[0] == anchors[0] and all(is_below(columns, rooms, rows) for rows in below) else []
    around = list(ways_around(columns, rooms, anchors, [*filled, end]))
    told = {tuple(without_ends(row, filled) for row in rows) for rows in (*ways, *around)}
    return list(told.pop()) if len(told) == 1 else None


def pieces_in(column: Column, row: range) -> list[Piece]:
    """The pieces of a cell."""
    return [piece for at in row for piece in column.get(at, ())]


def without_ends(row: range, filled: Sequence[int]) -> range:
    """The lines of a row from the first to the last that is filled."""
    own = [at for at in filled if at in row]
    return range(own[0], own[-1] + 1)


def is_below(columns: Sequence[Column], rooms: Sequence[int], row: range) -> bool:
    """Whether each cell of a row begins in its first line and goes on without a gap."""
    for column, room in zip(columns, rooms, strict=True):
        own = [at for at in row if at in column]
        if own and (own != list(range(row[0], row[0] + len(own))) or not goes_on(column, own, room)):
            return False
    return True


def ways_around(
    columns: Sequence[Column], rooms: Sequence[int], anchors: Sequence[int], filled: Sequence[int]
) -> Iterator[list[range]]:
    """At most two ways to give each row lines around that of its points."""
    ways: dict[int, list[list[range]]] = {filled[0]: [[]]}  # by the line where the next row begins
    for number, anchor in enumerate(anchors):
        following = anchors[number + 1] if number + 1 < len(anchors) else filled[-1]
        ends = [at for at in filled if anchor < at <= following]
        ends = ends if number + 1 < len(anchors) else ends[-1:]
        found: dict[int, list[list[range]]] = {}
        for begin, before in ways.items():
            for stop in ends:
                if begin <= anchor and is_around(columns, rooms, range(begin, stop), anchor):
                    found.setdefault(stop, []).extend([*way, range(begin, stop)] for way in before)
        ways = {stop: several[:2] for stop, several in found.items()}
    for several in ways.values():
        yield from several


def is_around(columns: Sequence[Column], rooms: Sequence[int], row: range, anchor: int) -> bool:
    """Whether each cell of a row has as many lines above that of the points as below it."""
    for column, room in zip(columns, rooms, strict=True):
        own = [at for at in row if at in column]
        if sum(at < anchor for at in own) != sum(at > anchor for at in own) or not goes_on(column, own, room):
            return False
    return True


def goes_on(column: Column, own: Sequence[int], room: int) -> bool:
    """Whether each line of a cell but its last one is as long as it can be."""
    for above, below in pairwise(own):
        upper, lower = text_of(column[above]), text_of(column[below])
        is_in_number = upper[-1:].isdigit() and lower[:1].isdigit()  # only one that is wider than its column is torn
        rest = lower[:1] if is_in_number else "".join(UNBROKEN.findall(lower)[:1])
        if width_of_words(column[above]) + width_of(rest) < room - SLACK:
            return False
    return True
