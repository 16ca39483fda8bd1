"""Money in a stream: amounts of no source, sources side by side or in tiers, and sources that nobody declared.

Input: StreamTokens. Output: how many of them such amounts or sources are, and the rows of those whose amounts stand
apart. Stage `parse`.
"""

from collections.abc import Sequence
from itertools import takewhile

from etl.parse.indicators.indicator_header import is_heading
from etl.parse.labels.printed_kinds import is_blank_mark, is_figure, is_money, is_number, is_percent, number_of
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.tokens import Token, TokenRow, made_row
from etl.parse.labels.vocabulary import NO_LABELS
from etl.parse.rows.label_runs import LabelStream
from etl.parse.rows.sources_in_tiers import TOLERANCE, as_tier
from etl.parse.rows.stream_tokens import StreamToken

FEWEST = 2
SOURCE_AMOUNTS = 2
REACH = 60  # tokens of such a table
MOST_BETWEEN = 3  # columns of no role between two others
COLUMN, SOURCE, TOTAL, RATE = "fund_column", "fund_row", "total", "execution_rate"


def amounts_of_no_source(stream: list[StreamToken], index: int) -> int:
    """How many numbers stand between a header and its first source: whose they are is not printed there."""
    end = index
    while end < len(stream) and is_number(stream[end].token.text):
        end += 1
    return end - index if end < len(stream) and stream[end].token.is_kind("fund_row") else 0


def are_amounts_alone(stream: Sequence[StreamToken], index: int, size: int) -> bool:
    """Whether one value for each of `size` columns follows, and then no source: the form names none at all."""
    items = stream[index : index + size + 1]
    values = [item.token for item in items[:size]]
    if len(values) < size or not all(is_value(token.text) and not token.labels for token in values):
        return False
    following = items[size].token if len(items) > size else None
    return following is None or not (is_value(following.text) or following.is_kind("fund_row"))


def is_value(text: str) -> bool:
    """Whether a text can stand in a row of numbers."""
    return is_figure(text) or is_money(text)


def columns_of_money(stream: LabelStream, index: int) -> tuple[int, frozenset[str]]:
    """How many columns of money a header names from here on, and their roles. Between two of them a source's label or
    unknown words head a column too (年初预算数 ｜ 上年结转 ｜ 全年预算数) if the row below has a value for each."""
    size, roles = stream.run(index, (COLUMN,))
    end, named = index + size, roles
    while named and (between := columns_between(stream, end, named)):
        further, of_further = stream.run(end + between, (COLUMN,))
        end, named = end + between + further, named | of_further
    if end == index + size or end == len(stream) or not stream[end].token.is_kind(SOURCE):
        return size, roles
    behind = stream[end + 1 : end + 2 + end - index]  # a value for each, and what must be none
    values = len(list(takewhile(lambda item: is_value(item.token.text), behind)))
    return (end - index, named) if values == end - index else (size, roles)


def columns_between(stream: Sequence[StreamToken], index: int, named: frozenset[str]) -> int:
    """How many headings that name no known column stand here before one that the header has not named yet."""
    for count, item in enumerate(stream[index : index + MOST_BETWEEN], start=1):
        token, following = item.token, stream[index + count].token if index + count < len(stream) else None
        is_column = is_heading(token) and not is_value(token.text) and (not token.labels or token.is_kind(SOURCE))
        if not is_column or following is None:
            return 0
        if following.is_kind(COLUMN):
            return 0 if named.issuperset(following.roles(COLUMN)) else count
    return 0


def money_header(items: Sequence[StreamToken]) -> tuple[Token, ...]:
    """The tokens of such a header, none of them a source any more."""
    tokens = [item.token for item in items]
    return tuple(token if token.is_kind(COLUMN) else token._replace(labels=NO_LABELS) for token in tokens)


def sources_below_amounts(stream: Sequence[StreamToken], index: int) -> tuple[list[TokenRow], int]:
    """A header of amounts over the same sources once for each of them, and the amounts of all, as rows; with how many
    tokens they are: 预算安排 ｜ 实际使用 ｜ 合计 ｜ 省级 ｜ 合计 ｜ 省级 ｜ 260 ｜ 60 ｜ 247 ｜ 57 ｜ 95%.

    Without columns only the sums tell whose amount is whose: each total is that of the sources behind it.
    """
    tokens = [item.token for item in stream[index : index + REACH]]
    heads = list(takewhile(lambda token: token.is_kind(COLUMN), tokens))
    stages = [token for token in heads if set(token.roles(COLUMN)) & set(AMOUNTS)]
    rates = [token for token in heads if token.roles(COLUMN) == [RATE]]
    if len(stages) < FEWEST or heads != [*stages, *rates[:1]]:
        return [], 0
    tiers = list(takewhile(lambda tier: tier is not None, map(as_tier, tokens[len(heads) :])))
    labels = [tier for tier in tiers if tier is not None]
    count = len(tiers) // len(stages)
    texts = [label.text for label in labels]
    if count < FEWEST or texts != texts[:count] * len(stages) or len(set(texts)) < count:
        return [], 0
    first = len(heads) + len(tiers)
    values = tokens[first : first + len(tiers)]
    amounts = [number_of(token.text) for token in values]
    if TOTAL not in labels[0].roles(SOURCE) or len(amounts) < len(tiers) or not are_sums(amounts, count):
        return [], 0
    behind = [token for token in tokens[first + len(tiers) :][: len(rates)] if is_percent(token.text)]
    rows = [
        (label, *values[order::count], *(behind if order == 0 else ())) for order, label in enumerate(labels[:count])
    ]
    header = made_row([token.unplaced() for token in heads], is_tabular=True)
    below = [TokenRow(row[1].place.line_no, tuple(token.unplaced() for token in row), True) for row in rows]
    return [header, *below], first + len(tiers) + len(behind)


