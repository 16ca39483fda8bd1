"""Full-width digits (２０２３年) read as the plain ones that they are, and given back as printed in what was read.

Input: a CellGrid, then the DocumentReading that was made of it. Output: the grid with plain digits at the same places;
the reading with the digits of the page. Stage `parse`: first and last of it, so that no step between has two kinds of
digits to know.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from etl.records import Cell, CellGrid, DocumentReading, FormRecord, Place, PrintedField, ReadingProblem, Row

FULL_WIDTH = "０１２３４５６７８９"
NAMED = "fiscal_year"  # the year that a title names is no quotation
PLAIN = str.maketrans(FULL_WIDTH, "0123456789")
FULL_WIDTH_DIGIT = re.compile(f"[{FULL_WIDTH}]")


def has_full_width_digits(grid: CellGrid) -> bool:
    """Whether any cell of the document has one, be it written as the page shows it or as an entity (&#65297;)."""
    return any(FULL_WIDTH_DIGIT.search("".join([cell.text for cell in row.cells])) for row in grid.rows)


def with_plain_digits(grid: CellGrid) -> CellGrid:
    """The grid with each full-width digit as the plain one, at the same place."""
    lines = tuple(line.translate(PLAIN) for line in grid.lines)
    return replace(grid, rows=tuple(replace(row, cells=plain_cells(row)) for row in grid.rows), lines=lines)


def plain_cells(row: Row) -> tuple[Cell, ...]:
    """The cells of a row with plain digits."""
    return tuple(cell._replace(text=cell.text.translate(PLAIN)) for cell in row.cells)


def as_printed(reading: DocumentReading, lines: tuple[str, ...]) -> DocumentReading:
    """The reading with the texts of its fields, and what its findings quote, in the digits of the printed lines."""
    return replace(reading, forms=tuple(form_as_printed(form, lines) for form in reading.forms))


def form_as_printed(form: FormRecord, lines: tuple[str, ...]) -> FormRecord:
    """A form in the digits of the page."""
    fields = tuple(field_as_printed(field, lines) for field in form.fields)
    return replace(form, fields=fields, problems=tuple(quoted_as_printed(problem, lines) for problem in form.problems))


def field_as_printed(field: PrintedField, lines: tuple[str, ...]) -> PrintedField:
    """A field in the digits of its places."""
    if field.is_inferred or field.name == NAMED:
        return field
    return field._replace(text=text_as_printed(field.text, field.places, lines))


def quoted_as_printed(problem: ReadingProblem, lines: tuple[str, ...]) -> ReadingProblem:
    """A finding that quotes the digits of its place."""
    if problem.printed is None or problem.place is None:
        return problem
    return replace(problem, printed=text_as_printed(problem.printed, (problem.place,), lines))


def text_as_printed(text: str, places: tuple[Place, ...], lines: tuple[str, ...]) -> str:
    """A text with each plain digit as its places print it; one that they do not print stays."""
    printed = unescape("".join(lines[place.line_no - 1][place.char_start : place.char_end] for place in places))
    return "".join(digits_of(text, printed)) if FULL_WIDTH_DIGIT.search(printed) else text


def digits_of(text: str, printed: str) -> Iterator[str]:
    """The characters of a text, each found again in what is printed behind the one before it."""
    plain, position = printed.translate(PLAIN), 0
    for char in text:
        found = plain.find(char, position)
        if found < 0:
            yield char
            continue
        yield printed[found] if char.isdecimal() else char
        position = found + 1
