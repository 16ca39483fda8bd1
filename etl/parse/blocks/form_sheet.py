"""One form while it is being read: its rows, the fields found so far, and which tokens they took.

Input: the TokenRows of one form. Output: the fields, problems and claims of a FormRecord. Stage `parse`. Every
block reader takes tokens from here, so that what is left over can be named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from etl.parse.labels.tokens import Token, TokenRow
from etl.records import Place, PrintedField, ReadingProblem, Section


class FormSheet:
    """The rows of one form and what has been read from them.

    `is_stream` tells that the rows were cut anew from a stream: then their lines are not the rows of the tables.
    `is_cut_off` tells that the document ends inside the form's last line.
    """

    def __init__(self, form_no: int, rows: tuple[TokenRow, ...], *, is_stream: bool, is_cut_off: bool) -> None:
        self.form_no = form_no
        self.is_stream = is_stream
        self.is_cut_off = is_cut_off
        self.rows = rows
        self.fields: list[PrintedField] = []
        self.problems: list[ReadingProblem] = []
        self.claimed: set[Place] = set()
        self.label_ranks: dict[str, int] = {}
        self.label_texts: dict[str, str] = {}  # the printed label of each field of the form
        self.rate_line_no: int | None = None  # the line of a labelled execution rate; points beside it are its own
        self.labelled_amount_roles: tuple[str, ...] = ()  # 预算数 and 执行数, printed as labels side by side
        self.money_units: dict[str, Token] = {}  # the units of money that the form prints, each with its first place
        self.row_counts: dict[Section, int] = {}
        self.header_columns: dict[str, bool] = {}  # columns of the indicator headers: whether their meaning is known

    def claim(self, *tokens: Token) -> None:
        """Mark tokens as read, whether they gave a field or were labels."""
        for token in tokens:
            self.claimed.add(token.place)
            if token.further_places:
                self.claimed.update(token.further_places)

    def add(
        self, section: Section, row_no: int | None, name: str, tokens: Iterable[Token], *, repair: str | None = None
    ) -> None:
        """Take tokens as one field; several are joined in order."""
        taken = tuple(tokens)
        self.claim(*taken)
        self.keep(section, row_no, name, taken, repair)

    def keep(
        self, section: Section, row_no: int | None, name: str, taken: Sequence[Token], repair: str | None = None
    ) -> None:
        """Make one field of tokens that are claimed already; a text of the whole form, printed once in each cell of a
        merged one, is one text."""
        if len(taken) == 1 or (section is Section.FORM and len({token.text for token in taken}) == 1):
            token = taken[0]
            text, places = token.text, (token.place, *token.further_places)
        else:
            text = joined([token.text for token in taken])
            places = tuple(place for token in taken for place in token.places)
        self.fields.append(PrintedField(section, row_no, name, text, places, repair is not None, False, repair))

    def add_text(
        self, section: Section, row_no: int | None, name: str, text: str, token: Token, *, repair: str | None = None
    ) -> None:
        """Take a token as one field whose text is a part or the canonical form of what it prints."""
        self.claim(token)
        self.fields.append(PrintedField(section, row_no, name, text, token.places, repair is not None, False, repair))

    def add_joined(self, name: str, text: str, places: tuple[Place, ...]) -> None:
        """Add a field of the whole form whose paragraphs stand on several lines."""
        self.fields.append(PrintedField(Section.FORM, None, name, text, places))

    def add_inferred(
        self, section: Section, row_no: int, name: str, text: str, places: tuple[Place, ...], reason: str
    ) -> None:
        """Add a value that the page does not print and its sums give back."""
        self.fields.append(PrintedField(section, row_no, name, text, places, False, True, reason))

    def fields_of(self, section: Section) -> list[PrintedField]:
        """The fields of one block that were read so far."""
        return [field for field in self.fields if field.section is section]

    def numbered_rows(self, section: Section) -> dict[int | None, dict[str, PrintedField]]:
        """The rows of one block that were read so far by their number, each with its fields by name."""
        rows: dict[int | None, dict[str, PrintedField]] = {}
        for field in self.fields_of(section):
            rows.setdefault(field.row_no, {})[field.name] = field
        return rows

    def form_field(self, name: str) -> PrintedField | None:
        """The field of the whole form of this name; None where none was read yet."""
        return next((field for field in self.fields if field.name == name and field.section is Section.FORM), None)

    def has(self, name: str) -> bool:
        """Whether a field of the whole form was read already."""
        return self.form_field(name) is not None

    def fund_texts(self, row_no: int = 1) -> dict[str, str]:
        """The texts of one funding row by name; by default those of the first, the total in most forms."""
        return {field.name: field.text for field in self.fields_of(Section.FUND) if field.row_no == row_no}

    def kept_under_lesser(self, role: str, rank: int) -> PrintedField | None:
        """The field of the form that was read beside a lesser label than one of this rank; None where there is none."""
        return self.form_field(role) if rank < self.label_ranks.get(role, 0) else None

    def rows_of_source(self, source: str) -> list[int]:
        """The numbers of the funding rows of a source of money, in printed order."""
        return [
            field.row_no or 1
            for field in self.fields_of(Section.FUND)
            if field.name == "fund_source" and field.text == source
        ]

    def report(
        self, code: str, severity: str, message: str, token: Token | None = None, row_no: int | None = None
    ) -> None:
        """Record something that could not be read or decided."""
        printed, place = (token.text, token.place) if token else (None, None)
        self.problems.append(ReadingProblem(code, message, severity, self.form_no, row_no, printed, place))

    def has_problem(self, code: str) -> bool:
        """Whether a problem of this code was recorded."""
        return any(problem.code == code for problem in self.problems)

    def new_row_no(self, section: Section) -> int:
        """The number of the next row of a section, from 1."""
        self.row_counts[section] = self.row_counts.get(section, 0) + 1
        return self.row_counts[section]

    def close_gaps(self, section: Section) -> None:
        """Number the rows of a section from 1 again, where some of them were taken back; findings go with their row."""
        rows = dict.fromkeys(field.row_no for field in self.fields if field.section is section)
        numbers = {old: new for new, old in enumerate(rows, start=1)}
        places = {place: field.row_no for field in self.fields if field.section is section for place in field.places}
        self.problems = [
            replace(problem, row_no=numbers[problem.row_no])
            if problem.place is not None and problem.row_no is not None and places.get(problem.place) == problem.row_no
            else problem
            for problem in self.problems
        ]
        self.fields = [
            field._replace(row_no=numbers[field.row_no]) if field.section is section else field for field in self.fields
        ]
        self.row_counts[section] = len(numbers)

    @cached_property
    def project_total_head(self) -> tuple[int, int, int] | None:
        """Line of 项目资金总额 where it heads the left half of a funding block; its column and that of the
        year's total."""
        for row in (row for row in self.rows if {"form", "fund_row"} <= row.kinds):
            head = next((token for token in row.tokens if "project_total_budget" in token.roles("form")), None)
            year = next((token for token in row.tokens if "total" in token.roles("fund_row")), None)
            if head is not None and year is not None and head.column < year.column:
                return row.line_no, head.column, year.column
        return None

    def unclaimed(self) -> list[Token]:
        """Every token that no field and no label took."""
        return [token for row in self.rows for token in row.tokens if token.place not in self.claimed]


def joined(texts: Sequence[str]) -> str:
    """Pieces of one text as one: a blank only between letters or digits that are not Chinese, where it parts words."""
    whole = texts[0] if texts else ""
    for text in texts[1:]:
        parts_words = whole[-1:].isascii() and text[:1].isascii() and whole[-1:].isalnum() and text[:1].isalnum()
        glue = " " if parts_words else ""
        whole += glue + text
    return whole
