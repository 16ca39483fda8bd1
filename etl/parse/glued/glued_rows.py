"""Every way in which one indicator can be cut out of a glued run: name, target, actual, weight and score.

Input: a GluedRun, the columns of the header and where a row begins. Output: RowSplits with what each costs. Stage
`parse`. A split that leaves the texts of a row in one piece is always among them, so that texts which nothing parts
stay null.
"""

import re
from decimal import Decimal
from math import inf
from typing import NamedTuple

from etl.parse.glued.glued_costs import (
    BLANK_COST,
    DOUBT_COST,
    LIKELY_COST,
    PROVING_TEXT,
    UNSPLIT_COST,
    pair_cost,
    points_doubt,
    single_cost,
)
from etl.parse.glued.glued_mirrors import words_said_twice
from etl.parse.glued.glued_names import name_doubt
from etl.parse.glued.glued_run import GluedRun
from etl.parse.glued.glued_values import OPERATOR, GluedPiece, digits_at, is_inside_digits, points_at, values_at
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.roles import POINTS, VALUES

LONGEST_ROW = 150
LONGEST_TEXT_VALUE = 40
SHORTEST_NAME, LONGEST_NAME = 2, 40
MOST_SPLITS = 600
MOST_COST = 14
MOST_WORK = 40_000
NEXT_NAME_COST = 6
NO_NAME = re.compile(r"[0-9.,，。、;；:：)）%/—-]")
LEVEL_NAME = re.compile(r"(?:数量|质量|时效|成本|效益|影响|产出|满意度)[指目]标")


class RowSplit(NamedTuple):
    """One way to read a row: where it ends, what it costs, its points, and which characters each role has.

    A split whose texts stay in one piece has no span for them. `is_arbitrary`: values were parted inside digits.
    """

    end: int
    cost: int
    weight: Decimal | None
    score: Decimal | None
    spans: tuple[tuple[str, int, int], ...]
    is_arbitrary: bool = False


class TooManySplitsError(Exception):
    """A run that can be cut in more ways than are worth looking at."""


