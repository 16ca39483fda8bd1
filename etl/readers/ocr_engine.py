"""Text recognition by RapidOCR with the models that lie inside its package: an optional extra, no network.

Input: bitmaps. Output: where texts stand, and what pieces of a bitmap say. Stage `readers`. One thread, so that the
same page gives the same reading; the processes of the guard use the other cores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bitmap = NDArray[np.uint8]  # height × width of grey values, 255 is paper
Quad = NDArray[np.float64]  # four corners from the upper left one, clockwise
PIXELS_A_POINT_FOUND = 1.8  # texts are looked for in a smaller picture: 8 points high are then 15 pixels
LONGEST_SIDE_FOUND = 4000  # pixels
PIECES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class RecognisedText:
    """What a piece says, the middle of each character as a share of the width, and how sure the least sure one is."""

    text: str
    middles: tuple[float, ...]
    confidence: float


@cache
def load_engine() -> Any:
    """The engine, loaded once a process."""
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 100_000,  # pieces are cut from the page as it is; only the search is done smaller
            "Global.min_side_len": 1,
            "Global.use_vertical_padding": False,
            "Global.return_word_box": True,
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST_SIDE_FOUND,
            "Rec.rec_batch_num": PIECES_AT_ONCE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def find_texts(bitmap: Bitmap, pixels_a_point: float) -> list[Quad]:
    """Where lines of text stand on a page, from top to bottom."""
    import cv2

    engine = load_engine()
    scale = min(PIXELS_A_POINT_FOUND / pixels_a_point, LONGEST_SIDE_FOUND / max(bitmap.shape), 1.0)
    small = cv2.resize(bitmap, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = engine(in_colour(small), use_det=True, use_cls=False, use_rec=False)
    return [] if found.boxes is None else [np.asarray(box, np.float64) / scale for box in found.boxes]


def recognise(pieces: Sequence[Bitmap]) -> list[RecognisedText]:
    """What each piece of a page says; "" where nothing can be made out."""
    if not pieces:
        return []
    found = load_engine().recognize_txt([in_colour(piece) for piece in pieces])
    return [recognised_text(text, word) for text, word in zip(found.txts, found.word_results, strict=True)]


def recognised_text(text: str, word: Any) -> RecognisedText:
    """The engine's answer for one piece: it gives positions for every character that is no blank, certainty for all."""
    columns = iter([column for columns in word.word_cols for column in columns])
    length = max(float(word.line_txt_len), 1.0)
    sure = [one for character, one in zip(text, word.confs, strict=False) if not character.isspace()]
    middles: list[float] = []
    for character in text:
        column = None if character.isspace() else next(columns, None)
        before = middles[-1] if middles else 0.0
        middles.append(before if column is None else min((column + 0.5) / length, 1.0))
    return RecognisedText(*without_blanks(text, middles), float(min(sure, default=0.0)))


def without_blanks(text: str, middles: Sequence[float]) -> tuple[str, tuple[float, ...]]:
    """The text without blanks beside Chinese characters, where the engine sees them in wide print."""
    kept = [
        number
        for number, character in enumerate(text)
        if not character.isspace() or (text[number - 1 : number].isascii() and text[number + 1 : number + 2].isascii())
    ]
    return "".join(text[number] for number in kept), tuple(middles[number] for number in kept)


def in_colour(bitmap: Bitmap) -> NDArray[np.uint8]:
    """The bitmap with three channels, as the engine takes it."""
    return np.repeat(bitmap[:, :, np.newaxis], 3, axis=2)
