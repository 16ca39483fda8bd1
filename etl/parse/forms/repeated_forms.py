"""What a document prints twice, as a page does that was copied or scanned twice: counted once where it is a whole form,
and always told.

Input: the filled forms of a document in printed order. Output: those to keep, with findings, and the others as set
aside. Stage `parse`. Only what agrees in every printed text is the same form or row; any difference is for a person to
judge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from etl.parse.labels.roles import AMOUNTS, REASON
from etl.records import FormRecord, PrintedField, ReadingProblem, Section, SetAside

REPEATED_FORM = "与第 {line_no} 行起的表逐字相同，是重复的页，只采用一次。"
SAME_PROJECT = "第 {line_no} 行起另有一张同名、同年、同单位的表，两张都采用了；请核对是否重复的页。"
SAME_NAME = "第 {line_no} 行起另有一张同名的表，其中一张没有印全年度、部门或单位，两张都采用了；请核对是否重复的页。"
REPEATED_TOTAL = "这一行与第 {line_no} 行是同一项合计，金额相同，两行都采用了；请核对是否重复的页。"
REPEATED_ROW = "这一行与第 {line_no} 行逐字相同（不计原因栏），两行都采用了；请核对是否重复的页。"
FEWEST_FIELDS = 8  # entries of a list, with a name and an amount, may agree by chance; forms do not
FEWEST_CELLS = 3  # of a row: a short one may be printed again with reason
NAMES_OF_A_PROJECT = ("project_name", "fiscal_year", "department", "unit")
BLOCKS = (Section.FUND, Section.INDICATOR)
Names = tuple[str | None, ...]


def without_repeated(forms: Iterable[FormRecord]) -> tuple[list[FormRecord], tuple[SetAside, ...]]:
    """The forms that differ, each with what it repeats as findings, and those that were printed before."""
    first: dict[object, FormRecord] = {}
    alike: dict[object, FormRecord] = {}
    projects = PrintedProjects()
    kept: list[FormRecord] = []
    repeated: list[SetAside] = []
    for form in forms:
        before = alike.setdefault((form.form_type, len(form.fields), form.text("project_name")), form)
        if before is not form:  # only then their prints are worth comparing
            first.setdefault(print_of(before), before)
            before = first.setdefault(print_of(form), form)
        if before is form or len(form.fields) < FEWEST_FIELDS or form.text("project_name") is None:
            problems = (*form.problems, *projects.repetition(form), *repeated_rows(form))
            kept.append(replace(form, problems=problems))
        else:
            reason = REPEATED_FORM.format(line_no=before.first_line_no)
            repeated.append(SetAside("repeated_form", reason, form.first_line_no))
    return kept, tuple(repeated)


def print_of(form: FormRecord) -> object:
    """Everything that a form prints."""
    return form.form_type, tuple([(one.section, one.row_no, one.name, one.text) for one in form.fields])


class PrintedProjects:
    """The projects of a document so far. A form that does not print its year, department or unit may be of any project
    of its name; looked up by every choice of the names that a form prints, never searched."""

    def __init__(self) -> None:
        self.exactly: dict[Names, FormRecord] = {}
        self.in_part: dict[Names, FormRecord] = {}

    def repetition(self, form: FormRecord) -> Iterator[ReadingProblem]:
        """The finding that an earlier form is of the same project, or may be; the form is remembered."""
        names = names_of(form)
        if names[1] is None:
            return
        parts = [(*names[:2], *part) for part in product(*((name, None) for name in names[2:]))]
        same, message = self.exactly.get(names), SAME_PROJECT
        if same is None:
            shorter = (self.exactly[part] for part in parts if part in self.exactly)
            same, message = self.in_part.get(names) or next(shorter, None), SAME_NAME
        if same is not None:
            text = message.format(line_no=same.first_line_no)
            yield ReadingProblem("project_printed_twice", text, "中", form_no=form.form_no)
        self.exactly.setdefault(names, form)
        for part in parts:
            self.in_part.setdefault(part, form)


def repeated_rows(form: FormRecord) -> Iterator[ReadingProblem]:
    """The rows of money and indicators that a form repeats within itself."""
    for section in BLOCKS:
        seen: dict[object, PrintedField] = {}
        for row_no, row in form.rows(section).items():
            if len(row) < FEWEST_CELLS or [one for one in row.values() if one.is_inferred]:
                continue
            cell = next(iter(row.values()))
            is_total = "fund_source" in row and row["fund_source"].text == "total"
            told_by = [name for name in row if name != REASON]  # a reason may be torn, or be on one page only
            names = ("fund_label", *AMOUNTS) if is_total else told_by  # so may the points and the rate of a total
            earlier = seen.setdefault(tuple([(name, row[name].text) for name in names if name in row]), cell)
            if earlier is not cell and earlier.places and cell.places:
                message = (REPEATED_TOTAL if is_total else REPEATED_ROW).format(line_no=earlier.places[0].line_no)
                yield ReadingProblem(
                    "row_printed_twice", message, "中", form.form_no, row_no, place=cell.places[0], section=section
                )


def names_of(form: FormRecord) -> Names:
    """What tells a project from others of its document: the type of the form, and the names that it prints."""
    return (form.form_type.value, *(form.text(name) for name in NAMES_OF_A_PROJECT))
