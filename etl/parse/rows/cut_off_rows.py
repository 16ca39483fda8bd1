"""What a document prints last where it is cut off inside its indicators: a heading or a cell that may not be whole.

Input: the sheet and the rows read from a table that ends with the document. Output: the rows without what was cut; it
is claimed or reported. Stage `parse`.
"""

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.indicator_header import IndicatorHeader
from etl.parse.indicators.indicator_row import VALUE_ROLES, IndicatorRow
from etl.parse.labels.vocabulary import Vocabulary

CUT_OFF = "文件在这一格中断，内容可能不完整，未采用。"
LAST_TEXT = "表到这一格为止，分不清是下一项指标的名称还是上一行的内容，未采用，原文保留。"
SHORTEST_BEGINNING = 3
FEWEST_ROWS = 2  # the one that was cut, and the one above it


def drop_cut_level(sheet: FormSheet, rows: list[IndicatorRow], vocabulary: Vocabulary) -> None:
    """Where the last cell begins as a level's name and is no whole one, it was cut there: 数量指 is no indicator."""
    last = sheet.rows[-1].tokens[-1]
    text = vocabulary.fold(last.text)
    begun = [word for word in vocabulary.level_words if word.startswith(text)]
    is_lone_letter = len(text) == 1 and bool(rows) and not set(rows[-1].tokens) - {"level1", "level2", "level3"}
    if not rows or not begun or text in begun or not (len(text) >= SHORTEST_BEGINNING or is_lone_letter):
        return
    for role in [role for role, tokens in rows[-1].tokens.items() if last in tokens]:
        rows[-1].tokens[role].remove(last)
        if not rows[-1].tokens[role]:
            del rows[-1].tokens[role]
        sheet.report("document_cut_off", "中", CUT_OFF, last)


def drop_cut_heading(sheet: FormSheet, rows: list[IndicatorRow], vocabulary: Vocabulary) -> None:
    """Where the document ends inside the header, the beginning of its last label is no indicator: 未完成原."""
    last = sheet.rows[-1].tokens[-1]
    if not rows or rows[-1].extra or [t for cell in rows[-1].tokens.values() for t in cell] != [last]:
        return
    if not last.labels and vocabulary.begins_label(last.text, "indicator_column"):
        sheet.claim(last)
        del rows[-1]


def drop_last_text(sheet: FormSheet, rows: list[IndicatorRow]) -> None:
    """Where a stream ends with a text alone behind a row that has values, it may be a name or more of these values."""
    last = sheet.rows[-1].tokens[-1]
    if not sheet.is_stream or len(rows) < FEWEST_ROWS or rows[-1].printed() != [last] or last.labels:
        return
    if "level3" in rows[-1].tokens and rows[-2].has(*VALUE_ROLES):
        sheet.report("cell_without_column", "中", LAST_TEXT, last)
        del rows[-1]


def drop_cut_cell(sheet: FormSheet, rows: list[IndicatorRow], header: IndicatorHeader) -> None:
    """Where the document ends inside a row, its last cell may be cut too: it is reported and not read."""
    expected = {column.role for column in header.columns} & {"weight", "score"}
    if not rows or not expected - set(rows[-1].tokens):
        return
    last = sheet.rows[-1].tokens[-1]
    for role, tokens in list(rows[-1].tokens.items()):
        if last in tokens and role not in ("level1", "level2", "level3"):
            tokens.remove(last)
            if not tokens:
                del rows[-1].tokens[role]
            sheet.report("document_cut_off", "中", CUT_OFF, last)
