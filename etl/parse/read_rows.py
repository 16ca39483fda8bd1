"""Rows of one kind read into forms: spans found, blocks read in printed order, tables of no project told apart.

Input: TokenRows of a document. Output: FormsFound. Stage `parse`.
"""

import re

from etl.parse.blocks.finish_form import finished_form
from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_block import is_fund_header, read_fund_block
from etl.parse.blocks.goal_block import is_goal_header, read_goal_block
from etl.parse.blocks.head_block import read_head_row
from etl.parse.blocks.repeated_rows import drop_repeated_rows
from etl.parse.blocks.schedule_block import is_schedule_header, read_schedule
from etl.parse.blocks.sub_project_block import is_sub_project_header, read_sub_project_block
from etl.parse.blocks.term_blocks import begins_term_block, pass_over_term_block
from etl.parse.blocks.title_lines import read_title_lines
from etl.parse.blocks.total_block import is_total_row, read_total_row
from etl.parse.forms.find_forms import FormSpan, find_forms
from etl.parse.forms.heading_year import Heading, printed_headings, take_year_of_heading
from etl.parse.forms.sample_forms import SAMPLE_CODE, announces_sample, head_text, is_sample
from etl.parse.forms.set_aside import BARRED
from etl.parse.forms.titles import title_of_indicators
from etl.parse.forms.weigh_reading import FormsFound
from etl.parse.indicators.indicator_block import read_indicator_block
from etl.parse.indicators.indicator_header import IndicatorHeader, is_indicator_header
from etl.parse.indicators.rows_apart import read_rows_apart
from etl.parse.labels.printed_kinds import is_number
from etl.parse.labels.tokens import TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormRecord, Section, SetAside

LONGEST_LABEL = 20
SENTENCE_ENDS = "。"  # inside a project's name it tells running text
LETTERED = re.compile(r"^[A-Z][0-9.]{0,4}(?=[\u4e00-\u9fff])")  # A决策, as appraisers number their indicators


def read_rows(
    rows: tuple[TokenRow, ...], vocabulary: Vocabulary, *, ends_abruptly: bool, is_stream: bool = False
) -> FormsFound:
    """The forms that are found in rows of one kind, and the tables whose titles say that they are of no project."""
    forms: list[FormRecord] = []
    barred: list[SetAside] = []
    headings = printed_headings(rows, vocabulary)
    for number, span in enumerate(find_forms(rows, vocabulary), start=1):
        if span.barred_by is not None:
            barred.append(SetAside(span.barred_by, BARRED[span.barred_by], rows[span.first].line_no))
            continue
        if announces_sample(rows[: span.first], vocabulary):
            barred.append(SetAside(SAMPLE_CODE, BARRED[SAMPLE_CODE], rows[span.first].line_no))
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
    return FormsFound(tuple(forms), tuple(barred))


def read_form(sheet: FormSheet, span: FormSpan, headings: tuple[Heading, ...], vocabulary: Vocabulary) -> FormRecord:
    """One form: its blocks in printed order, then what only the whole form tells."""
    read_title_lines(sheet, span.title - span.first if span.title is not None else None, vocabulary)
    read_blocks(sheet, vocabulary)
    read_rows_apart(sheet)
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
            drop_repeated_rows(sheet)
        elif is_fund_header(row):
            index = read_fund_block(sheet, index)
        elif is_sub_project_header(row):
            index = read_sub_project_block(sheet, index)
        elif is_schedule_header(row):
            index = read_schedule(sheet, index)
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


def barring_code(sheet: FormSheet, form: FormRecord, span: FormSpan, vocabulary: Vocabulary) -> str | None:
    """The code of the reason why the labels or the indicators make the form one of no project, if they do.

    What was done by the middle of the year is printed only by monitoring, whatever the title. An appraiser's columns,
    and the indicators of one, who rates decisions and process too, count only without the title of a self-evaluation.
    """
    if is_sample(form, head_text(sheet.rows), vocabulary):
        return SAMPLE_CODE
    words = [(token.text, row) for row in sheet.rows for token in row.tokens if not token.text.isascii()]
    short = {text: row for text, row in words if len(text) <= LONGEST_LABEL}
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
