"""The indicator table: its header, its rows fitted to the header, and rows that a page break or a lost cell tore apart.

Input: the rows from the indicator header on. Output: fields of section INDICATOR on the sheet. Stage `parse`.
"""

from collections.abc import Sequence
from itertools import pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.term_blocks import begins_term_block
from etl.parse.blocks.total_block import is_score_row
from etl.parse.forms.slid_list_rows import SlidRow
from etl.parse.indicators.cut_indicators import cut_indicators, is_sheet_in_line
from etl.parse.indicators.glued_cells import parted_cells
from etl.parse.indicators.indicator_fields import emit_rows, report_rest
from etl.parse.indicators.indicator_header import (
    IndicatorHeader,
    is_goal_of_group,
    is_indicator_header,
    is_remark_in_words,
    names_indicator,
    read_header,
)
from etl.parse.indicators.indicator_row import (
    SHIFTED,
    VALUE_ROLES,
    IndicatorRow,
)
from etl.parse.indicators.kind_columns import with_kind_column
from etl.parse.indicators.lost_level2 import with_levels_lowered, with_lost_level2
from etl.parse.indicators.lost_points import with_lost_points
from etl.parse.indicators.mend_rows import mend_names, put_together, scored_rows
from etl.parse.indicators.place_columns import with_places
from etl.parse.indicators.undecided_cells import settle_undecided
from etl.parse.indicators.unlisted_total import take_unlisted_total
from etl.parse.indicators.unread_points import drop_unread_points, fit_beside_unread_points
from etl.parse.indicators.wrapped_cells import take_names_from_reasons, with_torn_levels, with_wrapped_lines
from etl.parse.labels.printed_kinds import is_blank_mark, is_number
from etl.parse.labels.roles import AMOUNTS, MERGED
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.cell_likeness import indicator_likeness
from etl.parse.rows.cut_off_rows import mend_end
from etl.parse.rows.fit_row import Column, RowFit, fit_anew, fit_in_place
from etl.parse.rows.header_tiers import whole_header
from etl.parse.rows.repeated_cells import REPEATED_ABOVE
from etl.parse.runs.run_records import LabelledRow
from etl.records import Place

ENDING_KINDS = ("total", "form", "other_table", "fund_column")
AFTER_ROWS = frozenset({"review_opinion", "prior_evaluation"})  # fields that only a form's end prints
MOST_COLUMNS = 64  # a header of more names is damaged: weighing all ways to cut grows with their cube


def read_indicator_block(sheet: FormSheet, index: int, vocabulary: Vocabulary) -> tuple[int, IndicatorHeader]:
    """Read header and rows; returns the index after the block and the header, which places the totals."""
    header, size = header_at(sheet, index, vocabulary)
    rows: list[IndicatorRow] = []
    lines: list[TokenRow] = []
    index += size
    while (
        index < len(sheet.rows)
        and not ends_indicators(sheet.rows, index)
        and not begins_term_block(sheet, index, vocabulary)
    ):
        row = sheet.rows[index]
        if is_indicator_header(row):
            rows.extend(cut_lines(sheet, lines, header, vocabulary))
            lines = []
            header, size = header_at(sheet, index, vocabulary)
            index += size - 1
        elif sheet.is_stream:
            lines.append(row)
        elif row.is_tabular:
            read_row(sheet, row, header, rows, vocabulary)
        index += 1
    rows.extend(cut_lines(sheet, lines, header, vocabulary))
    if index == len(sheet.rows):
        mend_end(sheet, rows, header, vocabulary)
    if sheet.is_stream:
        take_names_from_reasons(rows)
        settle_undecided(rows, header.columns, sheet.rows)
    else:
        rows = with_levels_lowered(with_wrapped_lines(put_together(with_torn_levels(sheet, rows, vocabulary))))
    rows = take_unlisted_total(sheet, scored_rows(sheet, rows, header))
    for read in rows:
        mend_names(read)
        drop_unread_points(sheet, read)
        report_rest(sheet, read)
    emit_rows(sheet, rows, header, vocabulary)
    return index, header


def header_at(sheet: FormSheet, index: int, vocabulary: Vocabulary) -> tuple[IndicatorHeader, int]:
    """The header at this row, with its other tier, and how many rows it takes from here on."""
    row, size, spanning = whole_header(sheet.rows, index)
    sheet.claim(*spanning)
    header = read_header(sheet, row, vocabulary)
    below = sheet.rows[index + size :]
    columns = with_lost_level2(with_places(with_kind_column(header.columns, below), row), below)
    return IndicatorHeader(with_lost_points(columns, below)), size


def ends_indicators(rows: tuple[TokenRow, ...], index: int) -> bool:
    """Whether the row begins something after the table: totals, a field of the form, or funding."""
    row = rows[index]
    if "goal" in row.kinds:
        _, *following = (token for near in rows[index : index + 2] for token in near.tokens)
        if is_goal_of_group(row.first, following[0] if following else None):
            return True
    if is_score_row(row):
        return True
    if not row.is_kind(*ENDING_KINDS):
        return False
    first = next((token for token in row.tokens if not token.is_kind("side")), row.first)
    if (first.is_kind("total") and not first.is_kind("level1", "level2")) or AFTER_ROWS & set(first.roles("form")):
        return True
    is_field = len({t.text for t in row.tokens}) <= 2 or is_remark_in_words(row, first)
    if first.is_kind("form") and is_field and not is_indicator_header(row):
        below = rows[index + 1].tokens if index + 1 < len(rows) else ()
        behind = (*row.behind(first), *below)
        return not names_indicator(first, behind[0] if behind else None)
    if "other_table" in row.kinds or "project_name" in row.roles("form"):
        return True
    amounts = row.roles("fund_column") & set(AMOUNTS)
    return len(amounts) > 1 and not any(is_number(token.text) for token in row.tokens)


