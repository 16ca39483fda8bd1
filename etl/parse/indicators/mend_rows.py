"""Indicator rows that a page break tore, that a lost cell shifted, or that are of another table.

Input: the rows of an indicator table, fitted to its header. Output: the rows as the form means them. Stage `parse`.
"""

from collections.abc import Sequence
from itertools import pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.execution_points import take_rate_as_name
from etl.parse.indicators.indicator_header import IndicatorHeader
from etl.parse.indicators.indicator_row import SHIFTED, VALUE_ROLES, IndicatorRow
from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_measured, is_number, is_quantity, is_unit
from etl.parse.labels.roles import POINTS
from etl.parse.rows.cell_likeness import LEVEL_NAME_ENDINGS, ends_as_name, is_value_alone, names_unit

TORN = "指标名称被分页拆开，已接上"
WRAPPED = "偏差原因在下一行接着印，已接上"
MOVED = "三级指标名称印在上一行，已移回"
TWO_NAMES = 2
FEWEST_RESULTS = 2  # in one cell: columns printed one after another


def put_together(rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """Rows with torn names joined and names that slipped to the row above moved back."""
    whole: list[IndicatorRow] = []
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        is_piece = is_fragment(row)
        is_begun = is_piece and not is_whole_name(row)
        is_apart = following is not None and is_broken_off(row, following)
        if is_begun and following is not None and is_apart and can_be_rest(following):
            following.tokens["level3"] = row.tokens["level3"] + following.tokens["level3"]
            following.repairs["level3"] = TORN
            keep_levels(row, following)
        elif is_piece and whole and is_broken_off(whole[-1], row) and can_go_on(whole[-1]):
            whole[-1].tokens["level3"] += row.tokens["level3"]
            whole[-1].repairs["level3"] = TORN
        elif is_rest_of_reason(row) and whole and whole[-1].has("deviation_reason"):
            whole[-1].tokens["deviation_reason"] += row.tokens["deviation_reason"]
            whole[-1].repairs["deviation_reason"] = WRAPPED
        else:
            take_slipped_name(row, whole)
            whole.append(row)
    return whole


def is_fragment(row: IndicatorRow) -> bool:
    """Whether a row is nothing but a piece of a name."""
    return not row.extra and not row.has(*VALUE_ROLES, "deviation_reason") and can_be_rest(row)


def can_be_rest(row: IndicatorRow) -> bool:
    """Whether a row has a name, which is no value alone."""
    return row.has("level3") and not is_value_alone(row.tokens["level3"][0].text)


def is_broken_off(above: IndicatorRow, below: IndicatorRow) -> bool:
    """Whether something else stands between two rows, as a page's end does; the lines of cells in lines of their own
    do not tell."""
    lines = [{token.place.line_no for found in row.tokens.values() for token in found} for row in (above, below)]
    return below.line_no > above.line_no + 1 and all(len(of_row) == 1 for of_row in lines)


def is_whole_name(row: IndicatorRow) -> bool:
    """Whether a row's name ends with the unit of its value in brackets, as no first piece of a name does."""
    return names_unit(row.tokens["level3"][-1].text)


def can_go_on(row: IndicatorRow) -> bool:
    """Whether a row has a name of which more may stand below it."""
    return row.has("level3") and not is_whole_name(row)


def is_rest_of_reason(row: IndicatorRow) -> bool:
    """Whether a row is nothing but words in the column of the reasons."""
    return len(row.tokens) == 1 and "deviation_reason" in row.tokens and not row.extra


def keep_levels(row: IndicatorRow, following: IndicatorRow) -> None:
    """Hand the level names of a torn row on to the row it was joined to."""
    for role in ("level1", "level2"):
        if row.has(role) and not following.has(role):
            following.tokens[role] = row.tokens[role]


def take_slipped_name(row: IndicatorRow, before: list[IndicatorRow]) -> None:
    """A row without a name takes the second of two names that the row above it prints before its values."""
    if "level3" in row.tokens or not row.has(*VALUE_ROLES) or not before:
        return
    above = before[-1]
    if len(above.extra) != 1 or not above.has("level3"):
        return
    names = sorted((*above.tokens["level3"], *above.extra), key=lambda token: token.place.char_start)
    first_value = min((t.column for role in VALUE_ROLES for t in above.tokens.get(role, ())), default=0)
    if len(names) == 2 and names[1].column < first_value and not names[0].labels:
        above.tokens["level3"], row.tokens["level3"] = [names[0]], [names[1]]
        row.repairs["level3"] = MOVED
        above.extra = ()


def give_names_in_order(rows: Sequence[IndicatorRow]) -> None:
    """Rows of a stream that print two names before the values of the first: each name to the values in its turn."""
    for order, row in enumerate(rows[:-1]):
        below = rows[order + 1]
        if below.has("level1", "level2", "level3") or not (prints_values(row) and prints_values(below)):
            continue
        above = rows[order - 1] if order else None
        names = row.tokens.get("level3", [])
        if len(names) == TWO_NAMES and ends_as_name(*(token.text for token in names)):
            below.tokens["level3"] = [names.pop()]
        elif len(names) == 1 and not row.has("level1", "level2") and above is not None and is_fragment(above):
            below.tokens["level3"], row.tokens["level3"] = names, above.tokens.pop("level3")
            keep_levels(above, row)
        if "level3" in below.tokens:
            row.repairs["level3"] = below.repairs["level3"] = MOVED


def take_level2_above(rows: Sequence[IndicatorRow]) -> None:
    """Rows of a stream below a level-1 name and one word that their own name begins with: it is their level-2 name."""
    for row, below in pairwise(rows):
        levels = [token for role in ("level1", "level2") for token in row.tokens.get(role, ())]
        if not is_fragment(row) or len(levels) != 1 or not levels[0].is_kind("level1") or below.has("level1", "level2"):
            continue
        names = [token.text for one in (row, below) for token in one.tokens.get("level3", ())]
        if len(names) == TWO_NAMES and names[1].startswith(names[0]):
            below.tokens["level2"] = row.tokens["level3"]
            row.tokens = {"level1": levels}


def prints_values(row: IndicatorRow) -> bool:
    """Whether a row prints a target or a result, and points, each once."""
    counts = {len(tokens) for role, tokens in row.tokens.items() if role in VALUE_ROLES}
    return counts == {1} and row.has("target", "actual") and row.has(*POINTS) and not row.extra


def mend_names(row: IndicatorRow) -> None:
    """Put right which of a row's cells are its names."""
    drop_several_rows(row)
    drop_no_name(row)
    drop_values_as_name(row)
    take_unknown_level2(row)
    take_rate_as_name(row)


def drop_several_rows(row: IndicatorRow) -> None:
    """Take back a row whose points are several numbers: cells of indicators that stand side by side, put together."""
    for role in POINTS:
        pieces = [piece for token in row.tokens.get(role, ()) for piece in token.text.split()]
        if len(pieces) > 1 and all(map(is_number, pieces)):
            for taken in list(row.tokens):
                row.take_back(taken)
            return


def drop_no_name(row: IndicatorRow) -> None:
    """Take back a name that cannot be one: a unit, a mark, the words of a column alone, a level's name without values;
    and a row of totals whose label stands with its number in the column of names."""
    names = row.tokens.get("level3", [])
    if not names:
        return
    label, text = names[0], names[0].text
    if len(names) > 1 and label.is_kind("total") and all(is_number(token.text) for token in names[1:]):
        for role in list(row.tokens):
            row.take_back(role)
    elif len(names) == 1:
        is_level = label.is_kind("level1", "level2") and not row.has(*VALUE_ROLES)
        if is_level or is_unit(text) or text in LEVEL_NAME_ENDINGS or not any(map(str.isalpha, text)):
            row.take_back("level3")


def drop_values_as_name(row: IndicatorRow) -> None:
    """Take back a name that is nothing but several values, and a row whose result is several, as columns printed one
    after another put together."""
    names = row.tokens.get("level3", [])
    if len(names) > 1 and all(has_operator(token.text) or is_measured(token.text) for token in names):
        row.extra = (*row.extra, *row.tokens.pop("level3"))
    results = row.tokens.get("actual", [])
    if len(results) < FEWEST_RESULTS:
        return
    values = [token.text for token in results if has_operator(token.text) or is_quantity(token.text)]
    if len(values) >= FEWEST_RESULTS and any(map(has_operator, values)):
        for role in [role for role in row.tokens if role not in ("level1", "level2")]:
            row.extra = (*row.extra, *row.tokens.pop(role))


def take_unknown_level2(row: IndicatorRow) -> None:
    """A text that no column took, between the level-1 name and the indicator's name, is the level-2 name: 读者."""
    is_moved = SHIFTED in row.repairs.values() and not row.has("level2")
    if is_moved and not any(token.labels for token in row.tokens.get("level1", ())):
        row.extra = (*row.extra, *row.tokens.pop("level1", ()))
    if len(row.extra) != 1 or row.has("level2") or not row.has("level3"):
        return
    between = row.extra[0]
    if any(tells(between.text) for tells in (is_number, is_quantity, has_operator, is_blank_mark)):
        return
    here, last = ((token.place.line_no, token.place.char_start) for token in (between, row.tokens["level3"][0]))
    above = row.tokens.get("level1", [])
    is_behind = bool(above) and (above[0].place.line_no, above[0].place.char_start) < here
    if here < last and is_behind:
        row.tokens["level2"], row.extra = [between], ()


def scored_rows(sheet: FormSheet, rows: list[IndicatorRow], header: IndicatorHeader) -> list[IndicatorRow]:
    """The rows without those that are of another table: no points where the others have them, and out of place.

    A part of an indicator (其中…) stands between the others with its values; the last row of a document may be cut.
    The cells of rows that go stay unclaimed, so that each is reported as not read.
    """
    has_points_columns = {"weight", "score"} <= {column.role for column in header.columns}
    scored = {order for order, row in enumerate(rows) if row.has("weight", "score")}
    if not has_points_columns or not scored or len(scored) == len(rows):
        return rows
    first, last = min(scored), max(scored)
    kept = [
        order in scored
        or not row.has("level3")
        or not (sheet.is_stream or SHIFTED in row.repairs.values())
        or (row.has("level1", "level2") and not sheet.is_stream)
        or (row.has("target") and row.has("actual") and first < order < last)
        or (order == len(rows) - 1 and row.has("level2") and (sheet.is_cut_off or ends_form(sheet, row)))
        for order, row in enumerate(rows)
    ]
    for order, is_kept in enumerate(kept[:-1]):
        if not is_kept and order < last:
            keep_levels(rows[order], rows[order + 1])  # its group goes on without it
    return [row for row, is_kept in zip(rows, kept, strict=True) if is_kept]


def ends_form(sheet: FormSheet, row: IndicatorRow) -> bool:
    """Whether a row with its target is what the form ends with: the page goes on no further than that."""
    return row.has("target") and sheet.rows[-1].tokens[-1] in row.printed()
