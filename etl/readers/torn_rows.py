"""Rows that cells of several paragraphs tore over lines, told by the width to which every row is padded (pipes) or that
most rows of the document have (tabs), and cells torn so where each stands on a line that a pipe closes.

Input: the lines of a text. Output: which lines are one row each. Stage `readers`. Tables pulled out of web
pages write every row with the same number of pipes, blank cells at its end included; where a cell held more than one
paragraph a line ends inside the row, so the pipes of a row are counted over its lines.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_ROWS = 4  # fewer rows add up to one width by chance
LARGEST_WIDTH = 64
FEWEST_CLOSED = 12  # cells a line with a pipe behind each; fewer may be lines of running text
MOST_TORN = 0.34  # lines without a pipe among them; more are no rare line ends inside a cell
MOST_BESIDE_LONE = 0.67  # the same where pipes stand alone on their lines: every line of a text is without one
MOST_LINES = 6  # of one cell
PADDED_SHARE = 0.5  # rows that end in blank cells; a table whose rows are all full was not torn
FEWEST_TABS = 4  # of a row; lines of fewer add up to one width by chance
PADDING = re.compile(r"\|{2,64}\s{0,4}")
BLANK_CELL = re.compile(r"\|[ \u3000]{1,8}(?=\|)")
MOST_BEFORE_PADDING = 4  # cells a line of the row that it ends
NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})?")
MOST_PIECES = 3  # lines of a row that tabs rule


@dataclass(frozen=True, slots=True)
class PaddedRow:
    """How many lines a row takes, whether a separator stands before its first cell, and what parts its cells."""

    size: int
    is_framed: bool
    separator: str = "|"


def torn_rows(lines: Sequence[str]) -> dict[int, PaddedRow]:
    """Every row that stands on more than one line, and every other row of its table, by the index of its first line."""
    has_pipes = any("|" in line for line in lines)
    return (has_pipes and (padded_rows(with_bare_padding(lines)) or torn_cells(lines))) or torn_tab_rows(lines)


def with_bare_padding(lines: Sequence[str]) -> list[str]:
    """The lines without the blanks in blank cells: some programs write | | | where others write |||."""
    return [BLANK_CELL.sub("|", line) if "| " in line or "|\u3000" in line else line for line in lines]


def torn_tab_rows(lines: Sequence[str]) -> dict[int, PaddedRow]:
    """The rows on several lines of a table that tabs rule: lines of fewer tabs that together have as many as the rows
    near them, each broken inside a cell, and numbers where those rows have numbers."""
    counts = [line.count("\t") for line in lines]
    widths = {width for width, number in Counter(counts).items() if width >= FEWEST_TABS and number >= FEWEST_ROWS}
    found: dict[int, PaddedRow] = {}
    index, above, widest = 0, dict[int, str](), max(widths, default=0)
    while index < len(lines) and widths:
        if counts[index] in widths:
            above[counts[index]] = lines[index]
        size = torn_size(lines, counts, index, widths, above) if 0 < counts[index] < widest else 0
        if size:
            found[index] = PaddedRow(size, is_framed=False, separator="\t")
        index += size or 1
    return found


def torn_size(lines: Sequence[str], counts: Sequence[int], first: int, widths: set[int], above: dict[int, str]) -> int:
    """Over how many lines a row of one of these widths stands that begins here; 0 where it is on one line or is no
    row. Its columns of numbers are those of the last row of its width, `above`, or where that has none of the next.
    """
    tabs = counts[first]
    for last in range(first + 1, min(first + MOST_PIECES, len(lines))):
        tabs += counts[last]
        if not counts[last] or tabs > max(widths) or not is_broken_inside(lines[last - 1], lines[last]):
            return 0
        if tabs in widths:
            below = range(last + 1, min(last + MOST_PIECES, len(lines)))
            near = (number_columns(lines[at]) for at in below if counts[at] == tabs)
            columns = number_columns(above.get(tabs, "")) or next(near, frozenset())
            return last + 1 - first if columns and columns <= number_columns("".join(lines[first : last + 1])) else 0
    return 0


def number_columns(line: str) -> frozenset[int]:
    """The cells of a line that are numbers alone."""
    return frozenset(order for order, text in enumerate(line.split("\t")) if NUMBER.fullmatch(text.strip()))


def is_broken_inside(line: str, below: str) -> bool:
    """Whether words of a cell stand at the end of a line and at the beginning of the one below it."""
    return not (line.endswith("\t") or line.isspace() or below.startswith("\t"))


def torn_cells(lines: Sequence[str]) -> dict[int, PaddedRow]:
    """The cells on more than one line of tables printed a cell a line, each closed by a pipe at its end or alone on the
    next line: what stands between two such lines and has no pipe goes on in the line below it."""
    found: dict[int, PaddedRow] = {}
    index = 0
    while index < len(lines):
        end = closed_end(lines, index)
        torn = [at for at in range(index, end) if "|" not in lines[at]]
        are_lone = all(lines[at].strip() == "|" for at in range(index, end) if "|" in lines[at])
        most = MOST_BESIDE_LONE if are_lone else MOST_TORN
        if end - index >= FEWEST_CLOSED and len(torn) <= most * (end - index):
            begun = [at for at in torn if "|" in lines[at - 1]]
            ends = [next(below for below in range(at, end) if "|" in lines[below]) for at in begun]
            found |= {at: PaddedRow(last + 1 - at, is_framed=False) for at, last in zip(begun, ends, strict=True)}
        index = max(end, index + 1)
    return found


def closed_end(lines: Sequence[str], first: int) -> int:
    """Where a table ends that begins here with a cell a line: behind its last line that a pipe closes."""
    index = end = first
    while index < len(lines) and index - end < MOST_LINES:
        line = lines[index].rstrip()
        if line.endswith("|") and line.count("|") == 1:
            end = index + 1
        elif "|" in line or not line or index == first:
            break
        index += 1
    return end


def padded_rows(lines: Sequence[str]) -> dict[int, PaddedRow]:
    """Every row of the tables that have torn rows, by the index of its first line."""
    found: dict[int, PaddedRow] = {}
    index = 0
    while index < len(lines):
        end = block_end(lines, index)
        for first in first_rows(lines, index, end):
            if rows := rows_of_block(lines, first, end):
                found.update(rows)
                break
        index = max(end, index + 1)
    return found


def first_rows(lines: Sequence[str], first: int, end: int) -> list[int]:
    """Where the padded rows of a run of lines may begin: at its first line, or below a list of another width, with the
    cells before the first line that is nothing but pipes."""
    padding = next((at for at in range(first, end) if PADDING.fullmatch(lines[at])), first)
    return [first, *range(padding - 1, max(padding - 1 - MOST_BEFORE_PADDING, first), -1)] if first < end else []


def block_end(lines: Sequence[str], index: int) -> int:
    """Where the run of lines with pipes that begins here ends."""
    while index < len(lines) and "|" in lines[index]:
        index += 1
    return index


def rows_of_block(lines: Sequence[str], first: int, end: int) -> dict[int, PaddedRow]:
    """The rows of one table; empty where no row is torn or the lines do not add up to rows of one width. Where they
    add up to several, as rows of ten cells do to halves and doubles, rows of the right width end in blank cells."""
    counts = [line.count("|") for line in lines[first:end]]
    found: dict[int, PaddedRow] = {}
    most = 0.0
    for width in range(max(*counts, 2), LARGEST_WIDTH):
        sizes = row_sizes(counts, width)
        if sizes is None or len(sizes) < FEWEST_ROWS:
            continue
        is_cut_off = sum(counts) < width * len(sizes)
        if max(sizes[:-1] if is_cut_off else sizes) == 1:
            return {}  # narrower rows below whole ones are no torn row
        starts = [first + sum(sizes[:order]) for order in range(len(sizes))]
        inside = (lines[at] for start, size in zip(starts, sizes, strict=True) for at in range(start, start + size - 1))
        if any(map(PADDING.fullmatch, inside)):
            continue  # blank cells alone on a line end a row
        ends = [lines[start + size - 1].rstrip() for start, size in zip(starts, sizes, strict=True)]
        closed = sum(text.endswith("||") for text in ends)
        worth = closed * closed / len(ends)  # few rows that end otherwise, and few such lines inside a row
        if closed >= PADDED_SHARE * len(ends) and worth > most:
            is_framed = all(lines[start].startswith("|") for start in starts)
            found, most = {start: PaddedRow(size, is_framed) for start, size in zip(starts, sizes, strict=True)}, worth
    return found


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
