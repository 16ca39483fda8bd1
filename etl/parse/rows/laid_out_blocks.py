"""What stands above indicators that blanks lay out: labels and values, money, goals side by side.

Input: the lines of a form above such a table, as pieces. Output: their rows of cells. Stage `parse`. Labels and values
may go over lines as far as the labels are listed. A block of money is read where each of its rows has a listed source,
and where a number goes over lines, the rate or the sources prove it; goals are all that stands below their labels.
Other lines are cut where several blanks part them.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from etl.parse.blocks.fund_arithmetic import RATE_TOLERANCE, rate_of
from etl.parse.labels.printed_kinds import SUM_TOLERANCE, is_figure, number_of
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.laid_out_cells import (
    DRIFT,
    JITTER,
    WIDE_GAP,
    Band,
    Cells,
    Column,
    Line,
    Piece,
    bands_of,
    joined,
    partings,
    pieces_in,
    rows_of,
)
from etl.parse.rows.laid_out_labels import first_label, is_label, row_of
from etl.records import Row

FIELD, GOAL, SIDE, FUND, SOURCE = "form", "goal", "side", "fund_column", "fund_row"
FEWEST_LABELS, FEWEST_COLUMNS, MOST_COLUMNS = 2, 3, 10  # of goals, of money
MOST_OF_HEADER, MOST_OF_FIELD, MOST_LINES = 8, 3, 40  # lines
CHEAPER = 0.9  # a way to part two goals has to cost so much less than any other one
RATE = "execution_rate"

Block = tuple[int, list[Row]]  # the line behind it, its rows


def rows_above(rows: Sequence[Row], lines: Sequence[Line], vocabulary: Vocabulary) -> list[Row] | None:
    """The rows of these lines; None where a block of money cannot be read, or a line of figures alone is of no block:
    they may be the ends of those above them."""
    made: list[Row] = []
    at = 0
    while at < len(lines):
        block = block_at(lines, at, vocabulary)
        cells = segments(lines[at])
        if block is None and (heads_money(lines[at], vocabulary) or all(map(is_of_figure, lines[at]))):
            return None
        alone = [rows[at]] if len(cells) == 1 else rows_of_cells([cells])
        at, found = block or (at + 1, alone)
        made += found
    return made


def is_of_figure(piece: Piece) -> bool:
    """Whether a piece is a figure, or the end of one."""
    return is_figure(piece.text) or piece.text == "%"


def block_at(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> Block | None:
    """What begins in a line and can be read."""
    return goals_at(lines, at, vocabulary) or money_at(lines, at, vocabulary) or fields_at(lines, at, vocabulary)


def rows_of_cells(cells: Sequence[Sequence[Sequence[Piece]]]) -> list[Row]:
    """Rows of cells in the order of their columns."""
    return [row_of(dict(enumerate(row))) for row in cells]


def segments(line: Line) -> list[list[Piece]]:
    """The pieces of a line, those together that one blank parts."""
    found = [[piece] for piece in line[:1]]
    for left, right in pairwise(line):
        if right.start - left.end < WIDE_GAP:
            found[-1].append(right)
        else:
            found.append([right])
    return found


def fields_at(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> Block | None:
    """Labels of the head with their values, over so few lines that the next one begins something else."""
    for size in range(1, MOST_OF_FIELD + 1):
        cells = cells_of_fields(lines[at : at + size], vocabulary)
        if cells and begins_block(lines[at + size :], vocabulary):
            return at + size, rows_of_cells([cells])
    return None


def begins_block(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether the first of these lines, if there are any, goes on with nothing above it."""
    if not lines or vocabulary.labels_of(joined(segments(lines[0])[0])):
        return True
    sizes = range(1, MOST_OF_FIELD + 1)
    is_field = any(cells_of_fields(lines[:size], vocabulary) for size in sizes)
    return is_field or goals_at(lines, 0, vocabulary) is not None or money_at(lines, 0, vocabulary) is not None


