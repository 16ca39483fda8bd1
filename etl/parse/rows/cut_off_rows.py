"""What a document prints last where it is cut off inside its indicators: a heading or a cell that may not be whole.

Input: the sheet and the rows read from a table that ends with the document. Output: the rows without what was cut; it
is claimed or reported. Stage `parse`.
"""

from collections.abc import Iterable, Sequence

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.total_block import sum_over_form
from etl.parse.indicators.indicator_header import IndicatorHeader
from etl.parse.indicators.indicator_row import VALUE_ROLES, IndicatorRow
from etl.parse.indicators.level_points import points_in
from etl.parse.labels.printed_kinds import is_no_name, is_unit
from etl.parse.labels.roles import NAMES, REASON
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.cell_likeness import NEARLY_IMPOSSIBLE, indicator_likeness
from etl.parse.rows.fit_row import Column
from etl.records import Section

CUT_OFF = "文件在这一格中断，内容可能不完整，未采用。"
MAY_GO_ON = "文件在这一格中断，采用的是印出的部分，后面可能还有文字，请核对原件。"
LAST_TEXT = "表到这一格为止，分不清是下一项指标的名称还是上一行的内容，未采用，原文保留。"
UNIT = "target_unit"
SHORTEST_BEGINNING = 3
FEWEST_POINTS = 80.0  # of the indicators of a form that is not cut
FEWEST_ROWS = 2  # the one that was cut, and the one above it


def mend_end(sheet: FormSheet, rows: list[IndicatorRow], header: IndicatorHeader, vocabulary: Vocabulary) -> None:
    """Mend the last row of a table that ends with the document, and take out what was cut there."""
    drop_cut_level(sheet, rows, vocabulary)
    drop_last_text(sheet, rows)
    fit_as_above(sheet, rows, header.columns)
    name_as_above(rows)
    if sheet.is_cut_off:
        drop_cut_heading(sheet, rows, vocabulary)
        drop_cut_points(sheet, rows, header)
    drop_cut_cell(sheet, rows, header)


def drop_cut_level(sheet: FormSheet, rows: list[IndicatorRow], vocabulary: Vocabulary) -> None:
    """Where the last cell begins as a level's name and is no whole one, it was cut there: 数量指 is no indicator."""
    last = sheet.rows[-1].tokens[-1]
    text = vocabulary.fold(last.text)
    begun = [word for word in vocabulary.level_words if word.startswith(text)]
    is_alone = len(sheet.rows[-1].tokens) == 1 and sheet.is_stream
    is_lone_letter = len(text) == 1 and bool(rows) and (is_alone or rows[-1].tokens.keys() <= set(NAMES))
    if not rows or not begun or text in begun or not (len(text) >= SHORTEST_BEGINNING or is_lone_letter):
        return
    take_back(sheet, rows[-1], last, rows[-1].tokens)


def fit_as_above(sheet: FormSheet, rows: list[IndicatorRow], columns: Sequence[Column]) -> None:
    """Where a table ends with the document, its last row may be cut: what it prints stands where the row above prints
    it, counted from the name, however well the cells would suit other columns."""
    named = [row for row in rows if row.has("level3") or row is rows[-1]][-FEWEST_ROWS:]
    if len(named) < FEWEST_ROWS or any(len(cell) > 1 for row in named for cell in row.tokens.values()):
        return
    above, last = ({role: cell[0] for role, cell in row.tokens.items()} for row in named)
    cells = sorted((*last.values(), *rows[-1].extra), key=lambda token: token.place)
    if "level3" not in above or "level3" not in last:
        return
    values = [token for token in cells if token.place > last["level3"].place]
    if sheet.is_stream:
        order = sorted(above, key=lambda role: above[role].place)
        behind = dict(enumerate(role for role in order if role not in NAMES))
        places = list(range(len(values)))
    elif any(t.column == UNPLACED for t in (*cells, *above.values())):
        return
    else:
        name = above["level3"].column
        behind = {token.column - name: role for role, token in above.items() if role not in NAMES}
        places = [token.column - last["level3"].column for token in values]
    if not values or places != sorted(behind)[: len(values)] or len(values) >= len(behind):
        return
    by_role = {behind[place]: token for place, token in zip(places, values, strict=True)}
    by_name = {column.role: column for column in columns}
    if not by_name.keys() >= by_role.keys():
        return  # the header is printed again between the two rows and has other columns
    if any(indicator_likeness(by_name[role], token) <= NEARLY_IMPOSSIBLE for role, token in by_role.items()):
        return
    is_unit_told = UNIT not in by_role or is_unit(by_role[UNIT].text)  # else its unit may be blank instead
    if sheet.is_stream and not (sheet.is_cut_off and is_unit_told):
        return
    kept = {role: cell for role, cell in rows[-1].tokens.items() if cell[0] not in values}
    rows[-1].tokens = kept | {role: [token] for role, token in by_role.items()}
    rows[-1].extra = tuple(token for token in rows[-1].extra if token not in values)


