"""Rows that a printing program puts again on top of every page of a table, told from the first rows of another one.

Input: the items of every page. Output: the same with the repeated rows taken out of their tables. Stage `readers`. A
table on the next page repeats the first rows of the one that it continues, and then goes on with something else;
another form of the same kind begins with the same title too, but its next row has the same cells or the same labels.
"""

from collections.abc import Sequence
from dataclasses import replace

from etl.readers.grid_builder import SEPARATOR
from etl.readers.pdf_page import distinct, index_of
from etl.readers.pdf_page_items import PageItems, PageTable, TableCell

SAME_EDGE = 4.0  # points between the edges of a cell and of its repetition
LABEL_CHARACTERS = 3  # texts that begin with so many same characters are a label with two values behind it

TableRow = list[TableCell]


def take_out_repeated_rows(pages: Sequence[PageItems]) -> list[int]:
    """Take the repeated rows out of the first table of every page; returns the numbers of the pages that had some."""
    found: list[int] = []
    begun: list[TableRow] | None = None  # the rows of the table that goes on, from where it begins
    for page_no, items in enumerate(pages, start=1):
        tables = [position for position, item in enumerate(items) if isinstance(item, PageTable)]
        for position in tables:
            table = items[position]
            if not isinstance(table, PageTable):
                continue
            rows = table_rows_of(table)
            count = repeated_count(begun, rows) if begun and position == tables[0] else 0
            if count:
                items[position] = without_rows(table, rows, count)
                found.append(page_no)
            elif not (begun and position == tables[0] and is_as_wide(begun, rows)):
                begun = rows
        if not tables:
            begun = None
    return found


def table_rows_of(table: PageTable) -> list[TableRow]:
    """The cells of a table by the row they begin in, each row from left to right."""
    tops = distinct(cell.top for cell in table.cells)
    rows: list[TableRow] = [[] for _ in tops]
    for cell in sorted(table.cells, key=lambda cell: cell.left):
        rows[index_of(tops, cell.top)].append(cell)
    return rows


def is_as_wide(begun: Sequence[TableRow], rows: Sequence[TableRow]) -> bool:
    """Whether two tables have the same outer edges, as the parts of one have."""
    edges = [
        (min(cell.left for row in part for cell in row), max(cell.right for row in part for cell in row))
        for part in (begun, rows)
    ]
    return all(abs(first - second) < SAME_EDGE for first, second in zip(*edges, strict=True))


def repeated_count(begun: Sequence[TableRow], rows: Sequence[TableRow]) -> int:
    """How many rows on top are the first rows of the table that goes on; 0 where another table begins."""
    if not is_as_wide(begun, rows):
        return 0
    count = 0
    while count < min(len(begun), len(rows)) and is_same_row(begun[count], rows[count]):
        count += 1
    if not count or count == min(len(begun), len(rows)):
        return 0
    foot = rows[count][0].top + SAME_EDGE
    is_closed = all(cell.bottom < foot for row in rows[:count] for cell in row)
    begins_anew = has_same_cells(begun[count], rows[count]) or shares_label(begun[count], rows[count])
    return count if is_closed and not begins_anew else 0


def is_same_row(first: TableRow, second: TableRow) -> bool:
    """Whether two rows print the same texts in the same columns, and any at all."""
    if not any(cell.lines for cell in first) or not has_same_cells(first, second):
        return False
    return all(one.text == other.text for one, other in zip(first, second, strict=True))


def has_same_cells(first: TableRow, second: TableRow) -> bool:
    """Whether two rows are divided into the same columns."""
    if len(first) != len(second):
        return False
    return all(
        abs(one.left - other.left) < SAME_EDGE and abs(one.right - other.right) < SAME_EDGE
        for one, other in zip(first, second, strict=True)
    )


def shares_label(first: TableRow, second: TableRow) -> bool:
    """Whether two rows print the same label in the same place, alone or with a value behind it."""
    return any(
        one.text[:LABEL_CHARACTERS] == other.text[:LABEL_CHARACTERS] and abs(one.left - other.left) < SAME_EDGE
        for one in first
        for other in second
        if one.lines
    )


def without_rows(table: PageTable, rows: Sequence[TableRow], count: int) -> PageTable:
    """The table without its first rows, whose texts it keeps."""
    repeated = tuple(SEPARATOR.join(cell.text for cell in row) for row in rows[:count])
    return replace(table, cells=tuple(cell for row in rows[count:] for cell in row), repeated=repeated)
