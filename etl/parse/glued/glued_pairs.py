"""Money of a glued form whose amounts stand behind their own labels: 预算数120执行数118其中:财政拨款100其中:财政拨款98.

Input: the characters of the head in a GluedRun. Output: fields of section FUND. Stage `parse`. A source that is printed
twice side by side has an amount of each of the two that the total names; of one printed once, nothing tells which.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from etl.parse.blocks.unit_of_form import note_money_unit
from etl.parse.glued.glued_funds import LONE_AMOUNT, fund_header_start, fund_label_at, may_end_amount
from etl.parse.glued.glued_labels import GluedLabel, LabelFinder
from etl.parse.glued.glued_numbers import RATE, number_in
from etl.parse.glued.glued_sheet import GluedSheet
from etl.parse.labels.roles import AMOUNTS
from etl.records import Section

GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?:[.][0-9]{1,6})?(?:万元|元)?"  # 1,280.00
AMOUNT = re.compile(f"{GROUPED}|{LONE_AMOUNT.pattern}")
COLUMN, SOURCE, RATE_ROLE = "fund_column", "fund_row", "execution_rate"
FEWEST_AMOUNTS = 2


class AmountPair(NamedTuple):
    """A label of money, where the amount behind it begins and where it ends; both alike where none is printed."""

    label: GluedLabel
    start: int
    end: int

    @property
    def column(self) -> str | None:
        """The column that the label names, None for a source of money."""
        return next(iter(self.label.roles(COLUMN)), None)

    @property
    def source(self) -> str | None:
        """The source that the label names, None for a column."""
        return next(iter(self.label.roles(SOURCE)), None)


class PairedMoney(NamedTuple):
    """Such a block: where its name begins, where it ends, the total's columns, and the sources with their amounts."""

    start: int
    end: int
    total: list[AmountPair]
    sources: list[list[AmountPair]]


def paired_money(finder: LabelFinder, first: int, last: int) -> PairedMoney | None:
    """The first such block between two positions: two different amounts of the total, each behind its label."""
    for position in range(first, last):
        pairs = pairs_from(finder, position, last)
        total = [pair for pair in pairs if pair.column is not None]
        columns = [pair.column for pair in total]
        if sum(column in AMOUNTS for column in columns) < FEWEST_AMOUNTS or pairs[: len(total)] != total:
            continue
        if len(set(columns)) < len(columns) or any(pair.start == pair.end for pair in total):
            return None
        start = fund_header_start(finder, [pairs[0].label], first)
        return PairedMoney(start, pairs[-1].end, total, by_source(pairs[len(total) :]))
    return None


def pairs_from(finder: LabelFinder, position: int, last: int) -> list[AmountPair]:
    """The labels of money that follow each other from here on, each with the amount behind it."""
    pairs: list[AmountPair] = []
    while (label := money_label_at(finder, position, is_first=not pairs)) is not None:
        start = label.end + (finder.run.folded[label.end : label.end + 1] == ":")
        pattern = RATE if label.roles(COLUMN)[:1] == [RATE_ROLE] else AMOUNT
        amount = pattern.match(finder.run.folded, start, last)
        if amount is not None and not may_end(finder, amount, last):
            break
        position = amount.end() if amount is not None else start
        pairs.append(AmountPair(label, start, position))
    return pairs


def money_label_at(finder: LabelFinder, position: int, *, is_first: bool) -> GluedLabel | None:
    """The label of a column of money here, or behind the first of them that of a source, 其中: before it included."""
    column = finder.at(position, COLUMN)
    if column is not None and column.roles(COLUMN)[0] in (*AMOUNTS, RATE_ROLE):
        return column
    return None if is_first else fund_label_at(finder, position)


def may_end(finder: LabelFinder, amount: re.Match[str], last: int) -> bool:
    """Whether an amount is over where its digits or its unit end: another label follows."""
    return may_end_amount(finder, amount, last) or finder.at(amount.end(), COLUMN) is not None


def by_source(pairs: Sequence[AmountPair]) -> list[list[AmountPair]]:
    """The amounts of each source, in printed order: labels of one source side by side are one row."""
    groups: list[list[AmountPair]] = []
    for pair in pairs:
        if groups and pair.source is not None and groups[-1][0].source == pair.source:
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def read_paired_money(sheet: GluedSheet, finder: LabelFinder, money: PairedMoney) -> None:
    """Read the block: the total's amounts, and those of the sources that are in turn of its two columns."""
    beside = [sheet.label(label.start, label.end) for label in finder.chain(money.start, "side", until=money.end)]
    total_no = sheet.new_row_no(Section.FUND)
    labels = [sheet.label(pair.label.start, pair.label.end) for pair in money.total]
    note_money_unit(sheet, (*labels, *beside))
    sheet.add_text(Section.FUND, total_no, "fund_source", "total", labels[0])
    for pair in money.total:
        sheet.add(Section.FUND, total_no, str(pair.column), [sheet.value(pair.start, pair.end)])
    columns = [str(pair.column) for pair in money.total if pair.column in AMOUNTS]
    is_told = len(columns) == FEWEST_AMOUNTS and are_within(finder, money, columns)
    for group in money.sources:
        row_no = sheet.new_row_no(Section.FUND)
        printed = [sheet.label(pair.label.start, pair.label.end) for pair in group]
        sheet.add_text(Section.FUND, row_no, "fund_source", str(group[0].source), printed[0])
        sheet.add(Section.FUND, row_no, "fund_label", printed[:1])
        filled = [pair for pair in group if pair.end > pair.start]
        if is_told and len(group) == len(columns):
            for column, pair in zip(columns, group, strict=True):
                if pair in filled:
                    sheet.add(Section.FUND, row_no, column, [sheet.value(pair.start, pair.end)])
            continue
        untold = f"“{printed[0].text}”之后的金额分不清是预算数还是执行数，未采用，原文保留。"
        for pair in filled:
            sheet.undecided(untold, pair.start, pair.end)


def are_within(finder: LabelFinder, money: PairedMoney, columns: Sequence[str]) -> bool:
    """Whether the sources add up to no more than the total in each of its columns."""
    totals = {pair.column: amount_of(finder, pair) for pair in money.total}
    for order, column in enumerate(columns):
        parts = [amount_of(finder, group[order]) for group in money.sources if len(group) == len(columns)]
        if sum(parts, Decimal(0)) > totals[column]:
            return False
    return True


def amount_of(finder: LabelFinder, pair: AmountPair) -> Decimal:
    """The number behind a label, nothing where none is printed."""
    return number_in(finder.run.folded[pair.start : pair.end].rstrip("万元%")) or Decimal(0)
