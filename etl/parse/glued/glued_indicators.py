"""The indicators and the totals of a glued form: the table's best cut as fields, its doubts as findings.

Input: the labels of the indicator header in a GluedRun. Output: fields of section INDICATOR and the totals on the
sheet. Stage `parse`.
"""

import re
from decimal import Decimal

from etl.parse.glued.glued_columns import READABLE, Columns, readable_columns
from etl.parse.glued.glued_cuts import Edge, Sums, TableCut
from etl.parse.glued.glued_fields import agreed_fields, fitting_fields, has_value
from etl.parse.glued.glued_funds import points_of_funding, take_glued_execution
from etl.parse.glued.glued_head import head_labels
from etl.parse.glued.glued_labels import GluedLabel, LabelFinder, without_folds
from etl.parse.glued.glued_levels import levels_of, may_begin_with_level
from etl.parse.glued.glued_mirrors import are_doubled, may_be_of_name
from etl.parse.glued.glued_names import is_no_name_alone
from etl.parse.glued.glued_numbers import DAMAGED_TOTAL, total_splits
from etl.parse.glued.glued_sheet import GluedSheet
from etl.parse.glued.glued_table import TableCutter
from etl.parse.glued.glued_words import may_hold_target, with_rows_in_lines
from etl.parse.labels.level_names import resolve_levels
from etl.parse.labels.printed_kinds import is_blank_mark
from etl.parse.labels.roles import VALUES
from etl.parse.labels.tokens import Token
from etl.records import Section

NOTE = re.compile(r"[备附]?注:|填报说明|填表说明|说明:?无?(?=[备附]?注:|\Z)")
MARKS = re.compile(r"[:/—-]*")
HUNDRED = Decimal(100)
UNDECIDED_ROW = "这一行指标连在一起，分不出各格，未采用，原文保留。"
LONGEST_TABLE = 8_000
TITLE_REACH, LONGEST_TITLE_START = 60, 20
TotalSplit = tuple[tuple[int, int, Decimal], ...]


def read_glued_indicators(sheet: GluedSheet, finder: LabelFinder, header: list[GluedLabel], limit: int) -> int:
    """Read the table and its totals; returns the position after them."""
    for label in header:
        sheet.label(label.start, label.end)
    finder = without_folds(finder, header)
    first = header[-1].end
    limit = min(limit, first + LONGEST_TABLE)
    columns = readable_columns(header)
    if columns is not None and len(columns.values) > 1:  # a lone column of targets has its own way with lines
        finder = with_rows_in_lines(finder, first, limit)
    endings = possible_endings(sheet, finder, first, limit, columns)
    cut = None
    if columns is not None:
        cutter = TableCutter(finder, columns.values, columns.has_reason, first, limit)
        cut = cutter.cut([(end, [sums for sums, _ in wanted]) for end, wanted in endings])
    if columns is None or cut is None:
        end = next((end for end, wanted in endings if wanted), endings[0][0])
        sheet.undecided("指标表的文字全部连在一起，分不出各格，未采用，原文保留。", first, end)
    else:
        end = cut.end
        emit_rows(sheet, finder, cut, columns)
        if end not in {ending for ending, _ in endings}:
            sheet.undecided("指标表在最后一行中间断开，这一行未采用，原文保留。", end, limit)
            end = limit
    return read_glued_total(sheet, finder, end, columns, cut)


def possible_endings(
    sheet: GluedSheet, finder: LabelFinder, first: int, limit: int, columns: Columns | None
) -> list[tuple[int, list[tuple[Sums, TotalSplit]]]]:
    """Where the table may end, with the sums that its rows must have there: at totals, then at labels below it."""
    endings = []
    totals = finder.all_between(first, limit, "total")
    for label in totals:
        start = after_marks(finder, label.end)
        splits = total_splits(finder.run, start)
        if "total_score" in label.roles("total") and splits:
            wanted = [pair for split, _ in splits for pair in sums_of(sheet, split, columns)]
            endings.append((label.start, sorted(wanted, key=lambda pair: pair[0].count(None))))
        elif "total_score" in label.roles("total") and DAMAGED_TOTAL.match(finder.run.folded, start):
            endings.append((label.start, []))
    if endings:
        return endings
    below = [label.start for label in head_labels(finder, first, limit)]
    below += [found.start() for found in NOTE.finditer(finder.run.folded, first, limit)]
    bare = next((label.start for label in totals[-1:] if after_marks(finder, label.end) >= limit), limit)  # 合计 alone
    above_title = [end for end in next_title_ends(finder, first, limit) if end < min([*below, limit])]
    endings.extend((end, []) for end in (*above_title, *sorted({*below, bare})))
    return endings


