"""Headers whose words are torn over two or three printed lines: 年度指 ｜ 实际完 above 标值 ｜ 成值.

Input: the tokens of printed lines. Output: the lines with such headers in one. Stage `parse`. Lines are joined only
where the pieces, cell above cell or in their order, make listed columns of one kind of header.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.parse.labels.printed_kinds import has_operator, is_blank_mark, is_number, is_percent
from etl.parse.labels.roles import AMOUNTS, NAMES, POINTS, REASON, VALUES
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow, roles_of, whole_label
from etl.parse.labels.vocabulary import Vocabulary

HEADER_KINDS = ("indicator_column", "fund_column")
NEEDED = {
    "indicator_column": frozenset({"level3", "level2"}),
    "fund_column": frozenset({"adjusted_budget", "executed", "initial_budget"}),
}
INDICATORS = HEADER_KINDS[0]
RATE = "execution_rate"
TIERS, LINES_BELOW = 3, 20
FEWEST_PIECES = 2
FEWEST_ROLES = 3
LONGEST_PIECE = 12
UNIT = re.compile(r"[(（](?:单位[:：])?[万千亿]?元[)）]")


def with_whole_headers(rows: tuple[TokenRow, ...], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The rows with torn headers in one row."""
    lines = [row.tokens if row.is_tabular else () for row in rows]
    joined = joined_headers(lines, vocabulary)
    return tuple(
        row if tokens is lines[number] else row.with_tokens(tokens)
        for number, (row, tokens) in enumerate(zip(rows, joined, strict=True))
        if tokens or not lines[number]
    )


def joined_headers(lines: Sequence[tuple[Token, ...]], vocabulary: Vocabulary) -> list[tuple[Token, ...]]:
    """The lines, each torn header in its first one; the others of it are left empty."""
    joined = list(lines)
    first = 0
    while first + 1 < len(joined):
        around = around_short_labels(joined, first, vocabulary)
        if around is not None:
            joined[first : first + TIERS] = around, (), ()
            first += TIERS
            continue
        whole = whole_header(joined[first], joined[first + 1], vocabulary)
        if whole is None:
            first += 1
            continue
        joined[first], joined[first + 1] = whole, ()
        first += 2
    return joined


def whole_header(
    upper: tuple[Token, ...], lower: tuple[Token, ...], vocabulary: Vocabulary
) -> tuple[Token, ...] | None:
    """Two lines as one header; None where their pieces do not make one."""
    if len(upper) < FEWEST_ROLES or not lower:
        return None
    if not is_piece(upper[-1].text) or not is_piece(lower[-1].text):  # most rows end with numbers
        return None
    if not all(is_piece(token.text) for token in (*lower, *upper)):
        return None
    has_columns = UNPLACED not in {token.column for token in (*upper, *lower)}
    for kind in HEADER_KINDS:
        whole = by_column(upper, lower, kind, vocabulary) if has_columns else None
        whole = whole or in_order(upper, lower, kind, vocabulary)
        roles = roles_of(whole or (), kind)
        if whole is not None and len(roles) >= FEWEST_ROLES and roles & NEEDED[kind]:
            return whole
    return None


def around_short_labels(
    lines: Sequence[tuple[Token, ...]], first: int, vocabulary: Vocabulary
) -> tuple[Token, ...] | None:
    """Three lines as one header: the words that need two lines stand above and below those that need one (一级 ｜ 年度,
    三级指标 ｜ 分值, 指标 ｜ 指标值).

    No line tells in which order the columns of both kinds stand; the rows below have to. None where they do not.
    """
    middle = lines[first + 1]
    if first + TIERS > len(lines) or not middle or not middle[-1].labels:  # most rows end with values
        return None
    upper, lower = lines[first], lines[first + 2]
    block = lower[:1] if lower and lower[0].is_kind("side") else ()  # its name in the middle of the block below
    lower = lower[len(block) :]
    if not len(upper) == len(lower) >= FEWEST_PIECES:
        return None
    if not all(token.is_kind(*HEADER_KINDS, "side") for token in middle):
        return None
    below = list(takewhile(heads_no_table, lines[first + TIERS : first + TIERS + LINES_BELOW]))
    for kind in HEADER_KINDS:
        long = [as_label(*pieces, kind, vocabulary) for pieces in zip(upper, lower, strict=True)]
        columns = {role: token for token in (*long, *middle) if token is not None for role in token.roles(kind)[:1]}
        named = [token for token in middle if not token.is_kind(kind) and token.is_kind("side")]
        if len(columns) + len(named) < len(long) + len(middle):
            continue
        order = indicators_in_order(below) if kind == INDICATORS else money_in_order(list(columns), below)
        known = [role for role in order if role in columns]
        return (*block, *named, *(columns[role] for role in known)) if len(known) == len(columns) else None
    return None


