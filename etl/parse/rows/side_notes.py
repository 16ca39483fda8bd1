"""Notes beside the table of a sheet: 2.执行率=全年执行数/全年预算数, or a sum that somebody checked, belongs to no row
of it.

Input: a CellGrid and the Vocabulary. Output: the grid without these cells, and a finding about them. Stage `parse`. A
note is known by its place: no cell of the sheet, merged ones included, stands in the column before it. Where a label
stands among them, they are columns of the form or another form; so they may be in a sheet without merged cells, where
a blank column is perhaps what is left of one, unless all of them are prose.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import Cell, CellGrid, Place, ReadingProblem, Row

FEWEST_COLUMNS = 4  # of a table that may have notes beside it
SHORTEST_NOTE = 6  # characters; a shorter text may be a value
SHOWN_TEXT = 20


def part_side_notes(grid: CellGrid, vocabulary: Vocabulary) -> tuple[CellGrid, tuple[ReadingProblem, ...]]:
    """The grid without the notes beside its tables, and what to say of them; only sheets have such places."""
    notes: list[Cell] = []
    if grid.sheet_rows:
        for _, sheet in groupby(grid.rows, key=lambda row: row.cells[0].place.page_no):
            notes += notes_of(list(sheet), vocabulary)
    if not notes:
        return grid, ()
    places = {cell.place for cell in notes}
    rows = tuple(row if places.isdisjoint(places_of(row)) else without(row, places) for row in grid.rows)
    first = notes[0].text[:SHOWN_TEXT]
    message = f"工作表里有 {len(notes)} 处文字与表格隔着空列（如“{first}”），不是表内的格，没有采用。"
    problem = ReadingProblem("notes_beside_table", message, "低", printed=notes[0].text, place=notes[0].place)
    return replace(grid, rows=tuple(row for row in rows if any(cell.text for cell in row.cells))), (problem,)


def notes_of(sheet: list[Row], vocabulary: Vocabulary) -> list[Cell]:
    """The cells behind the last column in which nothing of a sheet stands, where they are nothing but notes."""
    taken = {column for row in sheet for cell in row.cells for column in columns_of(cell)}
    begin = max(taken, default=0)
    while begin - 1 in taken:
        begin -= 1
    notes = [cell for row in sheet for cell in row.cells if cell.text and cell.place.column_no >= begin]
    is_beside = sum(column < begin for column in taken) >= FEWEST_COLUMNS
    if not is_beside or any(vocabulary.labels_of(cell.text) for cell in notes):
        return []
    is_prose = all(len(cell.text) >= SHORTEST_NOTE and not is_number(cell.text) for cell in notes)
    if is_prose and len(notes) * 2 <= len(sheet):
        return notes
    is_merged = any(cell.column_span > 1 and cell.place.column_no < begin for row in sheet for cell in row.cells)
    names_value = any(vocabulary.inline_label.search(cell.text) for cell in notes)
    return notes if is_merged and not names_value else []


def columns_of(cell: Cell) -> range:
    """The columns that a cell takes; none where it is blank."""
    first = cell.place.column_no
    return range(first, first + cell.column_span) if cell.text or cell.column_span > 1 else range(0)


def places_of(row: Row) -> Iterable[Place]:
    """The places of a row's cells."""
    return (cell.place for cell in row.cells)


def without(row: Row, places: set[Place]) -> Row:
    """The row with these cells blank."""
    return replace(row, cells=tuple(cell._replace(text="") if cell.place in places else cell for cell in row.cells))
