"""Headers of money in two tiers: 预算数 ｜ 执行数 above 小计 ｜ 财政拨款 ｜ 其他资金, or 预算数 above 年初 ｜ 调整后.

Input: TokenRows and the row where such a header may begin. Output: the header in one row, sources of money that were
columns as rows. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import is_blank_mark, is_figure, is_number
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.labels.vocabulary import Label, Labels
from etl.parse.rows.sources_in_tiers import as_tier

FEWEST = 2  # labels of a tier, and values below it
TIERS = 2  # rows of such a header
LONGEST_PIECE = 20
STAGE, SOURCE = "fund_column", "fund_row"
SUMS = frozenset({"小计", "计", "合计", "总额", "总计"})  # of the amount whose tier they stand in
UNITS_OF_RATE = frozenset({"%", "％"})
OWN_AMOUNT = frozenset({"金额", "数额", "小计", "合计"})


def read_tiers(rows: Sequence[TokenRow], index: int) -> tuple[list[TokenRow], int] | None:
    """The header that begins here, in one row with what belongs to it, and how many rows it took; None where its rows
    are no such header."""
    if index + 1 >= len(rows) or not rows[index + 1].is_tabular:
        return None
    upper = rows[index]
    if len(upper.roles(STAGE)) < FEWEST or not amounts_of(upper):
        return None
    lower = without_units(rows[index + 1])
    tokens = (*upper.tokens, *lower.tokens)
    if not lower.tokens or any(token.column == UNPLACED or not is_piece(token) for token in tokens):
        return None
    heads = [head_of(token, upper) for token in lower.tokens]
    if any(head is None or not set(head.roles(STAGE)) & set(AMOUNTS) for head in heads):
        return None
    under = {token.column: head for token, head in zip(lower.tokens, heads, strict=True) if head is not None}
    if any(token.text in SUMS for token in lower.tokens):
        lower = with_bare_tiers(lower)
    if all(token.is_kind(SOURCE) or token.text in SUMS for token in lower.tokens) and lower.is_kind(SOURCE):
        return sources_below_amounts([upper, lower, *rows[index + TIERS : index + TIERS + 1]], 0, under)
    whole = amounts_in_parts(upper, lower, under)
    return None if whole is None else ([whole], TIERS)


def with_bare_tiers(lower: TokenRow) -> TokenRow:
    """The lower tier with 省级 and 县级 as the sources that they name beside their sum."""
    tokens = tuple(token if token.text in SUMS else as_tier(token) or token for token in lower.tokens)
    return lower.with_tokens(tokens)


def without_units(row: TokenRow) -> TokenRow:
    """The row without the cells that only print the unit of a rate."""
    kept = tuple(token for token in row.tokens if token.text.strip("()（）") not in UNITS_OF_RATE)
    return row if len(kept) == len(row.tokens) else row.with_tokens(kept)


def is_piece(token: Token) -> bool:
    """Whether a text can be a label of a header, or a piece of one."""
    return len(token.text) <= LONGEST_PIECE and not is_number(token.text) and not is_blank_mark(token.text)


def amounts_of(row: TokenRow) -> list[Token]:
    """The amounts that a row names."""
    return [token for token in row.tokens if set(token.roles(STAGE)) & set(AMOUNTS)]


def head_of(token: Token, upper: TokenRow) -> Token | None:
    """The label of the upper tier that a token stands below or right of."""
    left = [above for above in upper.tokens if above.column <= token.column]
    return left[-1] if left else None


def amounts_in_parts(upper: TokenRow, lower: TokenRow, under: dict[int, Token]) -> TokenRow | None:
    """预算数 above 年初 ｜ 调整后 as 年初预算数 ｜ 调整后预算数; None where no two pieces make a label."""
    vocabulary = load_vocabulary()
    whole: list[Token] = []
    is_made = False
    for token in lower.tokens:
        head = under[token.column]
        texts = (token.text + head.text, head.text + token.text)
        made = next((text for text in texts if any(label.kind == STAGE for label in vocabulary.labels_of(text))), None)
        is_made = is_made or made is not None
        if made is None and token.text in OWN_AMOUNT:
            made = head.text
        text, labels = (made, vocabulary.labels_of(made)) if made else (token.text, token.labels)
        whole.append(Token(text, token.place, token.column, labels, head.places))
    kept = [token for token in upper.tokens if token not in under.values()]
    if not is_made or {token.column for token in kept} & under.keys():
        return None
    tokens = sorted((*kept, *whole), key=lambda token: token.column)
    return TokenRow(upper.line_no, tuple(tokens), True, max(upper.width, lower.width))


def sources_below_amounts(
    rows: Sequence[TokenRow], index: int, under: dict[int, Token]
) -> tuple[list[TokenRow], int] | None:
    """Sources below each amount, and one row of values, as a header of amounts and a row for each source."""
    upper, lower = rows[index], rows[index + 1]
    values = rows[index + 2] if index + 2 < len(rows) else None
    if values is None or not values.is_tabular:
        return None
    printed = {token.column: token for token in values.tokens if is_figure(token.text)}
    labels = [token for token in values.tokens if not is_figure(token.text)]
    further = [token for token in upper.tokens if token not in under.values()]
    known = {*under, *(token.column for token in further)}
    if len(printed) < FEWEST or not printed.keys() <= known or not all(token.labels for token in labels):
        return None
    stages = [token for token in upper.tokens if token in under.values()]
    has_total = any(token.text in SUMS or "total" in token.roles(SOURCE) for token in lower.tokens)
    heads = (*stages, *further) if has_total else tuple(stages)
    header = [token._replace(column=order) for order, token in enumerate(heads, start=2)]
    columns = {old.column: new.column for old, new in zip(heads, header, strict=True)}
    made: dict[str, list[Token]] = {}
    for token in lower.tokens:
        role = "total" if token.text in SUMS else token.roles(SOURCE)[0]
        label = token if token.is_kind(SOURCE) else token._replace(labels=Labels((Label(SOURCE, role),)))
        cells = made.setdefault(role, [label._replace(column=1)])
        if (value := printed.get(token.column)) is not None:
            cells.append(value._replace(column=columns[under[token.column].column]))
    whole: list[TokenRow] = []
    beside = [token for token in further if token.column in printed]
    if "total" in made:
        made["total"].extend(printed[token.column]._replace(column=columns[token.column]) for token in beside)
    elif beside:  # of the year's money, of which no total is printed
        pairs = [cell for token in beside for cell in (token, printed[token.column])]
        whole.append(TokenRow(values.line_no, tuple(pairs), False))
    width = len(header) + 1
    names = [*labels, *(token for token in further if token not in heads and token not in beside)]
    block = [TokenRow(upper.line_no, (*(t._replace(column=1) for t in names), *header), True, width)]
    block.extend(TokenRow(values.line_no, tuple(cells), True, width) for cells in made.values())
    if len({cell.column for cells in made.values() for cell in cells}) < FEWEST or has_two_in_a_cell(made):
        return None
    return [*block, *whole], TIERS + 1


def has_two_in_a_cell(made: dict[str, list[Token]]) -> bool:
    """Whether a source stands twice below one amount."""
    return any(len({cell.column for cell in cells}) < len(cells) for cells in made.values())
