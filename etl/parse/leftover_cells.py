"""What a form prints and nobody took: every such cell becomes a finding.

Input: a sheet that is read. Output: problems on the sheet. Stage `parse`.
"""

from etl.parse.form_sheet import FormSheet
from etl.parse.printed_kinds import is_blank_mark
from etl.parse.vocabulary import Vocabulary

SHOWN_TEXT = 40


def report_leftovers(sheet: FormSheet, vocabulary: Vocabulary) -> None:
    """Claim marks and words that carry no datum; report every other unclaimed cell with its place."""
    reported = {problem.place for problem in sheet.problems}
    for token in sheet.unclaimed():
        if is_blank_mark(token.text) or vocabulary.ignorable.fullmatch(vocabulary.fold(token.text)):
            sheet.claim(token)
        elif token.place not in reported:
            text = token.text if len(token.text) <= SHOWN_TEXT else token.text[:SHOWN_TEXT] + "…"
            sheet.report(
                "cell_not_read", "低", f"第 {token.place.line_no} 行“{text}”没有归入任何字段，原文保留。", token
            )
