"""The points of execution where a form prints them below its indicators: 预算执行率（10分） ｜ 95% ｜ 9.5.

Input: a row of the indicator table. Output: weight, rate and score of the year's money. Stage `parse`.
"""

import re
from collections.abc import Iterable

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_arithmetic import PER_CENT
from etl.parse.indicators.indicator_header import IndicatorHeader
from etl.parse.indicators.indicator_row import TARGET_ROLES, VALUE_ROLES, IndicatorRow
from etl.parse.labels.printed_kinds import SUM_TOLERANCE, half_width, is_blank_mark, is_figure, is_percent, number_of
from etl.parse.labels.roles import POINTS
from etl.parse.labels.satisfaction_level import SATISFACTION_WORD
from etl.parse.labels.tokens import UNPLACED, bare_points
from etl.records import Section

POINTS_IN_NAME = re.compile(r"\((?:满分)?([0-9]{1,2}(?:\.[0-9])?)分?\)")


def is_points_of_execution(row: IndicatorRow, header: IndicatorHeader, groups_above: Iterable[str] = ()) -> bool:
    """Whether the row only prints the points of the execution rate (预算执行率 10 9), which is in no group.

    With the rate as its result it is told from an indicator by its place: it stands where the groups' names stand.
    Where no columns tell places, it is told by its points, or by the group printed above (`groups_above`, the names of
    its levels): the rate of the money is nobody's satisfaction.
    """
    names = row.tokens.get("level3", [])
    is_rate = len(names) == 1 and "execution_rate" in names[0].roles("fund_column")
    if not is_rate or row.has("level1", "level2"):
        return False
    if names[0].column == UNPLACED:
        if prints_rate_and_points(row):
            return True
        if any(SATISFACTION_WORD in name for name in groups_above):
            take_lone_value_as_rate(row)
            return True
    if not row.has(*POINTS):
        return False
    groups = next((column.position for column in header.columns if column.role == "level1"), UNPLACED)
    values = [token for role in ("actual", *TARGET_ROLES) for token in row.tokens.get(role, ())]
    is_in_place_of_group = names[0].column == groups != UNPLACED
    return not values or (is_in_place_of_group and row.has("actual") and all(is_figure(value.text) for value in values))


def take_rate_as_name(row: IndicatorRow) -> None:
    """A rate's name that stands alone in the place of a group's is the name of what the row prints."""
    groups = row.tokens.get("level1", [])
    if not row.has("level2", "level3") and len(groups) == 1 and "execution_rate" in groups[0].roles("fund_column"):
        row.tokens["level3"] = row.tokens.pop("level1")


def prints_rate_and_points(row: IndicatorRow) -> bool:
    """Whether a row that stands in no columns prints the points in its name, or as those that the rate gives, and the
    rate as its only value, which was taken for the target: 预算执行率（10分） ｜ 95% ｜ 9.5. Then it is the result."""
    rate = lone_value(row)
    if rate is None or not row.has(*POINTS):
        return False
    in_name = POINTS_IN_NAME.search(half_width(row.tokens["level3"][0].text))
    if not in_name and not are_points_of_rate(row, rate):
        return False
    take_lone_value_as_rate(row)
    return True


def lone_value(row: IndicatorRow) -> str | None:
    """The figure that a row prints as its target, if it prints no result and no other target."""
    targets = [token for role in TARGET_ROLES for token in row.tokens.get(role, ())]
    is_lone = len(targets) == 1 and "target" in row.tokens and not row.has("actual")
    return targets[0].text if is_lone and is_figure(targets[0].text) else None


def take_lone_value_as_rate(row: IndicatorRow) -> None:
    """A lone value is the rate that was reached, not one that was aimed at."""
    if lone_value(row) is not None:
        row.tokens["actual"] = row.tokens.pop("target")


def are_points_of_rate(row: IndicatorRow, rate: str) -> bool:
    """Whether the score is what a rate below 100 % gives of the weight: 97.82% ｜ 10 ｜ 9.78."""
    if not is_percent(rate) or not all(row.has(role) for role in POINTS):
        return False
    weight, score = (number_of(row.tokens[role][0].text) for role in POINTS)
    share = number_of(half_width(rate).removesuffix("%"))
    if weight is None or score is None or share is None:
        return False
    return share < PER_CENT and abs(weight * share / PER_CENT - score) < SUM_TOLERANCE


def take_execution_points(sheet: FormSheet, row: IndicatorRow) -> bool:
    """Give the points to the total of the year's money; False where it is not printed above, or has points already."""
    total = next(iter(sheet.rows_of_source("total")), None)
    known = sheet.fund_texts(total) if total is not None else {}
    if total is None or not known.keys().isdisjoint(POINTS):
        return False
    name = row.tokens["level3"][0]
    in_name = POINTS_IN_NAME.search(half_width(name.text))
    beside = [token for role, tokens in row.tokens.items() if role not in VALUE_ROLES for token in tokens]
    sheet.claim(name, *beside)  # how the points are given, and proofs; a target of the rate stays, and is reported
    for role, field in (("weight", "weight"), ("actual", "execution_rate"), ("score", "score")):
        for token in row.tokens.get(role, ()):
            sheet.claim(token)
            if field not in known and not is_blank_mark(token.text):
                sheet.add_text(Section.FUND, total, field, bare_points(token).text, token)
    if in_name and "weight" not in row.tokens:
        sheet.add_text(Section.FUND, total, "weight", in_name.group(1), name)
    return True
