"""The steps of a project with their dates, as declarations print them: 项目实施内容 ｜ 开始时间 ｜ 完成时间.

Input: the sheet and the header of such a table. Output: field implementation_plan, a step a line. Stage `parse`. The
dates are those of the steps; the project's own stand in its head.
"""

from itertools import pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.printed_kinds import is_blank_mark
from etl.parse.labels.tokens import TokenRow

ENDS = ("start_date", "end_date")
PLAN = "implementation_plan"
BESIDE = "表上另印有实施计划，这张进度表没有采用，原文保留。"


def is_schedule_header(row: TokenRow) -> bool:
    """Whether a row of nothing but labels names what is done, and right behind it when it begins and ends."""
    if not row.is_tabular or not all(token.labels for token in row.tokens):
        return False
    heads = [token.roles("form") for token in row.tokens]
    at = next((order for order, pair in enumerate(pairwise(heads)) if tuple(map(first_of, pair)) == ENDS), 0)
    return at > 0 and all(heads[:at])


def first_of(roles: list[str]) -> str:
    """The first of several roles; empty without one."""
    return roles[0] if roles else ""


def read_schedule(sheet: FormSheet, index: int) -> int:
    """Keep the steps below the header as the plan, each with its dates; returns the index after them."""
    sheet.claim(*sheet.rows[index].tokens)
    steps: list[TokenRow] = []
    index += 1
    while index < len(sheet.rows) and sheet.rows[index].is_tabular and not sheet.rows[index].kinds:
        steps.append(sheet.rows[index])
        index += 1
    filled = [row for row in steps if not all(is_blank_mark(token.text) for token in row.tokens)]
    if filled and sheet.has(PLAN):
        sheet.report("field_printed_twice", "低", BESIDE, filled[0].first)
        return index
    sheet.claim(*(token for row in steps for token in row.tokens))
    if filled:
        lines = [" ".join(token.text for token in row.tokens) for row in filled]
        places = tuple(place for row in filled for token in row.tokens for place in token.places)
        sheet.add_joined(PLAN, "\n".join(lines), places)
    return index
