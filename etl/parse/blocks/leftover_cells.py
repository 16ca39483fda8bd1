"""What a form prints and nobody took: every such cell becomes a finding.

Input: a sheet that is read. Output: problems on the sheet. Stage `parse`.
"""

from dataclasses import replace

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.printed_kinds import is_blank_mark, is_number
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import FormType, Section

SHOWN_TEXT = 40
SHORTEST_TITLE, TITLE_LINES = 6, 3
WITHOUT_ACTUAL = "表上没有读出任何实际完成值，可能就在这一列。"


def report_leftovers(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """Claim marks and words that carry no datum; report every other unclaimed cell with its place."""
    if not sheet.unclaimed():
        return
    claim_repetitions(sheet)
    reported = {problem.place for problem in sheet.problems}
    for token in sheet.unclaimed():
        if is_blank_mark(token.text) or vocabulary.is_ignorable(token.text):
            sheet.claim(token)
        elif token.place not in reported:
            text = token.text if len(token.text) <= SHOWN_TEXT else token.text[:SHOWN_TEXT] + "…"
            sheet.report(
                "cell_not_read", "低", f"第 {token.place.line_no} 行“{text}”没有归入任何字段，原文保留。", token
            )


def weigh_unknown_columns(sheet: FormSheet, form_type: FormType) -> None:
    """A column that nobody declared weighs most where a self-evaluation is left without what was achieved."""
    if form_type is not FormType.SELF_EVALUATION or not sheet.row_counts.get(Section.INDICATOR):
        return
    if any(field.name == "actual" for field in sheet.fields_of(Section.INDICATOR)):
        return
    sheet.problems = [
        replace(problem, severity="高", message=problem.message + WITHOUT_ACTUAL)
        if problem.code == "column_not_known"
        else problem
        for problem in sheet.problems
    ]


def claim_repetitions(sheet: FormSheet) -> None:
    """Claim cells that an export filled with the text of the merged cell they belonged to.

    Such a cell prints the words of a cell that was read, directly to its left or above it; a number may be another one.
    A title that was read may stand alone again, on the form's next page.
    """
    alone = [row.first for row in sheet.rows if len(row.tokens) == 1 and len(row.first.text) >= SHORTEST_TITLE]
    begin = sheet.rows[0].line_no
    titles = {t.text for t in alone if t.place in sheet.claimed and t.place.line_no < begin + TITLE_LINES}
    sheet.claim(*(token for token in alone if token.text in titles))
    above: dict[int, Token] = {}
    for row in sheet.rows:
        before: Token | None = None
        for token in row.tokens:
            if token.place not in sheet.claimed and not is_number(token.text):
                beside = (before, above.get(token.column))
                twins = [twin for twin in beside if twin is not None and twin.text == token.text]
                sheet.claim(*(token for twin in twins[:1] if twin.place in sheet.claimed))
            before = token
        above = {token.column: token for token in row.tokens if token.column != UNPLACED}