def next_title_ends(finder: LabelFinder, first: int, limit: int) -> list[int]:
    """Where a table may end because the next form's title stands below it, the longest table first: what precedes the
    title's known words, as 省级部门预算, belongs to it too."""
    folded = finder.run.folded
    titles = finder.vocabulary.titles.values()
    starts = [found.start() for words in titles for found in words.finditer(folded, first, limit)]
    start = min((at for at in starts if finder.all_between(at, min(at + TITLE_REACH, limit), "form")), default=None)
    if start is None:
        return []
    shortest = max(first, start - LONGEST_TITLE_START)
    return [at for at in range(start, shortest - 1, -1) if not any(map(str.isdigit, folded[at:start]))]


def sums_of(sheet: GluedSheet, split: TotalSplit, columns: Columns | None) -> list[tuple[Sums, TotalSplit]]:
    """What the indicators' weights and scores must sum up to where the totals are read like this."""
    values = columns.values if columns else ()
    funded_weight, funded_score = (points or Decimal(0) for points in points_of_funding(sheet))
    has_weight, has_score = "weight" in values, "score" in values
    if len(split) > 1:
        if not (has_weight and has_score):
            return []
        ordered = split if values.index("weight") < values.index("score") else split[::-1]
        return [((ordered[0][2] - funded_weight, ordered[1][2] - funded_score), split)]
    number = split[0][2]
    found: list[tuple[Sums, TotalSplit]] = []
    if has_score and has_weight:
        found.append(((HUNDRED - funded_weight, number - funded_score), split))
    if has_score:
        found.append(((None, number - funded_score), split))
    elif has_weight:
        found.append(((number - funded_weight, None), split))
    return found


def after_marks(finder: LabelFinder, position: int) -> int:
    """The position after the marks for blank cells that may stand between the label of the totals and its numbers."""
    return found.end() if (found := MARKS.match(finder.run.folded, position)) else position


def emit_rows(sheet: GluedSheet, finder: LabelFinder, cut: TableCut, columns: Columns) -> None:
    """The rows of a cut as fields: what every best cut agrees on."""
    printed: list[tuple[list[Token] | None, list[Token] | None]] = []
    rows: list[tuple[Edge, bool, bool]] = []
    level1: list[Token] | None = None
    level2: list[Token] | None = None
    has_levels = True
    current: str | None = None
    is_named = not columns.has_levels
    for step in cut.steps:
        if step.labels:
            is_sure = all(("level", label.start, label.end) in cut.agreed for label in step.labels)
            level1, level2 = levels_of(sheet, step.labels, current) if is_sure else (None, None)
            current = level1[0].text if level1 else current
            has_levels = is_sure and (has_levels or level1 is not None)
            is_named = is_sure and (level2 is not None or not columns.has_level2 or step.labels[-1].is_kind("level2"))
            continue
        if step.row is not None:
            has_levels = has_levels and not may_begin_with_level(finder, step, cut)
            printed.append((level1, level2))
            rows.append((step, is_named, has_levels))
            level1 = level2 = None
    resolved = resolve_levels(printed, finder.vocabulary)
    texts = [finder.run.folded[step.start : step.after[0]] for step, _, _ in rows]
    are_twice = are_doubled(texts)
    for (step, named, leveled), levels, whole in zip(rows, resolved, texts, strict=True):
        fields = fitting_fields(finder, agreed_fields(finder, step, cut, named), columns)
        if take_glued_execution(sheet, finder, fields):
            continue
        if is_doubtful(finder, fields, whole if are_twice else None) or not has_value(fields):
            sheet.undecided(UNDECIDED_ROW, step.start, step.after[0])
            continue
        row_no = sheet.new_row_no(Section.INDICATOR)
        for name, level in zip(("level1", "level2"), levels if leveled else (), strict=False):
            if level is not None:
                sheet.add_text(Section.INDICATOR, row_no, name, level.name, level.token, repair=level.repair)
        emit_fields(sheet, finder, row_no, fields)
        if len(fields) < len(columns.values) + 1:
            text = finder.run.text[step.start : step.after[0]][:60]
            message = f"指标行“{text}”连在一起，分不清的各格未采用，原文保留。"
            sheet.undecided(message, step.start, step.after[0], row_no=row_no)


