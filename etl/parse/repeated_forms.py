"""What a document prints twice, as a page does that was copied or scanned twice: counted once where it is a whole form,
and always told.

Input: the filled forms of a document in printed order. Output: those to keep, with findings, and the others as set
aside. Stage `parse`. Only what agrees in every printed text is the same form or row; any difference is for a person to
judge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from etl.records import FormRecord, PrintedField, ReadingProblem, Section, SetAside

REPEATED_FORM = "与第 {line_no} 行起的表逐字相同，是重复的页，只采用一次。"
SAME_PROJECT = "第 {line_no} 行起另有一张同名、同年、同单位的表，两张都采用了；请核对是否重复的页。"
REPEATED_ROW = "这一行与第 {line_no} 行逐字相同，两行都采用了；请核对是否重复的页。"
FEWEST_FIELDS = 8  # entries of a list, with a name and an amount, may agree by chance; forms do not
FEWEST_CELLS = 3  # of a row: a short one may be printed again with reason
NAMES_OF_A_PROJECT = ("project_name", "fiscal_year", "department", "unit")
BLOCKS = (Section.FUND, Section.INDICATOR)


def without_repeated(forms: Iterable[FormRecord]) -> tuple[list[FormRecord], tuple[SetAside, ...]]:
    """The forms that differ, each with what it repeats as findings, and those that were printed before."""
    first: dict[object, FormRecord] = {}
    projects: dict[tuple[str | None, ...], FormRecord] = {}
    kept: list[FormRecord] = []
    repeated: list[SetAside] = []
    for form in forms:
        print_of = (form.form_type, tuple((one.section, one.row_no, one.name, one.text) for one in form.fields))
        before = first.setdefault(print_of, form)
        if before is form or len(form.fields) < FEWEST_FIELDS or form.text("project_name") is None:
            named = names_of(form)
            same = projects.setdefault(named, form) if named[1] else form
            kept.append(replace(form, problems=(*form.problems, *repetitions(form, None if same is form else same))))
        else:
            reason = REPEATED_FORM.format(line_no=before.first_line_no)
            repeated.append(SetAside("repeated_form", reason, form.first_line_no))
    return kept, tuple(repeated)


def repetitions(form: FormRecord, same: FormRecord | None) -> Iterator[ReadingProblem]:
    """What a form repeats of the same project's form before it, if there is one, and within itself."""
    if same is not None:
        message = SAME_PROJECT.format(line_no=same.first_line_no)
        yield ReadingProblem("project_printed_twice", message, "中", form_no=form.form_no)
    for section in BLOCKS:
        seen: dict[object, PrintedField] = {}
        for row_no, row in form.rows(section).items():
            if len(row) < FEWEST_CELLS or any(one.is_inferred for one in row.values()):
                continue
            cell = next(iter(row.values()))
            earlier = seen.setdefault(tuple((name, one.text) for name, one in row.items()), cell)
            if earlier is not cell and earlier.places and cell.places:
                message = REPEATED_ROW.format(line_no=earlier.places[0].line_no)
                yield ReadingProblem(
                    "row_printed_twice", message, "中", form.form_no, row_no, place=cell.places[0], section=section
                )


def names_of(form: FormRecord) -> tuple[str | None, ...]:
    """What tells a project from others of its document: the type of the form, and the names that it prints."""
    return (form.form_type.value, *(form.text(name) for name in NAMES_OF_A_PROJECT))
