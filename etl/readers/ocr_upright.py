"""Turns a scanned page upright: by quarters, and by the few degrees it lay askew on the glass.

Input: a bitmap. Output: an `UprightPage`, which knows the way back to the page as it was. Stage `readers`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.readers.ocr_engine import Bitmap, Quad, find_texts, recognise

LARGEST_SKEW = 6.0  # degrees; more is no scan but a photograph
COARSE_STEP, FINE_STEP = 0.5, 0.05
SKEW_SIDE = 1000  # pixels of the longest side in which the skew is measured
LEAST_SKEW = 0.1
TRIED_TEXTS = 8
LEGIBLE = 0.8  # certainty of upright text; upside down it stays below
WIDE = 3.0  # width by height of a text that shows which way its line runs

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class UprightPage:
    """The page upright and level, where its texts stand on it, and how it was turned: first levelled, then by quarters.

    `way_back` leads from the pixels of the upright page to those of the page as it was.
    """

    bitmap: Bitmap
    texts: list[Quad]
    way_back: Matrix
    turn_degrees: int

    @property
    def shown_shape(self) -> tuple[int, int]:
        """Height and width of the page when it is turned by quarters."""
        return self.bitmap.shape[0], self.bitmap.shape[1]

    def level_to_shown(self, scale: float) -> Matrix:
        """The matrix from the upright page to the page turned by quarters only, in lengths of so many pixels."""
        height, width = self.shown_shape
        before = (width, height) if self.turn_degrees % 180 else (height, width)
        to_shown = np.linalg.inv(turn_back(self.turn_degrees, before)) @ self.way_back
        zoom = np.diag([scale, scale, 1.0])
        result: Matrix = np.linalg.inv(zoom) @ to_shown @ zoom
        return result


def make_upright(bitmap: Bitmap, pixels_a_point: float) -> UprightPage:
    """The page turned so that its lines run from left to right and level."""
    bitmap, way_back = levelled(bitmap)
    shape, degrees = bitmap.shape, 0
    texts = find_texts(bitmap, pixels_a_point)
    if lies_on_its_side(texts):
        degrees = 90
        bitmap = turned(bitmap, degrees)
        texts = find_texts(bitmap, pixels_a_point)
    if is_upside_down(bitmap, texts):
        degrees += 180
        bitmap = turned(bitmap, 180)
        far = np.array([bitmap.shape[1] - 1, bitmap.shape[0] - 1])
        texts = [(far - quad)[[2, 3, 0, 1]] for quad in reversed(texts)]
    return UprightPage(bitmap, texts, way_back @ turn_back(degrees, shape), degrees)


def lies_on_its_side(texts: list[Quad]) -> bool:
    """Whether more texts run up or down than from left to right."""
    tall = sum(size(quad)[1] > WIDE * size(quad)[0] for quad in texts)
    wide = sum(size(quad)[0] > WIDE * size(quad)[1] for quad in texts)
    return tall > wide


def turned(bitmap: Bitmap, degrees: int) -> Bitmap:
    """The bitmap turned clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(bitmap, -(degrees // 90)))


def turn_back(degrees: int, shape: tuple[int, ...]) -> Matrix:
    """The matrix from the pixels of a turned page to those before; `shape` is the height and width before."""
    height, width = shape[0], shape[1]
    matrices = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        90: [[0, 1, 0], [-1, 0, height - 1], [0, 0, 1]],
        180: [[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]],
        270: [[0, -1, width - 1], [1, 0, 0], [0, 0, 1]],
    }
    return np.array(matrices[degrees], np.float64)


def size(quad: Quad) -> tuple[float, float]:
    """Width and height of a text."""
    return float(np.ptp(quad[:, 0])), float(np.ptp(quad[:, 1]))


def is_upside_down(bitmap: Bitmap, texts: list[Quad]) -> bool:
    """Whether texts can be made out better from the other side."""
    widest = sorted((quad for quad in texts if size(quad)[0] > WIDE * size(quad)[1]), key=lambda quad: -size(quad)[0])
    pieces = [cut(bitmap, quad) for quad in widest[1 : TRIED_TEXTS + 1] or widest]
    if not pieces or np.mean([found.confidence for found in recognise(pieces)]) > LEGIBLE:
        return False
    upright, flipped = recognise(pieces), recognise([np.ascontiguousarray(piece[::-1, ::-1]) for piece in pieces])
    return bool(sum(found.confidence for found in flipped) > sum(found.confidence for found in upright))


def cut(bitmap: Bitmap, quad: Quad) -> Bitmap:
    """The piece of the bitmap around a text."""
    (left, top), (right, bottom) = np.floor(quad.min(axis=0)).astype(int), np.ceil(quad.max(axis=0)).astype(int)
    return bitmap[max(top, 0) : bottom + 1, max(left, 0) : right + 1]


def levelled(bitmap: Bitmap) -> tuple[Bitmap, Matrix]:
    """The bitmap without its skew, and the matrix back."""
    import cv2

    angle = skew(bitmap)
    if abs(angle) < LEAST_SKEW:
        return bitmap, np.eye(3)
    height, width = bitmap.shape
    forth = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level: Bitmap = cv2.warpAffine(bitmap, forth, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return level, np.linalg.inv(np.vstack([forth, [0, 0, 1]]))


def skew(bitmap: Bitmap) -> float:
    """By how many degrees the page must be turned to be level: then rows and columns of ink are sharpest."""
    import cv2

    scale = min(1.0, SKEW_SIDE / max(bitmap.shape))
    small = cv2.resize(bitmap, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - small if float(np.median(small)) > 127 else small
    coarse = np.arange(-LARGEST_SKEW, LARGEST_SKEW + COARSE_STEP, COARSE_STEP)
    best = max(coarse, key=lambda angle: sharpness(ink, angle))
    fine = np.arange(best - COARSE_STEP, best + COARSE_STEP + FINE_STEP, FINE_STEP)
    return float(max(fine, key=lambda angle: sharpness(ink, angle)))


def sharpness(ink: Bitmap, angle: float) -> float:
    """How sharply rows and columns of the turned page differ from their neighbours."""
    import cv2

    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    level = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    rows, columns = level.sum(axis=1, dtype=np.float64), level.sum(axis=0, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum() + (np.diff(columns) ** 2).sum())
