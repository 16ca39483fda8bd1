"""What a pdf page holds: tables with the lines of their cells, and printed lines outside of tables.

Output of pdf_page.py, input of pdf_tables.py and pdf_reader.py. Boxes are in points, as pdfplumber counts them. Stage
`readers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.readers.pdf_page_frame import PageFrame
from etl.readers.pdf_text import Character, cell_text
from etl.records import Box


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """What the pdf library found on a page: characters in the order of drawing, and the cells of ruled tables.

    `frame` is the shown part of the page; `turn_degrees` how far the reader turned it clockwise to stand upright. Of a
    page with two columns of tables there are two, both of one `page_no`. `is_scan`: what the page shows is a
    picture. `shades` are the cells of rows that are shaded and not ruled.
    """

    page_no: int
    characters: list[Character]
    tables: list[list[Box]]
    frame: PageFrame
    turn_degrees: int
    is_scan: bool = False
    shades: Sequence[list[Box]] = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: its edges on the page in points, and its printed lines."""

    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[Sequence[Character], ...]

    @property
    def text(self) -> str:
        """The text of the cell."""
        return cell_text(self.lines, self.right - self.left)

    @property
    def box(self) -> Box:
        """The rectangle of the cell."""
        return self.left, self.top, self.right, self.bottom

    @property
    def confidence(self) -> float | None:
        """How surely its text was recognised on a picture; None for text that the file holds."""
        return least_confidence([character for line in self.lines for character in line])


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: its cells, row by row. `repeated` are rows on top that a page before has already printed."""

    top: float
    cells: tuple[TableCell, ...]
    repeated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text without rulings and the rectangle of its characters; an empty cell of an unruled table has none."""

    text: str
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line outside of tables: running text, which is one piece, or the cells of an unruled table's row.

    A line that is not read belongs to a table whose cells cannot be told apart. A margin is no part of the text.
    """

    top: float
    pieces: tuple[PlacedText, ...]
    is_row: bool = False
    is_read: bool = True
    is_margin: bool = False


PageItems = list[PageTable | PageLine]


def running_line(
    text: str, characters: Sequence[Character], *, is_read: bool = True, is_margin: bool = False
) -> PageLine:
    """A line of running text that these characters print."""
    box = characters_box(characters)
    return PageLine(
        box[1], (PlacedText(text, box, least_confidence(characters)),), is_read=is_read, is_margin=is_margin
    )


def least_confidence(characters: Sequence[Character]) -> float | None:
    """How surely the least certain of some characters was recognised; None where the file holds the text."""
    known = [float(character["confidence"]) for character in characters if "confidence" in character]
    return min(known, default=None)


def characters_box(characters: Sequence[Character]) -> Box:
    """The smallest rectangle around characters."""
    lefts, tops = [float(one["x0"]) for one in characters], [float(one["top"]) for one in characters]
    rights, bottoms = [float(one["x1"]) for one in characters], [float(one["bottom"]) for one in characters]
    return min(lefts), min(tops), max(rights), max(bottoms)
