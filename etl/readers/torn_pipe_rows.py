"""Pipe rows that cells of several paragraphs tore over lines, told by the width to which every row is padded.

Input: the lines of a text. Output: which lines are one row each. Stage `readers`. Tables pulled out of web
pages write every row with the same number of pipes, blank cells at its end included; where a cell held more than one
paragraph a line ends inside the row, so the pipes of a row are counted over its lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_ROWS = 4  # fewer rows add up to one width by chance
LARGEST_WIDTH = 64
PADDED_SHARE = 0.5  # rows that end in blank cells; a table whose rows are all full was not torn


@dataclass(frozen=True, slots=True)
class PaddedRow:
    """How many lines a row takes, and whether a pipe stands before its first cell."""

    size: int
    is_framed: bool


def padded_rows(lines: Sequence[str]) -> dict[int, PaddedRow]:
    """Every row of the tables that have torn rows, by the index of its first line."""
    found: dict[int, PaddedRow] = {}
    index = 0
    while index < len(lines):
        end = block_end(lines, index)
        if end > index:
            found.update(rows_of_block(lines, index, end))
        index = max(end, index + 1)
    return found


def block_end(lines: Sequence[str], index: int) -> int:
    """Where the run of lines with pipes that begins here ends."""
    while index < len(lines) and "|" in lines[index]:
        index += 1
    return index


def rows_of_block(lines: Sequence[str], first: int, end: int) -> dict[int, PaddedRow]:
    """The rows of one table; empty where no row is torn or the lines do not add up to rows of one width."""
    counts = [line.count("|") for line in lines[first:end]]
    for width in range(max(*counts, 2), LARGEST_WIDTH):
        sizes = row_sizes(counts, width)
        if sizes is None or len(sizes) < FEWEST_ROWS:
            continue
        if max(sizes) == 1:
            return {}
        starts = [first + sum(sizes[:order]) for order in range(len(sizes))]
        ends = [lines[start + size - 1].rstrip() for start, size in zip(starts, sizes, strict=True)]
        if sum(text.endswith("||") for text in ends) >= PADDED_SHARE * len(ends):
            is_framed = all(lines[start].startswith("|") for start in starts)
            return {start: PaddedRow(size, is_framed) for start, size in zip(starts, sizes, strict=True)}
    return {}


def row_sizes(counts: Sequence[int], width: int) -> list[int] | None:
    """How many lines each row takes if all rows have this many pipes; None where they do not add up.

    A last row may be cut off by the end of the text.
    """
    sizes: list[int] = []
    pipes, size = 0, 0
    for count in counts:
        pipes += count
        size += 1
        if pipes > width:
            return None
        if pipes == width:
            sizes.append(size)
            pipes, size = 0, 0
    return [*sizes, size] if size else sizes
