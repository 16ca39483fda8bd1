"""Money printed as label and amount side by side, as declarations do, with the whole project's in the left half.

Input: a row with sources of money. Output: fields of section FUND on the sheet. Stage `parse`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import isclose

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_block import keep_received_apart
from etl.parse.blocks.fund_columns import RECEIVED
from etl.parse.blocks.unit_of_form import note_money_unit
from etl.parse.labels.printed_kinds import half_width, is_blank_mark, is_number, is_percent, number_of
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Vocabulary
from etl.records import Section

MONEY_COLUMNS = frozenset({*AMOUNTS, RECEIVED})  # a reason or a rate beside them tells nothing of theirs
LONE_AMOUNT = "initial_budget"
OF_THE_HEAD = ("form", "goal", "total")
LONGEST_HEAD = 12
HALVES = ("all years", "this year")
SENTENCE = re.compile(r"[，。；：,;:！!？?]")


def read_labelled_amounts(sheet: FormSheet, row: TokenRow, vocabulary: Vocabulary) -> None:
    """Funding printed as label and amount side by side, as declarations do.

    The left half of such a block may give the whole project (项目资金总额 and its parts below it), the right
    half the year: a part that stands in the column of 项目资金总额 is not the year's money.
    """
    pairs = labelled_amounts(row)
    role = role_above(sheet, row, vocabulary)
    sources = {label.roles("fund_row")[0] for label, _ in pairs}
    if len(sheet.labelled_amount_roles) == len(pairs) > 1 == len(sources):
        read_amounts_by_role(sheet, pairs)
        return
    if is_repeated_source(sheet, row, pairs):
        row_no = row_of_source(sheet, pairs[0][0], None)
        sheet.claim(*(label for label, _ in pairs))
        report_without_columns(sheet, row_no, pairs[0][0], [amount for _, amount in pairs if amount is not None])
        return
    is_of_year = are_parts_of_year(sheet, pairs)
    for label, amount in pairs:
        sheet.claim(label)
        note_money_unit(sheet, (label,))
        if begins_year_below(sheet, row, label, amount):
            sheet.project_total_head = None
            continue
        is_of_term = is_project_total_part(sheet, row, label, amount) or is_left_of_its_source(sheet, row, pairs, label)
        if is_of_term and not is_of_year:
            if amount is not None:
                sheet.add(Section.FORM, None, "project_total_part", [amount])
        elif amount is not None or not (heads_same_source(pairs, label) or names_total_read(sheet, label)):
            read_source(sheet, row, label, amount, role)


def read_source(sheet: FormSheet, row: TokenRow, label: Token, amount: Token | None, role: str | None) -> None:
    """A source of money and its amount as a row; several numbers behind it, or one of which nothing tells what it is,
    are reported."""
    row_no = row_of_source(sheet, label, role)
    numbers = numbers_behind(row, label)
    is_several = len({token.text for token in numbers}) > 1 or (len(numbers) > 1 and prints_executed(sheet))
    if numbers and (role is None or is_several):
        report_without_columns(sheet, row_no, label, numbers)
    elif amount is not None and is_blank_mark(amount.text):
        sheet.claim(amount)
    elif amount is not None and role == RECEIVED:
        keep_received_apart(sheet, row_no, label, amount, set())
    elif amount is not None and role is not None:
        sheet.add(Section.FUND, row_no, role, [amount])


def is_repeated_source(sheet: FormSheet, row: TokenRow, pairs: list[tuple[Token, Token | None]]) -> bool:
    """Whether the row prints one source for several amounts of which nothing above tells what they are: 财政资金 88
    beside 财政资金 83.6."""
    sources = {label.text for label, _ in pairs}
    amounts = {amount.text for _, amount in pairs if amount is not None}
    is_several = len(pairs) > 1 and len(sources) == 1 and (len(amounts) > 1 or prints_executed(sheet))
    has_halves = sheet.project_total_head is not None or is_left_of_its_source(sheet, row, pairs, pairs[0][0])
    return is_several and not has_halves


def heads_same_source(pairs: list[tuple[Token, Token | None]], label: Token) -> bool:
    """Whether a label without an amount only heads the next one: 其中：财政资金 ｜ 其中：当年财政拨款 ｜ 32."""
    return any(
        one is label and one.roles("fund_row") == following.roles("fund_row")
        for (one, _), (following, _) in pairwise(pairs)
    )


def names_total_read(sheet: FormSheet, label: Token) -> bool:
    """Whether a label without an amount names the total that was read beside a column's label, as columns come one
    after another: 年初预算数 ｜ 36 ｜ 年度资金总额. It becomes the label of that row."""
    named = {field.row_no for field in sheet.fields if field.name == "fund_label"}
    unnamed = [row_no for row_no in sheet.rows_of_source("total") if row_no not in named]
    if "total" not in label.roles("fund_row") or not unnamed:
        return False
    sheet.add(Section.FUND, unnamed[0], "fund_label", [label])
    return True


def row_of_source(sheet: FormSheet, label: Token, role: str | None) -> int:
    """The row of a source of money: a new one, or the one that it has from a list of another amount printed above."""
    if role not in (None, LONE_AMOUNT):
        named = [f.row_no for f in sheet.fields if f.name == "fund_label" and f.text == label.text]
        filled = {field.row_no for field in sheet.fields_of(Section.FUND) if field.name == role}
        for row_no in named:
            if row_no is not None and row_no not in filled:
                sheet.claim(label)
                return row_no
    row_no = sheet.new_row_no(Section.FUND)
    sheet.add_text(Section.FUND, row_no, "fund_source", label.roles("fund_row")[0], label)
    sheet.add(Section.FUND, row_no, "fund_label", [label])
    return row_no


def role_above(sheet: FormSheet, row: TokenRow, vocabulary: Vocabulary) -> str | None:
    """What a lone amount of the row is: the budget, or what the only column of a header above it says; None below a
    header that nobody knows. 金额 as the only column says nothing but that amounts stand below it."""
    # a row of columns that came apart: nothing tells which of them its first amount stood in
    lone = None if sheet.is_stream and prints_executed(sheet) else LONE_AMOUNT
    index = sheet.rows.index(row)
    while index and is_row_of_money(sheet.rows[index]):
        if begins_block(sheet.rows[index]) and not sheet.rows[index - 1].is_kind("fund_column"):
            return lone
        index -= 1
    above = sheet.rows[index]
    if stands_below_unknown_heads(sheet.rows, index):
        return None
    name = next(token.column for token in row.tokens if token.is_kind("fund_row"))
    behind = [token for token in above.tokens if token.column > name] if name != UNPLACED else columns_of_stream(above)
    columns = [token for token in behind if not set(token.roles("fund_column")) - MONEY_COLUMNS]
    known = [role for token in columns for role in token.roles("fund_column")]
    unknown = [token for token in columns if not token.labels and is_column_head(token.text)]
    is_of_head = any(token.is_kind(*OF_THE_HEAD) and not token.is_kind("fund_column") for token in above.tokens)
    is_of_head = is_of_head or any(vocabulary.unit_names.fullmatch(half_width(token.text)) for token in unknown)
    if is_row_of_money(above) or is_of_head or not columns or len(known) + len(unknown) < len(columns):
        return lone
    if known and len(columns) == 1:
        sheet.claim(columns[0])
        return known[0]
    is_plain = not known and len(unknown) == 1 and vocabulary.fold(unknown[0].text) in vocabulary.plain_amounts
    return lone if is_plain else None


def stands_below_unknown_heads(rows: Sequence[TokenRow], last: int) -> bool:
    """Whether the rows up to `last` are texts in lines of their own that nobody knows, below the name of the money
    block: heads of columns, of which nothing tells the amount's."""
    first = last
    while first >= 0 and is_unknown_head(rows[first]):
        first -= 1
    is_headed = last - first > 1 and first >= 0
    return is_headed and rows[first].first.is_kind("side") and bool(rows[first].first.money_unit)


