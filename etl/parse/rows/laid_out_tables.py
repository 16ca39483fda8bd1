"""Indicators that blanks lay out in narrow columns, pieces of several cells in a line: 标 ｜ 方米 ｜ 方米 below a row.

Input: the CellGrid of a document of running lines. Output: the same with each such table as rows of cells. Stage
`parse`. A table is read where everything proves it: each column has a listed label and holds what it can, every row its
name, its target and its points, the names of levels stand at the first lines or in the middle of their rows, and
weights and scores add up to the printed totals. Else the lines stay as they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from etl.parse.labels.printed_kinds import SUM_TOLERANCE, is_number, is_unit, number_of
from etl.parse.labels.roles import LEVELS, POINTS, VALUES
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.laid_out_blocks import rows_above
from etl.parse.rows.laid_out_cells import (
    GAP,
    JITTER,
    LONGEST_LINE,
    Band,
    Cells,
    Column,
    Line,
    Piece,
    bands_of,
    joined,
    partings,
    pieces_in,
    pieces_of,
    rows_of,
    text_of,
)
from etl.parse.rows.laid_out_labels import first_label, is_label, row_of
from etl.parse.rows.laid_out_levels import names_of_levels, whole_names
from etl.records import CellGrid, Row

COLUMN, SIDE, TOTAL, FIELD = "indicator_column", "side", "total", "form"
TITLE_END = "表"
NEEDED = frozenset({"level3", "target", "weight"})
EXPECTED = ("level3", *VALUES, *POINTS)  # that no row leaves blank
FEWEST_LABELS = 2  # of a line of the header: 分值 and 得分 are never torn
MOST_ABOVE, MOST_BELOW = 4, 7  # lines of a header around it
MOST_FAILED = 60  # lines that head no table; a document of more is none that blanks lay out
MOST_LINES = 150  # of a table
FULL, OF_EXECUTION = 100.0, 10.0
CHEAPER = 1.9  # a reading has to cost so much less than any other one
DIGITS_ON = re.compile(r"[0-9].*")


class Span(NamedTuple):
    """The lines of a table: the first and the last of its header, the first behind its rows, and that of its totals
    where they are printed."""

    first: int
    last: int
    stop: int
    total: int | None


class Found(NamedTuple):
    """A reading of a table: what its columns cost, its first line, the one behind it, its rows."""

    cost: float
    first: int
    end: int
    rows: list[Row]


def with_laid_out_tables(grid: CellGrid, vocabulary: Vocabulary) -> CellGrid:
    """The grid with the tables of indicators that prove themselves as rows of cells."""
    if any(row.is_tabular for row in grid.rows):
        return grid
    # a page's layout parts columns so; where one blank does, other readers cut the lines
    wide = (at for at, row in enumerate(grid.rows) if GAP in grid.lines[row.line_no - 1].strip())
    seeds = [at for at in wide if labels_in(grid.rows[at].cells[0].text, vocabulary) >= FEWEST_LABELS]
    for by_width in (False, True) if seeds else ():
        lines = [pieces_of(row, grid.lines[row.line_no - 1], by_width=by_width) for row in grid.rows]
        made: dict[int, Found] = {}
        behind = failed = 0
        for seed in seeds:
            found = table_at(lines, seed, seeds, vocabulary) if seed >= behind and failed < MOST_FAILED else None
            failed += found is None and seed >= behind
            if found is not None:
                made[found.first] = found
                behind = found.end
        rows = put_in(grid.rows, lines, made, vocabulary) if made else None
        if rows is not None:
            return replace(grid, rows=tuple(rows))
    return grid


def put_in(
    rows: Sequence[Row], lines: Sequence[Line], made: Mapping[int, Found], vocabulary: Vocabulary
) -> list[Row] | None:
    """The rows with those of tables, and of what stands above them, in place of their lines; None where that cannot be
    read with them."""
    whole: list[Row] = []
    begin = 0
    for first, found in made.items():
        above = rows_above(rows[begin:first], lines[begin:first], vocabulary)
        if above is None:
            return None
        whole += [*above, *found.rows]
        begin = found.end
    return [*whole, *rows[begin:]]


def labels_in(text: str, vocabulary: Vocabulary) -> int:
    """How many words of a line are labels of columns of indicators."""
    return sum(is_label(word, COLUMN, vocabulary) for word in text.split())


def table_at(lines: Sequence[Line], seed: int, seeds: Sequence[int], vocabulary: Vocabulary) -> Found | None:
    """The table whose header goes over this line, if one reading of it proves itself, or costs less than all others.
    None where another of the `seeds` stands below its header: its rows are on pages whose columns stand elsewhere."""
    near = range(seed + 1, min(seed + MOST_LINES, len(lines)))
    total = next((at for at in near if is_total(lines[at], vocabulary)), None)
    of_form = (at for at in near if begins_form(lines[at], vocabulary))
    stop = total or next(of_form, near.stop)
    if any(line[-1].end > LONGEST_LINE for line in lines[max(seed - MOST_ABOVE, 0) : stop]):
        return None
    own = [at for at in seeds if seed <= at < stop]  # all of them lines of the header, or it stands there once more
    for first in range(seed, max(seed - MOST_ABOVE, 0) - 1, -1):
        for last in range(max(own), min(seed + MOST_BELOW, stop - 1) + 1):
            found = sorted(readings(lines, Span(first, last, stop, total), vocabulary), key=lambda one: one.cost)
            if found and (len(found) == 1 or found[1].cost - found[0].cost > CHEAPER):
                return found[0]
    return None


def begins_form(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line is the title of a form, or begins with a label of its head."""
    title = vocabulary.fold(joined(line))
    is_title = title.endswith(TITLE_END) and any(kind.search(title) for kind in vocabulary.titles.values())
    return is_title or (bool(line) and is_label(line[0].text, FIELD, vocabulary))


