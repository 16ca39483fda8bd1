"""The steps of a search through a glued table, and what all of its best paths have in common.

Input: states that paths lead to. Output: a TableCut. Stage `parse`. Of what the best paths do not agree on nothing is
taken.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from etl.parse.glued.glued_labels import GluedLabel
from etl.parse.glued.glued_rows import RowSplit

ZERO = Decimal(0)

Node = tuple[int, bool]  # a position, and whether a reason may stand before it
State = tuple[int, bool, Decimal, Decimal]  # a node with the sums of weight and score up to it
Sums = tuple[Decimal | None, Decimal | None]
Span = tuple[str, int, int]


class Edge(NamedTuple):
    """One step through the characters: to a node, at a cost, over level labels, a row with its reason, or a filler."""

    start: int
    after: Node
    cost: int
    labels: tuple[GluedLabel, ...] = ()
    row: RowSplit | None = None
    reason: tuple[int, int] | None = None
    is_gap: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """The characters that the step gives a role."""
        levels = tuple(("level", label.start, label.end) for label in self.labels)
        row = self.row.spans if self.row else ()
        return (*levels, *row, *((("deviation_reason", *self.reason),) if self.reason else ()))


class Reached(NamedTuple):
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

    @property
    def has_gaps(self) -> bool:
        """Whether it steps over rows that nothing reads: then only rows that say things twice are sure."""
        return any(step.is_gap for step in self.steps)


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
    return split._replace(spans=spans)
