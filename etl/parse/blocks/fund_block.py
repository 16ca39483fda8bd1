"""The funding block: a header of amounts and rates with one row per source of money.

Input: the rows from the funding header on. Output: fields of section FUND on the sheet, and the index after the
block. Stage `parse`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from etl.parse.blocks.fit_fund_row import fit_fund_row
from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_arithmetic import RATE_TOLERANCE
from etl.parse.blocks.fund_columns import (
    BUDGETS,
    RECEIVED,
    SHARE,
    UNKNOWN,
    fund_columns,
    with_columns_before,
)
from etl.parse.blocks.fund_row_shapes import (
    FEWEST_AMOUNTS,
    are_amounts_alone,
    blank_source,
    fund_row_label,
    names_block_alone,
    whole_fund_row,
)
from etl.parse.blocks.funds_by_year import is_whole_of_year, pass_over_year, rows_of_other_year
from etl.parse.blocks.glued_amounts import parted_amounts
from etl.parse.blocks.unit_of_form import note_money_unit
from etl.parse.labels.printed_kinds import (
    POINTS,
    is_blank_mark,
    is_money,
    is_number,
    is_percent,
    number_of,
    without_points_word,
)
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.rows.fit_row import Column, RowFit
from etl.records import Section

POINTS_IN_LABEL = re.compile(r"[(（]\s*([0-9]{1,2})\s*分")
SHIFTED = "资金行与表头错位，按内容对齐"
# A printed row gives these names in this order; a column that the page leaves blank gives none.
FUND_FIELDS = (*AMOUNTS, "weight", "execution_rate", "score", "deviation_reason")


def is_fund_header(row: TokenRow) -> bool:
    """Whether the row heads the funding block: two of its columns, one of them an amount."""
    roles = row.roles("fund_column")
    return len(roles) >= 2 and bool(roles & set(AMOUNTS)) and not labelled_columns(row)


def read_fund_block(sheet: FormSheet, index: int) -> int:
    """Read header and rows from `index` on; returns the index of the first row after the block."""
    header, unnamed = with_columns_before(sheet.rows, index)
    columns = fund_columns(header, unnamed)
    note_money_unit(sheet, header.tokens)
    sheet.claim(*(token for token in header.tokens if token.labels))
    first_row_no = sheet.row_counts.get(Section.FUND, 0) + 1
    beside = sheet.rows[index - 1].tokens if index else ()
    note_money_unit(sheet, beside)
    index += 1
    if names_block_alone(sheet.rows, index):
        beside = (*beside, *sheet.rows[index].tokens)
        sheet.claim(*sheet.rows[index].tokens)
        note_money_unit(sheet, sheet.rows[index].tokens)
        index += 1
    columns = with_unnamed_columns(columns, header, sheet.rows[index : index + 1])
    if are_amounts_alone(sheet.rows, index, columns):
        read_amounts_alone(sheet, sheet.rows[index], header, columns)
        index += 1
    while index < len(sheet.rows):
        row, size = whole_fund_row(sheet.rows, index)
        if (label := fund_row_label(row) or blank_source(sheet.rows, index)) is None:
            break
        if others := rows_of_other_year(sheet, index):
            pass_over_year(sheet, sheet.rows[index : index + others])
            index += others
            continue
        read_fund_row(sheet, row, label, columns, is_whole=size == 1 and row.width == header.width > 0)
        index += size
    if (
        not {"weight", SHARE} & {column.role for column in columns}
        and sheet.row_counts.get(Section.FUND, 0) >= first_row_no
    ):
        read_points_in_label(sheet, (*header.tokens, *beside), first_row_no)
    return index


def with_unnamed_columns(columns: list[Column], header: TokenRow, below: Sequence[TokenRow]) -> list[Column]:
    """The columns with each heading that names no amount and has a number below it: 2022年结转 moves no neighbour."""
    known = {column.position for column in columns}
    numbers = {token.column for row in below for token in row.tokens if is_number(token.text)}
    further = [
        Column(f"{UNKNOWN}.{order}", token.column, 0.1)
        for order, token in enumerate(header.tokens)
        if token.column in numbers - known - {UNPLACED} and not token.is_kind("side")
    ]
    return sorted([*columns, *further], key=lambda column: column.position) if further else columns


def read_points_in_label(sheet: FormSheet, labels: tuple[Token, ...], row_no: int) -> None:
    """The points of execution where no column but the block's name prints them: 预算执行情况（20分）."""
    for label in labels:
        is_of_block = label.is_kind("side") or "score" in label.roles("fund_column")
        if is_of_block and (points := POINTS_IN_LABEL.search(label.text)):
            sheet.add_text(Section.FUND, row_no, "weight", points.group(1), label)
            return


