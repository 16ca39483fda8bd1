"""Pictures of pages (.png, .jpg, .tif, .bmp, .webp, .gif), read by text recognition.

Input: the bytes of a picture. Output: a CellGrid; each frame of a TIFF is a page. Stage `readers`. Only the header is
looked at before the size is known to be bearable.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from etl.findings import UnreadableDocumentError
from etl.readers.drawn_grid import read_drawn
from etl.readers.ocr_extra import allow_pages
from etl.readers.pdf_page_halves import parted_page
from etl.readers.pdf_page_items import DrawnPage
from etl.readers.scanned_pages import DOTS_PER_INCH, POINTS_PER_INCH, USUAL_POINTS
from etl.records import CellGrid

if TYPE_CHECKING:
    from etl.readers.ocr_engine import Bitmap

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
MOST_PIXELS = 80_000_000  # an A3 page at 600 dots an inch
MOST_READ_PIXELS = 12_000_000  # larger pictures are read smaller: an A3 page at 200 dots an inch has eight million
FEWEST_SIDE = 32  # pixels; smaller pictures are icons
USUAL_WIDTH = 595.0  # points of an A4 page; a long picture of a screen is as wide as a page
NO_TEXT = "没有认出文字"


def read_picture(content: bytes, most_pages: int) -> CellGrid:
    """The grid of a picture.

    Raises UnreadableDocumentError when it is damaged, too large, too small or moves, and what `allow_pages` does.
    """
    picture = open_picture(content)
    media_type = f"image/{picture.format.lower()}"
    count = getattr(picture, "n_frames", 1)
    if count > 1 and picture.format != "TIFF":
        raise UnreadableDocumentError("picture_moves", f"这是有 {count} 帧的动图，不是表格的扫描件，没有读取。")
    allow_pages(count, most_pages)
    from etl.readers.ocr_page import read_bitmap

    drawn: list[DrawnPage] = []
    for page_no, bitmap in enumerate(frames(picture, count), start=1):
        drawn += parted_page(read_bitmap(bitmap, pixels_a_point(bitmap), page_no))
    return read_drawn(drawn, media_type, NO_TEXT)


def open_picture(content: bytes) -> Any:
    """The picture, of which only the header has been read."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # frames are measured here, before any is decoded
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
        refuse_size(*picture.size)
    except (MemoryError, UnreadableDocumentError):
        raise
    except Exception as error:  # Pillow lets plain errors of many kinds through on damaged files
        raise broken() from error
    return picture


def broken() -> UnreadableDocumentError:
    """What to say of a picture that cannot be decoded."""
    return UnreadableDocumentError("picture_broken", "图片已损坏或不完整，无法读取。")


def frames(picture: Any, count: int) -> "Iterator[Bitmap]":
    """The frames of a picture as grey values, upright as its camera says."""
    for number in range(count):
        try:
            picture.seek(number)
            refuse_size(*picture.size)
            bitmap = grey_values(picture)
        except (MemoryError, UnreadableDocumentError):
            raise
        except Exception as error:  # as in open_picture
            raise broken() from error
        yield bitmap


def refuse_size(width: int, height: int) -> None:
    """Refuse a picture that would fill the memory, and one that is too small for text."""
    if width * height > MOST_PIXELS:
        raise UnreadableDocumentError("picture_too_large", f"图片有 {width}×{height} 点，超过上限，没有读取。")
    if min(width, height) < FEWEST_SIDE:
        raise UnreadableDocumentError("picture_too_small", f"图片只有 {width}×{height} 点，看不清文字，没有读取。")


def grey_values(picture: Any) -> "Bitmap":
    """One frame as grey values on white paper, made smaller where it is larger than text needs."""
    import numpy as np
    from PIL import Image, ImageOps

    shown = ImageOps.exif_transpose(picture)
    if shown.mode.startswith("I"):
        return (np.clip(np.asarray(shown, np.int64), 0, 65535) >> 8).astype(np.uint8)
    if shown.has_transparency_data:
        shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown.convert("RGBA"))
    grey = shown.convert("L")
    most = MOST_READ_PIXELS / (grey.width * grey.height)
    factor = min(1.0, most**0.5, DOTS_PER_INCH / POINTS_PER_INCH / scale_of(grey.width, grey.height))
    if factor < 1:
        grey = grey.resize((max(round(grey.width * factor), 1), max(round(grey.height * factor), 1)))
    return np.asarray(grey, np.uint8)


def pixels_a_point(bitmap: "Bitmap") -> float:
    """How many pixels a point of the page has that the picture shows."""
    return scale_of(bitmap.shape[1], bitmap.shape[0])


def scale_of(width: int, height: int) -> float:
    """Pixels per point when the picture shows an A4 page, or a longer strip that is as wide as one."""
    return min(max(width, height) / USUAL_POINTS, min(width, height) / USUAL_WIDTH)
