"""Numbers that narrow cells may tear over lines: 1200 ｜ 1200, below them 116 alone, below it 0: 1160, or 116 and 0.

Input: a FormSheet whose blocks are read. Output: the same without these numbers and those behind them in their row,
with a finding. Stage `parse`. Only where a line of the row holds several cells: where each is one, a number is whole.
"""

from collections.abc import Sequence

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.torn_rows import MONEY, printed_lines, take_back
from etl.parse.blocks.total_block import sum_over_form
from etl.parse.labels.printed_kinds import SUM_TOLERANCE, is_number, number_of
from etl.parse.labels.tokens import UNPLACED, Token
from etl.records import PrintedField, Section

NUMBER_TORN = "number_torn"
TOTALS = ("total_weight", "total_score")
POINT = "."  # 99. above 5


def drop_torn_numbers(sheet: FormSheet) -> None:
    """Take back the numbers of each row of money, and of the totals, from the first of two on that stand alone on
    lines below each other; where the rows are the printed lines, none are torn."""
    if not sheet.is_stream:
        return
    lines = printed_lines(sheet)
    alone = {no for no, tokens in lines.items() if len(tokens) == 1 and is_number(tokens[0].text.removesuffix(POINT))}
    several = {no for no, tokens in lines.items() if len(tokens) > 1}
    torn_lines = {no for no in alone if not alone.isdisjoint((no - 1, no + 1))}
    if not torn_lines:
        return
    for row in rows_of_numbers(sheet):
        nos = [printed.places[0].line_no for printed in row]
        begin = min(torn_lines.intersection(nos), default=None)
        is_in_lines = several.isdisjoint(nos)
        if begin is None or is_in_lines or is_proven_total(sheet, row):
            continue
        torn = [printed for printed, no in zip(row, nos, strict=True) if no >= begin]
        message = f"第 {begin} 行起单独印着几个数字，可能是同一个数折成两行，这几个数没有采用，原文保留。"
        sheet.report(NUMBER_TORN, "高", message, Token(torn[0].text, torn[0].places[0], UNPLACED))
        take_back(sheet, torn)


def rows_of_numbers(sheet: FormSheet) -> list[list[PrintedField]]:
    """The numbers of each row of money, and those of the totals."""
    rows: dict[int | None, list[PrintedField]] = {}
    for printed in sheet.fields:
        is_money = printed.section is Section.FUND and printed.name in MONEY
        if is_money or (printed.section is Section.FORM and printed.name in TOTALS):
            rows.setdefault(printed.row_no, []).append(printed)
    return list(rows.values())


def is_proven_total(sheet: FormSheet, row: Sequence[PrintedField]) -> bool:
    """Whether a row is that of the totals, and its score is the sum of all scores."""
    total = next((number_of(printed.text) for printed in row if printed.name == "total_score"), None)
    return total is not None and abs(total - sum_over_form(sheet, "score")) <= SUM_TOLERANCE
