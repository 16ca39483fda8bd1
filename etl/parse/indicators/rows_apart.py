"""Rows of a table whose header came apart, as the columns of a page's text may come one after another: 完成值 ｜
二级指标 ｜ 指标6：培训人数 ｜ 120人 ｜ 118人 ｜ 10 ｜ 9.8 ｜ 得分.

Input: a FormSheet whose rows were cut from a stream and gave no indicator, as no whole header stands above them.
Output: the indicators that figures tell: a name with target, result and points right behind it. Stage `parse`. Levels
are left open, as their names may stand anywhere; every other row is reported cell by cell.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.indicators.indicator_fields import emit_row
from etl.parse.indicators.indicator_row import IndicatorRow
from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_measured, is_number, number_of
from etl.parse.labels.roles import POINTS, VALUES
from etl.parse.labels.tokens import Token
from etl.parse.rows.cell_likeness import is_numbered_name
from etl.records import Section

NAME, SCORE = "level3", "score"
FEWEST_ROWS = 3  # with a unit in target or result: they tell the order of the columns
COLUMNS_APART = "栏目名与各行错开，按名称后的数值对齐"
Row = tuple[list[Token], list[Token]]


def read_rows_apart(sheet: FormSheet) -> None:
    """Read the rows that figures tell, where three or more agree on what the columns are."""
    if not sheet.is_stream or sheet.row_counts.get(Section.INDICATOR):
        return
    heads = set().union(*(row.roles("indicator_column") for row in sheet.rows))
    if not {NAME, SCORE} <= heads or heads.isdisjoint(VALUES):
        return
    roles = (*VALUES, *(role for role in POINTS if role in heads))
    rows = list(rows_told(list(chain.from_iterable(row.tokens for row in sheet.rows)), roles))
    if sum(any(not is_number(value.text) for value in figures[:2]) for _, figures in rows) < FEWEST_ROWS:
        return
    for name, figures in rows:
        by_role = {NAME: name} | {role: [token] for role, token in zip(roles, figures, strict=True)}
        read = IndicatorRow(name[0].place.line_no, by_role, dict.fromkeys(by_role, COLUMNS_APART))
        emit_row(sheet, read, sheet.new_row_no(Section.INDICATOR))
    taken = {token.place for name, figures in rows for token in (*name, *figures)}
    sheet.problems = [problem for problem in sheet.problems if problem.place not in taken]  # told without a header


def rows_told(tokens: Sequence[Token], roles: Sequence[str]) -> Iterator[Row]:
    """Names and the figures right behind them, one for each column; none whose name may go on elsewhere."""
    runs = [(is_figures, list(group)) for is_figures, group in groupby(tokens, is_value)]
    for (_, before), (is_figures, figures), (_, behind) in zip(runs, runs[1:], runs[2:], strict=False):
        name = name_before(before) if is_figures and not begins_with_rest(behind) else None
        if name is not None and are_of_columns([token.text for token in figures], roles):
            yield name, figures


def name_before(tokens: list[Token]) -> list[Token] | None:
    """The name that these words are: one text, or one that the form numbers and what follows it; None for any others,
    of which one may belong to a row further up."""
    numbered = [order for order, token in enumerate(tokens) if is_numbered_name(token.text)]
    if len(numbered) > 1:
        return None
    name = tokens[numbered[0] if numbered else -1 :]
    is_own = bool(numbered) or len(tokens) == 1 or bool(tokens[-2].labels)
    return None if not is_own or any(token.labels for token in name) else name


def begins_with_rest(tokens: list[Token]) -> bool:
    """Whether words behind a row's figures may be the rest of its name, as they begin no row of their own."""
    first = tokens[0]
    return not (first.labels or is_numbered_name(first.text) or len(tokens) == 1 or is_blank_mark(first.text))


def are_of_columns(texts: list[str], roles: Sequence[str]) -> bool:
    """Whether figures are one for each column, the last ones points, of which none is above the weight."""
    if len(texts) != len(roles):
        return False
    points = [point for text in texts[len(VALUES) :] if (point := number_of(text)) is not None]
    return len(points) == len(roles) - len(VALUES) and all(score <= weight for weight, score in pairwise(points))


def is_value(token: Token) -> bool:
    """Whether a text is a figure: a number, with its unit or comparison, or without."""
    return not token.labels and (is_measured(token.text) or has_operator(token.text))
