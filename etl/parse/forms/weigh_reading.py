"""What a reading of a document is worth: which of its forms are filled in, which are poorly read, how much it explains.

Input: FormRecords. Output: verdicts, and the reasons for forms that nobody filled in. Stage `parse`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etl.parse.forms.sample_forms import FEWEST_PATTERNS, SAMPLE_CODE
from etl.parse.forms.set_aside import PATTERN_MARK, blank_or_unresolved
from etl.parse.labels.printed_kinds import is_measured, number_of
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.unlisted_labels import LABEL_NOT_LISTED
from etl.parse.rows.cell_likeness import holds_run
from etl.records import FormRecord, Section, SetAside

BLANK_FORM = "这是空白表：印有项目表的栏目，但没有填写金额和指标值，未采用。"
PATTERN_FORM = "这是参考样表：指标值印的是“**”“××”一类的符号，没有填写，未采用。"
GOOD_CLAIM = 0.9  # share of cells that a table whose rows are its lines gives up; below it a second way is tried
PROBLEM_COST = 2


@dataclass(frozen=True, slots=True)
class FormsFound:
    """What one way of reading finds in a document: its forms, filled in or not, and tables of no project."""

    forms: tuple[FormRecord, ...] = ()
    barred: tuple[SetAside, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether neither a form nor a reason against one was found."""
        return not (self.forms or self.barred)

    @property
    def has_poor_form(self) -> bool:
        """Whether a form is read so poorly that another way may do better."""
        return any(map(is_poor, self.forms))

    @property
    def is_doubtful(self) -> bool:
        """Whether no form is filled in, or one is poorly read."""
        return self.has_poor_form or not any(map(is_filled, self.forms))

    def explains_more_than(self, other: "FormsFound") -> bool:
        """Whether this reading explains more of the page than another."""
        return explained(self.forms) > explained(other.forms)

    def without_lines(self, lines: set[int | None]) -> "FormsFound":
        """The same without the forms that hold one of these lines."""
        kept = (form for form in self.forms if lines.isdisjoint(range(form.first_line_no, form.last_line_no + 1)))
        return FormsFound(tuple(kept), self.barred)


def blank_ones(forms: Iterable[FormRecord]) -> tuple[SetAside, ...]:
    """The forms that nobody filled in, as tables that are set aside."""
    return tuple(why_not_filled(form) for form in forms if not is_filled(form))


def why_not_filled(form: FormRecord) -> SetAside:
    """The reason for a form that nobody filled in: its values are patterns, or it has none, or none that were told."""
    values = [one.text for one in form.fields if one.section is Section.INDICATOR and one.name in ("target", "actual")]
    if sum(PATTERN_MARK.search(text) is not None for text in (*values, *unread_texts(form))) >= FEWEST_PATTERNS:
        return SetAside(SAMPLE_CODE, PATTERN_FORM, form.first_line_no)
    return blank_or_unresolved(unread_texts(form), BLANK_FORM, form.first_line_no)


def unread_texts(form: FormRecord) -> Iterator[str]:
    """What the form prints and no field took."""
    return (problem.printed for problem in form.problems if problem.printed is not None)


def is_filled(form: FormRecord) -> bool:
    """Whether somebody filled the form in: an amount, or an indicator with a value that is no pattern of the form."""
    amounts = (one.text for one in form.fields if one.section is Section.FUND and one.name in AMOUNTS)
    if any(number_of(text) is not None or is_measured(text) for text in amounts):
        return True
    values = [
        row[name].text
        for row in form.rows(Section.INDICATOR).values()
        for name in ("target", "actual", "score")
        if name in row
    ]
    patterns = sum(PATTERN_MARK.search(text) is not None for text in values)
    return len(values) > 2 * patterns


def is_poor(form: FormRecord) -> bool:
    """Whether a reading leaves too much of the form unexplained, or takes a run of labels and values for a name."""
    names = (one.text for one in form.fields if one.name == "level3" and one.section is Section.INDICATOR)
    if any(map(holds_run, names)):
        return True
    return not form.has_rows(Section.INDICATOR) or form.claimed_cell_count < GOOD_CLAIM * form.printed_cell_count


def explained(forms: Iterable[FormRecord]) -> float:
    """How much of the page a reading explains: the fields it found in filled forms, less what it had to report."""
    filled = [form for form in forms if is_filled(form)]
    if not filled:
        return float("-inf")
    unread = [problem.printed for form in filled for problem in form.problems if problem.code != LABEL_NOT_LISTED]
    pieces = sum(max(1, len((text or "").split())) for text in unread)  # a whole line left over is no single cell
    return sum(len(form.fields) for form in filled) - PROBLEM_COST * pieces
