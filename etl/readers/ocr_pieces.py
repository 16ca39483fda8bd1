"""Cuts the texts found on a scanned page into pieces that stand in one cell and on one line each.

Input: the ink of an upright page without rulings, where texts were found, and the cells of its tables. Output: Piece
records. Stage `readers`. Every connected patch of ink goes to the cell it stands in and to the text whose middle is
nearest, because the rectangles of texts overlap each other and reach over rulings. Ink in a cell that was not found as
text is kept, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.readers.ocr_engine import Bitmap, Quad
from etl.records import Box

LEAST_PATCH = 4  # pixels: less is noise of the scanner
SMALLEST_TEXT = 0.35  # of the usual height of a text: ink that is smaller all around is a speck
STACKED = 1.6  # height by width of a text whose characters stand one below the other
HIGHEST_LINE = 1.8  # of the usual height: a stack is higher
TWO_LINES = 1.5  # of the usual height
SMALLEST_LINE = 0.5  # of the usual height: lower ink is part of the line beside it
WIDE_GAP = 1.0  # of the height of a text: outside of cells a wider gap parts two texts
SAME_LINE = 0.5  # of the smaller height: texts of a cell that share so much of it stand on one line
NOWHERE = -1

Patches = NDArray[np.int64]  # a row is one patch of ink: left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of the page in pixels that holds one line of text, or one character of a stacked text."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return self.bottom - self.top

    def of(self, bitmap: Bitmap) -> Bitmap:
        """The pixels of the piece."""
        return bitmap[self.top : self.bottom, self.left : self.right]

    def shares_line(self, other: "Piece") -> bool:
        """Whether both stand on one line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > SAME_LINE * min(self.height, other.height)

    def together(self, other: "Piece") -> "Piece":
        """The rectangle around both."""
        edges = min(self.left, other.left), min(self.top, other.top), max(self.right, other.right)
        return Piece(*edges, max(self.bottom, other.bottom))


def cut_pieces(ink: Bitmap, texts: Sequence[Quad], cells: Sequence[Box]) -> list[Piece]:
    """The pieces of a page, each drawn close around its ink."""
    patches = patches_of(ink)
    boxes = np.array([[*quad.min(axis=0), *quad.max(axis=0)] for quad in texts]).reshape(-1, 4)
    text_of, cell_of = nearest_box(patches, boxes), nearest_box(patches, np.array(cells).reshape(-1, 4))
    usual = usual_height(patches, text_of)
    pieces: list[Piece] = []
    for cell in range(len(cells)):
        inside = cell_of == cell
        pieces += cell_lines(patches[inside], text_of[inside], ink, usual)
    for text in range(len(boxes)):
        outside = patches[(text_of == text) & (cell_of == NOWHERE)]
        if is_text(outside, usual):
            pieces += [part for whole in unstacked(around(outside), ink, usual) for part in parted(whole, ink)]
    return pieces


def patches_of(ink: Bitmap) -> Patches:
    """The connected patches of ink on the page."""
    import cv2

    _, _, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height, area = found[1:].astype(np.int64).T
    patches: Patches = np.column_stack([left, top, left + width, top + height])[area >= LEAST_PATCH]
    return patches