def cells_of_fields(lines: Sequence[Line], vocabulary: Vocabulary) -> list[list[Piece]]:
    """The labels of these lines each with its value, all from the first line on or around the middle; none where they
    are no such row."""
    parts = [Piece(part[0].start, part[-1].end, "", part[0].place) for line in lines for part in segments(line)]
    bands = bands_of([parts])
    columns = columns_in(bands, dict(enumerate(lines)))
    at_top = all(list(column) == list(range(len(column))) for column in columns)
    if not columns or not (at_top or all(min(column) + max(column) == len(lines) - 1 for column in columns)):
        return []
    cells = [[piece for line in column.values() for piece in line] for column in columns]
    labels = all(first_label(joined(label), (FIELD, GOAL), vocabulary) for label in cells[::2])
    return cells if labels and not len(cells) % 2 else []


def columns_in(bands: Sequence[Band], lines: Mapping[int, Line]) -> list[dict[int, list[Piece]]]:
    """The pieces of each band by line."""
    columns: list[dict[int, list[Piece]]] = [{} for _ in bands]
    for at, line in lines.items():
        for piece in line:
            order = next(order for order, band in enumerate(bands) if band[0] <= piece.start < band[1])
            columns[order].setdefault(at, []).append(piece)
    return columns


def goals_at(lines: Sequence[Line], first: int, vocabulary: Vocabulary) -> Block | None:
    """Two goals side by side below the line of their labels, which may have one beside them: all lines to the end."""
    heads = [piece for piece in lines[first] if is_label(piece.text, GOAL, vocabulary)][-FEWEST_LABELS:]
    if len(heads) < FEWEST_LABELS or list(lines[first][-len(heads) :]) != heads or len(lines) - first > MOST_LINES:
        return None
    left = min(line[0].start for line in lines[first:])
    names = {at: line[0] for at, line in enumerate(lines) if at >= first and line[0].start <= left + JITTER}
    if not first_label(joined(list(names.values())), (GOAL, SIDE), vocabulary):
        names = {}
    body = {at: lines[at][at in names :] for at in range(first + 1, len(lines))}
    ways = sorted(partings(bands_of([heads]), body, lambda _, column: bool(column)), key=lambda way: way[0])
    if not ways or (len(ways) > 1 and ways[1][0] - ways[0][0] < CHEAPER):
        return None
    texts = [[piece for line in column.values() for piece in line] for column in ways[0][1]]
    return len(lines), rows_of_cells([[list(names.values()), *([head] for head in heads)], [[], *texts]])


def money_at(lines: Sequence[Line], first: int, vocabulary: Vocabulary) -> Block | None:
    """The block of money whose header begins in a line, if each way to read it says the same."""
    header = lines[first : first + MOST_OF_HEADER]
    if not any(heads_money(line, vocabulary) for line in header):
        return None
    goals = (at for at in range(first, len(lines)) if any(is_label(p.text, GOAL, vocabulary) for p in lines[at]))
    stop = next(goals, len(lines))
    for last in range(first, min(first + MOST_OF_HEADER, stop - 1) if stop - first <= MOST_LINES else first):
        made = money_below(lines[first:stop], last - first, vocabulary)
        if made:
            return stop, made
    return None


