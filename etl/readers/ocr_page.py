"""One scanned page as what a pdf page is after loading: characters with their places, and the cells of ruled tables.

Input: a bitmap of the page. Output: a DrawnPage in points. Stage `readers`. Everything after is the pdf reader's, so
that a scan of a page and the page itself are read in the same way.
"""

from itertools import pairwise

import numpy as np

from etl.readers.grid_builder import UNREAD
from etl.readers.ocr_engine import Bitmap, RecognisedText, recognise
from etl.readers.ocr_order import drawn_order
from etl.readers.ocr_pieces import Piece, cut_pieces
from etl.readers.ocr_rulings import FAINT_DEPTH, find_tables, ink_of, without_rulings
from etl.readers.ocr_upright import make_upright
from etl.readers.pdf_page_frame import ScannedFrame
from etl.readers.pdf_page_items import DrawnPage
from etl.readers.pdf_text import Character
from etl.records import Box

MARGIN = 0.12  # of the height of a piece, put around its ink as paper
FLAT = 4.0  # width by height of ink that is a dash when it stands alone
DASH = "—"


def read_bitmap(bitmap: Bitmap, pixels_a_point: float, page_no: int) -> DrawnPage:
    """What is printed on a page of which only the picture is known."""
    page = make_upright(bitmap, pixels_a_point)
    ink = ink_of(page.bitmap)
    faint = ink_of(page.bitmap, FAINT_DEPTH)
    tables = find_tables(faint, page.texts, pixels_a_point)
    clean, ink = without_rulings(page.bitmap, ink, faint, tables, pixels_a_point)
    cells = [cell for cells in tables for cell in cells]
    pieces = cut_pieces(ink, page.texts, cells)
    recognised = recognise([padded(piece, clean) for piece in pieces])
    lines = [line_of(piece, found, pixels_a_point) for piece, found in zip(pieces, recognised, strict=True)]
    ordered = drawn_order([line for line in lines if line])
    boxes = [[scaled(cell, pixels_a_point) for cell in cells] for cells in tables]
    height, width = (side / pixels_a_point for side in page.shown_shape)
    frame = ScannedFrame(0.0, 0.0, width, height, tuple(map(tuple, page.level_to_shown(pixels_a_point).tolist())))
    characters = [character for line in ordered for character in line]
    return DrawnPage(page_no, characters, boxes, frame, page.turn_degrees, is_scan=True)


def scaled(box: Box, pixels_a_point: float) -> Box:
    """A box in points."""
    left, top, right, bottom = (edge / pixels_a_point for edge in box)
    return left, top, right, bottom


def padded(piece: Piece, bitmap: Bitmap) -> Bitmap:
    """The pixels of a piece with some paper around: the engine was trained on such cuts."""
    margin = max(round(MARGIN * piece.height), 2)
    return np.pad(piece.of(bitmap), margin, constant_values=paper(bitmap))


def paper(bitmap: Bitmap) -> int:
    """The grey of the paper."""
    return int(np.median(bitmap[:: max(bitmap.shape[0] // 200, 1), :: max(bitmap.shape[1] // 200, 1)]))


def line_of(piece: Piece, found: RecognisedText, pixels_a_point: float) -> list[Character]:
    """The characters of a piece: each reaches half way to the next one."""
    text, middles, confidence = found.text, found.middles, found.confidence
    if piece.width > FLAT * piece.height and len(text.strip()) < 2:
        text, middles, confidence = DASH, (0.5,), 1.0
    if not text.strip():
        text, middles, confidence = UNREAD, (0.5,), 0.0
    edges = [0.0, *((before + after) / 2 for before, after in pairwise(middles)), 1.0]
    return [
        {
            "text": character,
            "x0": (piece.left + start * piece.width) / pixels_a_point,
            "x1": (piece.left + end * piece.width) / pixels_a_point,
            "top": piece.top / pixels_a_point,
            "bottom": piece.bottom / pixels_a_point,
            "height": piece.height / pixels_a_point,
            "width": (end - start) * piece.width / pixels_a_point,
            "upright": True,
            "confidence": confidence,
        }
        for character, (start, end) in zip(text, pairwise(edges), strict=True)
    ]
