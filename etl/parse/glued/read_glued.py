"""Forms whose cells are glued together, as text pulled out of a page or shown by a document-sharing site often is.

Input: a CellGrid. Output: FormsFound. Stage `parse`. A form is found by its indicator header,
labels side by side without anything between, and by a project's name before it: prose that only mentions them has no
such run.
"""

import unicodedata
from dataclasses import dataclass

from etl.parse.blocks.finish_form import finished_form
from etl.parse.forms.sample_forms import SAMPLE_CODE, is_sample, is_sample_name
from etl.parse.forms.set_aside import BARRED, UNRESOLVED
from etl.parse.forms.titles import TITLE_END
from etl.parse.forms.weigh_reading import FormsFound
from etl.parse.glued.glued_funds import fund_header_start, read_glued_funds, read_lone_amounts
from etl.parse.glued.glued_goals import first_goal, read_glued_goals
from etl.parse.glued.glued_head import read_glued_head, read_glued_title
from etl.parse.glued.glued_indicators import next_title_ends, read_glued_indicators
from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_mirrors import ends_doubled
from etl.parse.glued.glued_pairs import paired_money, read_paired_money
from etl.parse.glued.glued_run import GLOSS, glued_run
from etl.parse.glued.glued_sheet import UNDECIDED, GluedSheet
from etl.parse.labels.roles import AMOUNTS, NAMED_FIELDS
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import CellGrid, FormRecord, FormType, Section, SetAside

FEWEST_COLUMNS = 4
FEWEST_FUND_COLUMNS = 3
FEWEST_UNDECIDED = 3
SHORTEST_NAME_LABEL = 4
TITLE_REACH = 200
HEADER_REACH = 60
HEAD_REACH = 8_000  # characters from the name of a project to its indicators
LONGEST_TITLE = 60
SENTENCE_END = "。；;!》"
GLUED = "整页文字连在一起，没有分隔，按栏目名和数字的关系分格；分不清的留空。"

NEXT_FORM = "表后还印着另一张表的开头，没有印到指标，未采用，原文保留。"


@dataclass(frozen=True, slots=True)
class GluedSpan:
    """Where a glued form and its parts begin: title, label of the name, funding header, indicator header."""

    start: int
    title: tuple[int, int] | None
    name: GluedLabel
    fund_header: list[GluedLabel]
    header: list[GluedLabel]


def read_glued(grid: CellGrid, vocabulary: Vocabulary) -> FormsFound:
    """The forms of a glued document, and those whose titles say that they are of no project."""
    if not may_hold_form(grid, vocabulary):
        return FormsFound()
    run = glued_run(grid, vocabulary)
    finder = LabelFinder(run, vocabulary)
    spans = glued_spans(finder)
    forms: list[FormRecord] = []
    barred: list[SetAside] = []
    for number, span in enumerate(spans, start=1):
        title = run.folded[slice(*span.title)] if span.title else ""
        code = next((code for code, words in vocabulary.barring_titles.items() if words.search(title)), None)
        if code is None or not TITLE_END.search(title):
            code = barring_words(finder, span, titled_type(title, vocabulary))
        if code is not None:
            barred.append(SetAside(code, BARRED[code], run.spots[span.start].line_no))
            continue
        limit = spans[number].start if number < len(spans) else len(run.text)
        form = read_glued_form(number, finder, span, limit, titled_type(title, vocabulary))
        is_shown = is_shown_as_sample(finder, span) or names_pattern(finder, span)
        if is_shown or is_sample(form, run.text[span.start : span.name.start], vocabulary):
            barred.append(SetAside(SAMPLE_CODE, BARRED[SAMPLE_CODE], form.first_line_no))
        elif is_form(form, is_titled=bool(title)):
            forms.append(form)
        elif rows_undecided(form) >= FEWEST_UNDECIDED:
            barred.append(SetAside("form_not_resolved", UNRESOLVED, form.first_line_no))
    return FormsFound(tuple(forms), tuple(barred))


def is_shown_as_sample(finder: LabelFinder, span: GluedSpan) -> bool:
    """Whether the form's title, or the line right before it, says that it is an example."""
    run, words = finder.run, finder.vocabulary
    title = run.folded[max(0, span.name.start - LONGEST_TITLE) : span.name.start]
    begins = [at for at in run.line_starts if span.start - LONGEST_TITLE <= at < span.start]
    line = run.folded[max(begins, default=span.start) : span.start]
    is_titled = words.barring_titles[SAMPLE_CODE].search(title) is not None
    return is_titled or words.sample_words["announced"].search(line) is not None