def is_doubtful(finder: LabelFinder, fields: dict[str, tuple[int, int]], doubled: str | None) -> bool:
    """Whether a row's name may hold its target, or go on in it; `doubled` is the row's text where the table prints
    numbers twice."""
    name, target, actual = (
        finder.run.folded[slice(*fields[role])] if role in fields else "" for role in ("name", *VALUES)
    )
    is_of_name = doubled is not None and may_be_of_name(doubled, target, actual)
    return is_of_name or may_hold_target(name) or is_no_name_alone(name)


def emit_fields(sheet: GluedSheet, finder: LabelFinder, row_no: int, fields: dict[str, tuple[int, int]]) -> None:
    """The certain spans of a row as fields, in the order of the columns."""
    for role in ("name", *READABLE, "deviation_reason"):
        if role not in fields:
            continue
        start, end = fields[role]
        if role == "deviation_reason" and is_blank_mark(finder.run.folded[start:end]):
            sheet.claim(sheet.value(start, end))
            continue
        sheet.add(Section.INDICATOR, row_no, "level3" if role == "name" else role, [sheet.value(start, end)])


def read_glued_total(
    sheet: GluedSheet, finder: LabelFinder, position: int, columns: Columns | None, cut: TableCut | None
) -> int:
    """The totals and the grade at the end of the table; returns the position after them."""
    label = finder.at(position, "total")
    if label is None:
        return position
    sheet.label(label.start, label.end)
    start = after_marks(finder, label.end)
    splits = total_splits(finder.run, start)
    fitting = [split for split, _ in splits if cut is not None and is_met(sheet, finder, split, columns, cut)]
    chosen = fitting or [split for split, _ in splits]
    damaged = DAMAGED_TOTAL.match(finder.run.folded, start)
    position = splits[0][1] if splits else damaged.end() if damaged else start
    if len(chosen) == 1:
        emit_total(sheet, chosen[0], columns)
    elif splits or damaged:
        sheet.undecided("总分行的数字连在一起或夹着别的字符，分不清，未采用。", start, position)
    return read_glued_grade(sheet, finder, position)


def is_met(sheet: GluedSheet, finder: LabelFinder, split: TotalSplit, columns: Columns | None, cut: TableCut) -> bool:
    """Whether the rows of the cut have the sums that this reading of the totals asks for."""
    if not cut.is_proved or not cut.steps:
        return False
    have = cut.sums
    return any(
        all(want is None or want == got for want, got in zip(sums, have, strict=True))
        for sums, _ in sums_of(sheet, split, columns)
    )


def emit_total(sheet: GluedSheet, split: TotalSplit, columns: Columns | None) -> None:
    """The totals of a reading of their numbers; a lone number counts as the score where there is no doubt."""
    values = columns.values if columns else ()
    if len(split) > 1:
        swapped = "weight" in values and "score" in values and values.index("score") < values.index("weight")
        names: tuple[str, ...] = ("total_score", "total_weight") if swapped else ("total_weight", "total_score")
    else:
        names = ("total_score",) if "score" in values or "weight" not in values else ("total_weight",)
    for name, (start, end, _) in zip(names, split, strict=True):
        value = sheet.value(start, end)
        sheet.claim(value) if sheet.has(name) else sheet.add(Section.FORM, None, name, [value])


def read_glued_grade(sheet: GluedSheet, finder: LabelFinder, position: int) -> int:
    """The grade after its label, or a grade's word right after the total; returns the position after it."""
    label = finder.at(position, "total")
    start = position
    if label is not None and "grade" in label.roles("total"):
        sheet.label(label.start, label.end)
        start = label.end + (finder.run.folded[label.end : label.end + 1] == ":")
    elif finder.at(position, "form") is not None:
        return position
    words = sorted(finder.vocabulary.grades, key=len, reverse=True)
    word = next((word for word in words if finder.run.folded.startswith(word, start)), None)
    after = start + len(word) if word else start
    is_alone = after == len(finder.run.folded) or finder.at(after, "form", "total") is not None
    if word is None or (not is_alone and not finder.is_at_cut(after)):
        return start
    sheet.add(Section.FORM, None, "grade", [sheet.value(start, after)])
    return after