class RowSplitter:
    """Cuts rows out of one run; the answers are kept, since many ways lead to one beginning."""

    def __init__(self, run: GluedRun, columns: tuple[str, ...], limit: int, stops: frozenset[int]) -> None:
        self.run = run
        self.columns = columns
        self.limit = limit
        self.stops = stops
        self.has_points = any(role in POINTS for role in columns)
        self.values = [role for role in columns if role in VALUES]
        self.known: dict[int, list[RowSplit]] = {}
        self.known_values: dict[tuple[int, int], list[tuple[tuple[GluedPiece | None, ...], int]]] = {}
        self.known_rests: dict[int, list[RowSplit]] = {}
        self.known_points: dict[int, list[RowSplit]] = {}
        self.doubled: set[tuple[int, int]] = set()
        self.work = 0

    def rows_from(self, start: int) -> list[RowSplit]:
        """Every split of a row that begins here. Raises TooManySplitsError."""
        if start not in self.known:
            best: dict[tuple[object, ...], RowSplit] = {}
            level = LEVEL_NAME.search(self.run.folded, start, min(self.limit, start + 2 * LONGEST_ROW))
            for split in self.splits(start):
                if split.cost > MOST_COST or (level is not None and split.end > level.start()):
                    continue
                key = (split.end, split.weight, split.score, split.spans)
                if key not in best or split.cost < best[key].cost:
                    best[key] = split
                if len(best) > MOST_SPLITS:
                    raise TooManySplitsError
            self.known[start] = list(best.values())
        return self.known[start]

    def splits(self, start: int) -> list[RowSplit]:
        """The splits with a name that ends where a value starts, and those without."""
        limit = min(self.limit, start + LONGEST_ROW)
        found: list[RowSplit] = []
        if start >= limit or (NO_NAME.match(self.run.folded, start) and not self.run.folded[start].isdigit()):
            return found
        row_end = min((at for at in self.run.row_ends if at > start), default=len(self.run.folded))
        for end, doubt in self.name_ends(start, limit):
            name = ("name", start, end)
            cost = doubt + name_doubt(self.run.folded[start:end])
            for at, more, weight, score, spans, is_arbitrary in self.rests_from(end):
                whole_cost = cost + more + (NEXT_NAME_COST if at > row_end else 0)
                if whole_cost <= MOST_COST:
                    found.append(RowSplit(at, whole_cost, weight, score, (name, *spans), is_arbitrary))
        found.extend(self.unsplit_rows(start, limit))
        return found

    def rests_from(self, position: int) -> list[RowSplit]:
        """The rows without a name whose values begin here; kept, since the names of many rows may end here."""
        values = self.value_splits(position, 0)
        self.count(len(values))
        if position not in self.known_rests:
            rests = (self.row_split(pieces, end, 0, most=MOST_COST) for pieces, end in values)
            self.known_rests[position] = [rest for rest in rests if rest is not None]
        return self.known_rests[position]

    def name_ends(self, start: int, limit: int) -> list[tuple[int, int]]:
        """Where a name may end: before a number or an operator, at a printed cut, or before a text printed twice."""
        folded, ends, lists = self.run.folded, {}, load_vocabulary().listed_results
        for at in range(start + SHORTEST_NAME, min(limit, start + LONGEST_NAME) + 1):
            if at in self.stops:
                ends.update(dict.fromkeys(self.doubled_before_stop(start, at), 0))
            if at in self.run.row_ends and set(self.columns) == set(VALUES):
                ends.update(dict.fromkeys(self.doubled_starts(start, at), 0))
            if at == limit:
                break
            if folded.startswith(lists, at):
                ends[at] = 0
            is_number = folded[at].isdigit() or OPERATOR.match(folded, at) is not None
            is_operator_tail = OPERATOR.match(folded, at - 1) is not None and not folded[at - 1].isdigit()
            if is_number and not is_inside_digits(self.run, at) and not (is_operator_tail and not folded[at].isdigit()):
                if not is_operator_tail:
                    ends[at] = 0
                    ends.update(dict.fromkeys(self.doubled_starts(start, at), 0))
            elif at in self.run.cuts:
                ends[at] = 0
            elif self.has_points and is_inside_digits(self.run, at) and not folded[at - 2].isdigit():
                ends[at] = DOUBT_COST
        return sorted(ends.items())

    def doubled_before_stop(self, start: int, end: int) -> list[int]:
        """Where a text printed twice begins that stands before a level's name: a long one, or a word of a value."""
        short = words_said_twice(self.run.folded, start, end)
        for first in short:
            half = (first + end) // 2
            self.doubled.update({(first, half), (half, end)})
        return short or [at for at in self.doubled_starts(start, end) if end - at >= 2 * PROVING_TEXT]

    def doubled_starts(self, start: int, end: int) -> list[int]:
        """Where a text begins that is printed twice before `end`: a target in words and the same as result."""
        folded, found = self.run.folded, []
        for size in range(2, min(LONGEST_TEXT_VALUE, (end - start - SHORTEST_NAME) // 2) + 1):
            text = folded[end - size : end]
            start = end - 2 * size
            is_number = text[0].isdigit() and is_inside_digits(self.run, start)
            if text == folded[start : start + size] and not is_number and not OPERATOR.match(folded, start - 1):
                found.append(start)
                self.doubled.add((start, start + size))
                self.doubled.add((start + size, end))
        return found

    def value_splits(self, position: int, order: int) -> list[tuple[tuple[GluedPiece | None, ...], int]]:
        """The pieces of the columns from `order` on, one tuple for every way to cut them, with where it ends."""
        key = (position, order)
        if key not in self.known_values:
            self.known_values[key] = self.new_value_splits(position, order)
            self.count(len(self.known_values[key]))
        return self.known_values[key]

    def count(self, ways: int) -> None:
        """Add ways that were looked at. Raises TooManySplitsError where they are more than worth looking at."""
        self.work += ways
        if self.work > MOST_WORK:
            raise TooManySplitsError

    def new_value_splits(self, position: int, order: int) -> list[tuple[tuple[GluedPiece | None, ...], int]]:
        """What `value_splits` keeps, worked out."""
        if order == len(self.columns):
            return [((), position)]
        found: list[tuple[tuple[GluedPiece | None, ...], int]] = []
        if self.columns[order] in POINTS:
            is_share = self.columns[order] == "weight"
            for end, value in points_at(self.run, position):
                doubt = points_doubt(value) + DOUBT_COST * (is_share and not value)  # no indicator weighs nothing
                points = GluedPiece(position, end, "points", doubt=doubt, points=value)
                found.extend(((points, *rest), at) for rest, at in self.value_splits(end, order + 1))
                if is_share and self.run.folded.startswith("%", end):
                    share = GluedPiece(position, end + 1, "points", doubt=LIKELY_COST, points=value)
                    found.extend(((share, *rest), at) for rest, at in self.value_splits(end + 1, order + 1))
        else:
            is_last = order + 1 == len(self.columns)
            for piece in self.values_from(position, is_last=is_last):
                found.extend(((piece, *rest), at) for rest, at in self.value_splits(piece.end, order + 1))
            found.extend(((None, *rest), at) for rest, at in self.value_splits(position, order + 1))
        if len(found) > MOST_SPLITS:
            raise TooManySplitsError
        return found

    def values_from(self, position: int, *, is_last: bool) -> list[GluedPiece]:
        """The values of a column: what may begin here, a text printed twice, and a text up to the next number."""
        limit = min(self.limit, position + LONGEST_ROW)
        if position >= limit:
            return []
        pieces = values_at(self.run, position, limit, is_last=is_last)
        folded = self.run.folded
        pieces += [GluedPiece(position, end, "text") for start, end in sorted(self.doubled) if start == position]
        if not is_last and not pieces and not folded[position].isdigit():
            number = next((at for at in range(position, limit) if folded[at].isdigit()), None)
            if number is not None and number - position <= 2 * LONGEST_TEXT_VALUE:
                half = (number - position) // 2
                if folded[position : position + half] * 2 == folded[position:number] and half >= SHORTEST_NAME:
                    pieces.append(GluedPiece(position, position + half, "text"))
                pieces.append(GluedPiece(position, number, "text", doubt=1))
        return pieces

    def row_split(
        self, pieces: tuple[GluedPiece | None, ...], end: int, cost: int, most: float = inf
    ) -> RowSplit | None:
        """The pieces as a row without a name, None where points contradict each other or it costs more than `most`."""
        by_role = dict(zip(self.columns, pieces, strict=True))
        weight, score = (piece.points if (piece := by_role.get(role)) else None for role in POINTS)
        if weight is not None and score is not None and score > weight:
            return None
        cost += sum([piece.doubt for piece in pieces if piece is not None])
        if is_inside_digits(self.run, end):
            cost += NEXT_NAME_COST
        if cost > most:
            return None
        if len(self.values) == len(VALUES):
            cost += pair_cost(by_role.get("target"), by_role.get("actual"), self.run)
        else:
            cost += sum(single_cost(by_role[role]) for role in self.values)
        if cost > most:
            return None
        printed = [(role, piece) for role, piece in by_role.items() if piece is not None]
        spans = tuple((role, piece.start, piece.end) for role, piece in printed if piece.kind != "mark")
        edges = [edge for role, piece in printed if role in VALUES for edge in (piece.start, piece.end)]
        is_arbitrary = any(is_inside_digits(self.run, edge) for edge in edges)
        return RowSplit(end, cost, weight, score, spans, is_arbitrary)

    def unsplit_rows(self, start: int, limit: int) -> list[RowSplit]:
        """Rows whose texts from `start` up to the points stay in one piece; only where the points come last."""
        count = sum(role in POINTS for role in self.columns)
        if not count or any(role in POINTS for role in self.columns[:-count]):
            return []
        ends = range(start + SHORTEST_NAME, limit)
        return [row for at in ends if self.run.folded[at].isdigit() for row in self.points_from(at, count)]

    def points_from(self, position: int, count: int) -> list[RowSplit]:
        """The rows that end with so many points, the first of which begin within this number, and have no text; kept,
        since the texts of many rows may end here."""
        if position not in self.known_points:
            texts = len(self.columns) - count
            extra = sum(role in VALUES for role in self.columns) * BLANK_COST
            rows: list[RowSplit] = []
            is_inside = is_inside_digits(self.run, position)
            for cut in () if is_inside else range(position, position + max(len(digits_at(self.run, position)), 1)):
                is_arbitrary = is_inside_digits(self.run, cut)
                for pieces, end in self.value_splits(cut, texts):
                    row = self.row_split((None,) * texts + pieces, end, UNSPLIT_COST)
                    if row is not None and not is_inside_digits(self.run, end):
                        rows.append(row._replace(cost=row.cost - extra, is_arbitrary=is_arbitrary))
            self.known_points[position] = rows
        return self.known_points[position]
