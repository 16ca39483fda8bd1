"""Rows that narrow columns tore apart (数量指 ｜ ≥1.2 ｜ 1.26 in one line, 标 ｜ 万盏 ｜ 万盏 in the next), and rows
that lost their line ends, a score before the next row's name: 好 ｜ 2.8财务制度健全性.

Input: a FormSheet whose blocks are read. Output: the same without the rows that were made of such pieces, with a
finding that says where. Stage `parse`. Pieces of the names of levels that were read as texts of their own tell that
lines are no rows; then names, values and points are of no known row, though the points may add up.
"""

import re
from collections.abc import Iterable
from functools import cache

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import SUM_TOLERANCE, is_number, number_of, remembering, without_points_word
from etl.parse.labels.roles import AMOUNTS, NAMES, POINTS
from etl.parse.labels.tokens import UNPLACED, Token
from etl.records import Place, PrintedField, Section

ROWS_TORN, ROWS_GLUED = "rows_torn_in_cells", "rows_glued"
WORDS = ("level1", "level2", "level3", "deviation_reason")
NAME_END, TORN_BEGIN = "指标", "指"  # 数量指 is torn, 数量 is a name in short
BEHIND_POINTER = frozenset("标数导定示引向挥")  # words that begin with 指
FEWEST_PIECES = 2  # a lone one may be a slip of its cell
FEWEST_GLUED = 3
POINTS_BEFORE_NAME = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?(?=[\u4e00-\u9fff]{2})")
FULL_POINTS = 100.0
SHOWN = 3
MONEY = frozenset((*AMOUNTS, *POINTS, "execution_rate"))


def drop_torn_rows(sheet: FormSheet) -> None:
    """Take back all indicators where names of levels came apart, and the money of rows whose numbers came apart with
    them."""
    rows = sheet.fields_of(Section.INDICATOR)
    pieces = {printed.places[0]: printed for printed in rows if printed.name in WORDS and holds_piece(printed.text)}
    if len(pieces) < FEWEST_PIECES:
        return
    points, total = sum_of_fields(rows, "weight"), total_of(sheet)
    shown = "".join(f"“{text}”" for text in list(dict.fromkeys(f.text for f in pieces.values()))[:SHOWN])
    sums = f"各行分值之和为 {points:g}，不等于 {total:g}，" if points and abs(points - total) > SUM_TOLERANCE else ""
    message = f"列宽太窄，各格折成几行，类别名称被拆开（如{shown}），{sums}分不清哪些文字是同一行"
    leave_out(sheet, rows, pieces, ROWS_TORN, message)
    drop_torn_money(sheet)


def drop_glued_rows(sheet: FormSheet) -> None:
    """Take back all indicators where most rows begin with the full points of the row above, which has no score."""
    rows = sheet.fields_of(Section.INDICATOR)
    if len([one for one in rows if one.name in NAMES and one.text[:1].isdigit()]) < FEWEST_GLUED:
        return
    by_row = sheet.numbered_rows(Section.INDICATOR)
    below = ((by_row.get((no or 0) - 1, {}), row[name]) for no, row in by_row.items() for name in NAMES if name in row)
    glued = {name.places[0]: name for above, name in below if begins_with_points_of(above, name.text)}
    if len(glued) >= max(FEWEST_GLUED, len(by_row) / 2):
        shown = "".join(f"“{printed.text}”" for printed in list(glued.values())[:SHOWN])
        why = f"行末的换行丢失，上一行的得分与下一行的名称连在一起（如{shown}），分不清各格"
        leave_out(sheet, rows, glued, ROWS_GLUED, why)


def begins_with_points_of(row: dict[str, PrintedField], name: str) -> bool:
    """Whether a name in the next row begins with the full points of a row that has no score: 2.8财务制度健全性."""
    begun = POINTS_BEFORE_NAME.match(name)
    if begun is None or "weight" not in row or "score" in row:
        return False
    return number_of(without_points_word(row["weight"].text)) == float(begun.group())


