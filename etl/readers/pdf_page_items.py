"""What a pdf page holds: tables with the lines of their cells, and printed lines outside of tables.

Output of pdf_page.py, input of pdf_tables.py and pdf_reader.py. Stage `readers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.readers.pdf_text import Character, cell_text

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """What the pdf library found on a page: characters in the order of drawing, and the cells of ruled tables."""

    characters: list[Character]
    tables: list[list[Box]]


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


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: its cells, row by row."""

    top: float
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class PageLine:
    """A printed line outside of tables; `columns` are the cells of an unruled table's row, None for running text.

    A line that is not read belongs to a table whose cells cannot be told apart.
    """

    top: float
    text: str
    columns: tuple[str, ...] | None = None
    is_read: bool = True
