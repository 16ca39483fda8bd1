"""The indicator table of a glued run: the ways to cut it into rows that cost least and fit the printed sums.

Input: a GluedRun, the columns of its header, and the sums that the totals print. Output: a TableCut. Stage `parse`. A
shortest path over the characters, with the sums of the points as part of the state; of what the best paths do not
agree on nothing is taken.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from etl.parse.glued.glued_cuts import (
    ZERO,
    Edge,
    Node,
    Reached,
    State,
    Sums,
    TableCut,
    added,
    agreed_cut,
    fits,
    without_name,
)
from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_mirrors import repeats_target
from etl.parse.glued.glued_names import REASON_START
from etl.parse.glued.glued_rows import LEVEL_NAME, RowSplit, RowSplitter, TooManySplitsError
from etl.parse.glued.glued_words import (
    crosses_line,
    ends_of_words,
    is_full_level,
    level_starts,
    lines_end_with_values,
    parents_of,
    repeated_sides,
    row_of_words,
    standard_levels,
)
from etl.parse.labels.roles import VALUES

MOST_NODES, MOST_WORK = 1_000, 80_000
MOST_REASON_ENDS = 3
LONG_EFFECTS = ("经济效益指标", "社会效益指标", "生态效益指标")
FILLER = re.compile(r"指标\d{1,2}[:、.]?(?=[….]|指标\d|$)|…+|\.{3,}|-(?!\d)|—+|小计[0-9.]{2,10}(?![0-9.])")
NUMBERED = re.compile(r"指标\d{1,2}(?:[:、.](?=\D)|(?=[^\d:、.…]))")
PROSE = re.compile(r"[，,。；;]|^无|因|由于")
LONGEST_REASON = 150
SHORTEST_OF_BLOCK = 4  # 项目立项 is a level where its block is printed; 成本 begins names
SHORTENED_COST = 4
GAP_COST = 40  # rows that nothing reads, up to the next level's name
WORDS_COST = 8  # a row of words: dearer than any that a value parts
REASON_AT_FULL_SCORE, REASON_WITH_NUMBERS = 4, 8
SLACK = 8  # a cut that fits the sums and costs more than this above the cheapest cut is not believed


class TableCutter:
    """Searches one table."""

    def __init__(self, finder: LabelFinder, columns: tuple[str, ...], has_reason: bool, first: int, limit: int) -> None:
        self.finder = finder
        self.folded = finder.run.folded
        self.row_ends = finder.run.row_ends
        self.has_reason = has_reason
        self.first = first
        self.limit = limit
        self.sides = repeated_sides(finder, first, limit)
        self.stops = frozenset({*level_starts(finder, first, limit), *self.sides, limit})
        self.splitter = RowSplitter(finder.run, columns, limit, self.stops)
        self.blocks = standard_levels(finder, first, limit)
        self.has_long_effects = any(word in self.folded[first:limit] for word in LONG_EFFECTS)
        self.reason_stops: list[int] = []
        self.words_only = columns == ("target",)
        self.has_points = "weight" in columns or "score" in columns
        self.gap_starts: set[int] | None = None
        self.holds_rows_in_lines = self.words_only and lines_end_with_values(finder, first, limit)
        self.totals: set[int] = set()
        self.edges: dict[Node, list[Edge]] = {}

    def cut(self, endings: Sequence[tuple[int, Sequence[Sums]]]) -> TableCut | None:
        """The best cut that ends at one of the endings. Those whose sums fit go before those whose do not; None where
        no way through exists or too many do."""
        self.totals = {end for end, sums in endings if sums}
        try:
            self.explore()
            if set(self.splitter.columns) == set(VALUES) and not any(
                (self.first, False) in self.cost_ahead(end) for end, _ in endings
            ):
                self.gap_starts = {self.first}
                self.edges.clear()
                self.explore()
        except TooManySplitsError:
            return None
        for end, sums in endings:
            ahead = self.cost_ahead(end)
            if (self.first, False) in ahead and sums:
                reached = self.search(ahead, with_sums=True)
                for tier in ([pair for pair in sums if None not in pair], [pair for pair in sums if None in pair]):
                    finals = [state for state in reached if state[0] == end and any(fits(state, s) for s in tier)]
                    if finals:
                        return agreed_cut(reached, finals, end, is_proved=True)
        last = None if self.totals else self.end_of_last_level()
        for end in (*(end for end, _ in endings), *(() if last is None else (last,))):
            ahead = self.cost_ahead(end)
            if (self.first, False) in ahead:
                reached = self.search(ahead, with_sums=False)
                finals = [state for state in reached if state[0] == end]
                return agreed_cut(reached, finals, end, is_proved=False)
        return None

    def end_of_last_level(self) -> int | None:
        """Where the last name of a level ends: a table that breaks off with its document ends there, its last row in
        pieces."""
        end = max((edge.after[0] for edges in self.edges.values() for edge in edges if edge.labels), default=None)
        is_last = end is not None and not any(end < stop < self.limit for stop in self.stops)
        return end if is_last else None

    def explore(self) -> None:
        """Find the steps from every node that can be reached. Raises TooManySplitsError."""
        if self.has_reason:
            self.reason_stops = [at for at in range(self.first + 1, self.limit + 1) if self.stops_reason(at)]
        waiting: set[Node] = {(self.first, False)}
        while waiting:
            node = min(waiting)
            waiting.remove(node)
            self.edges[node] = [*self.edges_from(node), *self.gaps_from(node[0])]
            waiting.update(edge.after for edge in self.edges[node] if edge.after not in self.edges)
            if len(self.edges) > MOST_NODES:
                raise TooManySplitsError

    def cost_ahead(self, end: int) -> dict[Node, int]:
        """What the cheapest way costs from each node to an ending."""
        ahead: dict[Node, int] = {(end, False): 0, (end, True): 0}
        for node in sorted(self.edges, reverse=True):
            if node[0] < end:
                costs = [edge.cost + ahead[edge.after] for edge in self.edges[node] if edge.after in ahead]
                if costs:
                    ahead[node] = min(costs)
        return ahead

    def search(self, ahead: dict[Node, int], *, with_sums: bool) -> dict[State, Reached]:
        """Every state on a path that costs little more than the cheapest; without sums only the cheapest count."""
        start: State = (self.first, False, ZERO, ZERO)
        reached: dict[State, Reached] = {start: Reached(0, 1, ())}
        most = ahead[self.first, False] + (SLACK if with_sums else 0)
        waiting: dict[int, list[State]] = {self.first: [start]}
        onward = {
            node: sorted(
                ((edge.cost + ahead[edge.after], edge) for edge in edges if edge.after in ahead), key=lambda way: way[0]
            )
            for node, edges in self.edges.items()
            if node in ahead
        }
        work = 0
        while waiting:
            for state in waiting.pop(min(waiting)):
                here = reached[state]
                for whole_cost, edge in onward.get(state[:2], ()):
                    cost = here.cost + edge.cost
                    if here.cost + whole_cost > most:
                        break
                    work += 1
                    after = (*edge.after, *(added(state, edge.row) if with_sums else (ZERO, ZERO)))
                    known = reached.get(after)
                    if known is None:
                        waiting.setdefault(after[0], []).append(after)
                    if known is None or cost < known.cost:
                        reached[after] = Reached(cost, here.ways, ((state, edge),))
                    elif cost == known.cost:
                        reached[after] = Reached(cost, known.ways + here.ways, (*known.steps, (state, edge)))
            if work > MOST_WORK:
                return {}
        return reached

    def edges_from(self, node: Node) -> list[Edge]:
        """The steps that go on from a node: level labels, fillers, and rows."""
        position, is_doubtful = node
        if position >= self.limit:
            return []
        edges = [Edge(position, (chain[-1].end, False), cost, chain) for chain, cost in self.level_chains(position)]
        if filler := FILLER.match(self.folded, position, self.limit):
            edges.append(Edge(position, (filler.end(), False), 0))
        if position in self.sides:
            return [*edges, Edge(position, (self.sides[position], False), 0)]
        numbered = NUMBERED.match(self.folded, position, self.limit)
        begin = numbered.end() if numbered else position
        for split in () if position in self.totals else self.splitter.rows_from(begin):
            is_named = not is_doubtful or numbered or position in self.row_ends
            row = split if is_named else without_name(split)
            if self.holds_rows_in_lines and crosses_line(self.finder, row):
                continue
            is_expected = self.is_reason_due(row)
            edges.append(Edge(position, (row.end, self.has_reason and is_expected), row.cost, (), row))
            for end, cost in self.reason_ends(row.end, is_expected=is_expected):
                edges.append(Edge(position, (end, False), row.cost + cost, (), row, (row.end, end)))
        edges.extend(
            Edge(position, (end, False), WORDS_COST, (), row_of_words(self.finder, position, end, WORDS_COST))
            for end in (ends_of_words(self.finder, position, self.limit) if self.words_only else ())
        )
        return edges

    def is_reason_due(self, row: RowSplit) -> bool:
        """Whether a reason may stand behind a row: below full score, or in a table without points where the result is
        not the target, or where what follows begins as a reason does."""
        if not self.has_points and repeats_target(self.folded, row.spans):
            return REASON_START.match(self.folded, row.end) is not None
        return row.weight is None or row.score is None or row.score < row.weight

    def gaps_from(self, position: int) -> list[Edge]:
        """Where no way leads through the table: a step over rows that nothing reads, from behind a level's name or a
        row whose result repeats its target up to the next level's name."""
        if self.gap_starts is None or position >= self.limit:
            return []
        for edge in self.edges_from((position, False)):
            if edge.labels or (edge.row and edge.reason is None and repeats_target(self.folded, edge.row.spans)):
                self.gap_starts.add(edge.after[0])
        if position not in self.gap_starts or position in self.stops:
            return []
        end = min((stop for stop in self.stops if stop > position), default=self.limit)
        row = RowSplit(end, GAP_COST, None, None, ())
        return [Edge(position, (end, False), GAP_COST, (), row, is_gap=True)]

    def level_chains(self, position: int) -> list[tuple[tuple[GluedLabel, ...], int]]:
        """The level names that stand here side by side; the last may be the first word of an indicator's name."""
        chain: list[GluedLabel] = []
        while (label := self.finder.at(position, "level1", "level2")) is not None and label.end <= self.limit:
            if not self.is_level(label, chain):
                break
            chain.append(label)
            position = label.end
        if not chain:
            return []
        return [(tuple(chain), 0), *([(tuple(chain[:-1]), SHORTENED_COST)] if len(chain) > 1 else [])]

    def is_level(self, label: GluedLabel, before: list[GluedLabel]) -> bool:
        """Whether a level name counts as one: a shortened name only where one is due, and none twice in a chain."""
        word = self.folded[label.start : label.word_end]
        if word.endswith(("指标", "目标", "管理")):
            is_both = label.is_kind("level1") and label.is_kind("level2")
            known = [self.folded[other.start : other.word_end] for other in before]
            return word not in known or (is_both and known[-1] == word and known.count(word) == 1)
        if is_full_level(self.finder, label):
            return not before
        if any({*label.roles("level1"), *label.roles("level2")} & set(known.roles("level2")) for known in before):
            return False  # 成本 after 成本指标 begins the name 成本合理性
        if before:
            return before[-1].is_kind("level1") and not label.is_kind("level1")
        is_of_block = len(word) >= SHORTEST_OF_BLOCK and not self.blocks.isdisjoint(parents_of(self.finder, label))
        return (is_of_block or not self.has_long_effects) and not label.is_kind("level1")

    def stops_reason(self, position: int) -> bool:
        """Whether a reason may end here for sure: before a level name, a numbered name, a filler or the end."""
        if position == self.limit or position in self.row_ends or position in self.sides:
            return True
        if self.finder.at(position, "level1", "level2", "total") is not None:
            return True
        return any(pattern.match(self.folded, position) for pattern in (NUMBERED, FILLER))

    def reason_ends(self, position: int, *, is_expected: bool) -> list[tuple[int, int]]:
        """Where the text after the points may end as a reason, with what speaks against it."""
        found: list[tuple[int, int]] = []
        if position in self.row_ends:
            return found
        for end in self.reason_stops[bisect_right(self.reason_stops, position) :][:MOST_REASON_ENDS]:
            text = self.folded[position:end]
            if len(text) > LONGEST_REASON or LEVEL_NAME.search(text):
                break
            cost = REASON_WITH_NUMBERS if any(char.isdigit() for char in text) else 0
            found.append((end, cost + (0 if is_expected or PROSE.search(text) else REASON_AT_FULL_SCORE)))
            if end in self.row_ends or end in self.sides:
                break
        return found