def leave_out(
    sheet: FormSheet, rows: list[PrintedField], pieces: dict[Place, PrintedField], code: str, why: str
) -> None:
    """Take back all indicators, with a finding that says where and why."""
    lines = [place.line_no for printed in rows for place in printed.places]
    first = min(pieces, key=lambda place: place.line_no)
    message = f"第 {min(lines)} 至 {max(lines)} 行的指标表{why}，指标各行没有采用，原文保留。"
    sheet.report(code, "高", message, Token(pieces[first].text, first, UNPLACED))
    take_back(sheet, rows)
    sheet.row_counts.pop(Section.INDICATOR)


@cache
def names_and_rests() -> tuple[frozenset[str], tuple[str, ...]]:
    """The names of levels in full, and what a torn one leaves for the next line."""
    vocabulary = load_vocabulary()
    known = (*vocabulary.level1_names, *vocabulary.level1_of_level2)
    names = frozenset(name for name in known if name.endswith(NAME_END))
    rests = {name[at:] for name in names for at in range(1, len(name) - len(NAME_END))}
    return names, tuple(rests - names)


@remembering
def holds_piece(text: str) -> bool:
    """Whether a text is a piece of a level's name, or holds one: 益指标, 标, 数量指维护路灯, 益指标人; not 质量指数."""
    if TORN_BEGIN not in text and NAME_END[-1] not in text:
        return False
    names, rests = names_and_rests()
    if load_vocabulary().level_name(text) in names:
        return False
    torn = (text.partition(name[:-1]) for name in names)
    begins = any(begun and (not rest or rest[0] not in BEHIND_POINTER) for _, begun, rest in torn)
    if text.startswith(rests):
        return True
    ends = any(name.endswith(text) or (text.endswith(TORN_BEGIN) and name.startswith(text)) for name in names)
    return begins or ends


def drop_torn_money(sheet: FormSheet) -> None:
    """Take back the numbers of each row of money right below which one stands alone in its line: 820.1 above 4."""
    below = {
        line_no for line_no, tokens in printed_lines(sheet).items() if len(tokens) == 1 and is_number(tokens[0].text)
    }
    money = [printed for printed in sheet.fields_of(Section.FUND) if printed.name in MONEY]
    torn_nos = {printed.row_no for printed in money if any(place.line_no + 1 in below for place in printed.places)}
    torn = [printed for printed in money if printed.row_no in torn_nos]
    if torn:
        first = torn[0].places[0].line_no
        message = f"第 {first} 行起的资金数下一行单独印着数字，可能是同一个数折成两行，这几行资金数没有采用，原文保留。"
        sheet.report(ROWS_TORN, "高", message, Token(torn[0].text, torn[0].places[0], UNPLACED))
        take_back(sheet, torn)


def printed_lines(sheet: FormSheet) -> dict[int, list[Token]]:
    """The cells of a form by the number of the line that prints them."""
    lines: dict[int, list[Token]] = {}
    for token in (token for row in sheet.rows for token in row.tokens):
        lines.setdefault(token.place.line_no, []).append(token)
    return lines


def take_back(sheet: FormSheet, fields: Iterable[PrintedField]) -> None:
    """The fields are none any more, and what only they took is reported with all else that nobody read."""
    gone = list(fields)
    for printed in gone:
        sheet.fields.remove(printed)
    held = {place for printed in sheet.fields for place in printed.places}  # a level's name is that of other rows too
    sheet.claimed.difference_update({place for printed in gone for place in printed.places} - held)


def sum_of_fields(fields: Iterable[PrintedField], name: str) -> float:
    """The sum of the points of that name."""
    points = (number_of(without_points_word(printed.text)) for printed in fields if printed.name == name)
    return sum(value for value in points if value is not None)


def total_of(sheet: FormSheet) -> float:
    """The points that the form says all rows have together, 100 where it says nothing."""
    printed = sheet.form_field("total_weight")
    return sum_of_fields([printed] if printed else [], "total_weight") or FULL_POINTS