def heads_no_table(tokens: tuple[Token, ...]) -> bool:
    """Whether a line is no header: fewer than two of its texts are columns."""
    return sum(token.is_kind(*HEADER_KINDS) for token in tokens) < FEWEST_PIECES


def indicators_in_order(below: Sequence[tuple[Token, ...]]) -> tuple[str, ...]:
    """The columns of indicators: names first, a reason last, and between them values and points as the rows print
    values beside two bare numbers; empty where none does or they differ."""
    orders = set()
    for tokens in below:
        for at in range(1, len(tokens) - 1):
            if is_number(tokens[at].text) and is_number(tokens[at + 1].text):
                points_end = at + len(POINTS)
                if any(map(can_be_target, tokens[max(0, at - len(VALUES)) : at])):
                    orders.add((*VALUES, *POINTS))
                if any(map(can_be_target, tokens[points_end : points_end + len(VALUES)])):
                    orders.add((*POINTS, *VALUES))
    return (*NAMES, *orders.pop(), REASON) if len(orders) == 1 else ()


def can_be_target(token: Token) -> bool:
    """Whether a text is a comparison or a per cent; a number with its unit may begin a reason (1台未到货)."""
    return has_operator(token.text) or is_percent(token.text)


def money_in_order(columns: Sequence[str], below: Sequence[tuple[Token, ...]]) -> tuple[str, ...]:
    """The columns of money, amounts first; nothing where a per cent stands in a row of money at another place than the
    rate in them."""
    order = (*(role for role in columns if role in AMOUNTS), *(role for role in columns if role not in AMOUNTS))
    rows = [tokens[1:] for tokens in below if tokens and tokens[0].is_kind("fund_row")]
    rates = {at for figures in rows for at, token in enumerate(figures) if is_percent(token.text)}
    return order if rates <= {at for at, role in enumerate(order) if role == RATE} else ()


def is_piece(text: str) -> bool:
    """Whether a text can be a piece of a header's word."""
    return len(text) <= LONGEST_PIECE and not is_number(text) and not is_blank_mark(text)


def by_column(
    upper: tuple[Token, ...], lower: tuple[Token, ...], kind: str, vocabulary: Vocabulary
) -> tuple[Token, ...] | None:
    """Each piece joined to the one in its column; a piece alone in its column must be a label by itself."""
    above = {token.column: token for token in upper}
    if len(above) < len(upper) or not any(token.column in above for token in lower):
        return None
    pieces = {token.column: token for token in lower}
    whole: list[Token] = []
    for column in sorted(above | pieces):
        parts = [tokens[column] for tokens in (above, pieces) if column in tokens]
        token = parts[0] if len(parts) == 1 else as_label(parts[0], parts[1], kind, vocabulary)
        if token is None or (len(parts) == 1 and not token.labels):
            return None
        whole.append(token)
    return tuple(whole)


def in_order(
    upper: tuple[Token, ...], lower: tuple[Token, ...], kind: str, vocabulary: Vocabulary
) -> tuple[Token, ...] | None:
    """Every piece of the lower line joined to the next one of the upper line with which it makes a label; no piece of
    the upper line may be left that is none."""
    whole: list[Token] = []
    rest = list(lower)
    for token in upper:
        label = as_label(token, rest[0], kind, vocabulary) if rest else None
        if label is None and not token.labels:
            return None
        whole.append(label or token)
        if label is not None:
            rest.pop(0)
    return None if rest else tuple(whole)


def as_label(upper: Token, lower: Token, kind: str, vocabulary: Vocabulary) -> Token | None:
    """Two pieces as one label of this kind, or the name of the block with the unit of its money below it."""
    is_unit_of_block = UNIT.fullmatch(lower.text) is not None and upper.is_kind("side")
    is_label = is_unit_of_block or kind in vocabulary.labels_of(upper.text + lower.text).kinds
    return whole_label([upper, lower], vocabulary) if is_label else None