def is_unknown_head(row: TokenRow) -> bool:
    """Whether a row is one text alone that may head a column and that nobody knows."""
    return len(row.tokens) == 1 and not row.kinds and is_column_head(row.first.text)


def columns_of_stream(row: TokenRow) -> tuple[Token, ...]:
    """The columns that a row without places can name: those behind its first text, or its only one if it is one."""
    is_lone_column = len(row.tokens) == 1 and bool(MONEY_COLUMNS & set(row.first.roles("fund_column")))
    return tuple(row.tokens) if is_lone_column else tuple(row.tokens[1:])


def begins_block(row: TokenRow) -> bool:
    """Whether a row of money is its block's first: the block's name stands before it, with no header beside it."""
    return row.first.is_kind("side") and not row.first.is_kind("fund_row")


def prints_executed(sheet: FormSheet) -> bool:
    """Whether the form names money that was spent: then one number printed twice is two amounts, not one repeated."""
    return any("executed" in row.roles("fund_column") for row in sheet.rows)


def is_row_of_money(row: TokenRow) -> bool:
    """Whether a row prints a source of money, or a text that nobody knows before an amount."""
    has_amount = not row.kinds and len(row.tokens) > 1 and all(is_amount(token.text) for token in row.tokens[1:])
    return row.is_kind("fund_row") or has_amount


def is_column_head(text: str) -> bool:
    """Whether a text can head a column: a few words that are no sentence and no number."""
    return len(text) <= LONGEST_HEAD and not is_amount(text) and not SENTENCE.search(text)


def numbers_behind(row: TokenRow, label: Token) -> list[Token]:
    """The numbers behind a label up to the next text: its own amount, or several as columns print them."""
    numbers: list[Token] = []
    for token in row.behind(label):
        if is_number(token.text) or is_percent(token.text):
            numbers.append(token)
        elif token.labels or not is_blank_mark(token.text):
            break
    return numbers


