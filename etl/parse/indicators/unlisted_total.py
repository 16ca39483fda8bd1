"""The sums of an indicator table: those of its blocks, and its totals under a label that nobody listed.

Input: the rows of an indicator table, fitted to its header. Output: the rows without these. Stage `parse`. The last
row that prints points and neither target nor result is the total where its points are the sum of all the others.
"""

import re

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.indicator_row import TARGET_ROLES, IndicatorRow
from etl.parse.labels.printed_kinds import SUM_TOLERANCE, number_of
from etl.parse.labels.roles import POINTS
from etl.parse.labels.tokens import Token
from etl.records import Section

FEWEST_ROWS = 2
SUBTOTAL = re.compile(r"[\u4e00-\u9fff]{0,10}(?:小计|分项合计)(?:[(（][^()（）]{0,8}[)）])?[:：]?")


def take_unlisted_total(sheet: FormSheet, rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows without those that add up a block, and without a last one that adds up all others; its points are the
    form's totals."""
    rows = without_subtotals(sheet, rows)
    if len(rows) <= FEWEST_ROWS or not is_bare(rows[-1]):
        return rows
    last, others = rows[-1], rows[:-1]
    sums = {role: sums_of(sheet, others, role) for role in POINTS}
    if not is_sum(last.tokens["weight"], sums["weight"]):
        return rows
    sheet.claim(*(token for tokens in last.tokens.values() for token in tokens))
    for role, name in (("weight", "total_weight"), ("score", "total_score")):
        tokens = last.tokens.get(role, [])
        if is_sum(tokens, sums[role]) and not sheet.has(name):
            sheet.add(Section.FORM, None, name, tokens)
        elif tokens and not sheet.has(name):
            sheet.report("total_undecided", "中", "合计行的得分与各项得分之和不符，未采用。", tokens[0])
    return others


def without_subtotals(sheet: FormSheet, rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows but those of 小计, which say nothing that the rows of their block do not; their cells count as read."""
    kept: list[IndicatorRow] = []
    for row in rows:
        if row.has("actual", *TARGET_ROLES) or not is_subtotal(row):
            kept.append(row)
        else:
            sheet.claim(*row.printed())
    return kept


def is_subtotal(row: IndicatorRow) -> bool:
    """Whether a row is named as the sum of a block: 小计, 产出指标小计."""
    name = "".join("".join(token.text.split()) for token in row.tokens.get("level3", ()))
    return SUBTOTAL.fullmatch(name) is not None and row.has(*POINTS)


def is_bare(row: IndicatorRow) -> bool:
    """Whether a row prints a name and points, no level, no target and no result."""
    return row.has("level3") and row.has("weight") and not row.has("level1", "level2", "actual", *TARGET_ROLES)


def sums_of(sheet: FormSheet, rows: list[IndicatorRow], role: str) -> tuple[float, float]:
    """The sum of a column's points, without and with those of the money."""
    printed = [number_of(row.tokens[role][0].text) for row in rows if row.has(role)]
    indicators = sum(value for value in printed if value is not None)
    return indicators, indicators + (number_of(sheet.fund_texts().get(role, "")) or 0.0)


def is_sum(tokens: list[Token], sums: tuple[float, float]) -> bool:
    """Whether a cell prints one of the sums."""
    value = number_of(tokens[0].text) if len(tokens) == 1 else None
    return value is not None and value > 0 and any(abs(value - wanted) < SUM_TOLERANCE for wanted in sums)