def read_fund_row(sheet: FormSheet, row: TokenRow, label: Token, columns: list[Column], *, is_whole: bool) -> None:
    """One source of money as fields; marks for nothing are claimed and give no field."""
    source = "total" if is_whole_of_year(sheet, row) else next(iter(label.roles("fund_row")), label.text)
    row_no = sheet.new_row_no(Section.FUND)
    sheet.claim(*(token for token in row.tokens if token.is_kind("side")))
    note_money_unit(sheet, (label,))
    sheet.add_text(Section.FUND, row_no, "fund_source", source, label)
    sheet.add(Section.FUND, row_no, "fund_label", [label])
    values = [
        token
        for token in row.tokens
        if token is not label and token.column >= label.column and not token.is_kind("side")
    ]
    values = parted_amounts(sheet, row_no, values, columns)
    is_source = source != "total"
    is_total_moved = is_source and any(f.is_repaired for f in sheet.fields_of(Section.FUND) if f.row_no == 1)
    total = amounts_of_total(sheet) if is_source else None
    fit = fit_fund_row(values, columns, total, is_whole=is_whole, is_total_moved=is_total_moved)
    keep_fund_values(sheet, row_no, label, fit, {column.role for column in columns})


def read_amounts_alone(sheet: FormSheet, row: TokenRow, header: TokenRow, columns: list[Column]) -> None:
    """Amounts below a header whose form names no source, as the year's total; findings name the first one's label."""
    label = next(token for token in header.tokens if set(token.roles("fund_column")) & set(AMOUNTS))
    fit = fit_fund_row(row.tokens, columns, None, is_whole=row.width == header.width > 0, is_total_moved=False)
    keep_fund_values(sheet, total_row_no(sheet, label), label, fit, {column.role for column in columns})


def keep_fund_values(sheet: FormSheet, row_no: int, label: Token, fit: RowFit, roles: set[str]) -> None:
    """The values of one row as fields; what was not read is reported. Where none of its amounts found a column, its
    rate and points are not known to be its own either."""
    amounts = [token for token in fit.extra if is_number(token.text)]
    if len(amounts) >= FEWEST_AMOUNTS and fit.by_role.keys().isdisjoint((*AMOUNTS, RECEIVED)):
        fit = replace(fit, by_role={}, extra=(*fit.extra, *fit.by_role.values()))
    report_unread_values(sheet, row_no, label, fit)
    if RECEIVED in fit.by_role:
        keep_received_apart(sheet, row_no, label, fit.by_role[RECEIVED], roles)
    for role in FUND_FIELDS:
        token = fit.by_role.get(SHARE if role == "weight" and SHARE in fit.by_role else role)
        if token is None:
            continue
        if is_blank_mark(token.text):
            sheet.claim(token)
        else:
            text = without_points_word(token.text) if role in ("weight", "score") else token.text
            sheet.add_text(Section.FUND, row_no, role, text, token, repair=SHIFTED if fit.is_shifted else None)


def keep_received_apart(sheet: FormSheet, row_no: int | None, label: Token, token: Token, roles: set[str]) -> None:
    """Claim money that arrived, which is neither budgeted nor spent; told where the form prints no budget beside it."""
    sheet.claim(token)
    if not roles & set(BUDGETS) and is_fund_value(token.text):
        message = f"“{label.text}”的“{token.text}”是到位数，不是预算数也不是执行数，未采用，原文保留。"
        sheet.report("fund_value_not_read", "中", message, token, row_no)


def report_unread_values(sheet: FormSheet, row_no: int, label: Token, fit: RowFit) -> None:
    """A finding for each value of the row that no column takes, and for one in a column that nobody declared."""
    for token in fit.extra:
        is_text_of_cell = token.column != UNPLACED and not token.labels and not is_blank_mark(token.text)
        if is_text_of_cell or is_fund_value(token.text):
            message = f"资金行“{label.text}”的“{token.text}”不能确定属于哪一栏，未采用，原文保留。"
            sheet.report("fund_value_not_read", "中", message, token, row_no)
    for role, token in fit.by_role.items():
        if role.startswith(UNKNOWN) and is_fund_value(token.text):
            message = f"资金行“{label.text}”的“{token.text}”所在的栏目不在词表中或已另有一栏，未采用，原文保留。"
            sheet.report("fund_value_not_read", "中", message, token, row_no)


def amounts_of_total(sheet: FormSheet) -> dict[str, float]:
    """The amounts of the first funding row by role, in the order of the columns; empty where it is not the total."""
    texts = sheet.fund_texts()
    values = {role: number_of(texts[role]) for role in AMOUNTS if role in texts}
    return {role: value for role, value in values.items() if value is not None and texts["fund_source"] == "total"}


