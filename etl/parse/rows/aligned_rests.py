"""Cells that go on right below themselves in a layout of blanks: 后重新审批 under 地下管线复杂，变更设计 of its row.

Input: the tokens of printed lines, and these lines. Output: the same, each such cell whole in its row. Stage `parse`. A
program that keeps a page's layout sets the lines of a cell below each other. A line is the rest of the row above where
all its words begin where cells of that row do: its reason, a level's name, several cells of a row of
points, or the goals.
"""

from collections.abc import Sequence
from itertools import pairwise

from etl.parse.labels.printed_kinds import is_figure, is_number, is_quantity
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.cells_around_rows import is_row
from etl.parse.rows.laid_out_cells import CHINESE, GAP, width_of
from etl.parse.rows.line_step import line_step
from etl.records import Place

MOST_OFF = 1
MOST_SHORT = 4  # a number or a comma that may not stand at a line's end or beginning moves to the next
FEWEST_GOALS = 2
Line = tuple[Token, ...]


def with_aligned_rests(lines: Sequence[Line], printed: tuple[str, ...], vocabulary: Vocabulary) -> list[Line]:
    """The lines; one that goes on the line above it is empty."""
    whole = list(lines)
    step = line_step(printed)
    above: int | None = None
    is_of_goals = heads_goals = False
    for at, tokens in enumerate(lines):
        if not tokens:
            continue
        row = gone_on(whole[above], tokens, printed, step, vocabulary) if above is not None else None
        if above is not None and row is not None and (is_of_goals or is_rest_of_row(whole[above], row, vocabulary)):
            whole[above], whole[at] = row, ()
            continue
        above, is_of_goals = at, heads_goals
        heads_goals = sum(token.is_kind("goal") for token in tokens) >= FEWEST_GOALS
    return whole


def gone_on(above: Line, tokens: Line, printed: tuple[str, ...], step: int, vocabulary: Vocabulary) -> Line | None:
    """The row with the words of the line below it, each at the end of the cell that begins where it does; None where
    they are no words of a cell, or not all begin so."""
    row = list(above)
    last = max(place.line_no for token in above for place in token.places)
    is_below = tokens[0].place.line_no == last + step
    if not is_below or not are_laid_out(above, printed):
        return None
    for token in tokens:
        alike = [n for n, cell in enumerate(above) if begin_alike(cell, token, printed)]
        order = next((n for n in alike if begins_at_last_line(above[n], token)), alike[0] if alike else None)
        if order is None and token is tokens[0] and whole_label([above[0], token], vocabulary).is_kind("side", "goal"):
            order = 0  # a label in the middle of its cell: 目标 below 年度总体
        if order is None or row[order] is not above[order] or is_figure(token.text) or is_figure(above[order].text):
            return None
        if is_longer(token, above[order], printed):
            return None
        row[order] = whole_label([above[order], token], vocabulary)
        is_level = row[order].is_kind(*LEVELS) and not token.is_kind(*LEVELS)
        if not is_level and (above[order].labels or (token.labels and not row[order].labels)):
            return None
    return tuple(row)


def is_longer(token: Token, cell: Token, printed: tuple[str, ...]) -> bool:
    """Whether a line is longer than the last one of a cell: a line that is not full goes on in no other."""
    last = cell.places[-1]
    before = printed[last.line_no - 1][last.char_start : last.char_end]
    return width_of(token.text, CHINESE) > width_of(before, CHINESE) + MOST_SHORT


def are_laid_out(cells: Line, printed: tuple[str, ...]) -> bool:
    """Whether each of several cells of a line stands behind two blanks, or behind the name of a level: one blank alone
    may be that of a text."""
    before = [(printed[cell.place.line_no - 1][: cell.place.char_start], left) for left, cell in pairwise(cells)]
    return bool(before) and all(text.endswith(GAP) or left.is_kind(*LEVELS) for text, left in before)


def is_rest_of_row(above: Line, row: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line of words goes on a row of points: its last cell, the name of a level, or several cells, where a
    row of its own had points."""
    gone = [order for order, cell in enumerate(row) if cell is not above[order]]
    is_of_last = gone[-1] == len(row) - 1 and is_number(above[-2].text)
    is_of_level = any(known.startswith(vocabulary.fold(row[gone[0]].text)) for known in vocabulary.level_words)
    is_of_value = is_quantity(row[gone[0]].text)  # 方米 below 21.4万平
    return is_row(above) and (len(gone) > 1 or is_of_last or is_of_level or is_of_value)


def begin_alike(cell: Token, token: Token, printed: tuple[str, ...]) -> bool:
    """Whether a text begins where a line of a cell does, by characters or by their widths."""
    return any(are_alike(ours, token.place, printed) for ours in cell.places)


def begins_at_last_line(cell: Token, token: Token) -> bool:
    """Whether a text begins right below the last line of a cell that has gone on already."""
    return bool(cell.further_places) and cell.places[-1].char_start == token.place.char_start


def are_alike(ours: Place, theirs: Place, printed: tuple[str, ...]) -> bool:
    """Whether two places begin at the same place of their lines."""
    if abs(ours.char_start - theirs.char_start) <= MOST_OFF:
        return True
    first, second = (width_of(printed[place.line_no - 1][: place.char_start], CHINESE) for place in (ours, theirs))
    return abs(first - second) <= MOST_OFF
