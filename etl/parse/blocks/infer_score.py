"""A score that was pushed off its row, given back by the total.

Input: a sheet whose rows and totals are read. Output: at most one inferred field. Stage `parse`.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.total_block import sum_over_form
from etl.parse.labels.printed_kinds import is_damaged, number_of
from etl.records import Section


def infer_lost_score(sheet: FormSheet) -> None:
    """Give the one indicator without a score what the total lacks, if that is more than nothing, at most its weight.

    Only where the form prints a total, the funding score and every other score: then the value is certain. It
    is marked as inferred, for the page does not print it.
    """
    printed = sheet.form_field("total_score")
    total = number_of(printed.text) if printed else None
    if total is None:
        return
    fields = sheet.fields_of(Section.INDICATOR)
    row_nos = {field.row_no for field in fields}
    lost = row_nos - {field.row_no for field in fields if field.name == "score"}
    if len(lost) != 1 or len(row_nos) < 2 or any(is_damaged(field.text) for field in sheet.fields):
        return
    if "score" not in sheet.fund_texts():
        return
    row_no = lost.pop()
    weights = [field for field in fields if field.row_no == row_no and field.name == "weight"]
    weight = number_of(weights[-1].text) if weights else None
    score = round(total - sum_over_form(sheet, "score"), 4)
    if weight is not None and row_no is not None and 0 < score <= weight:
        reason = f"得分没有读出（未印或看不清），由总分 {total:g} 减去其余各项得分推出"
        sheet.add_inferred(Section.INDICATOR, row_no, "score", f"{score:g}", weights[-1].places, reason)
