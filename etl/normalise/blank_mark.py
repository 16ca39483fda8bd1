"""Whether a printed text only marks that nothing is printed, which depends on the kind of cell.

Input: a printed text. Output: yes or no, after etl/reference/blank_marks.csv. Stage: normalise.
"""

from enum import StrEnum
from functools import cache

from etl.normalise.reference_lists import load_reference_list


class CellKind(StrEnum):
    """What a cell holds; each is a column of blank_marks.csv."""

    AMOUNT = "amount"
    POINTS = "points"
    RATE = "rate"
    INDICATOR = "indicator"
    REASON = "reason"
    TEXT = "text"


@cache
def load_blank_marks(kind: CellKind) -> frozenset[str]:
    """The marks that stand for nothing in a cell of this kind."""
    return frozenset(row["mark"] for row in load_reference_list("blank_marks.csv") if row[kind.value] == "y")


def is_blank(text: str, kind: CellKind) -> bool:
    """Whether the text, white space aside, is empty or a blank mark for this kind of cell."""
    pieces = text.split()
    squeezed = pieces[0] if len(pieces) == 1 else "".join(pieces)
    return not squeezed or squeezed in load_blank_marks(kind)
