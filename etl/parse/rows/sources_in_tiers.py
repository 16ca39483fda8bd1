"""Sources of money in two tiers over one row of amounts: 财政资金 ｜ 其他, and 中央 ｜ 省级 ｜ 本级 below 财政资金.

Input: TokenRows and the row where such a header may begin. Output: a row for each source. Stage `parse`. Where a page
printed the cells without their columns, only a total that is the sum of the others tells whose amount is whose.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import is_blank_mark, is_number, number_of
from etl.parse.labels.tokens import Token, TokenRow, made_row
from etl.parse.labels.vocabulary import Label, Labels

SOURCE, TOTAL, SPLIT = "fund_row", "total", "current_appropriation"
ROWS, FEWEST, FEWEST_SOURCES = 3, 2, 3
LONGEST_TIER = 8
MONEY = "资金"  # what the name of a tier leaves out below 财政资金: 中央
TOLERANCE = 0.005
PLANNED = re.compile(r"[^执支使到结]{0,10}(?:投入|资金|金额|预算|总额|安排)[^执支使到结]{0,8}")


def sources_in_tiers(rows: Sequence[TokenRow], index: int) -> tuple[list[TokenRow], int] | None:
    """The sources and their amounts of a table that begins here, a row each, and how many rows it took."""
    if index + ROWS > len(rows) or not all(row.is_tabular for row in rows[index : index + ROWS]):
        return None
    upper, lower, values = rows[index : index + ROWS]
    if SPLIT not in upper.roles(SOURCE):
        return None
    splits = [order for order, token in enumerate(upper.tokens) if SPLIT in token.roles(SOURCE)]
    if len(splits) != 1:
        return None
    tiers = [tier for token in lower.tokens if (tier := as_tier(token)) is not None]
    if len(tiers) < max(FEWEST, len(lower.tokens)):
        return None
    split = upper.tokens[splits[0]]
    before, after = upper.tokens[: splits[0]], upper.tokens[splits[0] + 1 :]
    if not before or not all(token.is_kind(SOURCE) for token in after):
        return None
    first, *rest = tiers
    leaves = [as_total(before[-1]), first._replace(further_places=split.places), *rest, *after]
    roles = [role for leaf in leaves for role in leaf.roles(SOURCE)[:1]]
    if len(set(roles)) < len(leaves) or len(leaves) < FEWEST_SOURCES:
        return None
    amounts = amounts_in_place(leaves, split, values) or amounts_in_order(leaves, values)
    if amounts is None:
        return None
    known = [token for token in amounts if token is not None]
    beside = [*before[:-1], *(token for token in values.tokens if token not in known)]
    made = [made_row([token], is_tabular=False) for token in beside]
    for leaf, amount in zip(leaves, amounts, strict=True):
        cells = (leaf._replace(column=1), *([amount._replace(column=FEWEST)] if amount else ()))
        made.append(TokenRow(leaf.place.line_no, cells, True, FEWEST))
    return made, ROWS


def as_tier(token: Token) -> Token | None:
    """A label of the lower tier as a source of money: one that is listed, or would be with 资金 behind it."""
    if token.is_kind(SOURCE):
        return token
    if token.labels or len(token.text) > LONGEST_TIER:
        return None
    labels = load_vocabulary().labels_of(token.text + MONEY)
    return token._replace(labels=labels) if any(label.kind == SOURCE for label in labels) else None


def as_total(token: Token) -> Token:
    """The column before the sources as their total, where its words say money that is planned."""
    if token.labels or not PLANNED.fullmatch(token.text):
        return token
    return token._replace(labels=Labels((Label(SOURCE, TOTAL),)))


def amounts_in_place(leaves: Sequence[Token], split: Token, values: TokenRow) -> list[Token | None] | None:
    """The amount below each source where cells kept their columns; None where they did not."""
    columns = [leaf.column for leaf in leaves]
    by_column = {token.column: token for token in values.tokens if is_amount(token)}
    is_placed = leaves[1].column == split.column and all(a < b for a, b in pairwise(columns))
    if not is_placed or len(by_column) < FEWEST or not by_column.keys() <= set(columns):
        return None
    others = [token for token in values.tokens if not is_amount(token)]
    return None if any(token.column >= columns[0] for token in others) else [by_column.get(at) for at in columns]


def amounts_in_order(leaves: Sequence[Token], values: TokenRow) -> list[Token | None] | None:
    """The amount of each source in printed order, where there is one for each and they make up the total."""
    numbers = [number_of(token.text) for token in values.tokens]
    if len(numbers) != len(leaves) or any(number is None for number in numbers):
        return None
    total, *parts = [number for number in numbers if number is not None]
    return list(values.tokens) if total > 0 and abs(total - sum(parts)) < TOLERANCE else None


def is_amount(token: Token) -> bool:
    """Whether a text can stand in a cell of money."""
    return is_number(token.text) or is_blank_mark(token.text)
