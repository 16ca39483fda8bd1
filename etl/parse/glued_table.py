"""The indicator table of a glued run: the ways to cut it into rows that cost least and fit the printed sums.

Input: a GluedRun, the columns of its header, and the sums that the totals print. Output: a TableCut. Stage `parse`. A
shortest path over the characters, with the sums of the points as part of the state; of what the best paths do not agree on
nothing is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from etl.parse.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued_rows import RowSplit, RowSplitter, TooManySplitsError

MOST_STATES = 60_000
FILLER = re.compile(r"指标\d{1,2}[:、.]?(?=[….]|指标\d|$)|…+|\.{3,}|-(?!\d)|—+")
NUMBERED = re.compile(r"指标\d{1,2}[:、.](?=\D)")
PROSE = re.compile(r"[，,。；;]|^无|因|由于")
LONGEST_REASON = 150
SHORTENED_COST = 4
REASON_AT_FULL_SCORE, REASON_WITH_NUMBERS = 4, 8
ZERO = Decimal(0)

State = tuple[int, bool, Decimal, Decimal]  # position, whether a reason may stand before it, sums of weight and score
Sums = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: from a state to a state, at a cost, over level labels, a row with its reason, or a filler."""

    before: State
    after: State
    cost: int
    labels: tuple[GluedLabel, ...] = ()
    row: RowSplit | None = None
    reason: tuple[int, int] | None = None

    @property
    def spans(self) -> tuple[tuple[str, int, int], ...]:
        """The characters that the step gives a role."""
        levels = tuple(("level", label.start, label.end) for label in self.labels)
        row = self.row.spans if self.row else ()
        return (*levels, *row, *((("deviation_reason", *self.reason),) if self.reason else ()))


@dataclass(frozen=True, slots=True)
class TableCut:
    """The steps of one best path, the spans on which all best paths agree, and whether the printed sums prove it."""

    steps: tuple[Step, ...]
    agreed: frozenset[tuple[str, int, int]]
    end: int
    is_proved: bool


