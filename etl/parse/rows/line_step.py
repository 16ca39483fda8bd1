"""How far apart the lines of a page stand: two numbers where a blank line follows each, as web pages print paragraphs.

Input: the lines of a document. Output: what the number of a line grows by to the next printed one. Stage `parse`.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

SPACED = 2
FEWEST_GAPS = 8
SHARE = 0.9


def line_step(lines: Sequence[str]) -> int:
    """2 where nearly all printed lines have one blank line between them, else 1."""
    printed = [number for number, line in enumerate(lines) if line.strip()]
    gaps = Counter(below - above for above, below in pairwise(printed))
    is_spaced = gaps.total() >= FEWEST_GAPS and gaps[SPACED] >= SHARE * gaps.total()
    return SPACED if is_spaced else 1
