"""The part of a pdf page that a viewer shows, and places on it as fractions of that part.

Input: a page of pdfplumber, and rectangles in its coordinates. Output: a PageFrame and boxes of records.py. Stage
`readers`. pdfplumber turns a page by its rotation but measures from the media box; viewers show the crop box.
"""

from dataclasses import dataclass
from typing import Any

from etl.records import Box

DIGITS = 5  # a hundred-thousandth of a page is finer than any picture of it


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The shown rectangle of a page, in points from the upper left corner as pdfplumber counts them."""

    left: float
    top: float
    right: float
    bottom: float

    def hides_some_of(self, box: Box) -> bool:
        """Whether some of a rectangle is not shown."""
        return (self.left, self.top, self.right, self.bottom) != tuple(map(float, box))

    def fractions(self, box: Box) -> Box | None:
        """A rectangle as fractions of the shown page, cut at its edges; None where nothing of it is shown."""
        width, height = self.right - self.left, self.bottom - self.top
        left, right = (min(max((x - self.left) / width, 0.0), 1.0) for x in (box[0], box[2]))
        top, bottom = (min(max((y - self.top) / height, 0.0), 1.0) for y in (box[1], box[3]))
        if left >= right or top >= bottom:
            return None
        return round(left, DIGITS), round(top, DIGITS), round(right, DIGITS), round(bottom, DIGITS)


@dataclass(frozen=True, slots=True)
class ScannedFrame(PageFrame):
    """The frame of a page that lay askew on the glass: `to_shown` leads from the levelled page to the shown one."""

    to_shown: tuple[tuple[float, float, float], ...]

    def fractions(self, box: Box) -> Box | None:
        """The smallest rectangle of the shown page around a rectangle of the levelled one."""
        (a, b, c), (d, e, f), _ = self.to_shown
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [a * x + b * y + c for x, y in corners], [d * x + e * y + f for x, y in corners]
        return PageFrame.fractions(self, (min(xs), min(ys), max(xs), max(ys)))


def shown_frame(page: Any) -> PageFrame:
    """The frame of a page of pdfplumber. A crop box that leaves nothing counts as absent, as viewers take it."""
    left, top, right, bottom = (float(edge) for edge in page.mediabox)
    margins = crop_margins(page)
    quarter_turns = page.rotation // 90 % 4
    turned = margins[-quarter_turns:] + margins[:-quarter_turns] if quarter_turns else margins
    cropped = PageFrame(left + turned[0], top + turned[1], right - turned[2], bottom - turned[3])
    if cropped.left < cropped.right and cropped.top < cropped.bottom:
        return cropped
    return PageFrame(left, top, right, bottom)


def crop_margins(page: Any) -> list[float]:
    """How much the crop box cuts off the media box at the left, top, right and bottom of the page before rotation."""
    media_left, media_bottom, media_right, media_top = upright_box(page.page_obj.mediabox)
    left, bottom, right, top = upright_box(page.page_obj.cropbox)
    cut = (left - media_left, media_top - top, media_right - right, bottom - media_bottom)
    return [max(margin, 0.0) for margin in cut]


def upright_box(raw: Any) -> Box:
    """A box of the file as left, bottom, right, top; it may name any two opposite corners."""
    x0, y0, x1, y1 = (float(edge) for edge in raw)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
