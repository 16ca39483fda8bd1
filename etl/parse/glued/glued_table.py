"""The indicator table of a glued run: the ways to cut it into rows that cost least and fit the printed sums.

Input: a GluedRun, the columns of its header, and the sums that the totals print. Output: a TableCut. Stage `parse`. A
shortest path over the characters, with the sums of the points as part of the state; of what the best paths do not
agree on nothing is taken.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_rows import LEVEL_NAME, RowSplit, RowSplitter, TooManySplitsError
from etl.parse.glued.glued_words import crosses_line, ends_of_words, lines_end_with_values

MOST_NODES, MOST_WORK = 1_000, 80_000
MOST_REASON_ENDS = 3
LONG_EFFECTS = ("经济效益指标", "社会效益指标", "生态效益指标")
FILLER = re.compile(r"指标\d{1,2}[:、.]?(?=[….]|指标\d|$)|…+|\.{3,}|-(?!\d)|—+")
NUMBERED = re.compile(r"指标\d{1,2}(?:[:、.](?=\D)|(?=[^\d:、.…]))")
PROSE = re.compile(r"[，,。；;]|^无|因|由于")
LONGEST_REASON = 150
SHORTENED_COST = 4
WORDS_COST = 8  # a row of words: dearer than any that a value parts
REASON_AT_FULL_SCORE, REASON_WITH_NUMBERS = 4, 8
ZERO = Decimal(0)

SLACK = 8  # a cut that fits the sums and costs more than this above the cheapest cut is not believed

Node = tuple[int, bool]  # a position, and whether a reason may stand before it
State = tuple[int, bool, Decimal, Decimal]  # a node with the sums of weight and score up to it
Sums = tuple[Decimal | None, Decimal | None]
Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Edge:
    """One step through the characters: to a node, at a cost, over level labels, a row with its reason, or a filler."""

    start: int
    after: Node
    cost: int
    labels: tuple[GluedLabel, ...] = ()
    row: RowSplit | None = None
    reason: tuple[int, int] | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The characters that the step gives a role."""
        levels = tuple(("level", label.start, label.end) for label in self.labels)
        row = self.row.spans if self.row else ()
        return (*levels, *row, *((("deviation_reason", *self.reason),) if self.reason else ()))


@dataclass(frozen=True, slots=True)
class Reached:
    """A state that paths lead to: their least cost, how many have it, and the last steps with the states before."""

    cost: int
    ways: int
    steps: tuple[tuple[State, Edge], ...]


@dataclass(frozen=True, slots=True)
class TableCut:
    """The steps of one best path, the spans on which all best paths agree, the sums of its points, and whether the
    printed sums prove it."""

    steps: tuple[Edge, ...]
    agreed: frozenset[Span]
    sums: tuple[Decimal, Decimal]
    end: int
    is_proved: bool


