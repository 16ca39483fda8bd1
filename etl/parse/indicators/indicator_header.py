"""The columns of an indicator table, as its header names them; a label that nobody declared is a column all the same.

Input: the header's row. Output: an IndicatorHeader for fitting rows. Stage `parse`. A role that is printed twice makes
one column that counts and one that is only kept apart, so that no cell slides under a neighbour's label.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_columns import is_converted
from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_figure, is_measured, is_number, is_percent
from etl.parse.labels.roles import NOT_READ
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.fit_row import Column

# What it costs a row to leave a column empty: names and points are expected, level names are merged away.
EMPTY_COSTS = {"level1": 0.0, "level2": 0.0, "level3": 2.0, "target": 1.0, "actual": 1.0, "weight": 1.5, "score": 1.5}
NOTES_EMPTY_COST = 0.5  # 指标说明 and 评分标准 of a declaration are mostly filled in
COLUMN = "indicator_column"
REMARK = "not_read.remark"  # 备注 where nothing was achieved yet: no field, but what it says is of the indicator
UNKNOWN, BESIDE = "unknown", "beside"  # a column without a declared label; a column of the block that does not count
UNIT_COLUMN = "单位"  # in a header's row it is no label of the form
LONGEST_HEADING = 20
FEWEST_SHARES = 2
FEWEST_WEIGHTS = 2  # 一级指标 ｜ 权重 ｜ 二级指标 ｜ 权重 ｜ 三级指标 ｜ 权重
FEWEST_BLANK = 2  # rows whose block of the year holds a name of level 2 and nothing else
YEAR_COUNTS = "表上并列印有实施期（中长期）指标与年度指标，只采用年度指标。"
YEAR_IS_BLANK = "表上并列印有实施期（中长期）指标与年度指标，年度指标没有填写，采用实施期指标。"
RESULTS = ("actual", "score")  # what a year brought; before it nothing can deviate
PROSE = frozenset({"legal_basis", "necessity", "feasibility", "safeguards", "implementation_plan"})  # of sentences
DATES = frozenset({"start_date", "end_date", "period"})  # 完成时间 may be the name of an indicator


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    """The columns of an indicator table, in printed order."""

    columns: tuple[Column, ...]


def is_indicator_header(row: TokenRow) -> bool:
    """Whether the row heads an indicator table: 三级指标, or 二级指标 with a column of values."""
    if COLUMN not in row.kinds:
        return False
    roles = row.roles(COLUMN)
    return len(roles) >= 3 and ("level3" in roles or {"level2", "target"} <= roles)


def names_indicator(label: Token, value: Token | None) -> bool:
    """Whether a label of the form is an indicator's name below the table's header: 完成时间, or 总投资 ｜ ≤48万元.

    A target is told from a field's value by its sign, and from the project's money by the unit behind its number;
    points stand behind a name where a field has a sentence.
    """
    roles = set(label.roles("form"))
    if roles & DATES:
        return True
    if value is None or value.labels:
        return False
    if roles & PROSE and is_number(value.text):
        return True
    return has_operator(value.text) or ("project_total_budget" in roles and is_measured(value.text))


def is_remark_in_words(row: TokenRow, first: Token) -> bool:
    """Whether the row is a remark with the form's own request before it: 说明 ｜ 请简要说明……，没有请填无 ｜ 无."""
    return "remark" in first.roles("form") and not any(is_figure(t.text) for t in row.tokens if t is not first)


def is_goal_of_group(token: Token, following: Token | None) -> bool:
    """Whether a text heads another goal of the same form, with indicators of its own: 年度绩效目标2. Right before a
    level's name it stands beside the indicators of its goal."""
    is_beside = following is not None and following.is_kind("level1", "level2")
    return token.is_kind("goal") and token.text[-1].isdecimal() and not is_beside


def read_header(sheet: FormSheet, row: TokenRow, vocabulary: Vocabulary) -> IndicatorHeader:
    """The columns that the header names; a damaged label counts when it is close to one label only.

    Two blocks side by side, the whole term's and the year's, repeat 三级指标: then the later block counts.
    """
    first = next((i for i, token in enumerate(row.tokens) if token.is_kind("indicator_column")), 0)
    columns: list[Column] = []
    for order, token in enumerate(row.tokens):
        roles = token.roles("indicator_column")
        if not roles and not token.labels and (near := vocabulary.closest_column(token.text)):
            roles = [near.role]
        if vocabulary.fold(token.text) == UNIT_COLUMN and order > first:
            roles = ["target_unit"]
        if roles == ["score"] and not is_converted(token) and has_converted_score(row):
            roles = ["unread_number"]
        if roles or token.labels:
            sheet.claim(token)
        if roles:
            sheet.header_columns[token.text] = True
            taken = [column.role for column in columns]
            role = next((role for role in roles if role not in taken), f"{BESIDE}.{roles[0]}.{order}")
            columns.append(Column(role, token.column, EMPTY_COSTS.get(role, 0.0)))
        elif order > first and not token.labels and is_heading(token):
            report_unknown_column(sheet, token)
            columns.append(Column(f"{UNKNOWN}.{order}", token.column))
    columns = with_remarks(with_shares(sheet, row, with_weights_of_names(columns)), row, vocabulary)
    return IndicatorHeader(with_later_block(sheet, columns, row))


def with_weights_of_names(columns: list[Column]) -> list[Column]:
    """The columns with the weight behind 三级指标 as the one that counts, where each level has one of its own."""
    roles = [column.role for column in columns]
    names = roles.index("level3") if "level3" in roles else len(roles)
    weights = [
        order for order, column in enumerate(columns) if column.role == "weight" or beside_role(column) == "weight"
    ]
    if len(weights) < FEWEST_WEIGHTS or names + 1 not in weights or weights[0] > names:
        return columns
    return [
        column
        if order not in weights
        else replace(column, role="weight" if order == names + 1 else f"{BESIDE}.weight.{order}", empty_cost=0.0)
        for order, column in enumerate(columns)
    ]


