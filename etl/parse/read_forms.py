"""A document's grid read into forms: spans found, blocks read in printed order, everything left over named.

Input: a CellGrid. Output: a DocumentReading. The entry of stage `parse`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from etl.parse.blocks.finish_form import finished_form
from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_block import is_fund_header, read_fund_block
from etl.parse.blocks.fund_columns import AMOUNT_ROLES
from etl.parse.blocks.goal_block import is_goal_header, read_goal_block
from etl.parse.blocks.head_block import read_head_row, read_title_lines
from etl.parse.blocks.sub_project_block import is_sub_project_header, read_sub_project_block
from etl.parse.blocks.term_blocks import begins_term_block, pass_over_term_block
from etl.parse.blocks.total_block import is_total_row, read_total_row
from etl.parse.forms.find_forms import FormSpan, find_forms
from etl.parse.forms.forms_beside import with_forms_parted
from etl.parse.forms.heading_year import Heading, printed_headings, take_year_of_heading
from etl.parse.forms.parted_titles import with_titles_parted
from etl.parse.forms.project_lists import spread_project_lists
from etl.parse.forms.repeated_forms import without_repeated
from etl.parse.forms.sample_forms import FEWEST_PATTERNS, SAMPLE_CODE, head_text, is_sample
from etl.parse.forms.set_aside import BARRED, PATTERN_MARK, blank_or_unresolved, explain_set_aside, unless_unread
from etl.parse.forms.spaced_lists import with_spaced_lists
from etl.parse.forms.titles import title_of_indicators
from etl.parse.glued.read_glued import read_glued
from etl.parse.indicators.content_headers import with_content_headers
from etl.parse.indicators.content_streams import with_content_columns
from etl.parse.indicators.indicator_block import read_indicator_block
from etl.parse.indicators.indicator_header import IndicatorHeader, is_indicator_header
from etl.parse.indicators.upper_levels import with_upper_levels
from etl.parse.labels.bare_levels import with_bare_levels
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import is_measured, is_number, number_of
from etl.parse.labels.spanning_levels import with_spanning_levels
from etl.parse.labels.tokens import TokenRow, tokenise
from etl.parse.labels.unlisted_labels import LABEL_NOT_LISTED, with_unlisted_labels
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.join_broken_names import with_whole_names
from etl.parse.rows.join_torn_headers import with_whole_headers
from etl.parse.rows.page_furniture import without_furniture
from etl.parse.rows.recut_rows import recut_rows
from etl.parse.rows.repeated_cells import with_repeated_cells
from etl.parse.rows.stream_tokens import stream_tokens
from etl.parse.rows.target_parts import with_target_parts
from etl.parse.rows.upright_funds import with_upright_funds
from etl.parse.rows.whole_texts import with_whole_texts
from etl.parse.rows.year_tiers import with_year_tiers
from etl.parse.runs.run_rows import with_runs
from etl.records import CellGrid, DocumentReading, FormRecord, Section, SetAside

BLANK_FORM = "这是空白表：印有项目表的栏目，但没有填写金额和指标值，未采用。"
PATTERN_FORM = "这是参考样表：指标值印的是“**”“××”一类的符号，没有填写，未采用。"
GOOD_CLAIM = 0.9  # share of cells that a table whose rows are its lines gives up; below it a second way is tried
PROBLEM_COST = 2
LONGEST_LABEL = 20
RUN_IN_NAME = re.compile(
    r"[；;，,。][^:：；;，,。]{1,12}[:：][^:：；;，,。]{1,40}[；;，,。][^:：；;，,。]{1,12}[:：]"
)  # ；目标值：9次；得分：
SENTENCE_ENDS = "。"  # inside a project's name it tells running text
OF_NO_PROJECT = ("appraisal", "regulation")  # such a document is no form for a sum and a name that its sentences hold
LETTERED = re.compile(r"^[A-Z][0-9.]{0,4}(?=[\u4e00-\u9fff])")  # A决策, as appraisers number their indicators


def read_forms(grid: CellGrid) -> DocumentReading:
    """Every form of the document, or the reason why it has none.

    Rows are read as printed first. Where that leaves a form without indicators or with many cells unread, the document
    is read once more as a stream whose line ends mean nothing, and, where that helps little, as one run of glued
    characters; the reading that explains more of the page is kept.
    """
    vocabulary = load_vocabulary()
    grid = without_furniture(grid)
    cells = with_repeated_cells(with_whole_texts(tokenise(grid, vocabulary), grid), grid)
    tokens = with_bare_levels(with_spanning_levels(cells, grid, vocabulary))
    titled = with_titles_parted(tokens, vocabulary)
    parted = with_forms_parted(with_whole_headers(titled, vocabulary), vocabulary)
    headed = with_upper_levels(with_target_parts(with_year_tiers(parted, vocabulary)), vocabulary)
    printed = with_upright_funds(with_whole_names(with_unlisted_labels(headed)))
    plain = with_content_headers(printed, grid.lines, vocabulary)
    rows = spread_project_lists(with_spaced_lists(plain, grid.lines, vocabulary), vocabulary)
    ends_abruptly = bool(grid.lines[-1].strip())
    forms, barred = forms_of(rows, vocabulary, is_stream=False, ends_abruptly=ends_abruptly)
    if not any(map(is_filled, forms)) or any(map(is_poor, forms)):
        stream = stream_tokens(printed, grid.lines, vocabulary)
        stream = with_content_columns(stream, vocabulary) if plain == printed else stream
        recut = recut_rows(stream, vocabulary)
        streamed, streamed_barred = forms_of(recut, vocabulary, is_stream=True, ends_abruptly=ends_abruptly)
        known = {aside.line_no for aside in (*barred, *blank_ones(form for form in forms if not is_poor(form)))}
        streamed = without_lines(streamed, known)
        if explained(streamed) > explained(forms) or not (forms or barred):
            forms, barred = streamed, streamed_barred
        if not (forms or barred) or any(map(is_poor, forms)):
            glued, glued_barred = read_glued(grid, vocabulary)
            if not forms or explained(glued) > explained(forms):
                forms, barred = glued, glued_barred
    if not any(map(is_filled, forms)) or any(map(is_poor, forms)):
        runs = with_runs(printed, grid.lines, vocabulary)
        if runs is not None:
            run_forms, run_barred = forms_of(runs, vocabulary, is_stream=False, ends_abruptly=ends_abruptly)
            run_forms = without_lines(run_forms, {aside.line_no for aside in barred})
            if run_barred or explained(run_forms) > explained(forms):
                forms, barred = run_forms, run_barred
    filled, repeated = without_repeated(form for form in forms if is_filled(form))
    blank = blank_ones(forms)
    if not any(form.has_rows(Section.INDICATOR) for form in filled):
        why_none = unless_unread(explain_set_aside(rows, vocabulary), grid.problems)
        if not filled or why_none.code in OF_NO_PROJECT:
            return DocumentReading((), barred[:1] or blank[:1] or (why_none,))
    kept = tuple(renumbered(form, number) for number, form in enumerate(filled, start=1))
    return DocumentReading(kept, (*barred, *blank, *repeated))


def without_lines(forms: list[FormRecord], lines: set[int | None]) -> list[FormRecord]:
    """The forms that hold none of these lines."""
    return [form for form in forms if lines.isdisjoint(range(form.first_line_no, form.last_line_no + 1))]


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


def renumbered(form: FormRecord, form_no: int) -> FormRecord:
    """The form with its number among the forms that are kept."""
    problems = tuple(replace(problem, form_no=form_no) for problem in form.problems)
    return replace(form, form_no=form_no, problems=problems)


def is_filled(form: FormRecord) -> bool:
    """Whether somebody filled the form in: an amount, or an indicator with a value that is no pattern of the form."""
    amounts = (one.text for one in form.fields if one.section is Section.FUND and one.name in AMOUNT_ROLES)
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


def forms_of(
    rows: tuple[TokenRow, ...], vocabulary: Vocabulary, *, is_stream: bool, ends_abruptly: bool
) -> tuple[list[FormRecord], tuple[SetAside, ...]]:
    """The forms that are found in rows of one kind, and the tables whose titles say that they are of no project."""
    forms: list[FormRecord] = []
    barred: list[SetAside] = []
    headings = printed_headings(rows, vocabulary)
    for number, span in enumerate(find_forms(rows, vocabulary), start=1):
        if span.barred_by is not None:
            barred.append(SetAside(span.barred_by, BARRED[span.barred_by], rows[span.first].line_no))
            continue
        sheet = FormSheet(
            number,
            rows[span.first : span.last + 1],
            is_stream=is_stream,
            is_cut_off=ends_abruptly and span.last == len(rows) - 1,
        )
        form = read_form(sheet, span, headings, vocabulary)
        if (code := barring_code(sheet, form, span, vocabulary)) is not None:
            barred.append(SetAside(code, BARRED[code], form.first_line_no))
        else:
            forms.append(form)
    return forms, tuple(barred)


def barring_code(sheet: FormSheet, form: FormRecord, span: FormSpan, vocabulary: Vocabulary) -> str | None:
    """The code of the reason why the labels or the indicators make the form one of no project, if they do.

    What was done by the middle of the year is printed only by monitoring, whatever the title. An appraiser's columns,
    and the indicators of one, who rates decisions and process too, count only without the title of a self-evaluation.
    """
    if is_sample(form, head_text(sheet.rows), vocabulary):
        return SAMPLE_CODE
    short = {token.text: row for row in sheet.rows for token in row.tokens if len(token.text) <= LONGEST_LABEL}
    told = short if vocabulary.may_bar(short) else ()
    barred = {text: code for text in told if (code := vocabulary.barred_by(text)) is not None}
    monitored = [short[text] for text, code in barred.items() if code == "monitoring"]
    if len(monitored) > 1 or any(row.is_kind("fund_column", "indicator_column") for row in monitored):
        return "monitoring"
    if span.titled_type is not None:
        return None
    levels = {row["level1"].text for row in form.rows(Section.INDICATOR).values() if "level1" in row}
    levels |= {vocabulary.fold(row.first.text) for row in sheet.rows if any(is_number(t.text) for t in row.tokens)}
    levels |= {LETTERED.sub("", vocabulary.fold(text)) for text in short if LETTERED.match(text)}
    if levels & vocabulary.appraisal_levels or "appraisal" in barred.values():
        return "appraisal"
    name = next((field.text for field in form.fields if field.name == "project_name"), "")
    if SENTENCE_ENDS in name.rstrip(SENTENCE_ENDS) and not form.rows(Section.INDICATOR):
        return "narrative_report"
    return title_of_indicators(sheet.rows, vocabulary)


def is_poor(form: FormRecord) -> bool:
    """Whether a reading leaves too much of the form unexplained, or takes a run of labels and values for a name."""
    names = (one.text for one in form.fields if one.name == "level3" and one.section is Section.INDICATOR)
    if any(map(RUN_IN_NAME.search, names)):
        return True
    return not form.has_rows(Section.INDICATOR) or form.claimed_cell_count < GOOD_CLAIM * form.printed_cell_count


def explained(forms: list[FormRecord]) -> float:
    """How much of the page a reading explains: the fields it found in filled forms, less what it had to report."""
    filled = [form for form in forms if is_filled(form)]
    if not filled:
        return float("-inf")
    unread = [problem for form in filled for problem in form.problems if problem.code != LABEL_NOT_LISTED]
    return sum(len(form.fields) for form in filled) - PROBLEM_COST * len(unread)


def read_form(sheet: FormSheet, span: FormSpan, headings: tuple[Heading, ...], vocabulary: Vocabulary) -> FormRecord:
    """One form: its blocks in printed order, then what only the whole form tells."""
    read_title_lines(sheet, span.title - span.first if span.title is not None else None, vocabulary)
    read_blocks(sheet, vocabulary)
    take_year_of_heading(sheet, span.first, span.titled_type, headings)
    return finished_form(sheet, span.titled_type, vocabulary)


def read_blocks(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """Hand each row to the reader of its block."""
    header: IndicatorHeader | None = None
    index = 0
    while index < len(sheet.rows):
        row = sheet.rows[index]
        if row.is_kind("other_table"):
            index = end_of_list(sheet.rows, index)
        elif begins_term_block(sheet, index, vocabulary):
            index = pass_over_term_block(sheet, index)
        elif is_indicator_header(row):
            index, header = read_indicator_block(sheet, index, vocabulary)
        elif is_fund_header(row):
            index = read_fund_block(sheet, index)
        elif is_sub_project_header(row):
            index = read_sub_project_block(sheet, index)
        elif is_goal_header(row):
            index = read_goal_block(sheet, index)
        elif header is not None and is_total_row(row):
            index = read_total_row(sheet, index, header, vocabulary)
        else:
            index = read_head_row(sheet, index, vocabulary)


def end_of_list(rows: tuple[TokenRow, ...], index: int) -> int:
    """The index after a numbered list (序号 ｜ …) beside a form; its cells are left to be reported as not read."""
    index += 1
    while index < len(rows) and rows[index].is_tabular and is_number(rows[index].first.text):
        index += 1
    return index
