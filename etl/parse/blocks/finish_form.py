"""What only the whole form tells, once its blocks are read: a lost score, its type, its family, what was left over.

Input: a FormSheet. Output: a FormRecord. Stage `parse`.
"""

import re

from etl.parse.blocks.declared_money import settle_declared_money
from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.incredible_rows import drop_incredible_rows
from etl.parse.blocks.infer_score import infer_lost_score
from etl.parse.blocks.leftover_cells import report_leftovers, weigh_unknown_columns
from etl.parse.blocks.nested_funds import part_nested_funds
from etl.parse.blocks.printed_year import YEAR_UNCLEAR
from etl.parse.blocks.project_period import take_ends_of_period
from etl.parse.blocks.torn_numbers import drop_torn_numbers
from etl.parse.blocks.torn_rows import ROWS_GLUED, ROWS_TORN, drop_glued_rows, drop_torn_rows
from etl.parse.blocks.torn_values import drop_torn_values
from etl.parse.blocks.unit_of_form import note_money_unit, settle_money_unit
from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.labels.choose_family import choose_family
from etl.parse.labels.printed_kinds import LIMIT_WORD, is_request
from etl.parse.labels.roles import GOALS
from etl.parse.labels.unlisted_labels import report_likely_labels
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.cut_off_rows import report_cut_text
from etl.records import FormRecord, FormType, Section

WITHOUT_INDICATORS = "表上没有读出任何指标：可能缺页、指标另附或各格分不清；采用的只是其余部分，请核对原件。"
REQUEST_ONLY = "这一格只印着填写要求，没有填写内容，按空格处理，原文保留。"
LABEL_OF_GOAL = re.compile(
    r"(?:年初|年末|年底|年终|年度|全年|预期|实际|设定|计划|目标|任务|总体|绩效|完成|实现|达成|达到|情况|内容|说明|程度|成效|结果|的){1,6}"
)

DONE = re.compile(r"(?:完成|达成|实现|达到)(?:了?(?:预期|年度|年初|设定|计划){0,2}(?:目标|任务))?")  # a result, short


def finished_form(sheet: FormSheet, titled_type: FormType | None, vocabulary: Vocabulary) -> FormRecord:
    """The form that a sheet holds; its title names the type, else its columns do."""
    drop_torn_numbers(sheet)
    infer_lost_score(sheet)
    report_cut_text(sheet)
    if not sheet.has("money_unit"):
        take_unit_of_block(sheet)
    part_nested_funds(sheet, vocabulary)
    take_sole_goal(sheet, vocabulary)
    drop_labels_as_goals(sheet)
    drop_torn_values(sheet, vocabulary)
    drop_torn_rows(sheet)
    drop_glued_rows(sheet)
    drop_incredible_rows(sheet, vocabulary)
    take_ends_of_period(sheet)
    form_type = titled_type or form_type_by_columns(sheet)
    if form_type is FormType.TARGET_DECLARATION:
        settle_declared_money(sheet)
    settle_money_unit(sheet)
    is_left_out = sheet.has_problem(ROWS_TORN) or sheet.has_problem(ROWS_GLUED)
    if not sheet.row_counts.get(Section.INDICATOR) and not is_left_out:
        sheet.report("indicators_not_printed", "中", WITHOUT_INDICATORS)
    if not sheet.has("fiscal_year") and not sheet.has_problem(YEAR_UNCLEAR):
        sheet.report("year_not_printed", "中", "表上没有印四位数的年度，年度留空。")
    report_requests(sheet)
    report_likely_labels(sheet, vocabulary)
    report_leftovers(sheet, vocabulary)
    weigh_unknown_columns(sheet, form_type)
    printed = sum(len(row.tokens) for row in sheet.rows)
    return FormRecord(
        form_no=sheet.form_no,
        form_type=form_type,
        template_family=choose_family(sheet.rows, form_type, vocabulary),
        first_line_no=sheet.rows[0].line_no,
        last_line_no=sheet.rows[-1].line_no,
        page_no=sheet.rows[0].first.place.page_no,
        fields=tuple(sheet.fields),
        problems=tuple(sheet.problems),
        claimed_cell_count=printed - len(sheet.unclaimed()),
        printed_cell_count=printed,
        header_columns=sheet.header_columns,
    )


def report_requests(sheet: FormSheet) -> None:
    """A finding for each cell that holds nothing but what the form asks for; it is blank, its text is kept here."""
    for token in [token for row in sheet.rows for token in row.tokens]:
        if LIMIT_WORD in token.text and not token.labels and is_request(token.text):
            sheet.claim(token)
            sheet.report("request_not_answered", "低", REQUEST_ONLY, token)


def take_unit_of_block(sheet: FormSheet) -> None:
    """The money unit behind a block's name that nobody listed, above the indicators: 资金申请（万元）."""
    for row in sheet.rows:
        if is_indicator_header(row):
            return
        for token in row.tokens:
            is_read = token.labels or token.place in sheet.claimed
            note_money_unit(sheet, () if token.labels else (token,))
            if not is_read and any(map(str.isdigit, token.text)):
                sheet.claimed.discard(token.place)  # it prints more than the unit


def drop_labels_as_goals(sheet: FormSheet) -> None:
    """Take back a goal or a completion that is made of a label's words alone: 年初设定, the head of a column."""
    goals = [field for field in sheet.fields_of(Section.FORM) if field.name in GOALS]
    has_goal = any(field.name == "goal" and not LABEL_OF_GOAL.fullmatch(field.text) for field in goals)
    for field in goals:
        if has_goal and field.name == "completion" and DONE.fullmatch(field.text):
            continue
        if LABEL_OF_GOAL.fullmatch(field.text):
            sheet.fields.remove(field)
            sheet.report("goal_undecided", "中", f"“{field.text}”像是栏目名称而不是目标内容，未采用，原文保留。")


def take_sole_goal(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """项目总体目标 is the year's goal where the form has no place for another one."""
    goals = [token for row in sheet.rows if "goal" in row.kinds for token in row.tokens if token.is_kind("goal")]
    words = {vocabulary.fold(token.text) for token in goals if "overall_goal" in token.roles("goal")}
    if any("goal" in token.roles("goal") for token in goals) or not words or words - vocabulary.term_goals["sole"]:
        return
    sheet.fields = [f._replace(name="goal") if f.name == "overall_goal" else f for f in sheet.fields]


def form_type_by_columns(sheet: FormSheet) -> FormType:
    """The type of a form without a title: what was achieved is printed only in a self-evaluation."""
    names = {field.name for field in sheet.fields if field.section in (Section.INDICATOR, Section.FUND)}
    has_results = names & {"actual", "score", "executed"} or sheet.has("completion")
    return FormType.SELF_EVALUATION if has_results else FormType.TARGET_DECLARATION
