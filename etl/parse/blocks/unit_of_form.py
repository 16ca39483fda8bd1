"""The money unit of a form: what the line above it, the header of its money and the labels of its rows print.

Input: tokens that may carry a unit. Output: the field money_unit, or the finding that the form prints two.
Stage `parse`.
Amounts are worth what their unit says: one read in the wrong unit is wrong ten thousand times over.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.money_words import MISREAD
from etl.parse.labels.tokens import Token
from etl.records import Section

LONGEST_LABEL = 24
MISREAD_UNIT = "“兀”是“元”的识别错字，按“元”读"
TWO_UNITS = "表上印有两种金额单位（{known}、{other}），分不清金额用的是哪一种，单位未采用，金额不作换算，原文保留。"


def note_money_unit(sheet: FormSheet, tokens: tuple[Token, ...]) -> None:
    """Keep the money unit that labels of the form print in brackets."""
    for token in tokens:
        if len(token.text) <= LONGEST_LABEL and token.money_unit:
            keep_money_unit(sheet, token.money_unit, token)


def keep_money_unit(sheet: FormSheet, unit: str, token: Token) -> None:
    """Keep the first unit; another one beside it is remembered until the whole form is read."""
    known = sheet.money_units.setdefault(unit, token)
    if known is token and not sheet.has("money_unit"):
        repair = MISREAD_UNIT if MISREAD in token.text else None
        sheet.add_text(Section.FORM, None, "money_unit", unit, token, repair=repair)


def settle_money_unit(sheet: FormSheet) -> None:
    """Leave the unit open where the form prints several: 单位：万元 above 年初预算数（元）."""
    if len(sheet.money_units) < 2:
        return
    known, other = list(sheet.money_units)[:2]
    sheet.fields = [field for field in sheet.fields if field.section is not Section.FORM or field.name != "money_unit"]
    message = TWO_UNITS.format(known=known, other=other)
    sheet.report("money_units_disagree", "高", message, sheet.money_units[other])