def heads_money(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line has labels of columns of money."""
    return sum(is_label(piece.text, FUND, vocabulary) for piece in line) >= FEWEST_LABELS


def money_below(lines: Sequence[Line], last: int, vocabulary: Vocabulary) -> list[Row]:
    """The rows of a block of money whose header goes to this line; none where they are not known."""
    head, bands = lines[: last + 1], bands_of(lines[: last + 1])
    labels = [[piece for line in head for piece in line if band[0] <= piece.start < band[1]] for band in bands]
    roles = [first_label(joined(label), (FUND,), vocabulary) for label in labels]
    begin = next((order for order, role in enumerate(roles) if role), len(roles))
    roles = roles[begin:]
    if len(roles) < FEWEST_COLUMNS or not all(roles) or len(set(roles)) < len(roles):
        return []
    body = dict(enumerate(lines[last + 1 :], start=last + 1))
    names = {at: [p for p in line if p.start < bands[begin][0] and not is_figure(p.text)] for at, line in body.items()}
    figures = {at: line[len(names[at]) :] for at, line in body.items()}
    above = [piece for label in labels[:begin] for piece in label]
    beside, *of_sources = bands_of([above, *names.values()])
    side = [*above, *(p for line in names.values() for p in line if p.start < beside[1])] if of_sources else above
    if len(of_sources) > 1 or (side and not is_label(joined(side), SIDE, vocabulary)):
        return []
    sources = {at: own for at, line in names.items() if (own := [p for p in line if p not in side])}
    parted = columns_of_figures(figures, len(roles))
    columns: dict[str, Column] = {SOURCE: sources, **dict(zip(map(str, roles), parted, strict=False))}
    found: dict[tuple[str, ...], list[Row]] = {}
    for anchors in parted:
        rows = rows_of(list(columns.values()), sorted(anchors), len(lines))
        cells = [{role: pieces_in(column, row) for role, column in columns.items()} for row in rows or ()]
        if cells and are_sources(cells, vocabulary):
            made = rows_of_cells([[side, [], *labels[begin:]], *([[], *cell.values()] for cell in cells)])
            found[tuple(joined(text) for cell in cells for text in cell.values())] = made
    return next(iter(found.values())) if len(found) == 1 else []


def columns_of_figures(lines: Mapping[int, Line], size: int) -> list[dict[int, Line]]:
    """The figures of each of so many columns by line: those of full lines in their order, others near above or below
    them; none where a line can be shared out in several ways."""
    full = [line for line in lines.values() if len(line) == size]
    if not full or size > MOST_COLUMNS:
        return []
    bands = [(min(piece.start for piece in own), max(piece.end for piece in own)) for own in zip(*full, strict=True)]
    columns: list[dict[int, Line]] = [{} for _ in bands]
    for at, line in lines.items():
        ways = sorted((off_of(line, [bands[n] for n in way]), way) for way in combinations(range(size), len(line)))
        if not ways or ways[0][0] > DRIFT * len(line) or (len(ways) > 1 and ways[1][0] - ways[0][0] < JITTER):
            return []
        for order, piece in zip(ways[0][1], line, strict=True):
            columns[order][at] = [piece]
    return columns


def off_of(line: Line, bands: Sequence[Band]) -> int:
    """By how many characters texts stand off the columns that they are given."""
    return sum(max(0, band[0] - piece.end, piece.start - band[1]) for piece, band in zip(line, bands, strict=True))


def are_sources(rows: Sequence[Cells], vocabulary: Vocabulary) -> bool:
    """Whether each row has a listed source and figures, and what goes over lines is proven."""
    if not all(is_label(joined(row[SOURCE]), SOURCE, vocabulary) for row in rows):
        return False
    figures = [{role: joined(cell) for role, cell in row.items() if cell and role != SOURCE} for row in rows]
    if not all(is_figure(text) for row in figures for text in row.values()):
        return False
    if not all(is_part(figures[0], row) for row in figures[1:]):
        return False
    torn = [(at, role) for at, row in enumerate(rows) for role, cell in row.items() if len(cell) > 1 and role != SOURCE]
    return all(
        role in (*AMOUNTS, RATE) and (is_share(figures[at]) or sources_add_up(figures, role)) for at, role in torn
    )


def is_part(total: Mapping[str, str], row: Mapping[str, str]) -> bool:
    """Whether no amount of a source is larger than that of all."""
    amounts = ((number_of(total.get(role, "")), number_of(row.get(role, ""))) for role in AMOUNTS)
    return all(whole is None or part is None or part <= whole for whole, part in amounts)


def is_share(row: Mapping[str, str]) -> bool:
    """Whether what was spent is the printed share of the budget."""
    spent, *budgets = (number_of(row.get(role, "")) for role in reversed(AMOUNTS))
    rate = rate_of(row.get(RATE, ""))
    budget = next((value for value in budgets if value), None)
    if spent is None or rate is None or budget is None:
        return False
    return abs(spent / budget - rate) < RATE_TOLERANCE


def sources_add_up(rows: Sequence[Mapping[str, str]], role: str) -> bool:
    """Whether the sources below the total make it."""
    total, *parts = (number_of(row.get(role, "")) for row in rows)
    return total is not None and role in AMOUNTS and abs(total - sum(part or 0.0 for part in parts)) < SUM_TOLERANCE