class TableCutter:
    """Searches one table."""

    def __init__(self, finder: LabelFinder, columns: tuple[str, ...], has_reason: bool, first: int, limit: int) -> None:
        self.finder = finder
        self.folded = finder.run.folded
        self.has_reason = has_reason
        self.first = first
        self.limit = limit
        self.splitter = RowSplitter(finder.run, columns, limit)
        self.has_long_effects = any(word in self.folded[first:limit] for word in LONG_EFFECTS)
        self.reason_stops: list[int] = []
        self.words_only = columns == ("target",)
        self.holds_rows_in_lines = self.words_only and lines_end_with_values(finder, first, limit)
        self.totals: set[int] = set()
        self.edges: dict[Node, list[Edge]] = {}

    def cut(self, endings: Sequence[tuple[int, Sequence[Sums]]]) -> TableCut | None:
        """The best cut that ends at one of the endings. Those whose sums fit go before those whose do not; None where
        no way through exists or too many do."""
        self.totals = {end for end, sums in endings if sums}
        try:
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
        for end, _ in endings:
            ahead = self.cost_ahead(end)
            if (self.first, False) in ahead:
                reached = self.search(ahead, with_sums=False)
                finals = [state for state in reached if state[0] == end]
                return agreed_cut(reached, finals, end, is_proved=False)
        return None

    def explore(self) -> None:
        """Find the steps from every node that can be reached. Raises TooManySplitsError."""
        if self.has_reason:
            self.reason_stops = [at for at in range(self.first + 1, self.limit + 1) if self.stops_reason(at)]
        waiting: set[Node] = {(self.first, False)}
        while waiting:
            node = min(waiting)
            waiting.remove(node)
            self.edges[node] = self.edges_from(node)
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
        numbered = NUMBERED.match(self.folded, position, self.limit)
        begin = numbered.end() if numbered else position
        for split in () if position in self.totals else self.splitter.rows_from(begin):
            row = without_name(split) if is_doubtful and not numbered else split
            if self.holds_rows_in_lines and crosses_line(self.finder, row):
                continue
            is_expected = row.weight is None or row.score is None or row.score < row.weight
            edges.append(Edge(position, (row.end, self.has_reason and is_expected), row.cost, (), row))
            for end, cost in self.reason_ends(row.end, is_expected=is_expected):
                edges.append(Edge(position, (end, False), row.cost + cost, (), row, (row.end, end)))
        edges.extend(
            Edge(position, (end, False), WORDS_COST, (), RowSplit(end, WORDS_COST, None, None, ()))
            for end in (ends_of_words(self.finder, position, self.limit) if self.words_only else ())
        )
        return edges

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
        if any({*label.roles("level1"), *label.roles("level2")} & set(known.roles("level2")) for known in before):
            return False  # 成本 after 成本指标 begins the name 成本合理性
        if before:
            return before[-1].is_kind("level1") and not label.is_kind("level1")
        return not self.has_long_effects and not label.is_kind("level1")

    def stops_reason(self, position: int) -> bool:
        """Whether a reason may end here for sure: before a level name, a numbered name, a filler or the end."""
        if position == self.limit or self.finder.at(position, "level1", "level2", "total") is not None:
            return True
        return any(pattern.match(self.folded, position) for pattern in (NUMBERED, FILLER))

    def reason_ends(self, position: int, *, is_expected: bool) -> list[tuple[int, int]]:
        """Where the text after the points may end as a reason, with what speaks against it."""
        found = []
        for end in self.reason_stops[bisect_right(self.reason_stops, position) :][:MOST_REASON_ENDS]:
            text = self.folded[position:end]
            if len(text) > LONGEST_REASON or LEVEL_NAME.search(text):
                break
            cost = REASON_WITH_NUMBERS if any(char.isdigit() for char in text) else 0
            found.append((end, cost + (0 if is_expected or PROSE.search(text) else REASON_AT_FULL_SCORE)))
        return found


def added(state: State, row: RowSplit | None) -> tuple[Decimal, Decimal]:
    """The sums of a state after a row."""
    if row is None:
        return state[2], state[3]
    return state[2] + (row.weight or ZERO), state[3] + (row.score or ZERO)


def agreed_cut(reached: dict[State, Reached], finals: list[State], end: int, *, is_proved: bool) -> TableCut:
    """One of the cheapest paths to the finals, and what all of them have in common."""
    least = min(reached[state].cost for state in finals)
    onward: dict[State, int] = {state: 1 for state in finals if reached[state].cost == least}
    whole = sum(reached[state].ways for state in onward)
    counts: dict[Span, int] = {}
    for state in sorted(reached, key=lambda item: -item[0]):
        for before, edge in reached[state].steps if state in onward else ():
            onward[before] = onward.get(before, 0) + onward[state]
            for span in edge.spans:
                counts[span] = counts.get(span, 0) + reached[before].ways * onward[state]
    steps: list[Edge] = []
    last = state = next(state for state in finals if reached[state].cost == least)
    while reached[state].steps:
        state, edge = reached[state].steps[0]
        steps.append(edge)
    agreed = frozenset(span for span, count in counts.items() if count == whole)
    return TableCut(tuple(reversed(steps)), agreed, last[2:], end, is_proved)


def fits(state: State, wanted: Sums) -> bool:
    """Whether the sums of a state are those that the form prints."""
    return all(want is None or want == have for want, have in zip(wanted, state[2:], strict=True))


def without_name(split: RowSplit) -> RowSplit:
    """The row without its name, before which a reason may stand that nothing parts from it."""
    spans = tuple(span for span in split.spans if span[0] != "name")
    return replace(split, spans=spans)
