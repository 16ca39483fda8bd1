"""Rows of an indicator table, once they are settled, as fields: names under their levels, targets in one text, points.

Input: IndicatorRows and the header. Output: fields of section INDICATOR on the sheet, and findings about what no column
takes. Stage `parse`.
"""

import re

from etl.parse.blocks.form_sheet import FormSheet, joined
from etl.parse.indicators.execution_points import is_points_of_execution, take_execution_points
from etl.parse.indicators.indicator_header import BESIDE, REMARK, IndicatorHeader
from etl.parse.indicators.indicator_row import (
    TARGET_ROLES,
    VALUE_ROLES,
    IndicatorRow,
    drop_first_target,
    drop_idle_unit,
    is_without_value,
)
from etl.parse.indicators.level_points import rows_held
from etl.parse.labels.level_names import resolve_levels
from etl.parse.labels.printed_kinds import is_blank_mark
from etl.parse.labels.roles import POINTS, REASON
from etl.parse.labels.tokens import Token, bare_points
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import Section

# Levels by their own reader; a share where it is the weight; remarks that give no field are left to be reported.
CLAIMED_APART = ("level1", "level2", "weight_share", REMARK, f"{BESIDE}.{REASON}")
FURTHER_ROLES = ("actual", *POINTS, REASON)  # the fields behind the target, in printed order
FORM_NUMBER = re.compile(r"(?:[•●◆■▪]\s{0,9})?(?:指标\d{1,2}\s*[:：、.．]?\s*)?(?=\S)")  # a name begins


def prints_value(row: IndicatorRow) -> bool:
    """Whether a column of values prints more than a mark for nothing."""
    for role in VALUE_ROLES:
        for token in row.tokens.get(role, ()):
            if not is_blank_mark(token.text):
                return True
    return False


def names_nothing(row: IndicatorRow) -> bool:
    """Whether the row prints the form's own 指标1： before a mark for nothing, and no value."""
    return not prints_value(row) and all(
        is_blank_mark(FORM_NUMBER.sub("", token.text, count=1)) for token in row.tokens["level3"]
    )


def emit_rows(sheet: FormSheet, rows: list[IndicatorRow], header: IndicatorHeader, vocabulary: Vocabulary) -> None:
    """The rows as indicators of their groups; a row that only prints the points of execution is the money's."""
    printed = [(row.tokens.get("level1"), row.tokens.get("level2")) for row in rows]
    levels = resolve_levels(printed, vocabulary, rows_held(rows, header.columns))
    for read, named in zip(rows, levels, strict=True):
        is_execution = is_points_of_execution(read, header, [level.name for level in named if level is not None])
        if is_execution and take_execution_points(sheet, read):
            continue
        level1, level2 = (None, None) if is_execution else named
        if not read.has("level3") or names_nothing(read):
            sheet.claim(*read.tokens.get("level1", []), *read.tokens.get("level2", []), *read.tokens.get("level3", []))
            continue
        row_no = sheet.new_row_no(Section.INDICATOR)
        for name, level in (("level1", level1), ("level2", level2)):
            if level is not None:
                sheet.add_text(Section.INDICATOR, row_no, name, level.name, level.token, repair=level.repair)
        emit_row(sheet, read, row_no)


def report_rest(sheet: FormSheet, row: IndicatorRow) -> None:
    """Name what a row prints and no column takes, and values that stand without a name."""
    for token in row.extra:
        sheet.report("cell_without_column", "中", f"第 {row.line_no} 行有一格内容对不上任何一列，未采用。", token)
    if not row.has("level3") and (values := [t for role in VALUE_ROLES for t in row.tokens.get(role, ())]):
        sheet.report(
            "indicator_without_name", "中", f"第 {row.line_no} 行有数值而没有三级指标名称，未采用。", values[0]
        )


def emit_row(sheet: FormSheet, row: IndicatorRow, row_no: int) -> None:
    """One indicator as fields; a target in three columns becomes one text."""
    tokens, repairs = row.tokens, row.repairs
    if "weight_share" in tokens:
        tokens.setdefault("weight", tokens["weight_share"])
    sheet.claim(*[token for role in tokens if not role.startswith(CLAIMED_APART) for token in tokens[role]])
    names = tokens["level3"]
    if (numbered := FORM_NUMBER.match(names[0].text)) and numbered.end():
        names = [names[0]._replace(text=names[0].text[numbered.end() :]), *names[1:]]
    sheet.keep(Section.INDICATOR, row_no, "level3", names, repairs.get("level3"))
    drop_first_target(row)
    drop_idle_unit(row)
    target = [token for role in TARGET_ROLES if role in tokens for token in tokens[role]]
    shift = next((repairs[role] for role in TARGET_ROLES if role in repairs), None) if repairs else None
    if is_without_value(tokens, target):
        message = f"目标值只读到“{joined([token.text for token in target])}”，没有数值，未采用，原文保留。"
        sheet.report("cell_without_column", "中", message, target[0], row_no)
        target = []
    emit_text(sheet, row_no, "target", target, shift)
    for role in FURTHER_ROLES:
        if role in tokens:
            emit_text(sheet, row_no, role, tokens[role], repairs.get(role))


def emit_text(sheet: FormSheet, row_no: int, name: str, tokens: list[Token], repair: str | None) -> None:
    """One field of an indicator; marks for nothing give no field."""
    printed = [token for token in tokens if not is_blank_mark(token.text)]
    if name in POINTS:
        printed = [bare_points(token) for token in printed]
    if printed:
        sheet.keep(Section.INDICATOR, row_no, name, printed, repair)
