"""Pictures of single pages of an original, small enough to be carried by a build.

Input: the bytes of a pdf, and which pages, turned how far. Output: PagePicture records: PNG in sixteen greys. Stage
`readers`. Runs in a reading process under its limits, never in the app: a pdf is hostile, these PNG are our own.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Any

DOTS_PER_INCH = 110  # small print of an A4 form is readable, a page takes some 50 kB
POINTS_PER_INCH = 72
MOST_PIXELS = 2_500_000  # an A3 page; larger pages are drawn smaller
LONGEST_SIDE = 4_000  # a page so long that its text could not be read is drawn smaller too
MOST_BYTES = 2_000_000  # of one picture: a page of text has a thirtieth; photographs may have more
MOST_PAGES = 100  # of one document
GREYS = 16
DRAWN_MEDIA_TYPES = frozenset({"application/pdf"})


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a picture: its number, its size in pixels, and the PNG."""

    page_no: int
    width_pixels: int
    height_pixels: int
    content: bytes


def draw_pages(
    content: bytes, pages: Iterable[tuple[int, int]], covered: Sequence[tuple[float, ...]] = ()
) -> Iterator[PagePicture]:
    """A picture of each page, given as number and degrees clockwise beyond the rotation that the file asks for.

    `covered` are rectangles to blacken: page number, then left, top, right and bottom as fractions of the picture. A
    page beyond the limits gives none. Raises pypdfium2.PdfiumError where the file cannot be opened.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        for page_no, turn_degrees in list(pages)[:MOST_PAGES]:
            if page_no > len(document):
                continue
            page = document[page_no - 1]
            scale = picture_scale(*page.get_size())
            if scale:
                shades = page.render(scale=scale, rotation=turn_degrees, grayscale=True).to_pil()
                drawn = write_png(blacken(shades, [box for number, *box in covered if number == page_no]))
                if len(drawn) <= MOST_BYTES:
                    yield PagePicture(page_no, shades.width, shades.height, drawn)
            page.close()


def blacken(shades: Any, boxes: Sequence[Sequence[float]]) -> Any:
    """The grey picture with rectangles, given as fractions, painted black."""
    for left, top, right, bottom in boxes:
        upper_left = (floor(left * shades.width), floor(top * shades.height))
        shades.paste(0, (*upper_left, ceil(right * shades.width), ceil(bottom * shades.height)))
    return shades


def picture_scale(width: float, height: float) -> float:
    """Pixels per point for a page of a size in points; 0 where the page has no area."""
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        return 0.0
    return min(DOTS_PER_INCH / POINTS_PER_INCH, sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))


def write_png(shades: Any) -> bytes:
    """A grey picture as PNG of half a byte a pixel, the same bytes for the same pixels."""
    from PIL import Image

    levels = shades.point([shade * GREYS // 256 for shade in range(256)])
    indexed = Image.frombytes("P", levels.size, levels.tobytes())
    indexed.putpalette([level * 255 // (GREYS - 1) for level in range(GREYS) for _ in range(3)])
    written = io.BytesIO()
    indexed.save(written, "PNG", bits=4, compress_level=6)
    return written.getvalue()
