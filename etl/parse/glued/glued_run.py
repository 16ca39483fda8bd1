"""A document whose cells are glued together, as one run of characters that still knows where each was printed.

Input: a CellGrid. Output: a GluedRun without white space, cell borders, line ends, glosses of reading and the page
marks of document-sharing sites. Stage `parse`. What is left out serves matching only: every place is that of the
original characters.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from etl.parse.labels.printed_kinds import half_width
from etl.parse.labels.tokens import Token
from etl.parse.labels.vocabulary import NO_LABELS, Vocabulary
from etl.records import Cell, CellGrid, Place

PAGE_MARK = re.compile(r"\s*(\d{1,3})、")
LIST_MARK = re.compile(r"(?<!\d)(\d{1,3})、")
# A line that only names a file, and the words of the sites that share files.
FURNITURE = re.compile(
    r".{0,80}\.(?:docx?|xlsx?|pdf|pptx?|wps|txt)|《.{0,120}》由会员分享.*|.{0,60}(?:在线阅读|文库网).{0,60}"
)
# How a character is read, behind it: 項(xiàng)目. Without a mark of the tone it may be a unit: 里程(km).
GLOSS = re.compile(r"(?<=[\u4e00-\u9fff])\((?=[a-z]{0,6}[\u00e0-\u024f])[a-z\u00e0-\u024f]{1,7}\)")
DIGIT_JOINT = re.compile(r"(?<=[0-9.])(?=[0-9.])")
COLUMN = 1


class Spot(NamedTuple):
    """Where one character of the run is printed."""

    page_no: int
    line_no: int
    char_no: int


@dataclass(frozen=True, slots=True)
class GluedRun:
    """The characters of a document in reading order, and the same folded one by one for matching.

    `cuts` are the positions before which a blank or a cell's border is printed, `line_starts` those that begin a line,
    `digit_joints` those between two digits or points, `glosses` what is printed behind a character to tell how it is
    read. `row_ends` are the line starts in a table with a row to a line.
    """

    text: str
    folded: str
    spots: tuple[Spot, ...]
    cuts: frozenset[int]
    line_starts: frozenset[int]
    digit_joints: frozenset[int]
    glosses: dict[int, str]
    row_ends: frozenset[int] = frozenset()

    def token(self, start: int, end: int, vocabulary: Vocabulary | None = None) -> Token:
        """The characters from `start` up to `end` as one token with a place for each line they are printed on."""
        pieces: list[list[Spot]] = []
        for spot in self.spots[start:end]:
            if pieces and pieces[-1][-1].line_no == spot.line_no:
                pieces[-1].append(spot)
            else:
                pieces.append([spot])
        places = [
            Place(piece[0].page_no, piece[0].line_no, COLUMN, piece[0].char_no, piece[-1].char_no + 1)
            for piece in pieces
        ]
        text = self.text[start:end]
        if self.glosses:
            text = "".join(char + self.glosses.get(at, "") for at, char in enumerate(text, start=start))
            last = places[-1].char_end + len(self.glosses.get(end - 1, ""))
            places[-1] = places[-1]._replace(char_end=last)
        labels = vocabulary.labels_of(text) if vocabulary else NO_LABELS
        return Token(text, places[0], COLUMN, labels, tuple(places[1:]))


def glued_run(grid: CellGrid, vocabulary: Vocabulary) -> GluedRun:
    """The document as one run; lines of a sharing site and its page marks are left out."""
    texts: list[str] = []
    spots: list[Spot] = []
    cuts: set[int] = set()
    line_starts: set[int] = set()
    glosses: dict[int, str] = {}
    marks = page_marks(grid)
    for row in grid.rows:
        if len(row.cells) == 1 and FURNITURE.fullmatch(row.cells[0].text):
            continue
        line_starts.add(len(texts))
        line = grid.lines[row.line_no - 1]
        for order, cell in enumerate(row.cells):
            if order:
                cuts.add(len(texts))
            skipped = marks.get(row.line_no, 0) if order == 0 else 0
            for char, char_no, is_cut, gloss in printed_characters(cell, line):
                if char_no < skipped:
                    continue
                if gloss:
                    glosses[len(texts)] = gloss
                if is_cut and char_no > skipped:
                    cuts.add(len(texts))
                texts.append(char)
                spots.append(Spot(cell.place.page_no, row.line_no, char_no))
    text = "".join(texts)
    folded = folded_singly(text, vocabulary)
    joints = digit_joints(folded)
    return GluedRun(text, folded, tuple(spots), frozenset(cuts), frozenset(line_starts), joints, glosses)


def run_of(cells: Sequence[Token]) -> GluedRun:
    """The characters of cells as one run that is cut between them and at their blanks."""
    texts: list[str] = []
    spots: list[Spot] = []
    cuts: set[int] = set()
    for cell in cells:
        cuts.add(len(texts))
        for offset, char in enumerate(cell.text):
            if char.isspace():
                cuts.add(len(texts))
                continue
            texts.append(char)
            spots.append(Spot(cell.place.page_no, cell.place.line_no, cell.place.char_start + offset))
    text = "".join(texts)
    folded = half_width(text)
    return GluedRun(text, folded, tuple(spots), frozenset(cuts), frozenset(), digit_joints(folded), {})


def digit_joints(folded: str) -> frozenset[int]:
    """The places between two digits or points."""
    return frozenset(joint.start() for joint in DIGIT_JOINT.finditer(folded))


def printed_characters(cell: Cell, line: str) -> list[tuple[str, int, bool, str]]:
    """Each character of a cell that is no white space, its position in the line, whether white space precedes, and the
    gloss behind it."""
    glosses = {gloss.start(): gloss.group() for gloss in GLOSS.finditer(cell.text)} if "(" in cell.text else {}
    ends = {start + len(gloss) for start, gloss in glosses.items()}
    found: list[tuple[str, int, bool, str]] = []
    position, is_cut, is_gloss = cell.place.char_start, False, False
    for number, char in enumerate(cell.text):
        if number in glosses:
            found[-1] = (*found[-1][:3], glosses[number])
            is_gloss = True
        elif number in ends:
            is_gloss = False
        if char.isspace():
            is_cut = True
            continue
        at = line.find(char, position, cell.place.char_end)
        if at < 0:
            at = min(position, cell.place.char_end - 1)
        if not is_gloss:
            found.append((char, at, is_cut, ""))
        position, is_cut = at + 1, False
    return found


def folded_singly(text: str, vocabulary: Vocabulary) -> str:
    """The text in half width and without look-alikes, character by character, so that positions stay the same."""
    folds: dict[str, str] = {}
    for char in set(text):
        plain = unicodedata.normalize("NFKC", char).translate(vocabulary.look_alikes)
        is_other_digit = plain.isdigit() and char != plain  # ② is no 2
        folds[char] = char if len(plain) != 1 or is_other_digit else plain
    return "".join(folds[char] for char in text)


def page_marks(grid: CellGrid) -> dict[int, int]:
    """Line numbers that begin with a page mark of a sharing site, and the position after the mark.

    Such marks are a numbering from 1 that grows at line starts, and its first stands before any other numbering. A mark
    that goes on with a list printed above it in the text is no page's.
    """
    marks: dict[int, int] = {}
    number = 0
    last_listed = 0
    for row in grid.rows:
        line = grid.lines[row.line_no - 1]
        if len(row.cells) == 1 and FURNITURE.fullmatch(row.cells[0].text):
            number = last_listed = 0  # the site's words head another document, whose pages count from 1
            continue
        mark = PAGE_MARK.match(line)
        after = 0
        if mark and int(mark.group(1)) == number + 1 and (not number or last_listed != number):
            marks[row.line_no] = after = mark.end()
            number += 1
            last_listed = 0
        elif not number and LIST_MARK.search(line):
            return marks
        for listed in LIST_MARK.finditer(line, after):
            last_listed = int(listed.group(1))
    return marks