def report_without_columns(sheet: FormSheet, row_no: int, label: Token, numbers: list[Token]) -> None:
    """A finding for each number of a row below a header that names no known column."""
    for token in numbers:
        message = f"资金行“{label.text}”的“{token.text}”没有认得的表头栏目，不知是预算数还是执行数，未采用，原文保留。"
        sheet.report("fund_value_not_read", "中", message, token, row_no)


def read_amounts_by_role(sheet: FormSheet, pairs: list[tuple[Token, Token | None]]) -> None:
    """One source of money printed once for each of the amounts that the labels above it name."""
    row_no = sheet.new_row_no(Section.FUND)
    first = pairs[0][0]
    sheet.claim(*(label for label, _ in pairs))
    sheet.add_text(Section.FUND, row_no, "fund_source", first.roles("fund_row")[0], first)
    sheet.add(Section.FUND, row_no, "fund_label", [first])
    for role, (_, amount) in zip(sheet.labelled_amount_roles, pairs, strict=True):
        if amount is not None and (role == RECEIVED or is_blank_mark(amount.text)):
            sheet.claim(amount)
        elif amount is not None:
            sheet.add(Section.FUND, row_no, role, [amount])


def labelled_amounts(row: TokenRow) -> list[tuple[Token, Token | None]]:
    """Each funding label of the row with the amount printed to its right, before the next label."""
    pairs: list[tuple[Token, Token | None]] = []
    for order, token in enumerate(row.tokens):
        if token.is_kind("fund_row"):
            following = row.tokens[order + 1] if order + 1 < len(row.tokens) else None
            if following is not None and (following.labels or not is_amount(following.text)):
                following = None
            pairs.append((token, following))
    return pairs


def is_amount(text: str) -> bool:
    """Whether a text beside a funding label is its amount: a number, with a unit or a breakdown after it, or a mark."""
    return text[:1].isdigit() or number_of(text) is not None or is_blank_mark(text)


def are_parts_of_year(sheet: FormSheet, pairs: list[tuple[Token, Token | None]]) -> bool:
    """Whether the sources of one row, each another, add up to the year's total: then none of them is a part of 项目总额
    above it, though it stands in that half."""
    sources = [label.roles("fund_row")[0] for label, _ in pairs]
    amounts = [number_of(amount.text) for _, amount in pairs if amount is not None]
    is_list = len(set(sources)) == len(amounts) == len(pairs) > 1 and "total" not in sources
    known = [amount for amount in amounts if amount is not None]
    if not is_list or len(known) < len(amounts):
        return False
    return any(isclose(sum(known), total) for total in declared_totals(sheet))


def declared_totals(sheet: FormSheet) -> list[float]:
    """The year's total as the rows above print it."""
    totals = sheet.rows_of_source("total")
    texts = [field.text for field in sheet.fields if field.name == "initial_budget" and field.row_no in totals]
    return [value for text in texts if (value := number_of(text)) is not None]


def begins_year_below(sheet: FormSheet, row: TokenRow, label: Token, amount: Token | None) -> bool:
    """Whether a sum below 项目总额 repeats the year's total: then its own parts follow it, not those of all years."""
    is_sum = "total" in label.roles("fund_row") and is_project_total_part(sheet, row, label, None)
    value = number_of(amount.text) if is_sum and amount is not None else None
    if value is None or amount is None or value not in declared_totals(sheet):
        return False
    sheet.claim(amount)
    return True


def is_project_total_part(sheet: FormSheet, row: TokenRow, label: Token, amount: Token | None) -> bool:
    """Whether label and amount stand below 项目资金总额, in the half of the block that is about all years."""
    if sheet.project_total_head is None:
        return False
    line_no, head_column, year_column = sheet.project_total_head
    is_left = label.column < year_column and label.column <= head_column + 1
    if amount is not None and amount.column >= year_column:
        return False
    has_left_part = any(token.is_kind("fund_row") and token.column < label.column for token in row.tokens)
    return line_no < row.line_no and is_left and not has_left_part


def is_left_of_its_source(
    sheet: FormSheet, row: TokenRow, pairs: list[tuple[Token, Token | None]], label: Token
) -> bool:
    """Whether a stream prints one source twice in a row, or in two rows one after the other, for all years and for
    this one, and this is the first: then 项目资金总额 and the year's total stand in two rows above them."""
    index = sheet.rows.index(row)
    labels = [token for token, _ in pairs]
    if len(labels) == 1 and sheet.is_stream and index + 1 < len(sheet.rows):
        labels += [token for token, _ in labelled_amounts(sheet.rows[index + 1])]
    is_twice = len(labels) == len(HALVES) and labels[0].roles("fund_row") == labels[1].roles("fund_row")
    is_placed = not sheet.is_stream and any(token.column != UNPLACED for token in labels)
    if not is_twice or label is not labels[0] or is_placed:
        return False
    above = [token for row in sheet.rows[:index] for token in row.tokens if token.labels]
    return any(
        "project_total_budget" in whole.roles("form") and "total" in year.roles("fund_row")
        for whole, year in pairwise(above)
    )
