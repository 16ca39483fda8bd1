"""The lines of a scanned page in the order in which a program would have drawn them: row by row, cell by cell.

Input: recognised lines. Output: the same lines in that order. Stage `readers`. `pdf_columns.py` reads tables without
rulings by the order of drawing, which a picture does not have.
"""

from collections.abc import Sequence

from etl.readers.pdf_columns import CLOSE_LINES, Band, Block, column_bands, column_of, goes_on, stands_below
from etl.readers.pdf_text import Character, middle

Line = list[Character]
TOUCHING = 0.3  # of a line's height: rows overlap less than this


def drawn_order(lines: Sequence[Line]) -> list[Line]:
    """The lines cell by cell; where they stand in no columns, from top to bottom."""
    from_top = sorted(lines, key=lambda line: (middle(line[0]), line[0]["x0"]))
    bands = column_bands(from_top)
    if not bands:
        return from_top
    return [line for row in rows_of(blocks_of(from_top, bands), bands) for block in row for line in block.lines]


def blocks_of(lines: Sequence[Line], bands: Sequence[Band]) -> list[Block]:
    """The lines as cells: a line goes on in the nearest one below it that stands as close as lines can."""
    longest = CLOSE_LINES * smallest_pitch(lines)
    blocks: list[Block] = []
    for line in lines:
        begun = next((block for block in reversed(blocks) if stands_below(line, block.lines[-1])), None)
        if begun is not None and goes_on(begun.lines[-1], line, bands, longest):
            begun.lines.append(line)
        else:
            blocks.append(Block([line]))
    return sorted(blocks, key=lambda block: block.top)


def smallest_pitch(lines: Sequence[Line]) -> float:
    """The smallest distance between two lines, one below the other."""
    pitches = []
    for number, line in enumerate(lines):
        above = next((one for one in reversed(lines[:number]) if stands_below(line, one)), None)
        if above is not None:
            pitches.append(middle(line[0]) - middle(above[0]))
    return min(pitches, default=0.0)


def rows_of(blocks: Sequence[Block], bands: Sequence[Band]) -> list[list[Block]]:
    """The blocks as rows from left to right: blocks of a row stand beside each other, in columns of their own."""
    rows: list[list[Block]] = []
    for block in blocks:
        row = rows[-1] if rows else []
        taken = {column_of(one, bands) for one in row}
        foot = min((bottom_of(one) for one in row), default=0.0)
        size = block.lines[0][0]["height"]
        if row and block.top < foot - TOUCHING * size and column_of(block, bands) not in taken:
            row.append(block)
        else:
            rows.append([block])
    return [sorted(row, key=lambda block: block.left) for row in rows]


def bottom_of(block: Block) -> float:
    """The lower edge of the text."""
    return float(max(line[0]["bottom"] for line in block.lines))
