"""What the stages hand on to each other: grids, forms and printed fields, all immutable.

Input and output of every stage before `normalise`. A record holds text exactly as it was printed and the place where it
was printed; nothing here is converted. Places, cells and fields are made for every cell of every document: as named
tuples they cost a third of what frozen dataclasses do.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Box = tuple[float, float, float, float]

CORRECTION_ID_LENGTH = 12


class FormType(StrEnum):
    """The two documents of a project's life that the product reads."""

    SELF_EVALUATION = "self_evaluation"
    TARGET_DECLARATION = "target_declaration"


class Section(StrEnum):
    """The block of a form in which a field is printed; with `row_no` it addresses one printed row."""

    FORM = "form"
    FUND = "fund"
    INDICATOR = "indicator"
    SUB_PROJECT = "sub_project"


class Place(NamedTuple):
    """Where a text is printed: 1-based page, line and column (cell of the line), and the characters of the line.

    `box` is the rectangle of the cell on the page as a viewer shows it, rotation and `page_turns` applied: left, top,
    right, bottom as fractions of the page. None where the format has no drawn pages. `is_ocr`: the text was recognised
    on a picture of the page and may be wrong.
    """

    page_no: int
    line_no: int
    column_no: int
    char_start: int
    char_end: int
    box: Box | None = None
    is_ocr: bool = False


class Cell(NamedTuple):
    """One cell of a grid: its text without markup, and its place. `text` is "" where nothing is printed.

    `further_places` are those of the later lines of a cell that stands on several lines of the original.
    """

    text: str
    place: Place
    column_span: int = 1
    row_span: int = 1
    further_places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `is_tabular` tells a row of cells from a line of running text (then it has one cell)."""

    line_no: int
    cells: tuple[Cell, ...]
    is_tabular: bool


@dataclass(frozen=True, slots=True)
class CellGrid:
    """One document as rows of cells, whatever its format was. `lines` are its original lines, markup included.

    `problems` name what the reader of the format had to leave out, such as a page without a text layer. `page_turns`
    are the pages that had to be turned to be read, with the degrees clockwise; boxes are those on the turned page.
    `sheet_rows` are the lines that are rows of a sheet, with their number on it.
    """

    rows: tuple[Row, ...]
    lines: tuple[str, ...]
    media_type: str
    encoding_name: str
    problems: tuple["ReadingProblem", ...] = ()
    page_turns: tuple[tuple[int, int], ...] = ()
    sheet_rows: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A publisher's slip as a person declared it: which printed field, what it prints, what it should say, and why.

    The address is that of raw_form_field; `declared_at` names the file and line of the declaration.
    """

    document_id: str
    form_no: int
    section: Section
    row_no: int | None
    field_name: str
    expected_text: str
    corrected_text: str
    reason: str
    basis: str
    declared_by: str
    declared_on: date
    expires_on: date
    declared_at: str

    @property
    def correction_id(self) -> str:
        """The identifier of a correction, which follows from its address: a field has one correction at most."""
        address = f"{self.document_id}-{self.form_no}-{self.section.value}-{self.row_no}-{self.field_name}"
        return hashlib.sha256(address.encode()).hexdigest()[:CORRECTION_ID_LENGTH]

    @property
    def basis_text(self) -> str:
        """Who says so, and who declared it when."""
        return f"{self.basis}（{self.declared_by}，{self.declared_on.isoformat()} 登记）"

    @property
    def effect(self) -> str:
        """Everything of the correction that reaches a row; where it lies in a file and how long it holds does not."""
        return "\0".join((self.correction_id, self.expected_text, self.corrected_text, self.reason, self.basis_text))


class PrintedField(NamedTuple):
    """One field: the text that its value is made from, as printed unless a declared correction replaced it.

    `places` names every piece that was joined into `text` (two after a page break). `row_no` is 1-based inside the
    section, None for fields of the whole form. A repaired text was moved or joined to what the page meant; an inferred
    one is not printed at all and follows from the form's own sums.
    """

    section: Section
    row_no: int | None
    name: str
    text: str
    places: tuple[Place, ...]
    is_repaired: bool = False
    is_inferred: bool = False
    repair_reason: str | None = None
    correction: Correction | None = None

    @property
    def printed_text(self) -> str:
        """The text on the page, whether or not it was corrected."""
        return self.correction.expected_text if self.correction else self.text


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something on the page that the reader could not claim or decide; it becomes a finding of the build.

    `section` is the block in which `row_no` counts; None where the problem is of the whole form or document.
    """

    code: str
    message: str
    severity: str
    form_no: int | None = None
    row_no: int | None = None
    printed: str | None = None
    place: Place | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class FormRecord:
    """One form (one project) as printed: its fields, and the lines it covers.

    `header_columns` are the columns that its indicator headers print, and whether the meaning of each is known.
    """

    form_no: int
    form_type: FormType
    template_family: str | None
    first_line_no: int
    last_line_no: int
    page_no: int
    fields: tuple[PrintedField, ...]
    problems: tuple[ReadingProblem, ...] = ()
    claimed_cell_count: int = 0
    printed_cell_count: int = 0
    header_columns: Mapping[str, bool] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The printed text of a field of the whole form, None when the page prints nothing."""
        return next((f.text for f in self.fields if f.section is Section.FORM and f.name == name), None)

    def has_rows(self, section: Section) -> bool:
        """Whether the form prints a row of a section."""
        return any(printed.section is section and printed.row_no is not None for printed in self.fields)

    def rows(self, section: Section) -> dict[int, dict[str, PrintedField]]:
        """The fields of a section by row number and field name, in printed order."""
        found: dict[int, dict[str, PrintedField]] = {}
        for printed in self.fields:
            if printed.section is section and printed.row_no is not None:
                found.setdefault(printed.row_no, {})[printed.name] = printed
        return found

    def numbered_fields(self) -> Iterator[tuple[int | None, PrintedField]]:
        """Every field with its row number in raw_form_field, which with section and name addresses it.

        A field of the whole form has none; printed again (two parts of a project's total), it is numbered from 2.
        """
        seen: Counter[tuple[Section, str]] = Counter()
        for printed in self.fields:
            row_no = printed.row_no
            if row_no is None:
                seen[printed.section, printed.name] += 1
                count = seen[printed.section, printed.name]
                row_no = count if count > 1 else None
            yield row_no, printed


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document, or a form in it, that gives no project, with the reason in one Chinese sentence."""

    code: str
    reason: str
    line_no: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What the reader makes of one document: its forms, what was set aside, and the findings outside of forms."""

    forms: tuple[FormRecord, ...]
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[ReadingProblem, ...] = field(default=())