def are_sums(amounts: Sequence[float | None], count: int) -> bool:
    """Whether of every `count` amounts the first is the sum of the others, and not nothing."""
    known = [amount for amount in amounts if amount is not None]
    groups = [known[start : start + count] for start in range(0, len(known), count)]
    is_whole = len(known) == len(amounts)
    return is_whole and all(total > 0 and abs(total - sum(parts)) < TOLERANCE for total, *parts in groups)


def sources_over_amounts(stream: Sequence[StreamToken], index: int) -> int:
    """How many sources of money stand side by side here with one amount each in the next line; 0 where none do. What
    stands below a part of a line of sources may be of any of them."""
    if index and stream[index - 1].token.is_kind("fund_row") and not stream[index].begins_line:
        return 0
    end = index
    while end < len(stream) and stream[end].token.is_kind("fund_row") and (end == index or not stream[end].begins_line):
        end += 1
    size = end - index
    below = stream[end : end + size]
    roles = {item.token.roles("fund_row")[0] for item in stream[index:end]}
    is_whole = end + size == len(stream) or (end + size < len(stream) and stream[end + size].begins_line)
    if size < FEWEST or len(roles) < size or len(below) < size or not is_whole:
        return 0
    begins = [item.begins_line for item in below]
    return size if begins == [True] + [False] * (size - 1) and all(is_amount(item.token.text) for item in below) else 0


def is_amount(text: str) -> bool:
    """Whether a text can be the amount of a source: a number, one with its unit, or a mark for nothing."""
    return is_number(text) or is_money(text) or is_blank_mark(text)


def unknown_source_size(stream: list[StreamToken], index: int, rows: list[TokenRow]) -> int:
    """The size of the row of a source that nobody declared, below a row of money; 0 where none begins here."""
    text = stream[index].token.text
    if not rows or not is_money_row(rows[-1]) or not is_heading(stream[index].token) or is_value(text):
        return 0
    if not is_unknown_source(stream, index):
        return 0
    end = index + 1
    while end < len(stream) and not stream[end].token.labels and is_value(stream[end].token.text):
        end += 1
    return end - index


def is_money_row(row: TokenRow) -> bool:
    """Whether a row is of one source of money, declared or not: its name, then numbers in no column."""
    if not row.is_tabular or len(row.tokens) <= SOURCE_AMOUNTS:
        return False
    is_named = row.first.is_kind("fund_row") or (is_heading(row.first) and not row.first.labels)
    return is_named and all(is_value(token.text) for token in row.tokens[1:])


def is_unknown_source(stream: list[StreamToken], index: int) -> bool:
    """Whether a text stands before two numbers, as a source of money does that nobody declared."""
    following = stream[index + 1 : index + 3]
    return len(following) == SOURCE_AMOUNTS and all(is_number(item.token.text) for item in following)


def names_group_of_money(stream: list[StreamToken], index: int) -> bool:
    """Whether a source of money only heads the next label, of the same source: 财政资金 ｜ 当年财政拨款 ｜ 32."""
    label, following = stream[index].token, stream[index + 1].token if index + 1 < len(stream) else None
    return following is not None and label.roles("fund_row") == following.roles("fund_row") != []


def heads_amounts(stream: list[StreamToken], index: int) -> bool:
    """Whether several numbers stand behind the label of an amount, as in a table of sources in columns."""
    following = stream[index + 1 : index + 1 + SOURCE_AMOUNTS]
    roles = stream[index].token.roles("fund_column")
    if roles == [RATE] and len(following) == SOURCE_AMOUNTS:
        return all(is_percent(item.token.text) for item in following)  # one for each source
    is_amount = not set(roles).isdisjoint(AMOUNTS)
    return is_amount and len(following) == SOURCE_AMOUNTS and all(is_number(item.token.text) for item in following)