def read_row(
    sheet: FormSheet, row: TokenRow, header: IndicatorHeader, rows: list[IndicatorRow], vocabulary: Vocabulary
) -> None:
    """Fit one printed row and append it; labels of the block beside the row are claimed."""
    tokens = row.tokens
    if "side" in row.kinds:
        heads_levels = {a.place for a, b in pairwise(tokens) if b.is_kind("level1", "level2")}
        left = max(header.columns[0].position, 2)
        beside = [token for token in tokens if is_beside(token, heads_levels) and token.column < left]
        sheet.claim(*beside)
        tokens = tuple(token for token in tokens if token not in beside)
    if not tokens:
        return
    tokens = parted_cells(sheet, tokens, header.columns)
    fit = (
        labelled_fit(row, header.columns)
        or fit_in_place(tokens, header.columns, indicator_likeness)
        or fit_beside_unread_points(tokens, header.columns, row.width)
        or fit_anew(tokens, header.columns, indicator_likeness)
    )
    read = IndicatorRow(row.line_no, {role: [token] for role, token in fit.by_role.items()}, extra=fit.extra)
    if fit.is_shifted or isinstance(row, SlidRow):
        read.repairs = dict.fromkeys(fit.by_role, SHIFTED)
    if any(read.tokens[role][0].place.line_no < row.line_no for role in MERGED if role in read.tokens):
        read.repairs["target"] = REPEATED_ABOVE
    if is_filler(read, vocabulary):
        sheet.claim(*(token for role in ("level3", *VALUE_ROLES) for token in read.tokens.pop(role, [])))
    rows.append(read)


def labelled_fit(row: TokenRow, columns: Sequence[Column]) -> RowFit | None:
    """Each cell of a row whose cells were printed with their labels in its column; None for any other row."""
    if not isinstance(row, LabelledRow):
        return None
    below = {column.position: column.role for column in columns}
    return RowFit({below[token.column]: token for token in row.tokens}, (), False, 0.0)


def cut_lines(
    sheet: FormSheet, lines: list[TokenRow], header: IndicatorHeader, vocabulary: Vocabulary
) -> list[IndicatorRow]:
    """The rows of a table whose lines are not its rows; the form's own fillers are claimed before the cut."""
    kept: list[TokenRow] = []
    stream = [token for line in lines for token in line.tokens]
    heads_levels = {a.place for a, b in pairwise(stream) if b.is_kind("level1", "level2")}
    cells = {b.place for a, b in pairwise(stream) if is_blank_mark(b.text) and is_number(a.text)}  # not of a blank row
    for line in lines:
        fillers = [token for token in line.tokens if is_ignorable(token, vocabulary) or is_beside(token, heads_levels)]
        if all(token in fillers or is_blank_mark(token.text) for token in line.tokens):
            fillers = [token for token in line.tokens if len(line.tokens) > 1 or token.place not in cells]
        sheet.claim(*fillers)
        tokens = parted_cells(sheet, tuple(token for token in line.tokens if token not in fillers), header.columns)
        if tokens:
            kept.append(TokenRow(line.line_no, tokens, True))
    if not kept or len(header.columns) > MOST_COLUMNS:
        return []
    cut = cut_indicators(kept, header.columns, indicator_likeness)
    rows = []
    has_none = is_sheet_in_line(kept, header.columns) and not any(set(by_role) & set(VALUE_ROLES) for by_role, _ in cut)
    for by_role, extra in cut:
        is_bare = set(by_role).isdisjoint(VALUE_ROLES)
        names = by_role.pop("level3", []) if is_bare and (has_none or len(by_role.get("level3", ())) > 1) else ()
        rest = (*extra, *names)  # one name or several: nothing beside them tells
        first = next(iter(by_role.values()))[0] if by_role else rest[0]
        rows.append(IndicatorRow(first.place.line_no, by_role, extra=rest))
    return rows


def is_beside(token: Token, heads_levels: set[Place]) -> bool:
    """Whether a token is the name of the block; 绩效目标 is a level's name too, where no level's name follows it."""
    return token.is_kind("side") and (not token.is_kind("level2") or token.place in heads_levels)


def is_ignorable(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a token is one of the form's own words that carry no datum, as 具体指标 in place of a level."""
    is_head = "level3" in token.roles("indicator_column") and not token.is_kind("level1", "level2")
    return is_head or vocabulary.is_ignorable(token.text) or not vocabulary.fold(token.text)


def is_filler(row: IndicatorRow, vocabulary: Vocabulary) -> bool:
    """Whether the row is the form's own blank line, as 指标2 or …… without values, or places for seals and dates."""
    values = [token for role in VALUE_ROLES if role in row.tokens for token in row.tokens[role]]
    if any(map(str.isdigit, "".join([value.text for value in values]))):
        return False
    cells = (*values, *row.tokens.get("level3", ()))
    return all(is_ignorable(cell, vocabulary) or is_blank_mark(cell.text) for cell in cells)
