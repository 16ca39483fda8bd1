"""What the money of a declaration means once the whole form is read: which amount was asked for, and in which unit.

Input: the sheet of a target declaration. Output: its fields of section FUND, settled. Stage `parse`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.fold_label import PART_OF
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import half_width, number_of
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.tokens import Token
from etl.records import Place, PrintedField, Section

WITH_UNIT = re.compile(r"([0-9][0-9,]{0,24}(?:\.[0-9]{1,10})?)\s{0,3}(万元|千元|亿元|元)")
POINTS_IN_BRACKETS = re.compile(r"[(（]\s*([0-9]{1,2})\s*分?\s*[)）]")
SUM_TOLERANCE = 0.005
SUM_OF_PARTS = "各来源之和等于这一金额，即本年的总额"
WHOLE_OF_PART = "表上紧接着印“其中”，这一金额是本年的总额"
TOTAL_OF_PARTS = "各来源之和等于项目总额，即本年的总额"


def settle_declared_money(sheet: FormSheet) -> None:
    """Name the amounts of a declaration and give them the year's total and the unit that the cells print."""
    name_amounts(sheet)
    drop_total_of_details(sheet)
    take_total(sheet)
    take_unit(sheet)
    take_points(sheet)


def name_amounts(sheet: FormSheet) -> None:
    """What a declaration calls its budget (预算数) is the amount declared: nothing was adjusted or spent yet."""
    funds = sheet.fields_of(Section.FUND)
    declared = {field.row_no for field in funds if field.name == "initial_budget"}
    if any(field.name == "executed" for field in funds):
        return
    sheet.fields = [
        field._replace(name="initial_budget")
        if field.section is Section.FUND and field.name == "adjusted_budget" and field.row_no not in declared
        else field
        for field in sheet.fields
    ]


def drop_total_of_details(sheet: FormSheet) -> None:
    """Drop the total that a table of what the money is spent on prints below the sources once more: it is none."""
    funds = sheet.fields_of(Section.FUND)
    sources = [field.text for field in funds if field.name == "fund_source"]
    totals = sheet.rows_of_source("total")
    if not totals or totals[0] == totals[-1] or sources[-1] != "total" or sources[-2] == "total":
        return
    whole, again = (amounts_of(funds, row_no) for row_no in (totals[0], totals[-1]))
    if not again or again == whole:
        sheet.fields = [f for f in sheet.fields if f.section is not Section.FUND or f.row_no != totals[-1]]


def amounts_of(funds: Sequence[PrintedField], row_no: int | None) -> dict[str, float | None]:
    """The amounts of one row."""
    return {field.name: number_of(field.text) for field in funds if field.row_no == row_no and field.name in AMOUNTS}


def take_total(sheet: FormSheet) -> None:
    """The project's total, or 预算金额 without a source, as the year's, where no other total is printed and the sources
    add up to it, or the form says right behind it that a source is a part of it: 46万元 ｜ 其中:财政资金 ｜ 40万元."""
    if sheet.rows_of_source("total"):
        return
    funds = sheet.fields_of(Section.FUND)
    parts = [field.text for field in funds if field.name == "initial_budget"]
    whole = sheet.form_field("project_total_budget")
    label = label_of(sheet, whole) if whole else None
    if not parts:
        return
    of_project = [(label, whole.text, whole.places, TOTAL_OF_PARTS)] if whole and label else []
    for label, text, places, of_sum in of_project or plain_amounts(sheet):
        is_sum = add_up_to(parts, text)
        if not is_sum and (of_project or not stands_before_its_part(sheet, places[0])):
            continue  # a part of the project's total may be of the term
        reason = of_sum if is_sum else WHOLE_OF_PART
        row_no = sheet.new_row_no(Section.FUND)
        sheet.add_text(Section.FUND, row_no, "fund_source", "total", label)
        sheet.add_text(Section.FUND, row_no, "fund_label", label.text, label)
        sheet.claimed.update(places)
        sheet.fields.append(PrintedField(Section.FUND, row_no, "initial_budget", text, places, True, False, reason))
        return


def amount_of(text: str) -> tuple[float | None, str | None]:
    """The number of an amount, and the unit that it prints in its own cell, if it does."""
    found = WITH_UNIT.fullmatch(half_width(text))
    return (number_of(found.group(1)), found.group(2)) if found else (number_of(text), None)


def add_up_to(parts: Sequence[str], whole: str) -> bool:
    """Whether amounts, all in the same unit, add up to another."""
    total, own = amount_of(whole)
    amounts = [amount_of(part) for part in parts]
    is_one_unit = all(unit == own for _, unit in amounts)
    return total is not None and is_one_unit and abs(sum(part or 0.0 for part, _ in amounts) - total) <= SUM_TOLERANCE


def stands_before_its_part(sheet: FormSheet, place: Place) -> bool:
    """Whether a source that the form calls a part, no more than the amount at this place, stands right behind it."""
    tokens = [token for row in sheet.rows for token in row.tokens]
    at = next((number for number, token in enumerate(tokens) if token.place == place), len(tokens))
    if at + 2 >= len(tokens) or not tokens[at + 1].is_kind("fund_row") or not tokens[at + 1].text.startswith(PART_OF):
        return False
    (whole, own), (part, unit) = (amount_of(token.text) for token in (tokens[at], tokens[at + 2]))
    return whole is not None and part is not None and unit == own and part <= whole


def plain_amounts(sheet: FormSheet) -> list[tuple[Token, str, tuple[Place, ...], str]]:
    """The amounts that nobody took beside labels that say nothing of which: 预算金额（元） ｜ 1,200,000.00."""
    vocabulary = load_vocabulary()
    words = vocabulary.plain_amounts
    return [
        (label, value.text, value.places, SUM_OF_PARTS)
        for row in sheet.rows
        for label, value in pairwise(row.tokens)
        if vocabulary.fold(label.text) in words and value.place not in sheet.claimed and not value.labels
    ]


def label_of(sheet: FormSheet, field: PrintedField) -> Token | None:
    """The label that stands before a field's value."""
    for row in sheet.rows:
        for label, value in pairwise(row.tokens):
            if value.place == field.places[0] and "project_total_budget" in label.roles("form"):
                return label
    return None


def take_unit(sheet: FormSheet) -> None:
    """The unit that every amount prints in its own cell, where no label prints one."""
    amounts = [field for field in sheet.fields_of(Section.FUND) if field.name == "initial_budget"]
    printed = [(unit, amount.places) for amount in amounts if (unit := amount_of(amount.text)[1]) is not None]
    if not sheet.has("money_unit") and len({unit for unit, _ in printed}) == 1:
        sheet.add_joined("money_unit", *printed[0])


def take_points(sheet: FormSheet) -> None:
    """The points of execution that a label beside the amounts prints in brackets: 执行率分值（10）."""
    funds = sheet.fields_of(Section.FUND)
    totals = sheet.rows_of_source("total")
    if not totals or any(field.name == "weight" for field in funds):
        return
    for token in (token for row in sheet.rows if "fund_column" in row.kinds for token in row.tokens):
        is_of_money = "weight" in token.roles("fund_column") and not token.is_kind("indicator_column")
        if is_of_money and (points := POINTS_IN_BRACKETS.search(token.text)):
            sheet.add_text(Section.FUND, totals[0], "weight", points.group(1), token)
            return