def has_converted_score(row: TokenRow) -> bool:
    """Whether the header prints a score worked out in the form's points: 折算得分 beside 单项得分."""
    return any(is_converted(token) and "score" in token.roles("indicator_column") for token in row.tokens)


def with_shares(sheet: FormSheet, header: TokenRow, columns: list[Column]) -> list[Column]:
    """The columns with 权重 as a share where all its cells are per cents: a target's per cent is no weight."""
    weight = next((column for column in columns if column.role == "weight"), None)
    if weight is None or any(column.role in ("score", "weight_share") for column in columns):
        return columns
    at = next((order for order, row in enumerate(sheet.rows) if row is header), None)
    # a header of two tiers is no row of the sheet, and a sheet in one line has no lines below
    below = [row for row in sheet.rows if row.line_no > header.line_no] if at is None else sheet.rows[at + 1 :]
    if weight.position == UNPLACED:
        cells = last_cells(below) if columns[-1] is weight else []
    else:
        cells = [token.text for row in below for token in row.tokens if token.column == weight.position]
    shares = sum(is_percent(text) for text in cells)
    if shares < FEWEST_SHARES or any(is_number(text) for text in cells):
        return columns
    return [replace(column, role="weight_share") if column is weight else column for column in columns]


def last_cells(rows: Sequence[TokenRow]) -> list[str]:
    """The last texts of indicators whose columns are lost: of rows that lines hold, or before the next level's name."""
    ends = [row.tokens[-1] for row in rows if len(row.tokens) > 2]
    in_lines = [token.text for token in ends if not token.is_kind("level1", "level2")]
    tokens = [token for row in rows for token in row.tokens]
    before = [a.text for a, b in pairwise(tokens) if b.is_kind("level1", "level2") and not a.labels]
    return in_lines if len(in_lines) >= FEWEST_SHARES else before


def with_remarks(columns: list[Column], header: TokenRow, vocabulary: Vocabulary) -> list[Column]:
    """The columns with 备注 and 说明 as what they can be: a reason behind what was achieved, nothing before that."""
    roles = [column.role for column in columns]
    results = [order for order, role in enumerate(roles) if role in RESULTS]
    if not results:
        columns = [
            replace(column, empty_cost=NOTES_EMPTY_COST) if NOT_READ in column.role else column for column in columns
        ]
        return [replace(column, role=REMARK) if column.role == "deviation_reason" else column for column in columns]
    is_not_read = NOT_READ in (columns[-1].role, beside_role(columns[-1]))
    is_remark = is_not_read and vocabulary.fold(header.tokens[-1].text) in vocabulary.remark_columns
    between = header.tokens[len(header.tokens) - (len(columns) - 1 - max(results)) : -1]
    is_near = all(vocabulary.fold(token.text) in vocabulary.flag_columns for token in between)
    if "deviation_reason" in roles or not is_remark or not is_near:
        return columns
    return [*columns[:-1], replace(columns[-1], role="deviation_reason")]


def is_heading(token: Token) -> bool:
    """Whether an unlabelled text can head a column: short words."""
    return len(token.text) <= LONGEST_HEADING and not is_number(token.text) and not is_blank_mark(token.text)


def report_unknown_column(sheet: FormSheet, token: Token) -> None:
    """Name a column that nobody declared; its cells are kept apart and give no value."""
    sheet.claim(token)
    sheet.header_columns[token.text] = False
    sheet.report("column_not_known", "低", f"表头“{token.text}”不在词表中，这一列未采用，原文保留。", token)


def with_later_block(sheet: FormSheet, columns: list[Column], header: TokenRow) -> tuple[Column, ...]:
    """The columns with the roles of two blocks exchanged where names and targets are both printed twice, and the later
    block is filled in."""
    repeated = {beside_role(column): column for column in columns if column.role.startswith(BESIDE)}
    if not {"level3", "target"} <= set(repeated):
        return tuple(columns)
    if "level2" in repeated and is_later_block_blank([row for row in sheet.rows if row.line_no > header.line_no]):
        sheet.report("term_indicators_beside", "低", YEAR_IS_BLANK, header.first)
        return tuple(columns)
    sheet.report("term_indicators_beside", "低", YEAR_COUNTS, header.first)
    swapped = []
    for column in columns:
        if column.role in repeated:
            cost = EMPTY_COSTS.get(column.role, 0.0)
            swapped.append(Column(repeated[column.role].role, column.position, cost))
        elif (role := beside_role(column)) in repeated:
            swapped.append(Column(role, column.position, EMPTY_COSTS.get(role, 0.0)))
        else:
            swapped.append(column)
    return tuple(swapped)


def is_later_block_blank(rows: Sequence[TokenRow]) -> bool:
    """Whether below two blocks side by side each row that names its level 2 in both ends with the second name."""
    behind = []
    for row in rows:
        names = [order for order, token in enumerate(row.tokens) if token.is_kind("level2")]
        if len(names) > 1 and row.tokens[names[0]].text == row.tokens[names[-1]].text:
            behind.append(len(row.tokens) - 1 - names[-1])
    return len(behind) >= FEWEST_BLANK and not any(behind)


def beside_role(column: Column) -> str:
    """The role that a column of the other block has there; "" for a column that counts."""
    parts = column.role.split(".")
    return parts[1] if parts[0] == BESIDE else ""
