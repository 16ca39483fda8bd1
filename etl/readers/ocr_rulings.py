"""The ruling lines of a scanned table, and the cells that they part.

Input: an upright bitmap. Output: tables as lists of cell boxes in pixels, and the bitmap without the rulings. Stage
`readers`. Cells are put together by the same library functions as those of a pdf with drawn rulings.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.findings import UnreadableDocumentError
from etl.readers.ocr_engine import Bitmap, Quad
from etl.records import Box

INK_WINDOW, INK_DEPTH = 31, 12  # a pixel is ink where it is so much darker than its surroundings
FAINT_DEPTH = 5  # of a ruling: a hairline is pale once it is scanned, and noise does not stand in lines
LEAST_WIDTH, LEAST_HEIGHT = 18.0, 10.0  # points: shorter strokes belong to characters
LARGEST_GAP = 5.0  # points in which a ruling may be broken
THICKEST = 4.0  # points, beside what blurring adds; more is a filled area
BLUR = 4  # pixels
LONGEST_STROKE = 1.5  # of the height of a text: strokes inside of it that are not longer belong to its characters
SAME_LINE = 2.0  # points
REACH = 4.0  # points by which a ruling may miss the one it should meet
LEAST_TABLE = (60.0, 20.0)  # points wide and high
MOST_RULINGS = 4_000  # a page of a form has some hundreds

Line = tuple[float, float, float]  # its position across, its start and its end along


def ink_of(bitmap: Bitmap, depth: int = INK_DEPTH) -> Bitmap:
    """255 where there is ink."""
    import cv2

    mask: Bitmap = cv2.adaptiveThreshold(
        bitmap, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, INK_WINDOW, depth
    )
    return mask


def find_tables(ink: Bitmap, texts: Sequence[Quad], pixels_a_point: float) -> list[list[Box]]:
    """The tables on the page: the cells of each."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    boxes = np.array([[*quad.min(axis=0), *quad.max(axis=0)] for quad in texts]).reshape(-1, 4)
    level = strokes(ink, LEAST_WIDTH * pixels_a_point, pixels_a_point)
    upright = strokes(ink.T, LEAST_HEIGHT * pixels_a_point, pixels_a_point)
    level = joined(without_characters(level, boxes), pixels_a_point)
    upright = joined(without_characters(upright, boxes[:, [1, 0, 3, 2]], across=0), pixels_a_point)
    if len(level) + len(upright) > MOST_RULINGS:
        raise UnreadableDocumentError("picture_too_complex", "有一页的线条异常复杂，没有读取。")
    reach = REACH * pixels_a_point
    edges = [edge(line, is_level=True) for line in extended(level, upright, reach)]
    edges += [edge(line, is_level=False) for line in extended(upright, level, reach)]
    crossings = edges_to_intersections(edges, 1.0, 1.0)
    tables = [list(cells) for cells in cells_to_tables(intersections_to_cells(crossings))]
    return [cells for cells in tables if len(cells) > 1 and is_large(cells, pixels_a_point)]


def is_large(cells: list[Box], pixels_a_point: float) -> bool:
    """Whether cells are a table and not the strokes of a large character."""
    width = max(cell[2] for cell in cells) - min(cell[0] for cell in cells)
    height = max(cell[3] for cell in cells) - min(cell[1] for cell in cells)
    return width > LEAST_TABLE[0] * pixels_a_point and height > LEAST_TABLE[1] * pixels_a_point


