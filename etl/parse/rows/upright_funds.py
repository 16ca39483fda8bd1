"""Money tables that stand on their side: sources of money as columns, amounts as rows or one row; an amount a row.

Input: TokenRows. Output: the rows with every such table as the usual one, a source to a row below the amounts' labels.
Stage `parse`. Only whole tables are turned: where a value has no label above or beside it, the rows stay as they are.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from etl.parse.labels.label_patterns import load_patterns
from etl.parse.labels.printed_kinds import is_figure, is_measured, is_percent, number_of
from etl.parse.labels.roles import AMOUNTS, POINTS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow, made_row
from etl.parse.labels.vocabulary import Label, Labels
from etl.parse.rows.fund_tiers import read_tiers
from etl.parse.rows.sources_in_tiers import sources_in_tiers

FEWEST = 2  # amounts, and sources of money
LONGEST_SOURCE = 20
STAGE, SOURCE = "fund_column", "fund_row"
Values = dict[tuple[int, int], Token]  # by the numbers of source and amount


def with_upright_funds(rows: tuple[TokenRow, ...]) -> tuple[TokenRow, ...]:
    """The rows with money tables turned upright."""
    upright: list[TokenRow] = []
    index = 0
    while index < len(rows):
        turned = None
        if rows[index].is_tabular and rows[index].is_kind(STAGE, SOURCE):
            turned = sources_as_columns(rows, index) or one_amount_a_row(rows, index)
            turned = turned or read_tiers(rows, index) or sources_in_tiers(rows, index) or amounts_below(rows, index)
            turned = turned or budget_by_sources(rows, index)
        block, size = turned or ([rows[index]], 1)
        upright.extend(block)
        index += size
    return tuple(upright)


def sources_as_columns(rows: Sequence[TokenRow], index: int) -> tuple[list[TokenRow], int] | None:
    """A header of sources, and below it a row for each amount, as a table with a row for each source."""
    head = rows[index]
    if sum(SOURCE in token.labels.kinds for token in head.tokens) < FEWEST:
        return None
    first = next((order for order, token in enumerate(head.tokens) if token.is_kind(SOURCE)), 0)
    sources = tuple(takewhile(may_be_source, head.tokens[first:]))
    notes = {token.column for token in head.tokens[first + len(sources) :]}
    roles = [token.roles(SOURCE)[0] for token in sources if token.is_kind(SOURCE)]
    columns = [token.column for token in sources]
    if len(roles) < FEWEST or len(set(roles)) < len(roles):
        return None
    if any(a >= b for a, b in pairwise(columns)) or UNPLACED in columns or any(map(is_value, head.tokens)):
        return None
    stages: list[Token] = []
    beside = list(head.tokens[:first])
    values: Values = {}
    end = index + 1
    unread: list[Token] = []
    while end < len(rows) and (stage := stage_of(rows[end], columns, notes)) is not None:
        for token in rows[end].tokens:
            if token.column in notes:
                unread.append(token)
            if token.column in columns and not is_repeated_points(rows[end], stage, token, sources):
                values[columns.index(token.column), len(stages)] = token
        beside.extend(token for token in rows[end].tokens if token.column < stage.column)
        stages.append(stage)
        end += 1
    is_of_money = any(set(stage.roles(STAGE)) & set(AMOUNTS) for stage in stages)
    if len(stages) < FEWEST or not is_of_money:
        return None
    rest = [made_row([token], is_tabular=False) for token in unread]
    return [*table(beside, stages, sources, values), *rest], end - index


def amounts_below(rows: Sequence[TokenRow], index: int) -> tuple[list[TokenRow], int] | None:
    """Sources side by side and one row of amounts below them, of nothing named, as rows of a source and its amount."""
    head, *below = rows[index : index + 2]
    sources = [token for token in head.tokens if SOURCE in token.labels.kinds]
    if len(sources) < FEWEST:
        return None
    beside = head.tokens[: len(head.tokens) - len(sources)]
    roles = {token.roles(SOURCE)[0] for token in sources}
    if len(roles) < max(len(sources), FEWEST) or not below or not below[0].is_tabular:
        return None
    if head.tokens[len(beside) :] != tuple(sources) or not all(token.is_kind("side") for token in beside):
        return None
    amounts = {token.column: token for token in below[0].tokens}
    columns = {token.column for token in sources}
    if len(columns) < len(sources) or UNPLACED in columns or not amounts.keys() <= columns:
        return None
    if not all(is_value(token) and not is_percent(token.text) for token in below[0].tokens):
        return None
    made = [TokenRow(head.line_no, beside, True, head.width)] if beside else []
    for source in sources:
        cells = [amounts[source.column]._replace(column=2)] if source.column in amounts else []
        made.append(TokenRow(source.place.line_no, (source._replace(column=1), *cells), True, head.width))
    return made, 2


def budget_by_sources(rows: Sequence[TokenRow], index: int) -> tuple[list[TokenRow], int] | None:
    """预算资金总额 ｜ 其中:财政拨款 ｜ 预算执行数 ｜ 执行率 over one row of values as a table: the sources are those of
    the budget, of which the header names no amount, what was spent is of their total, which no source exceeds."""
    head, *below = rows[index : index + 2]
    sources = [token for token in head.tokens if token.is_kind(SOURCE)]
    stages = [token for token in head.tokens if token.is_kind(STAGE) and not token.is_kind(SOURCE)]
    beside = head.tokens[: len(head.tokens) - len(sources) - len(stages)]
    amounts = {role for token in stages for role in token.roles(STAGE)} & set(AMOUNTS)
    if len(sources) < FEWEST or "total" not in sources[0].roles(SOURCE) or amounts != {"executed"} or not below:
        return None
    if head.tokens != (*beside, *sources, *stages) or not all(token.is_kind("side") for token in beside):
        return None
    order = {token.column: number for number, token in enumerate((*sources, *stages))}
    printed = {order[token.column]: token for token in below[0].tokens if token.column in order}
    if UNPLACED in order or len(printed) < len(below[0].tokens) or not all(map(is_value, printed.values())):
        return None
    budgets = {number: number_of(printed[number].text) for number in range(len(sources)) if number in printed}
    total = budgets.get(0)
    if total is None or any(part is not None and part > total for part in budgets.values()):
        return None
    budget = sources[0]._replace(labels=Labels((Label(STAGE, "adjusted_budget"),)))
    values = {
        (number, 0) if number < len(sources) else (0, number - len(sources) + 1): token
        for number, token in printed.items()
    }
    return table(beside, [budget, *stages], sources, values), len((head, below[0]))


def may_be_source(token: Token) -> bool:
    """Whether a text beside sources of money can be one that nobody listed."""
    return token.is_kind(SOURCE) or (not token.labels and len(token.text) <= LONGEST_SOURCE and not is_value(token))


def stage_of(row: TokenRow, columns: Sequence[int], notes: set[int]) -> Token | None:
    """The amount, rate or points that a row is of: its label before the columns of the sources, values in these."""
    left = [token for token in row.tokens if token.column < columns[0]]
    stages = [labelled for token in left if (labelled := as_stage(token)) is not None]
    if not row.is_tabular or len(stages) != 1 or stages[0].column != left[-1].column:
        return None
    if any(not token.labels for token in left[:-1]) or row.is_kind(SOURCE):
        return None
    others = [token for token in row.tokens[len(left) :] if token.column not in notes]
    is_sound = all(token.column in columns and is_value(token) for token in others)
    return stages[0] if others and is_sound else None


def as_stage(token: Token) -> Token | None:
    """The token with the label of an amount, rate or points, listed or told by its words."""
    if token.is_kind(STAGE):
        return token
    likely = None if token.labels else load_patterns().likely_label[STAGE](token.text)
    return None if likely is None else token._replace(labels=Labels((likely,)))


def is_repeated_points(row: TokenRow, stage: Token, token: Token, sources: Sequence[Token]) -> bool:
    """Whether a cell repeats the points of a merged one: they are those of the total, or of the first column."""
    columns = [source.column for source in sources]
    cells = [other for other in row.tokens if other.column in columns]
    is_of_points = not set(stage.roles(STAGE)).isdisjoint(POINTS)
    if not is_of_points or len(cells) < len(columns) or len({cell.text for cell in cells}) > 1:
        return False
    totals = [source.column for source in sources if "total" in source.roles(SOURCE)]
    return token.column != (totals or columns)[0]


def one_amount_a_row(rows: Sequence[TokenRow], index: int) -> tuple[list[TokenRow], int] | None:
    """Rows of one amount each, whose source or whose kind of amount stands once beside several rows, as a table."""
    entries: list[tuple[Token, Token, Token | None]] = []
    beside: list[Token] = []
    carried: str | None = None  # which of both labels a merged cell holds, once a row has told it
    end = index
    while end < len(rows) and (entry := entry_of(rows[end])) is not None:
        labels, value, others = entry
        if len(labels) < FEWEST:
            missing = STAGE if SOURCE in labels else SOURCE
            if not entries or carried not in (None, missing):
                break
            carried = missing
            stage, source, _ = entries[-1]
            labels = {**labels, missing: stage if missing == STAGE else source}
        entries.append((labels[STAGE], labels[SOURCE], value))
        beside.extend(others)
        end += 1
    if len(entries) < FEWEST:
        return None
    stages, sources = distinct(entry[0] for entry in entries), distinct(entry[1] for entry in entries)
    keys = [(name_of(source, SOURCE), name_of(stage, STAGE)) for stage, source, _ in entries]
    if min(len(stages), len(sources)) < FEWEST or len(set(keys)) < len(keys):
        return None
    if sum(bool(set(stage.roles(STAGE)) & set(AMOUNTS)) for stage in stages) < FEWEST:
        return None
    names = [name_of(source, SOURCE) for source in sources], [name_of(stage, STAGE) for stage in stages]
    values = {
        (names[0].index(name_of(source, SOURCE)), names[1].index(name_of(stage, STAGE))): value
        for stage, source, value in entries
        if value is not None
    }
    return table(beside, stages, sources, values), end - index


def entry_of(row: TokenRow) -> tuple[dict[str, Token], Token | None, list[Token]] | None:
    """The source and the kind of amount that a row names, one of them at least, its one value, and labels beside."""
    if not row.is_tabular or not row.is_kind(STAGE, SOURCE):
        return None
    if not any(token.labels for token in row.tokens[-FEWEST:]):  # as of most rows, which have several values
        return None
    labelled = [token for token in row.tokens if token.is_kind(STAGE, SOURCE)]
    labels = {kind: token for kind in (STAGE, SOURCE) for token in labelled if token.is_kind(kind)}
    if len(labelled) != len(labels):
        return None
    values = [token for token in row.tokens if not token.labels and is_value(token)]
    if len(values) > 1:
        return None
    others = [token for token in row.tokens if token not in values and token not in labels.values()]
    if row.tokens[-1].labels and values:
        return None
    if len(labels) == FEWEST and labels[STAGE] is labels[SOURCE]:
        return None
    if any(not token.is_kind("side") for token in others):
        return None
    return labels, values[0] if values else None, others


def distinct(tokens: Iterable[Token]) -> list[Token]:
    """The first token of each name, in printed order."""
    return list({token.text: token for token in reversed(list(tokens))}.values())[::-1]


def name_of(token: Token, kind: str) -> str:
    """What a label stands for."""
    return token.roles(kind)[0]


def is_value(token: Token) -> bool:
    """Whether a text can stand in a cell of money: an amount, a rate, points, or a mark for nothing."""
    text = token.text
    return is_figure(text) or (text[:1].isdigit() and is_measured(text))


def table(beside: Sequence[Token], stages: Sequence[Token], sources: Sequence[Token], values: Values) -> list[TokenRow]:
    """A header of amounts and a row for each source; every token keeps its place and stands in its new column."""
    width = len(stages) + 1
    labels = [stage._replace(column=order) for order, stage in enumerate(stages, start=2)]
    line_no = (*beside, *sources)[0].place.line_no
    made = [TokenRow(line_no, (*(token._replace(column=1) for token in beside), *labels), True, width)]
    for number, source in enumerate(sources):
        cells = [
            values[number, order]._replace(column=order + 2)
            for order in range(len(stages))
            if (number, order) in values
        ]
        made.append(TokenRow(source.place.line_no, (source._replace(column=1), *cells), True, width))
    return made