def labelled_columns(row: TokenRow) -> list[tuple[str, Token, Token]]:
    """Columns of the funding block that are printed as label and value side by side: role, label and value."""
    pairs = pairwise(row.tokens) if "fund_column" in row.kinds else ()
    return [
        (label.roles("fund_column")[0], label, value)
        for label, value in pairs
        if label.is_kind("fund_column") and not label.is_kind("goal") and is_fund_value(value.text)
    ]


def is_fund_value(text: str) -> bool:
    """Whether a text is an amount, with or without its unit, a rate or points."""
    return is_number(text) or is_percent(text) or POINTS.fullmatch(text) is not None or is_money(text)


def read_labelled_columns(sheet: FormSheet, row: TokenRow) -> None:
    """The year's money printed as labels and values: fields of the total. Points count only beside the rate they
    are for, since indicators have points too."""
    pairs = labelled_columns(row)
    has_amounts = any(role in (*AMOUNTS, "execution_rate") for role, _, _ in pairs)
    rate_line = sheet.rate_line_no == row.line_no
    if has_amounts:
        sheet.labelled_amount_roles = tuple(role for role, _, _ in pairs if role in (*AMOUNTS, RECEIVED))
    for role, label, value in pairs:
        if not (has_amounts or rate_line) or label.place in sheet.claimed or role == "deviation_reason":
            continue
        if role in AMOUNTS and (several := several_amounts(row, label, is_alone=len(pairs) == 1)):
            report_several(sheet, label, several)
            continue
        if role == "execution_rate" and (several := several_rates(row, label)):
            report_several(sheet, label, several)
            continue
        if role == "execution_rate" and not is_percent(value.text) and is_contradicted(sheet, value):
            continue
        sheet.claim(label, value)
        note_money_unit(sheet, (label,))
        if role == RECEIVED:
            keep_received_apart(sheet, None, label, value, {role for role, _, _ in pairs})
            continue
        row_no = total_row_no(sheet, label)
        if role in sheet.fund_texts(row_no):
            sheet.report("field_printed_twice", "低", f"“{label.text}”印了两次，采用先印的一处。", value)
            continue
        sheet.add_text(Section.FUND, row_no, role, without_points_word(value.text), value)
        if role == "execution_rate":
            sheet.rate_line_no = row.line_no
    if len(pairs) > 1 and pairs[-1][0] == "executed":
        read_rate_behind(sheet, row, pairs[-1][2])


def several_amounts(row: TokenRow, label: Token, *, is_alone: bool) -> list[Token]:
    """The numbers behind a label where they are several, as in a table of sources in columns: none is known to be the
    total's. Beside other labels, the last one may be followed by the rate."""
    numbers = list(takewhile(lambda token: is_number(token.text), row.behind(label)))
    is_before_rate = not is_alone and len(numbers) == len(("executed", "execution_rate"))
    return [] if len(numbers) < FEWEST_AMOUNTS or is_before_rate else numbers


def several_rates(row: TokenRow, label: Token) -> list[Token]:
    """The rates behind a label where they are several, one for each source in columns."""
    rates = list(takewhile(lambda token: is_percent(token.text), row.behind(label)))
    return rates if len(rates) > 1 else []


def report_several(sheet: FormSheet, label: Token, numbers: list[Token]) -> None:
    """A finding for each of several numbers behind one label."""
    sheet.claim(label)
    for token in numbers:
        message = f"“{label.text}”后面有几个数，“{token.text}”不能确定是哪一项资金的，未采用，原文保留。"
        sheet.report("fund_value_not_read", "中", message, token)


def read_rate_behind(sheet: FormSheet, row: TokenRow, executed: Token) -> None:
    """A number or a per cent behind the executed amount that is the rate of the row's own amounts."""
    following = row.behind(executed)
    is_rate = len(following) == 1 and (is_number(following[0].text) or is_percent(following[0].text))
    if is_rate and not is_contradicted(sheet, following[0]):
        names = sheet.fund_texts().keys()
        if {"adjusted_budget", "executed"} <= names and "execution_rate" not in names:
            sheet.add(Section.FUND, 1, "execution_rate", [following[0]])


def is_contradicted(sheet: FormSheet, value: Token) -> bool:
    """Whether a number cannot be the rate, since the amounts of the total give another: points of 预算执行率."""
    texts = sheet.fund_texts()
    budget, executed = (number_of(texts.get(name, "")) for name in ("adjusted_budget", "executed"))
    rate = number_of(value.text.removesuffix("%"))
    if not budget or executed is None or rate is None:
        return False
    return all(abs(executed / budget - share) > RATE_TOLERANCE for share in (rate, rate / 100))


def total_row_no(sheet: FormSheet, label: Token) -> int:
    """The funding row of the year's total; it is begun where no source of money was named."""
    if rows := sheet.rows_of_source("total"):
        return rows[0]
    row_no = sheet.new_row_no(Section.FUND)
    sheet.add_text(Section.FUND, row_no, "fund_source", "total", label)
    return row_no