def nearest_box(patches: Patches, boxes: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each patch the box that its middle lies in; of several the one whose own middle is nearest in height."""
    middle_x, middle_y = (patches[:, 0] + patches[:, 2]) / 2, (patches[:, 1] + patches[:, 3]) / 2
    owner = np.full(len(patches), NOWHERE, np.int64)
    distance = np.full(len(patches), np.inf)
    for number, (left, top, right, bottom) in enumerate(boxes.tolist()):
        away = np.abs(middle_y - (top + bottom) / 2) / max(bottom - top, 1)
        is_nearer = (left <= middle_x) & (middle_x <= right) & (top <= middle_y) & (middle_y <= bottom)
        is_nearer &= away < distance
        owner[is_nearer], distance[is_nearer] = number, away[is_nearer]
    return owner


def usual_height(patches: Patches, text_of: NDArray[np.int64]) -> float:
    """The height that lines of text usually have on the page."""
    heights = [around(patches[text_of == text]).height for text in np.unique(text_of[text_of != NOWHERE])]
    return float(np.median(heights)) if heights else 0.0


def around(patches: Patches) -> Piece:
    """The rectangle around patches."""
    left, top = patches[:, :2].min(axis=0).tolist()
    right, bottom = patches[:, 2:].max(axis=0).tolist()
    return Piece(left, top, right, bottom)


def is_text(patches: Patches, usual: float) -> bool:
    """Whether any of the patches is larger than a speck."""
    return len(patches) > 0 and bool((patches[:, 2:] - patches[:, :2]).max() > SMALLEST_TEXT * usual)


def cell_lines(patches: Patches, text_of: NDArray[np.int64], ink: Bitmap, usual: float) -> list[Piece]:
    """The lines of one cell from top to bottom."""
    groups = [patches[text_of == text] for text in np.unique(text_of) if text != NOWHERE]
    found = [around(group) for group in groups if is_text(group, usual)]
    rest = patches[text_of == NOWHERE]
    large = rest[(rest[:, 2:] - rest[:, :2]).max(axis=1) > SMALLEST_TEXT * usual] if len(rest) else rest
    found += [around(large[number : number + 1]) for number in range(len(large))]
    lines: list[Piece] = []
    for piece in sorted((part for whole in found for part in unstacked(whole, ink, usual)), key=lambda one: one.top):
        same = next((number for number, line in enumerate(lines) if line.shares_line(piece)), None)
        if same is None:
            lines.append(piece)
        else:
            lines[same] = lines[same].together(piece)
    return [part for line in lines for part in parted_lines(line, ink, usual)]


def parted_lines(piece: Piece, ink: Bitmap, usual: float) -> list[Piece]:
    """The lines of a piece too high for one, parted where a row of pixels holds no ink; dots stay with theirs."""
    if piece.height < TWO_LINES * usual:
        return [piece]
    lines: list[tuple[int, int]] = []
    for start, end in ink_runs(marks(piece.of(ink), axis=1), 0):
        if lines and min(end - start, lines[-1][1] - lines[-1][0]) < SMALLEST_LINE * usual:
            lines[-1] = (lines[-1][0], end)
        else:
            lines.append((start, end))
    return [Piece(piece.left, piece.top + start, piece.right, piece.top + end) for start, end in lines]


def parted(piece: Piece, ink: Bitmap) -> list[Piece]:
    """The parts of a text between gaps too wide for one text."""
    runs = ink_runs(marks(piece.of(ink), axis=0), WIDE_GAP * piece.height)
    return [Piece(piece.left + start, piece.top, piece.left + end, piece.bottom) for start, end in runs]


def marks(ink: Bitmap, axis: int) -> NDArray[np.bool_]:
    """Which columns (axis 0) or rows (axis 1) of pixels hold ink."""
    return np.asarray((ink > 0).any(axis=axis))


def ink_runs(marked: NDArray[np.bool_], widest_gap: float) -> list[tuple[int, int]]:
    """The runs of a row of marks, gaps up to the widest allowed one taken as part of a run."""
    runs: list[tuple[int, int]] = []
    for position in np.flatnonzero(marked).tolist():
        if runs and position - runs[-1][1] <= widest_gap:
            runs[-1] = (runs[-1][0], position + 1)
        else:
            runs.append((position, position + 1))
    return runs


def unstacked(piece: Piece, ink: Bitmap, usual: float) -> list[Piece]:
    """The piece; where characters stand one below the other, a piece for each of them.

    A lone digit is tall, too: a stack is higher than a line. Strokes of one character that stand apart (三) are put
    together until they are as high as the stack is wide.
    """
    if piece.height < max(STACKED * piece.width, HIGHEST_LINE * usual):
        return [piece]
    characters: list[tuple[int, int]] = []
    for start, end in ink_runs(marks(piece.of(ink), axis=1), 0):
        if characters and end - characters[-1][0] <= 1.1 * piece.width:
            characters[-1] = (characters[-1][0], end)
        else:
            characters.append((start, end))
    return [Piece(piece.left, piece.top + start, piece.right, piece.top + end) for start, end in characters]
