"""Text that stands in columns without rulings, as rows of cells.

Input: the characters of a page that stand outside of ruled tables, in the order in which the file draws them. Output:
PageLine records. Stage `readers`. Programs draw a table row by row and cell by cell: a line drawn next to the one that
filled its column is the same cell, a cell that does not stand to the right of the one before it begins a row. Where the
order of drawing does not agree with the page, the cells cannot be told apart and the lines are shown, not read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from etl.readers.pdf_page_items import PageLine, PlacedText, characters_box, least_confidence, running_line
from etl.readers.pdf_text import (
    BLANK_GAP,
    SAME_LINE,
    Character,
    cell_text,
    first_word_width,
    line_text,
    middle,
    size_of,
)

FEWEST_COLUMNS = 3  # so many cells in so many rows, one below the other, are a table
FEWEST_ROWS = 3
MOST_DOUBLE_CELLS = 0.1  # of the rows: where more rows have two texts in one column, the columns are wrong
FULL_ROW = 0.6  # of the longest row: rows with so many cells show where the columns are
DIGIT_GAP = 0.1  # of the character size: digits of one number stand closer; two numbers in narrow columns do not
RARELY = 8  # one in so many full lines may reach over the gap between two columns
CLOSE_LINES = 1.1  # of the smallest pitch on the page: lines of one cell stand as close as lines can
SLACK = 2.0  # points
MOST_MARGIN_ROWS = 2  # lines in the margin of a page

Band = tuple[float, float]


@dataclass(slots=True)
class Block:
    """The lines of one cell, in the order of drawing."""

    lines: list[list[Character]]

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return float(min(line[0]["x0"] for line in self.lines))

    @property
    def right(self) -> float:
        """The right edge of the text."""
        return float(max(line[-1]["x1"] for line in self.lines))

    @property
    def top(self) -> float:
        """The upper edge of the text."""
        return float(self.lines[0][0]["top"])


def read_columns(characters: Sequence[Character], edges: Sequence[float] = ()) -> list[PageLine] | None:
    """The rows of an unruled table and the lines around it; None where the text does not stand in columns. The edges
    of the columns are those that shaded rows show, if any do."""
    pieces = drawn_pieces(characters)
    bands = bands_between(edges, pieces) if edges else column_bands(pieces)
    if len(bands) < FEWEST_COLUMNS and not edges:
        return None
    rows = [parted(row, bands) for row in drawn_rows(joined_blocks(pieces, bands))]
    rows = with_margins_in_place(rows)
    heights = [min(block.top for block in row) for row in rows]
    columns = [[column_of(block, bands) for block in row] for row in rows]
    doubles = sum(len(set(row)) < len(row) for row in columns)
    if heights != sorted(heights) or doubles > MOST_DOUBLE_CELLS * len(rows):
        return [running_line(line_text(piece), piece, is_read=False) for piece in pieces]
    return [page_line(row, bands) for row in rows]


def with_margins_in_place(rows: list[list[Block]]) -> list[list[Block]]:
    """The rows, those drawn last moved to the top that stand above all others: browsers print the head of a page after
    its text, before its foot."""
    tops = [min(block.top for block in row) for row in rows]
    begin = next((n for n in range(1, len(rows)) if tops[n] < tops[n - 1]), len(rows))
    end = next((n for n in range(begin, len(rows)) if tops[n] >= tops[0]), len(rows))
    is_head = end - begin <= MOST_MARGIN_ROWS and tops[begin:end] == sorted(tops[begin:end])
    return [*rows[begin:end], *rows[:begin], *rows[end:]] if is_head else rows


def drawn_pieces(characters: Sequence[Character]) -> list[list[Character]]:
    """The characters in pieces that were drawn without a gap, blanks at their ends left out."""
    pieces: list[list[Character]] = []
    for character in characters:
        last = pieces[-1][-1] if pieces else None
        if last is not None and follows(last, character):
            pieces[-1].append(character)
        else:
            pieces.append([character])
    return [trimmed for piece in pieces if (trimmed := without_blanks(piece))]


def follows(before: Character, character: Character) -> bool:
    """Whether a character goes on in the line of the one drawn before it."""
    size = size_of(character)
    gap = character["x0"] - before["x1"]
    is_ascii = before["text"].isascii() and character["text"].isascii()
    widest = size * (DIGIT_GAP if is_ascii else BLANK_GAP)
    return abs(middle(before) - middle(character)) < SAME_LINE * size and -size / 2 < gap < widest


def without_blanks(piece: list[Character]) -> list[Character]:
    """The piece without the blanks at its ends."""
    printed = [index for index, character in enumerate(piece) if not character["text"].isspace()]
    return piece[printed[0] : printed[-1] + 1] if printed else []


def drawn_rows(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks as rows: one that does not stand to the right of the block before it begins a row."""
    rows: list[list[Block]] = []
    for block in blocks:
        if rows and block.left >= rows[-1][-1].right - SLACK:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def column_bands(pieces: Sequence[list[Character]]) -> list[Band]:
    """Where the columns are: the text of the full lines, one above the other; a piece may reach over a gap now and
    then."""
    lines: list[list[list[Character]]] = []
    for piece in sorted(pieces, key=lambda piece: middle(piece[0])):
        if lines and middle(piece[0]) - middle(lines[-1][0][0]) < SAME_LINE * size_of(piece[0]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    longest = max((len(line) for line in lines), default=0)
    full = [line for line in lines if len(line) >= max(FEWEST_COLUMNS, FULL_ROW * longest)]
    if len(full) < FEWEST_ROWS:
        return []
    edges = [(piece[0]["x0"], 1) for line in full for piece in line]
    edges += [(piece[-1]["x1"], -1) for line in full for piece in line]
    bands: list[Band] = []
    depth, left, rare = 0, 0.0, len(full) // RARELY
    for edge, step in sorted(edges):
        was_inside = depth > rare
        depth += step
        if not was_inside and depth > rare:
            left = edge
        elif was_inside and depth <= rare:
            bands.append((left, edge))
    return bands


def bands_between(edges: Sequence[float], pieces: Sequence[list[Character]]) -> list[Band]:
    """Where the text of each column stands, given the edges of the columns."""
    bands: list[Band] = []
    for left, right in pairwise(edges):
        inside = [piece for piece in pieces if left <= piece[0]["x0"] and piece[-1]["x1"] <= right]
        lefts, rights = [one[0]["x0"] for one in inside], [one[-1]["x1"] for one in inside]
        bands.append((min(lefts, default=left), max(rights, default=right)))
    return bands


def joined_blocks(pieces: Sequence[list[Character]], bands: Sequence[Band]) -> list[Block]:
    """The pieces as cells: a line below the one before it goes on when that one filled its column."""
    chinese = [piece for piece in pieces if not piece[0]["text"].isascii()]  # digits stand at another height
    pitches = [middle(piece[0]) - middle(line[0]) for line, piece in pairwise(chinese) if stands_below(piece, line)]
    longest = CLOSE_LINES * min(pitches, default=0.0)
    blocks: list[Block] = []
    for piece in pieces:
        if blocks and goes_on(blocks[-1].lines[-1], piece, bands, longest):
            blocks[-1].lines.append(piece)
        else:
            blocks.append(Block([piece]))
    return blocks


def stands_below(piece: Sequence[Character], line: Sequence[Character]) -> bool:
    """Whether a piece stands under a line, on a line of its own."""
    is_under = piece[0]["x0"] < line[-1]["x1"] and line[0]["x0"] < piece[-1]["x1"]
    return bool(is_under and middle(piece[0]) - middle(line[0]) > SAME_LINE * size_of(piece[0]))


def goes_on(line: Sequence[Character], piece: Sequence[Character], bands: Sequence[Band], longest_pitch: float) -> bool:
    """Whether a piece is the next line of the same cell."""
    if not stands_below(piece, line) or middle(piece[0]) - middle(line[0]) > longest_pitch:
        return False
    covered = [band for band in bands if band[0] < line[-1]["x1"] and line[0]["x0"] < band[1]]
    if not covered:
        return False
    room = max(covered[-1][1], piece[-1]["x1"]) - min(covered[0][0], piece[0]["x0"])
    return bool(line[-1]["x1"] - line[0]["x0"] + first_word_width(piece) + piece[0]["width"] > room - SLACK)


def parted(row: list[Block], bands: Sequence[Band]) -> list[Block]:
    """The row with texts that touch cut where a column begins, each part in a column that no other text
    fills; only in a row that fills most of the columns."""
    if len(row) < FULL_ROW * len(bands):
        return row
    found: list[Block] = []
    for block in row:
        line = block.lines[0]
        starts = [n for n in range(1, len(line)) if any(abs(line[n]["x0"] - band[0]) < SLACK / 2 for band in bands)]
        parts = [Block([line[: starts[0]]]), Block([line[starts[0] :]])] if len(starts) == 1 else []
        others = {column_of(other, bands) for other in row if other is not block}
        columns = {column_of(part, bands) for part in parts}
        is_two = len(block.lines) == 1 and len(columns) > 1 and not columns & others
        found += parts if is_two else [block]
    return found


def column_of(block: Block, bands: Sequence[Band]) -> int:
    """The column in which a block stands: the first that its text reaches into, else the one it begins after."""
    left, right = block.lines[0][0]["x0"], block.lines[0][-1]["x1"]
    shares = [min(right, band[1]) - max(left, band[0]) for band in bands]
    if max(shares) > 0:
        return next(index for index, share in enumerate(shares) if share > 0)
    return max((index for index, band in enumerate(bands) if band[0] <= left), default=0)


def page_line(row: Sequence[Block], bands: Sequence[Band]) -> PageLine:
    """A row as cells by column; text that stands alone and over several columns is a line."""
    first = row[0]
    if len(row) == 1 and sum(band[0] < first.right and first.left < band[1] for band in bands) > 1:
        return running_line(cell_text(first.lines, 0.0), [*chain.from_iterable(first.lines)])
    columns = [column_of(block, bands) for block in row]
    pieces = []
    for column in range(len(bands)):
        lines = [block.lines for block, found in zip(row, columns, strict=True) if found == column]
        texts = " ".join(cell_text(one, 0.0) for one in lines)
        printed = [character for one in lines for line in one for character in line]
        pieces.append(
            PlacedText(texts, characters_box(printed), least_confidence(printed)) if printed else PlacedText("")
        )
    return PageLine(min(block.top for block in row), tuple(pieces), is_row=True)