class TableCutter:
    """Searches one table."""

    def __init__(self, finder: LabelFinder, columns: tuple[str, ...], has_reason: bool, first: int, limit: int) -> None:
        self.finder = finder
        self.folded = finder.run.folded
        self.columns = columns
        self.has_reason = has_reason
        self.first = first
        self.limit = limit
        self.splitter = RowSplitter(finder.run, columns, limit)
        self.has_long_effects = any(
            word in self.folded[first:limit] for word in ("经济效益指标", "社会效益指标", "生态效益指标")
        )

    def cut(self, endings: Sequence[tuple[int, Sequence[Sums]]]) -> TableCut | None:
        """The best cut that ends at one of the endings. Those whose sums fit go before those whose do not; None where
        no way through exists or too many do."""
        try:
            if any(sums for _, sums in endings):
                reached = self.search(with_sums=True)
                for end, sums in endings:
                    for wanted in sums:
                        finals = [state for state in reached if state[0] == end and fits(state, wanted)]
                        if finals:
                            return self.agreed_cut(reached, finals, end, is_proved=True)
        except TooManySplitsError:
            pass
        try:
            reached = self.search(with_sums=False)
        except TooManySplitsError:
            return None
        for end, _ in endings:
            finals = [state for state in reached if state[0] == end]
            if finals:
                return self.agreed_cut(reached, finals, end, is_proved=False)
        return None

    def search(self, *, with_sums: bool) -> dict[State, tuple[int, int, list[Step]]]:
        """Every state that can be reached, with its least cost, in how many ways, and the steps that lead there."""
        start: State = (self.first, False, ZERO, ZERO)
        reached: dict[State, tuple[int, int, list[Step]]] = {start: (0, 1, [])}
        waiting: dict[int, list[State]] = {self.first: [start]}
        position = self.first
        while waiting:
            position = min(waiting)
            for state in waiting.pop(position):
                cost, ways, _ = reached[state]
                for step in self.steps_from(state, with_sums=with_sums):
                    total = cost + step.cost
                    known = reached.get(step.after)
                    if known is None:
                        waiting.setdefault(step.after[0], []).append(step.after)
                    if known is None or total < known[0]:
                        reached[step.after] = (total, ways, [step])
                    elif total == known[0]:
                        reached[step.after] = (total, known[1] + ways, [*known[2], step])
            if len(reached) > MOST_STATES:
                raise TooManySplitsError
        return reached

    def steps_from(self, state: State, *, with_sums: bool) -> list[Step]:
        """The steps that go on from a state: level labels, fillers, and rows."""
        position, is_doubtful, weights, scores = state
        if position >= self.limit:
            return []
        steps = [
            Step(state, (chain[-1].end, False, weights, scores), cost, chain)
            for chain, cost in self.level_chains(position)
        ]
        if filler := FILLER.match(self.folded, position, self.limit):
            steps.append(Step(state, (filler.end(), False, weights, scores), 0))
        numbered = NUMBERED.match(self.folded, position, self.limit)
        begin = numbered.end() if numbered else position
        for split in self.splitter.rows_from(begin):
            row = without_name(split) if is_doubtful and not numbered else split
            sums = (weights + (row.weight or ZERO), scores + (row.score or ZERO)) if with_sums else (ZERO, ZERO)
            if sums[0] > 200 or sums[1] > 200:
                continue
            may_have_reason = self.has_reason and (row.weight is None or row.score is None or row.score < row.weight)
            steps.append(Step(state, (row.end, may_have_reason, *sums), row.cost, (), row))
            if self.has_reason:
                for end, cost in self.reason_ends(row.end, is_expected=may_have_reason):
                    steps.append(Step(state, (end, False, *sums), row.cost + cost, (), row, (row.end, end)))
        return steps

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
        chains = [(tuple(chain), 0)]
        if len(chain) > 1:
            chains.append((tuple(chain[:-1]), SHORTENED_COST))
        return chains

    def is_level(self, label: GluedLabel, before: list[GluedLabel]) -> bool:
        """Whether a level name counts as one: a shortened name only where one is due, and none twice in a chain."""
        word = self.folded[label.start : label.word_end]
        if word.endswith(("指标", "目标", "管理")):
            is_both = label.is_kind("level1") and label.is_kind("level2")
            known = [self.folded[other.start : other.word_end] for other in before]
            return word not in known or (is_both and known[-1] == word and known.count(word) == 1)
        if before:
            return before[-1].is_kind("level1") and not label.is_kind("level1")
        return not self.has_long_effects and not label.is_kind("level1")

    def reason_ends(self, position: int, *, is_expected: bool) -> list[tuple[int, int]]:
        """Where the text after the points may end as a reason: before a level name, a numbered name or the end."""
        found = []
        for end in range(position + 1, min(self.limit, position + LONGEST_REASON) + 1):
            is_end = end == self.limit or self.finder.at(end, "level1", "level2", "total") is not None
            if is_end or NUMBERED.match(self.folded, end) or FILLER.match(self.folded, end):
                text = self.folded[position:end]
                has_digits = any(char.isdigit() for char in text)
                cost = REASON_WITH_NUMBERS if has_digits else 0
                found.append((end, cost + (0 if is_expected or PROSE.search(text) else REASON_AT_FULL_SCORE)))
        return found

    def agreed_cut(
        self, reached: dict[State, tuple[int, int, list[Step]]], finals: list[State], end: int, *, is_proved: bool
    ) -> TableCut:
        """One of the cheapest paths to the finals, and what all of them have in common."""
        least = min(reached[state][0] for state in finals)
        backward: dict[State, int] = {state: 1 for state in finals if reached[state][0] == least}
        whole = sum(reached[state][1] for state in backward)
        counts: dict[tuple[str, int, int], int] = {}
        for state in sorted(reached, key=lambda item: -item[0]):
            if state not in backward:
                continue
            for step in reached[state][2]:
                backward[step.before] = backward.get(step.before, 0) + backward[state]
                ways = reached[step.before][1] * backward[state]
                for span in step.spans:
                    counts[span] = counts.get(span, 0) + ways
        agreed = frozenset(span for span, count in counts.items() if count == whole)
        steps: list[Step] = []
        state = next(state for state in finals if reached[state][0] == least)
        while reached[state][2]:
            step = reached[state][2][0]
            steps.append(step)
            state = step.before
        return TableCut(tuple(reversed(steps)), agreed, end, is_proved)


def fits(state: State, wanted: Sums) -> bool:
    """Whether the sums of a state are those that the form prints."""
    return all(want is None or want == have for want, have in zip(wanted, state[2:], strict=True))


def without_name(split: RowSplit) -> RowSplit:
    """The row without its name, before which a reason may stand that nothing parts from it."""
    spans = tuple(span for span in split.spans if span[0] != "name")
    starts = [span[1] for span in split.spans if span[0] == "name"]
    unsplit = split.unsplit or ((starts[0], spans[0][1]) if starts and spans else None)
    return RowSplit(split.end, split.cost, split.weight, split.score, spans, unsplit, split.is_arbitrary)