def names_pattern(finder: LabelFinder, span: GluedSpan) -> bool:
    """Whether the pattern of a name stands behind 项目名称, up to the next label of the head: XX项目."""
    end = min(span.name.end + LONGEST_TITLE, span.header[0].start)
    following = finder.all_between(span.name.end, end, "form")
    return is_sample_name(finder.run.text[span.name.end : following[0].start if following else end], finder.vocabulary)


def rows_undecided(form: FormRecord) -> int:
    """How many rows end with a number that is printed twice and could not be cut: rows that somebody filled in."""
    return sum(ends_doubled(problem.printed or "") for problem in form.problems if problem.code == UNDECIDED)


def may_hold_form(grid: CellGrid, vocabulary: Vocabulary) -> bool:
    """Whether a label of indicators' names is printed right before another column's label, as only a glued header has
    it. Asked of the whole text at once, so that long prose is refused at once."""
    printed = GLOSS.sub("", unicodedata.normalize("NFKC", "".join(grid.lines)))
    text = "".join(printed.translate(vocabulary.look_alikes).split())
    return vocabulary.glued_header.search(text) is not None


def indicator_headers(finder: LabelFinder) -> list[list[GluedLabel]]:
    """Every indicator header of a run: labels side by side around the one of the indicators' names."""
    found: list[list[GluedLabel]] = []
    first = 0
    for name in finder.vocabulary.glued_header.finditer(finder.run.folded):
        begin = max(first, name.start() - HEADER_REACH)
        chains = finder.headers("indicator_column", FEWEST_COLUMNS, begin, name.start() + 1)
        if chains and chains[-1][-1].end > name.start() >= first:
            found.append(chains[-1])
            first = chains[-1][-1].end
    return found


def glued_spans(finder: LabelFinder) -> list[GluedSpan]:
    """The forms of a run by their indicator headers; a header without a project's name before it is none."""
    spans: list[GluedSpan] = []
    first = 0
    for header in indicator_headers(finder):
        first = max(first, header[0].start - HEAD_REACH)
        roles = {role for label in header for role in label.roles("indicator_column")}
        if "level3" not in roles or not roles & {"target", "actual", "score"} or is_parted(finder, header):
            continue
        funds = [
            chain
            for chain in finder.headers("fund_column", FEWEST_FUND_COLUMNS, first, header[0].start)
            if any(role in AMOUNTS for label in chain for role in label.roles("fund_column"))
        ]
        fund_header = funds[-1] if funds else []
        last = fund_header[0].start if fund_header else header[0].start
        names = [
            label
            for label in finder.all_between(first, last, "form")
            if "project_name" in label.roles("form") and label.word_end - label.start >= SHORTEST_NAME_LABEL
        ]
        if names:
            title = title_before(finder, first, names[-1].start)
            start = title[0] if title else names[-1].start
            spans.append(GluedSpan(start, title, names[-1], fund_header, header))
        first = header[-1].end
    return spans


def is_parted(finder: LabelFinder, header: list[GluedLabel]) -> bool:
    """Whether cuts are printed between most labels of a header: then its table is not glued, and read otherwise."""
    cuts = sum(finder.is_at_cut(label.start) for label in header[1:])
    return 2 * cuts > len(header) - 1


def title_before(finder: LabelFinder, first: int, name: int) -> tuple[int, int] | None:
    """The last title before the label of the name: from the start of its line or sentence to the word that ends it."""
    run, begin = finder.run, max(first, name - TITLE_REACH)
    patterns = [*finder.vocabulary.titles.values(), *finder.vocabulary.barring_titles.values()]
    ends = [found.end() for words in patterns for found in words.finditer(run.folded, begin, name)]
    if not ends:
        return None
    end = max(ends)
    start = next(
        (
            at
            for at in range(end - 1, max(begin, end - LONGEST_TITLE) - 1, -1)
            if at in run.line_starts or at in run.cuts or run.folded[at - 1] in SENTENCE_END
        ),
        None,
    )
    return (start, end) if start is not None else None


