"""Rulings of a pdf that are drawn as dots or dashes, as browsers draw dotted and dashed borders: each row is one line.

Input: a page of pdfplumber. Output: the page with a line in the place of every row of small shapes. Stage `readers`.
A page of a form has up to ten thousand such dots. Their own edges are too short to be rulings, or end anywhere.
"""

from collections.abc import Iterator, Sequence
from typing import Any

LONGEST_PIECE = 12.0  # points; a dot is as long as it is thick, a dash some times as long
THICKEST_PIECE = 3.0
WIDEST_GAP = 6.0
SAME_LINE = 0.3  # between the middles of two pieces of one line
FEWEST_PIECES = 4
KINDS = ("rect", "curve", "line")

Shape = dict[str, Any]
RIGHTWARDS_AND_DOWN = (("x0", "x1", "top", "bottom"), ("top", "bottom", "x0", "x1"))  # edges along, edges across


def with_dots_as_lines(page: Any) -> Any:
    """The page with every row of dots or dashes as one line; the page itself where it has none."""
    pieces = [shape for kind in KINDS for shape in page.objects.get(kind, ()) if is_piece(shape)]
    rows = [(row, edges) for edges in RIGHTWARDS_AND_DOWN for row in rows_of(pieces, *edges)]
    if not rows:
        return page
    joined = {id(piece) for row, _ in rows for piece in row}
    lined = page.filter(lambda shape: id(shape) not in joined)
    lined.objects["line"] = [*lined.objects.get("line", ()), *(line_of(row, *edges) for row, edges in rows)]
    return lined


def is_piece(shape: Shape) -> bool:
    """Whether a shape is as small as a dot or a dash."""
    thick, long = sorted((shape["width"], shape["height"]))
    return bool(thick <= THICKEST_PIECE and long <= LONGEST_PIECE)


def rows_of(pieces: Sequence[Shape], begin: str, end: str, side: str, other: str) -> Iterator[list[Shape]]:
    """The pieces that follow each other along one line, close to each other."""
    middle = float("-inf")
    line: list[Shape] = []
    for piece in sorted(pieces, key=lambda piece: piece[side] + piece[other]):
        before, middle = middle, (piece[side] + piece[other]) / 2
        if middle - before > SAME_LINE:
            yield from parts_of(line, begin, end)
            line = []
        line.append(piece)
    yield from parts_of(line, begin, end)


def parts_of(line: list[Shape], begin: str, end: str) -> Iterator[list[Shape]]:
    """The pieces of a line, parted at wide gaps; too few of them draw nothing."""
    line.sort(key=lambda piece: piece[begin])
    first = 0
    for number in range(1, len(line) + 1):
        if number == len(line) or line[number][begin] - line[number - 1][end] > WIDEST_GAP:
            if number - first >= FEWEST_PIECES:
                yield line[first:number]
            first = number


def line_of(row: Sequence[Shape], begin: str, end: str, side: str, other: str) -> Shape:
    """A line through the middle of its pieces."""
    middle = (row[0][side] + row[0][other]) / 2
    line = row[0] | {"object_type": "line", begin: row[0][begin], end: row[-1][end], side: middle, other: middle}
    return line | {"width": line["x1"] - line["x0"], "height": line["bottom"] - line["top"]}
