"""Bold that was printed twice, each letter read twice (项项目目名名称称), read as the single letters that it shows.

Input: a CellGrid, then the DocumentReading that was made of it. Output: the grid with each such letter once; the
reading at the places of the page, its fields marked. Stage `parse`: first and last of it, as full_width_digits. A label
of the forms that only halves of letters print is the proof; without one nothing is halved. 1100 may be 10 in bold or
1100 in plain: where neither the row nor the document tells, it stays unread.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from etl.parse.labels.vocabulary import Vocabulary
from etl.records import Cell, CellGrid, DocumentReading, FormRecord, Place, PrintedField, ReadingProblem, Row

PAIRS = re.compile(r"(?:([\u4e00-\u9fff])\1){2,200}")
LETTERS = re.compile(r"[\u4e00-\u9fff]{4,400}")
PIECE = re.compile(r"\S{2,20000}")
DIGIT = re.compile(r"[0-9]")
FIGURE = re.compile(r"[0-9,.%％]{2,40}")
SIGN_TWICE = re.compile(r"([.,%％≥≤=()（）:：，、。；;/])\1")  # in a cell whose every character stands twice
SURE_LETTERS, PROVEN_LETTERS = 6, 8  # three and four in pairs; two (家家户户) may be a word
FEWEST_DIFFERENT = 3  # of a proof: a rule may be drawn as 一一一一一一一一
LONGEST_VALUE = 16

TWICE_CODE, UNTOLD_CODE = "letters_printed_twice", "digits_maybe_twice"
TWICE = "粗体字重复印了两遍（如“{text}”），共 {count} 格，各字按一遍采用，原文保留。"
REASON = "粗体字重复印了两遍，按一遍采用"
UNTOLD = "这份文件的粗体字各字印了两遍，分不清“{text}”是否也印了两遍，未采用，原文保留。"


@dataclass(frozen=True)
class SingleLetters:
    """A grid with each letter once, and the way back to the page: of every changed line, the characters kept."""

    grid: CellGrid
    kept: dict[int, list[int]]
    doubled: tuple[Cell, ...]
    untold: tuple[tuple[Cell, str], ...]


def with_single_letters(grid: CellGrid, vocabulary: Vocabulary) -> SingleLetters | None:
    """The grid with letters once, where a label proves that they are printed twice; None where none does."""
    cells = [cell for row in grid.rows for cell in row.cells]
    if not any(is_proof(found.group(), vocabulary) for cell in cells for found in PAIRS.finditer(cell.text)):
        return None
    digits = are_digits_doubled(cells)
    second: dict[Cell, set[int]] = {}
    untold: list[tuple[Cell, str]] = []
    gone: dict[int, set[int]] = {}  # by line: the positions of what is not read
    for row in grid.rows:
        is_bold = is_wholly_twice(row)
        for cell in row.cells:
            second[cell], pieces = second_letters(cell.text, digits, is_bold=is_bold)
            untold += [(cell, piece) for piece in pieces]
            for place in (cell.place, *cell.further_places) if second[cell] else ():
                printed = grid.lines[place.line_no - 1][place.char_start : place.char_end]
                own = second_letters(printed, digits, is_bold=is_bold)[0]
                gone.setdefault(place.line_no, set()).update(place.char_start + offset for offset in own)
    kept = {number: [at for at, _ in enumerate(grid.lines[number - 1]) if at not in gone[number]] for number in gone}
    lines = list(grid.lines)
    for number, positions in kept.items():
        lines[number - 1] = "".join([lines[number - 1][at] for at in positions])
    lost = {number: sorted(positions) for number, positions in gone.items()}
    read = (replace(row, cells=tuple(single(cell, second[cell], lost) for cell in row.cells)) for row in grid.rows)
    rows = tuple(row for row in read if any(cell.text for cell in row.cells))
    doubled = tuple(cell for cell, offsets in second.items() if offsets)
    return SingleLetters(replace(grid, rows=rows, lines=tuple(lines)), kept, doubled, tuple(untold))


def is_proof(text: str, vocabulary: Vocabulary) -> bool:
    """Whether letters in pairs are those of a label, or more than any word has."""
    if len(text) >= PROVEN_LETTERS and len(set(text)) >= FEWEST_DIFFERENT:
        return True
    return len(text) >= SURE_LETTERS and bool(vocabulary.labels_of(text[::2]))


def is_whole(text: str) -> bool:
    """Whether every character of a text stands twice."""
    return all(piece[::2] == piece[1::2] for piece in text.split())


def is_wholly_twice(row: Row) -> bool:
    """Whether all that a row prints stands twice, letters among it."""
    texts = [cell.text for cell in row.cells if cell.text]
    return all(map(is_whole, texts)) and any(map(PAIRS.search, texts))


def are_digits_doubled(cells: Iterable[Cell]) -> bool | None:
    """Whether the document prints digits twice too, as it does its letters; None where it does not tell."""
    with_digits = [cell.text for cell in cells if DIGIT.search(cell.text)]
    if any(is_whole(text) and SIGN_TWICE.search(text) for text in with_digits):
        return True
    runs = (run.group() for text in with_digits if not is_whole(text) for run in PAIRS.finditer(text))
    return False if any(len(run) >= SURE_LETTERS for run in runs) else None


def second_letters(text: str, digits: bool | None, *, is_bold: bool) -> tuple[set[int], list[str]]:
    """The positions of a cell's characters that are not read, as they print the one before them once more, or belong to
    a figure that may; and these figures. `is_bold`: all of its row stands twice."""
    second: set[int] = set()
    untold: list[str] = []
    for piece in PIECE.finditer(text):
        printed, start = piece.group(), piece.start()
        if not is_whole(printed):
            second.update(start + at for at in seconds_of_runs(printed))
        elif not DIGIT.search(printed):
            second.update(range(start + 1, piece.end(), 2) if PAIRS.search(printed) or digits else ())
        elif digits and (is_bold or not FIGURE.fullmatch(printed) or SIGN_TWICE.search(printed)):
            second.update(range(start + 1, piece.end(), 2))
        elif digits or (is_bold and digits is None) or (PAIRS.search(printed) and len(printed) <= LONGEST_VALUE):
            second.update(range(start, piece.end()))
            untold.append(printed)
    return second, untold


def seconds_of_runs(text: str) -> Iterator[int]:
    """The positions of second letters in a text of which only runs stand twice."""
    for letters in LETTERS.finditer(text):
        for run in PAIRS.finditer(letters.group()):
            if len(run.group()) >= SURE_LETTERS or run.group() == letters.group():
                yield from range(letters.start() + run.start() + 1, letters.start() + run.end(), 2)


def single(cell: Cell, second: set[int], lost: dict[int, list[int]]) -> Cell:
    """A cell with each letter once, at its places in lines of such letters."""
    text = "".join([char for at, char in enumerate(cell.text) if at not in second]).strip()
    places = [moved(place, lost) for place in (cell.place, *cell.further_places)]
    return cell._replace(text=text, place=places[0], further_places=tuple(places[1:]))


def moved(place: Place, lost: dict[int, list[int]]) -> Place:
    """A place of a printed line in the line that has each letter once."""
    if place.line_no not in lost:
        return place
    start, end = (at - bisect_left(lost[place.line_no], at) for at in (place.char_start, place.char_end))
    return place._replace(char_start=start, char_end=end)


def at_printed_places(reading: DocumentReading, letters: SingleLetters, printed: CellGrid) -> DocumentReading:
    """The reading at the places of the page, with what was halved marked and what nobody can tell left out."""
    first = letters.doubled[0]
    twice = TWICE.format(text=first.text, count=len(letters.doubled))
    problems = [ReadingProblem(TWICE_CODE, twice, "低", printed=first.text, place=first.place)]
    for cell, text in letters.untold:
        problems.append(ReadingProblem(UNTOLD_CODE, UNTOLD.format(text=text), "中", printed=text, place=cell.place))
    problems += [problem_back(problem, letters.kept, printed.lines) for problem in reading.problems]
    forms = tuple(form_back(form, letters, printed.lines) for form in reading.forms)
    return replace(reading, forms=forms, problems=tuple(problems))


def form_back(form: FormRecord, letters: SingleLetters, lines: tuple[str, ...]) -> FormRecord:
    """A form at the places of the page."""
    fields = tuple(field_back(field, letters.kept, lines) for field in form.fields)
    problems = tuple(problem_back(problem, letters.kept, lines) for problem in form.problems)
    return replace(form, fields=fields, problems=problems)


def field_back(field: PrintedField, kept: dict[int, list[int]], lines: tuple[str, ...]) -> PrintedField:
    """A field at the places of the page, marked where letters of it were halved."""
    places = tuple(place_back(place, kept, lines) for place in field.places)
    pairs = zip(places, field.places, strict=True)
    is_halved = any(new.char_end - new.char_start > old.char_end - old.char_start for new, old in pairs)
    if not is_halved or field.is_repaired or field.is_inferred:
        return field._replace(places=places)
    return field._replace(places=places, is_repaired=True, repair_reason=REASON)


def problem_back(problem: ReadingProblem, kept: dict[int, list[int]], lines: tuple[str, ...]) -> ReadingProblem:
    """A finding at its place on the page."""
    return replace(problem, place=place_back(problem.place, kept, lines)) if problem.place else problem


def place_back(place: Place, kept: dict[int, list[int]], lines: tuple[str, ...]) -> Place:
    """A place of a line with each letter once in the line as printed."""
    if place.line_no not in kept:
        return place
    ends = [*kept[place.line_no], len(lines[place.line_no - 1])]
    start, end = (ends[min(at, len(ends) - 1)] for at in (place.char_start, place.char_end))
    return place._replace(char_start=start, char_end=end)