def is_total(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line is that of the totals."""
    return bool(line) and is_label(line[0].text, TOTAL, vocabulary) and is_number(line[-1].text)


def readings(lines: Sequence[Line], span: Span, vocabulary: Vocabulary) -> Iterator[Found]:
    """Every reading of a table that proves itself; none where the lines given are no header."""
    head = lines[span.first : span.last + 1]
    bands, labels = heads_of(head, vocabulary)
    roles = [first_label(joined(label), (COLUMN,), vocabulary) or "" for label in labels]
    if not set(roles) >= NEEDED or "" in roles or len(set(roles)) < len(roles):
        return
    named = dict(zip(roles, labels, strict=True))
    body = {at: lines[at] for at in range(span.last + 1, span.stop)}
    beside = [piece for line in body.values() for piece in line if piece.end <= bands[0][0]]
    if beside and is_label(joined(beside), SIDE, vocabulary):
        body = {at: tuple(piece for piece in line if piece not in beside) for at, line in body.items()}
        named = {SIDE: beside, **named}
    if span.total is not None:
        body |= totals_of(lines, span.total, bands[roles.index("weight")])
    end = max(body, default=0) + 1

    def is_apt(order: int, column: Column) -> bool:
        return can_hold(roles[order], column, vocabulary)

    for cost, parted in partings(bands, body, is_apt):
        columns = dict(zip(roles, parted, strict=True))
        cells = proven_cells(columns, span.total, end, vocabulary)
        if cells is not None:
            if span.total is not None:
                cells[-1] = {next(iter(named)): [lines[span.total][0]], **cells[-1]}
            rows = [{order: one.get(role, ()) for order, role in enumerate(named)} for one in (named, *cells)]
            yield Found(cost, span.first, end, [row_of(row) for row in rows])


def heads_of(head: Sequence[Line], vocabulary: Vocabulary) -> tuple[list[Band], list[list[Piece]]]:
    """Where the labels of a header stand, and their pieces; a piece that is none joins the one beside it with which it
    is one: 值 a little to the right of 年度指标."""
    bands = bands_of(head)
    labels = [[piece for line in head for piece in line if band[0] <= piece.start < band[1]] for band in bands]
    order = 0
    while order + 1 < len(bands):
        near, following = labels[order : order + 2]
        whole = [piece for line in head for piece in line if piece in near or piece in following]
        is_torn = not all(is_label(joined(label), COLUMN, vocabulary) for label in (near, following))
        if is_torn and bands[order + 1][0] - bands[order][1] < JITTER and is_label(joined(whole), COLUMN, vocabulary):
            bands[order : order + 2] = [(bands[order][0], bands[order + 1][1])]
            labels[order : order + 2] = [whole]
        else:
            order += 1
    return bands, labels


def totals_of(lines: Sequence[Line], total: int, weight: Band) -> dict[int, Line]:
    """The numbers of the line of the totals, and of those below it in which they go on."""
    found: dict[int, Line] = {}
    for at in range(total, len(lines)):
        numbers = tuple(piece for piece in lines[at] if is_number(piece.text) and piece.end > weight[0] - JITTER)
        if not numbers or (at > total and len(numbers) < len(lines[at])):
            break
        found[at] = numbers
    return found


def can_hold(role: str, column: Column, vocabulary: Vocabulary) -> bool:
    """Whether a column can hold these pieces: numbers are points, and names of levels are whole."""
    if role in POINTS:
        return bool(column) and all(is_number(text_of(pieces)) for pieces in column.values())
    return bool(whole_names(column, role, vocabulary)) if role in LEVELS else bool(column) or role not in EXPECTED


def proven_cells(
    columns: Mapping[str, Column], total: int | None, end: int, vocabulary: Vocabulary
) -> list[dict[str, list[Piece]]] | None:
    """The cells of each row, that of the totals last; None where the lines can be shared out in several ways, or the
    sums contradict them."""
    content = {role: column for role, column in columns.items() if role not in LEVELS}
    anchors = sorted({*columns["weight"], *([total] if total is not None else [])})
    lines = rows_of(list(content.values()), anchors, end)
    if lines is None:
        return None
    cells = [{role: pieces_in(column, row) for role, column in content.items()} for row in lines]
    rows, totals = (cells, None) if total is None else (cells[:-1], cells[-1])
    levels = names_of_levels(columns, lines[: len(rows)], vocabulary)
    if levels is None or not is_proven(rows, totals):
        return None
    for role, names in levels.items():
        for order, name in names.items():
            cells[order][role] = name
    return cells


def begins_with_unit(text: str) -> bool:
    """Whether a value is the end of another one, its unit, with what stands beside that or without: 批次, 根132根."""
    return is_unit(DIGITS_ON.sub("", text))


def is_proven(rows: Sequence[Cells], totals: Cells | None) -> bool:
    """Whether each row has its name, its values and its points, and they add up to the totals; what these have more are
    the points of the execution of the budget."""
    if not rows or not all(row[role] for row in rows for role in EXPECTED if role in row):
        return False
    if any(begins_with_unit(joined(row[role])) for row in rows for role in VALUES if role in row):
        return False
    points = [[number_of(joined(row[role])) or 0.0 for role in POINTS if role in row] for row in rows]
    weight, score = sum(one[0] for one in points), sum(one[-1] for one in points)
    full, total = (number_of(joined((totals or {}).get(role, ()))) for role in POINTS)
    rest = (full or FULL) - weight
    if min(abs(rest), abs(rest - OF_EXECUTION)) > SUM_TOLERANCE or any(one[-1] > one[0] for one in points):
        return False
    if POINTS[-1] not in rows[0]:
        return abs(rest) <= SUM_TOLERANCE
    return total is not None and -SUM_TOLERANCE <= total - score <= rest + SUM_TOLERANCE
