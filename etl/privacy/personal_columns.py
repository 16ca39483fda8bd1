"""Persons' names and numbers below the headers of a list: 联系人 ｜ 联系电话, and a person a row.

Input: a folded text, cells parted by tabs. Output: spans of the folded text. A row of labels without a blank cell and
without a figure heads the rows of as many cells that follow; a form's own rows, a label beside its value, are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.privacy.personal_patterns import Patterns

NUMBER_OF_A_CELL = re.compile(r"[\d()+ -]{7,24}")
FEWEST_DIGITS = 7
FEWEST_CELLS = 3  # of a header with other columns beside those of persons


@dataclass(frozen=True, slots=True)
class ColumnSpan:
    """Characters of the folded text below a header; `is_name` for a person's name."""

    start: int
    end: int
    is_name: bool


def find_below_headers(text: str, patterns: Patterns) -> Iterator[ColumnSpan]:
    """What stands below headers that say whose name or number it is."""
    heads: tuple[bool | None, ...] = ()  # by column: a name, a number, neither
    at = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if found := headers(cells, patterns):
            heads = found
        elif len(cells) != len(heads):
            heads = ()
        elif heads:
            yield from find_in_row(cells, at, heads, patterns)
        at += len(line) + 1


def headers(cells: list[str], patterns: Patterns) -> tuple[bool | None, ...]:
    """What each cell of a header says of its column; nothing where the row is no header with a column of names."""
    named = [cell.strip() for cell in cells]
    if len(named) < 2 or not all(named) or any(map(str.isdigit, "".join(named))):
        return ()
    heads = tuple(
        True if patterns.name_label.fullmatch(cell) else False if patterns.number_label.fullmatch(cell) else None
        for cell in named
    )
    is_list = True in heads and (len(heads) >= FEWEST_CELLS or None not in heads)
    values = (named[place] for place, head in enumerate(heads) if head is None)
    return () if not is_list or any(is_names(value, patterns) for value in values) else heads


def find_in_row(cells: list[str], at: int, heads: tuple[bool | None, ...], patterns: Patterns) -> Iterator[ColumnSpan]:
    """The cells of a row that hold what their header says."""
    for cell, is_name in zip(cells, heads, strict=True):
        value = cell.strip()
        start = at + cell.find(value)
        at += len(cell) + 1
        if is_name and is_names(value, patterns):
            yield from (
                ColumnSpan(start + one.start(), start + one.end(), True) for one in re.finditer(r"[^、,;/]+", value)
            )
        elif is_name is False and NUMBER_OF_A_CELL.fullmatch(value) and sum(map(str.isdigit, value)) >= FEWEST_DIGITS:
            yield ColumnSpan(start, start + len(value), False)


def is_names(value: str, patterns: Patterns) -> bool:
    """Whether a cell holds one name or several and nothing else."""
    return bool(patterns.names_of_a_cell.fullmatch(value)) and patterns.is_name(value)
