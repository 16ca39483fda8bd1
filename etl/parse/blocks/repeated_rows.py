"""Indicators that a page prints once more: pages that overlap, pictures of a screen, a page copied twice.

Input: a FormSheet whose indicators are read. Output: the same with such rows once, a finding about each. Stage `parse`.
Rows right below themselves, alike in every value, are the same ones unless the weights add up with them; a lone row
that prints little may be one of two indicators alike.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.torn_rows import sum_of_fields, total_of
from etl.parse.labels.printed_kinds import SUM_TOLERANCE
from etl.parse.labels.roles import LEVELS, REASON
from etl.parse.labels.tokens import UNPLACED, Token
from etl.records import PrintedField, Section

PRINTED_TWICE = "row_printed_twice"
AGAIN = "指标“{text}”所在的行与前面的一行各值相同，是页面重叠处重印，只采用一次。"
ALIKE = ("level3", "target", "actual", "weight", "score")
FEWEST_TEXTS = 2  # of a row: names alone may be alike
FEWEST_TEXTS_ALONE = 5  # of a lone row, its levels too
MOST_ROWS = 8
Row = dict[str, PrintedField]


def drop_repeated_rows(sheet: FormSheet) -> None:
    """Take back each run of rows that repeats the run right above it."""
    rows = list(sheet.numbered_rows(Section.INDICATOR).values())
    row_count = len(rows)
    at = 0 if len({*map(values_of, rows)}) < len(rows) else len(rows)
    while at < len(rows):
        again = rows[at : at + size_again(sheet, rows, at)]
        for row in again:
            name = row["level3"]
            token = Token(name.text, name.places[0], UNPLACED)
            sheet.report(PRINTED_TWICE, "低", AGAIN.format(text=name.text), token)
            sheet.fields = [printed for printed in sheet.fields if printed not in row.values()]
        rows[at : at + len(again)] = []
        at += not again
    if len(rows) < row_count:
        sheet.close_gaps(Section.INDICATOR)


def size_again(sheet: FormSheet, rows: list[Row], at: int) -> int:
    """How many rows from here on are those right above them once more; 0 where none are."""
    for size in range(min(at, len(rows) - at, MOST_ROWS), 0, -1):
        values = list(map(values_of, rows[at : at + size]))
        is_alike = values == list(map(values_of, rows[at - size : at])) and all(map(all, values))
        if is_alike and (size > 1 or is_same(rows[at - 1], rows[at])) and not adds_up(sheet):
            return size
    return 0


def is_same(above: Row, row: Row) -> bool:
    """Whether two rows alike are one: their levels and enough values agree, and the lower one tells no other reason."""
    if REASON in row and (REASON not in above or above[REASON].text != row[REASON].text):
        return False
    levels = [[one[name].text for name in LEVELS if name in one] for one in (above, row)]
    return levels[0] == levels[1] and len(levels[0]) + len(values_of(row)) >= FEWEST_TEXTS_ALONE


def values_of(row: Row) -> tuple[str, ...]:
    """What a row prints but its levels and its reason; nothing but "" for a name alone, which may be that of two."""
    values = tuple(row[name].text for name in ALIKE if name in row)
    return values if "level3" in row and len(values) >= FEWEST_TEXTS else ("",)


def adds_up(sheet: FormSheet) -> bool:
    """Whether the weights add up to the form's total as they are printed."""
    kept = [printed for printed in sheet.fields if printed.section is not Section.FORM]
    return abs(sum_of_fields(kept, "weight") - total_of(sheet)) <= SUM_TOLERANCE