def strokes(ink: NDArray[np.uint8], least: float, pixels_a_point: float) -> list[Line]:
    """Straight thin strokes along the rows of a mask that are at least so long."""
    import cv2

    ink = np.ascontiguousarray(ink)
    thickened = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # a ruling that is slightly askew steps from row to row
    kept = cv2.morphologyEx(thickened, cv2.MORPH_OPEN, np.ones((1, max(int(least), 3)), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    return [
        (top + height / 2, float(left), float(left + width))
        for left, top, width, height, _ in boxes[1:].tolist()
        if height <= THICKEST * pixels_a_point + BLUR and width > 1.5 * height
    ]


def without_characters(lines: list[Line], boxes: NDArray[np.float64], across: int = 1) -> list[Line]:
    """The strokes that are no part of a character: those that are short and lie inside of a text are.

    `boxes` are those of the texts, turned as the strokes are; `across` 1 where texts run along the strokes, else 0.
    """
    sizes = boxes[:, 3] - boxes[:, 1] if across else boxes[:, 2] - boxes[:, 0]
    kept = []
    for line in lines:
        inside = (boxes[:, 1] <= line[0]) & (line[0] <= boxes[:, 3])
        inside &= (boxes[:, 0] - 1 <= line[1]) & (line[2] <= boxes[:, 2] + 1)
        if not (inside & (line[2] - line[1] <= LONGEST_STROKE * sizes)).any():
            kept.append(line)
    return kept


def joined(lines: Iterable[Line], pixels_a_point: float) -> list[Line]:
    """Strokes as rulings: those on one line with small gaps between them are one, and close parallels are the same."""
    rulings: list[Line] = []
    for across, start, end in sorted(lines, key=lambda line: line[1]):
        same = next(
            (
                index
                for index, one in enumerate(rulings)
                if abs(one[0] - across) < SAME_LINE * pixels_a_point and start - one[2] < LARGEST_GAP * pixels_a_point
            ),
            None,
        )
        if same is None:
            rulings.append((across, start, end))
        else:
            one = rulings[same]
            longer = one[0] if one[2] - one[1] >= end - start else across
            rulings[same] = (longer, one[1], max(one[2], end))
    positions = [ruling[0] for ruling in sorted(rulings)]
    groups = position_groups(positions, SAME_LINE * pixels_a_point)
    return [(groups[across], start, end) for across, start, end in rulings]


def position_groups(positions: list[float], tolerance: float) -> dict[float, float]:
    """For each position the one that stands for all that are closer than the tolerance: aligned rulings share it."""
    groups: dict[float, float] = {}
    first = None
    for position in positions:
        if first is None or position - first > tolerance:
            first = position
        groups[position] = first
    return groups


def extended(lines: Iterable[Line], crossing: list[Line], reach: float) -> list[Line]:
    """Rulings drawn up to, or cut back at, the crossing ones that they nearly meet."""
    result = []
    for across, start, end in lines:
        met = [one[0] for one in crossing if one[1] - reach <= across <= one[2] + reach]
        near_start = [position for position in met if abs(position - start) <= reach]
        near_end = [position for position in met if abs(position - end) <= reach]
        result.append((across, min([*near_start, start]), max([*near_end, end])))
    return result


def edge(line: Line, *, is_level: bool) -> dict[str, Any]:
    """A ruling in the words of pdfplumber."""
    across, start, end = line
    if is_level:
        return {"x0": start, "x1": end, "top": across, "bottom": across, "orientation": "h"}
    return {"x0": across, "x1": across, "top": start, "bottom": end, "orientation": "v"}


def without_rulings(
    bitmap: Bitmap, ink: Bitmap, faint: Bitmap, tables: list[list[Box]], pixels_a_point: float
) -> tuple[Bitmap, Bitmap]:
    """The bitmap and its ink with the rulings of the tables painted over, so that none is read as a character.

    `faint` is the ink with what is pale, in which the rulings were found.
    """
    import cv2

    mask = np.zeros_like(ink)
    half = int(np.ceil(SAME_LINE * pixels_a_point)) + 1
    for left, top, right, bottom in (cell for cells in tables for cell in cells):
        corners = (int(left), int(top)), (int(right), int(bottom))
        cv2.rectangle(mask, *corners, 255, 2 * half + 1)
    long = max(int(LEAST_HEIGHT * pixels_a_point), 3)
    rulings = cv2.morphologyEx(faint, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    rulings |= cv2.morphologyEx(faint, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    mask &= cv2.dilate(rulings, np.ones((5, 5), np.uint8))
    return np.where(mask > 0, np.uint8(255), bitmap), np.where(mask > 0, np.uint8(0), ink)
