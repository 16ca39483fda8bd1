"""Money printed as label and amount side by side, as declarations do, with the whole project's in the left half.

Input: a row with sources of money. Output: fields of section FUND on the sheet. Stage `parse`.
"""

from etl.parse.form_sheet import FormSheet
from etl.parse.fund_block import note_money_unit
from etl.parse.fund_columns import RECEIVED
from etl.parse.printed_kinds import is_blank_mark, is_number, is_percent, number_of
from etl.parse.tokens import Token, TokenRow
from etl.records import Section


def read_labelled_amounts(sheet: FormSheet, row: TokenRow) -> None:
    """Funding printed as label and amount side by side, as declarations do.

    The left half of such a block may give the whole project (项目资金总额 and its parts below it), the right
    half the year: a part that stands in the column of 项目资金总额 is not the year's money.
    """
    pairs = labelled_amounts(row)
    if (
        len(sheet.labelled_amount_roles) == len(pairs) > 1
        and len({label.roles("fund_row")[0] for label, _ in pairs}) == 1
    ):
        read_amounts_by_role(sheet, pairs)
        return
    for label, amount in pairs:
        sheet.claim(label)
        note_money_unit(sheet, (label,))
        if begins_year_below(sheet, row, label, amount):
            sheet.project_total_head = None
            continue
        if is_project_total_part(sheet, row, label, amount):
            if amount is not None:
                sheet.add(Section.FORM, None, "project_total_part", [amount])
            continue
        row_no = sheet.new_row_no(Section.FUND)
        source = label.roles("fund_row")[0]
        sheet.add_text(Section.FUND, row_no, "fund_source", source, label)
        sheet.add(Section.FUND, row_no, "fund_label", [label])
        several = amounts_in_columns(row, label)
        if several:
            report_without_columns(sheet, row_no, label, several)
        elif amount is not None:
            if is_blank_mark(amount.text):
                sheet.claim(amount)
            else:
                sheet.add(Section.FUND, row_no, "initial_budget", [amount])


def amounts_in_columns(row: TokenRow, label: Token) -> list[Token]:
    """Different numbers behind one label, as columns print them; none where the label has one amount of its own."""
    numbers: list[Token] = []
    for token in row.tokens[row.tokens.index(label) + 1 :]:
        if is_number(token.text) or is_percent(token.text):
            numbers.append(token)
        elif token.labels or not is_blank_mark(token.text):
            break
    return numbers if len({token.text for token in numbers}) > 1 else []


def report_without_columns(sheet: FormSheet, row_no: int, label: Token, numbers: list[Token]) -> None:
    """A finding for each number of a row below a header that names no known column."""
    for token in numbers:
        message = f"资金行“{label.text}”的“{token.text}”没有认得的表头栏目，不知是预算数还是执行数，未采用，原文保留。"
        sheet.report("fund_value_not_read", "中", message, token, row_no)


def read_amounts_by_role(sheet: FormSheet, pairs: list[tuple[Token, Token | None]]) -> None:
    """One source of money printed once for each of the amounts that the labels above it name."""
    row_no = sheet.new_row_no(Section.FUND)
    first = pairs[0][0]
    sheet.claim(*(label for label, _ in pairs))
    sheet.add_text(Section.FUND, row_no, "fund_source", first.roles("fund_row")[0], first)
    sheet.add(Section.FUND, row_no, "fund_label", [first])
    for role, (_, amount) in zip(sheet.labelled_amount_roles, pairs, strict=True):
        if amount is not None and (role == RECEIVED or is_blank_mark(amount.text)):
            sheet.claim(amount)
        elif amount is not None:
            sheet.add(Section.FUND, row_no, role, [amount])


def labelled_amounts(row: TokenRow) -> list[tuple[Token, Token | None]]:
    """Each funding label of the row with the amount printed to its right, before the next label."""
    pairs: list[tuple[Token, Token | None]] = []
    for order, token in enumerate(row.tokens):
        if token.is_kind("fund_row"):
            following = row.tokens[order + 1] if order + 1 < len(row.tokens) else None
            if following is not None and (following.labels or not is_amount(following.text)):
                following = None
            pairs.append((token, following))
    return pairs


def is_amount(text: str) -> bool:
    """Whether a text beside a funding label is its amount: a number, with a unit or a breakdown after it, or a mark."""
    return text[:1].isdigit() or number_of(text) is not None or is_blank_mark(text)


def begins_year_below(sheet: FormSheet, row: TokenRow, label: Token, amount: Token | None) -> bool:
    """Whether a sum below 项目总额 repeats the year's total: then its own parts follow it, not those of all years."""
    is_sum = "total" in label.roles("fund_row") and is_project_total_part(sheet, row, label, None)
    value = number_of(amount.text) if is_sum and amount is not None else None
    totals = {f.row_no for f in sheet.fields if f.name == "fund_source" and f.text == "total"}
    declared = [number_of(f.text) for f in sheet.fields if f.name == "initial_budget" and f.row_no in totals]
    if value is None or amount is None or value not in declared:
        return False
    sheet.claim(amount)
    return True


def is_project_total_part(sheet: FormSheet, row: TokenRow, label: Token, amount: Token | None) -> bool:
    """Whether label and amount stand below 项目资金总额, in the half of the block that is about all years."""
    if sheet.project_total_head is None:
        return False
    line_no, head_column, year_column = sheet.project_total_head
    is_left = label.column < year_column and label.column <= head_column + 1
    if amount is not None and amount.column >= year_column:
        return False
    has_left_part = any(token.is_kind("fund_row") and token.column < label.column for token in row.tokens)
    return line_no < row.line_no and is_left and not has_left_part
