"""Texts of a ruled table that reach over the edges of their cells, as where the rows of a sheet are too low for them.

Input: the characters of a page in the order in which the file draws them, and the cell in which each stands. Output:
the cell of every character that was drawn with a text of another cell. Stage `readers`. Only where lines of two texts
run into each other, or a text stands in the very middle of a cell, above and below it, is the cell of a text the one in
whose middle it stands; elsewhere it is the one it stands in.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from etl.readers.pdf_columns import drawn_pieces, stands_below
from etl.readers.pdf_text import SAME_LINE, Character, middle, size_of
from etl.records import Box

LONGEST_PITCH = 1.6  # of the character size, from a line of a text to the next
CENTRED = 1.5  # points between the middles of a line and of its cell: it is that cell's own line
ROOM = 1.0  # points by which two texts of one line may touch

Lines = list[list[Character]]
CellAt = Callable[[float, float], int]


def cells_of_spilled(characters: Sequence[Character], boxes: Sequence[Box], cell_at: CellAt) -> dict[int, int]:
    """The cell of each character, by its identity, that stands in another one than the middle of its text."""
    if any("confidence" in character for character in characters[:1]):  # recognised on a picture: nothing was drawn
        return {}
    texts = drawn_texts(characters)
    mixed = lines_that_mix([line for text in texts for line in text], cell_at)
    cells: dict[int, int] = {}
    for lines in texts:
        number = cell_at(*centre(lines))
        if number >= 0 and reaches_out(lines, boxes, number, cell_at):
            is_mixed = any(id(line) in mixed for line in lines)
            is_told = bool(mixed) or is_in_the_middle(lines, boxes[number])
            if not is_mixed and (are_centred(lines, boxes, cell_at) or not is_told):
                continue
            cells |= {id(character): number for line in lines for character in line}
    return cells


def drawn_texts(characters: Sequence[Character]) -> list[Lines]:
    """The lines that were drawn one below the other, as the texts of cells are."""
    texts: list[Lines] = []
    for piece in drawn_pieces(characters):
        last = texts[-1][-1] if texts else None
        is_next = last is not None and stands_below(piece, last)
        if last is not None and is_next and middle(piece[0]) - middle(last[0]) < LONGEST_PITCH * size_of(piece[0]):
            texts[-1].append(piece)
        else:
            texts.append([piece])
    return texts


def lines_that_mix(lines: Lines, cell_at: CellAt) -> set[int]:
    """The lines, by identity, that stand so close to another one in a cell that their characters would be mixed. One
    that is printed twice to make it bold is one."""
    mixed: set[int] = set()
    placed = sorted(((cell_at(*centre([line])), middle(line[0]), line) for line in lines), key=lambda one: one[:2])
    for (cell, above, line), (other, below, following) in pairwise(placed):
        is_close = cell == other >= 0 and below - above < SAME_LINE * size_of(line[0])
        shared = min(line[-1]["x1"], following[-1]["x1"]) - max(line[0]["x0"], following[0]["x0"])
        if is_close and shared > ROOM and text_of(line) != text_of(following):
            mixed |= {id(line), id(following)}
    return mixed


def text_of(line: Sequence[Character]) -> str:
    """The characters of a line."""
    return "".join(character["text"] for character in line)


def reaches_out(lines: Lines, boxes: Sequence[Box], number: int, cell_at: CellAt) -> bool:
    """Whether a text of several lines reaches out of the cell in whose middle it stands, above and below only."""
    cells = [cell_at(*centre([line])) for line in lines]
    left, _, right, _ = boxes[number]
    is_inside = all(left <= line[0]["x0"] and line[-1]["x1"] <= right for line in lines)
    return is_inside and set(cells) != {number} and min(cells) >= 0


def are_centred(lines: Lines, boxes: Sequence[Box], cell_at: CellAt) -> bool:
    """Whether the lines in each cell stand in its middle, as a text of its own would."""
    inside: dict[int, Lines] = {}
    for line in lines:
        inside.setdefault(cell_at(*centre([line])), []).append(line)
    return all(is_in_the_middle(own, boxes[cell]) for cell, own in inside.items())


def is_in_the_middle(lines: Lines, box: Box) -> bool:
    """Whether a text stands half-way between the upper and the lower edge of a cell."""
    return abs(centre(lines)[1] - (box[1] + box[3]) / 2) <= CENTRED


def centre(lines: Lines) -> tuple[float, float]:
    """The middle of a text."""
    left = min(line[0]["x0"] for line in lines)
    right = max(line[-1]["x1"] for line in lines)
    return (left + right) / 2, (middle(lines[0][0]) + middle(lines[-1][0])) / 2
