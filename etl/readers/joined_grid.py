"""Grids of parts of a document put below each other: every place moves down by the lines and pages before it.

Input: rows of one part. Output: the same rows at their places in the whole. Stage `readers`.
"""

from etl.records import Row


def moved(row: Row, lines_before: int, pages_before: int) -> Row:
    """A row of one part at its place in the whole."""
    cells = []
    for cell in row.cells:
        place, *further = (
            place._replace(line_no=place.line_no + lines_before, page_no=place.page_no + pages_before)
            for place in (cell.place, *cell.further_places)
        )
        cells.append(cell._replace(place=place, further_places=tuple(further)))
    return Row(row.line_no + lines_before, tuple(cells), row.is_tabular)
