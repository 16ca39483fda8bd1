"""Pictures of single pages of an original, small enough to be carried by a build.

Input: the bytes of a pdf or of a scan, and which pages, turned how far. Output: PagePicture records: PNG in sixteen
greys. Stage `readers`. Runs in a reading process under its limits, never in the app: a pdf is hostile, these PNG are
our own.
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
MOST_SCANNED_PIXELS = 80_000_000  # of a scan before it is made smaller: an A3 page at 600 dots an inch
SCAN_POINTS = 842  # the longer side of an A4 page, which a scan is taken to be
PDF = "application/pdf"
SCANS = {f"image/{name.lower()}": name for name in ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")}
DRAWN_MEDIA_TYPES = frozenset({PDF, *SCANS})


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a picture: its number, its size in pixels, and the PNG."""

    page_no: int
    width_pixels: int
    height_pixels: int
    content: bytes


class UndrawnError(Exception):
    """A document of which a page cannot be drawn."""


def draw_pages(
    content: bytes, media_type: str, pages: Iterable[tuple[int, int]], covered: Sequence[tuple[float, ...]] = ()
) -> Iterator[PagePicture]:
    """A picture of each page, given as number and degrees clockwise beyond the rotation that the file asks for.

    `covered` are rectangles to blacken: page number, then left, top, right and bottom as fractions of the picture. A
    page beyond the limits gives none. Raises UndrawnError where the file is damaged.
    """
    chosen = list(pages)[:MOST_PAGES]
    try:
        drawn = draw_pdf(content, chosen) if media_type == PDF else draw_scan(content, SCANS[media_type], chosen)
        for page_no, shades in drawn:
            written = write_png(blacken(shades, [box for number, *box in covered if number == page_no]))
            if len(written) <= MOST_BYTES:
                yield PagePicture(page_no, shades.width, shades.height, written)
    except MemoryError:
        raise
    except Exception as error:  # both libraries let plain errors of many kinds through on damaged files
        raise UndrawnError(media_type) from error


def draw_pdf(content: bytes, pages: Iterable[tuple[int, int]]) -> Iterator[tuple[int, Any]]:
    """The pages of a pdf as grey pictures, by number."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        for page_no, turn_degrees in pages:
            if page_no > len(document):
                continue
            page = document[page_no - 1]
            scale = picture_scale(*page.get_size())
            if scale:
                yield page_no, page.render(scale=scale, rotation=turn_degrees, grayscale=True).to_pil()
            page.close()


def draw_scan(content: bytes, file_format: str, pages: Iterable[tuple[int, int]]) -> Iterator[tuple[int, Any]]:
    """The frames of a scan as grey pictures, by number: upright as its camera says, on white paper."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # frames are measured here, before any is decoded
    with Image.open(io.BytesIO(content), formats=[file_format]) as scan:
        for page_no, turn_degrees in pages:
            if page_no > getattr(scan, "n_frames", 1):
                continue
            scan.seek(page_no - 1)
            if scan.width * scan.height > MOST_SCANNED_PIXELS:
                continue
            shown = ImageOps.exif_transpose(scan)
            if shown.mode.startswith("I"):  # sixteen bits a pixel
                shown = shown.convert("I").point(lambda shade: shade / 256)
            if shown.has_transparency_data:
                shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown.convert("RGBA"))
            grey = shown.convert("L")
            side = SCAN_POINTS * DOTS_PER_INCH // POINTS_PER_INCH
            if max(grey.size) > side:
                grey = ImageOps.contain(grey, (side, side))
            yield page_no, grey.rotate(-turn_degrees, expand=True)


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