def barring_words(finder: LabelFinder, span: GluedSpan, form_type: FormType | None) -> str | None:
    """The code of the reason why words of the head or of the headers make the table one of no project: those of
    monitoring always, an appraiser's where no title names the form."""
    vocabulary, folded = finder.vocabulary, finder.run.folded
    text = folded[span.start : span.header[-1].end]
    if vocabulary.barring_labels["monitoring"].search(text):
        return "monitoring"
    below = finder.chain(span.header[-1].end, "level1")
    levels = {folded[label.start : label.word_end] for label in below}
    is_appraisal = levels & vocabulary.appraisal_levels or vocabulary.barring_labels["appraisal"].search(text)
    return "appraisal" if form_type is None and is_appraisal else None


def titled_type(title: str, vocabulary: Vocabulary) -> FormType | None:
    """The type that a title names."""
    if vocabulary.titles["self_evaluation"].search(title):
        return FormType.SELF_EVALUATION
    return FormType.TARGET_DECLARATION if vocabulary.titles["target_declaration"].search(title) else None


def read_glued_form(
    number: int, finder: LabelFinder, span: GluedSpan, limit: int, form_type: FormType | None
) -> FormRecord:
    """One form: head, funding, goals, indicators, totals and what stands below, in printed order."""
    sheet = GluedSheet(number, finder)
    sheet.report("cells_glued", "低", GLUED)
    header = span.header[0].start
    funds = fund_header_start(finder, span.fund_header, span.name.end) if span.fund_header else header
    if not span.fund_header:
        funds = goals_end(finder, span.name.end, header)
    pairs = None if span.fund_header else paired_money(finder, span.name.end, funds)
    goals = first_goal(finder, pairs.end if pairs else span.name.end, funds)
    head = span.title[1] if span.title else span.start
    read_glued_title(sheet, finder, span.title, span.start, span.name.start)
    below = first_goal(finder, span.name.end, pairs.start) if pairs else min(goals, funds)
    read_glued_head(sheet, finder, head, below if span.fund_header else money_start(finder, span.name.end, below))
    if pairs:
        read_glued_goals(sheet, finder, below, pairs.start)
        read_paired_money(sheet, finder, pairs)
    if goals < funds:
        read_glued_goals(sheet, finder, goals, funds)
    if span.fund_header:
        after = read_glued_funds(sheet, finder, funds, span.fund_header, header)
        read_glued_goals(sheet, finder, after, goals_end(finder, after, header))
    elif not pairs:
        read_lone_amounts(sheet, finder, span.name.end, min(goals, funds))
    claim_side_labels(sheet, finder, goals_end(finder, min(goals, funds), header), header)
    after = read_glued_indicators(sheet, finder, span.header, limit)
    next_title = next(iter(next_title_ends(finder, after, limit)), limit)
    read_glued_head(sheet, finder, after, next_title)
    sheet.undecided(NEXT_FORM, next_title, limit)
    sheet.close()
    return finished_form(sheet, form_type, finder.vocabulary)


def money_start(finder: LabelFinder, first: int, last: int) -> int:
    """Where a block of money without a header begins: its name before the first source; `last` where none does."""
    for position in range(first, last):
        chain = finder.chain(position, "side", "fund_row", until=last)
        if len(chain) > 1 and any(label.is_kind("fund_row") for label in chain):
            return position
    return last


def goals_end(finder: LabelFinder, first: int, header: int) -> int:
    """Where the labels begin that head the indicator block, before its columns."""
    for start in range(max(first, header - LONGEST_TITLE), header - 1):
        chain = finder.chain(start, "side", until=header)
        if chain and chain[-1].end == header:
            return start
    return header


def claim_side_labels(sheet: GluedSheet, finder: LabelFinder, first: int, header: int) -> None:
    """Claim the labels that head the indicator block."""
    for label in finder.chain(first, "side", until=header):
        sheet.label(label.start, label.end)


def is_form(form: FormRecord, *, is_titled: bool) -> bool:
    """Whether a run is a form and not a text that quotes one: it names something, and gives an indicator's value, or
    under a form's title an amount."""
    is_named = any(form.text(name) for name in NAMED_FIELDS)
    values = [
        row
        for row in form.rows(Section.INDICATOR).values()
        if "level3" in row and any(name in row for name in ("target", "actual", "score"))
    ]
    amounts = [row for row in form.rows(Section.FUND).values() if any(name in row for name in AMOUNTS)]
    return is_named and (bool(values) or (is_titled and bool(amounts)))