def drop_cut_heading(sheet: FormSheet, rows: list[IndicatorRow], vocabulary: Vocabulary) -> None:
    """Where the document ends inside the header, the beginning of its last label is no indicator: 未完成原."""
    last = sheet.rows[-1].tokens[-1]
    if not rows or rows[-1].extra or [t for cell in rows[-1].tokens.values() for t in cell] != [last]:
        return
    if not last.labels and vocabulary.begins_column(last.text):
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
    """Where the document ends inside a row, its last cell may be cut too: it is reported and not read. A target without
    its unit may be, though a line end or a border follows it."""
    printed = {column.role for column in header.columns}
    expected = printed & {"weight", "score"} or printed & {"actual"}
    last = sheet.rows[-1].tokens[-1]
    if not rows:
        return
    reason = rows[-1].tokens.get(REASON, [])
    is_in_reason = reason[-1:] == [last]
    is_torn = expected - set(rows[-1].tokens) or (is_in_reason and is_begun(sheet, rows))
    if not ((sheet.is_cut_off and is_torn) or lacks_unit(rows, last)):
        return
    if rows[-1].tokens.get(UNIT) == [last] and (target := rows[-1].tokens.get("target")):
        take_back(sheet, rows[-1], target[-1], ["target"])  # what it counts is not told
    for cell in reason[:-1] if is_in_reason else ():
        take_back(sheet, rows[-1], cell, [REASON])
    take_back(sheet, rows[-1], last, [role for role in rows[-1].tokens if role not in NAMES])


def report_cut_text(sheet: FormSheet) -> None:
    """Where the document ends inside the form's head or goals, say that its last text may go on."""
    if not sheet.is_cut_off or sheet.row_counts.get(Section.INDICATOR):
        return
    last = sheet.rows[-1].tokens[-1]
    if any(field.section is Section.FORM and field.places[-1] == last.places[-1] for field in sheet.fields):
        sheet.report("document_cut_off", "中", MAY_GO_ON, last)


def is_begun(sheet: FormSheet, rows: Sequence[IndicatorRow]) -> bool:
    """Whether most points of a form are still to come."""
    return (
        sum_over_form(sheet, "weight") + sum(points_in(row.tokens.get("weight", [])) or 0.0 for row in rows)
        < FEWEST_POINTS
    )


def lacks_unit(rows: Sequence[IndicatorRow], last: Token) -> bool:
    """Whether the cell is a target without the unit that all other numbers among the targets have: ≥9 of ≥90%."""
    if rows[-1].tokens.get("target") != [last]:
        return False
    above = [cell[0].text for row in rows[:-1] if len(cell := row.tokens.get("target", [])) == 1]
    numbers = [text for text in above if any(map(str.isdigit, text))]
    return last.text[-1].isdigit() and len(numbers) >= FEWEST_ROWS and not any(text[-1].isdigit() for text in numbers)


def drop_cut_points(sheet: FormSheet, rows: list[IndicatorRow], header: IndicatorHeader) -> None:
    """Where the document ends behind points and most are still to come, they may go on: a score of 9 of 9.5 below its
    weight, and a weight of 1 of 10 where the form has no scores."""
    role = "score" if any(column.role == "score" for column in header.columns) else "weight"
    if not rows or rows[-1].tokens.get(role) != [sheet.rows[-1].tokens[-1]]:
        return
    last, weight = (points_in(rows[-1].tokens.get(name, [])) for name in (role, "weight"))
    is_short = role == "weight" or (last is not None and weight is not None and last < weight)
    if is_short and is_begun(sheet, rows):
        take_back(sheet, rows[-1], rows[-1].tokens[role][0], [role])


def name_as_above(rows: list[IndicatorRow]) -> None:
    """Where a table ends with the document inside the names of its last row, they stand as far behind its level 1 as
    those of the rows above: 满意度指标 ｜ 读者 ｜ 读者的看法 are the three levels, though nobody listed 读者."""
    if not rows or rows[-1].extra:
        return
    steps = {steps_behind_level1(row) for row in rows[:-1] if row.has("level1") and row.has("level2")}
    cells = sorted(rows[-1].printed(), key=lambda token: token.column)
    places = tuple(token.column - cells[0].column for token in cells)
    if len(steps) != 1 or UNPLACED in {token.column for token in cells} or places != (0, *steps.pop()):
        return
    if len(places) != len(NAMES):
        return
    if any(is_no_name(token.text) for token in cells) or not cells[0].is_kind("level1"):
        return
    rows[-1].tokens = {role: [token] for role, token in zip(("level1", "level2", "level3"), cells, strict=True)}


def steps_behind_level1(row: IndicatorRow) -> tuple[int, ...]:
    """How many columns behind the name of level 1 those of level 2 and of the indicator stand; () where one is lost."""
    cells = [row.tokens.get(role, []) for role in ("level1", "level2", "level3")]
    if any(len(cell) != 1 or cell[0].column == UNPLACED for cell in cells):
        return ()
    return tuple(cell[0].column - cells[0][0].column for cell in cells[1:])


def take_back(sheet: FormSheet, row: IndicatorRow, cell: Token, roles: Iterable[str]) -> None:
    """Take the cut cell out of these columns of its row, and report it."""
    for role in [role for role in roles if cell in row.tokens[role]]:
        row.tokens[role].remove(cell)
        if not row.tokens[role]:
            del row.tokens[role]
        sheet.report("document_cut_off", "中", CUT_OFF, cell)
