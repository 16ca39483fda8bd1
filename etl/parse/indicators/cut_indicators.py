"""Indicator rows cut out of a stream in which line ends say little, by what each cell can be.

Input: the rows of an indicator table as printed lines, and its columns. Output: tokens by role, row by row.
Stage `parse`. The cut is a shortest path over the stream: each token takes a column; going back to an earlier
column begins a row.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from etl.parse.labels.printed_kinds import is_figure
from etl.parse.labels.roles import NAMES
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.labels.vocabulary import NO_LABELS, Labels
from etl.parse.rows.cell_likeness import ends_as_name, is_numbered_name, names_unit, role_in_block
from etl.parse.rows.fit_row import EXTRA_COST, IMPOSSIBLE, Column

NEW_ROW_COST = 0.5
LEVELS_ONLY_COST = 0.5  # a merged level name whose group is blank stands alone
NAMELESS_ROW_COST = 6.0  # a row begins with a level or a name, not with values
AGAINST_LINE_COST = 2.0  # a row that begins inside a line, where lines hold whole rows
ACROSS_LINE_COST = 1.0
REPEAT_COST = 1.5  # a second token in one column: a text cut by a blank
NOT_REACHED = float("-inf")
LINES_HOLD_ROWS = 2.0  # tokens to a line, on average
MOST_ROWS_IN_LINE = 2
SHORTEST_LEVEL = 2
FEWEST_BEHIND = 3  # names of levels at the ends of lines
BOTH_TERMS = 2  # blocks of the same columns, and names of a level
REPEATABLE = ("level3", "deviation_reason", "not_read", "other_time", "evidence", "unknown", "actual")


# The last token of a path: the gain so far, the column it took (None for none), whether it began a row, and the step
# before. Bare tuples: a page of text takes ten thousand of them.
Step = tuple[float, int | None, bool, "Step | None"]


class RowCosts:
    """What it costs to begin, to go on in and to end a row, by the numbers of its columns; worked out once a table."""

    def __init__(self, columns: Sequence[Column]) -> None:
        empty = [column.empty_cost for column in columns]
        numbers = range(len(columns))
        opening = [NEW_ROW_COST + (0.0 if column.role in NAMES else NAMELESS_ROW_COST) for column in columns]
        leading = [sum(empty[:index]) for index in numbers]
        self.skipping = [[sum(empty[last + 1 : index]) for index in numbers] for last in (*numbers, -1)]
        self.ending = [*(tail_cost(last, columns) for last in numbers), 0.0]  # the last one, [-1], before any token
        self.beginning = {
            against: [
                [opening[i] + (against if last >= 0 else 0.0) + leading[i] + self.ending[last] for i in numbers]
                for last in (*numbers, -1)
            ]
            for against in (0.0, AGAINST_LINE_COST)
        }
        self.repeatable = [column.role.startswith(REPEATABLE) for column in columns]


def cut_indicators(
    rows: Sequence[TokenRow], columns: Sequence[Column], likeness: Callable[[Column, Token], float]
) -> list[tuple[dict[str, list[Token]], tuple[Token, ...]]]:
    """Tokens by role and tokens that no column takes, for every row of the table."""
    tokens = [(token, order == 0) for row in rows for order, token in enumerate(row.tokens)]
    ends_with_next = lines_end_with_next_row(rows) and not has_both_terms(columns)
    last_of_line = {row.tokens[-1].place for row in rows if len(row.tokens) > 1} if ends_with_next else set()
    is_in_line = is_sheet_in_line(rows, columns)
    lines_matter = len(tokens) >= LINES_HOLD_ROWS * len(rows) and not is_in_line
    costs = RowCosts(columns)
    best: dict[int, Step] = {-1: (0.0, None, False, None)}
    before: Token | None = None
    known: dict[tuple[object, ...], list[tuple[int, float]]] = {}  # forms print the same short texts again and again
    second = level2_of_both_terms([token for token, _ in tokens], columns)
    names = names_like_their_level2([token for token, _ in tokens])
    for order, (token, begins_line) in enumerate(tokens):
        is_whole = is_figure(token.text) or is_numbered_name(token.text)
        is_whole = is_whole or (before is not None and (token.text == before.text or names_unit(before.text)))
        may_part = begins_line or is_in_line
        is_whole = is_whole or (before is not None and may_part and ends_as_name(before.text, token.text))
        is_whole = is_whole or (before is not None and is_word_before(before.text, token.text))
        before = token
        meant = token._replace(labels=only_level2(token)) if order in second else token
        meant = token._replace(labels=NO_LABELS) if order in names else meant
        kind = (token.text, token.column, meant.labels)
        suited = known.get(kind)
        if suited is None:
            likes = enumerate(likeness(column, meant) for column in columns)
            suited = known[kind] = [(index, like) for index, like in likes if like > IMPOSSIBLE]
        is_first = token.place in last_of_line if ends_with_next else begins_line
        is_whole = is_whole or (ends_with_next and is_first)
        across = ACROSS_LINE_COST if lines_matter and is_first else 0.0
        against = AGAINST_LINE_COST if lines_matter and not is_first else 0.0
        best = next_steps(best, suited, costs, across, against, is_whole)
    _, last_step = max(best.items(), key=lambda item: item[1][0] - costs.ending[item[0]])
    return rows_of_path(last_step, [token for token, _ in tokens], columns)


def lines_end_with_next_row(rows: Sequence[TokenRow]) -> bool:
    """Whether lines end with the first cell of the next row: most names of levels that begin a row stand so."""
    cells = [(token, 0 < order == len(row.tokens) - 1) for row in rows for order, token in enumerate(row.tokens)]
    first = [is_last for (before, _), (token, is_last) in pairwise(cells) if is_level(token) and not is_level(before)]
    return sum(first) >= FEWEST_BEHIND and 3 * sum(first) >= 2 * len(first)


def is_word_before(before: str, text: str) -> bool:
    """Whether a text begins with the whole one before it, as a name does behind its level's: 读者, 读者满意度."""
    return len(before) >= SHORTEST_LEVEL and text.startswith(before)


def is_level(token: Token) -> bool:
    """Whether a token is the name of a level and no other label."""
    return token.is_kind("level1", "level2") and not token.is_kind("indicator_column", "side")


def is_sheet_in_line(rows: Sequence[TokenRow], columns: Sequence[Column]) -> bool:
    """Whether lines hold so many cells that rows begin inside them: the whole sheet stands in one line."""
    return sum(len(row.tokens) for row in rows) > MOST_ROWS_IN_LINE * len(columns) * len(rows)


def has_both_terms(columns: Sequence[Column]) -> bool:
    """Whether the columns are of two blocks, the whole term's and the year's, so that levels stand inside lines."""
    return sum(role_in_block(column.role) == "level2" for column in columns) >= BOTH_TERMS


def level2_of_both_terms(tokens: Sequence[Token], columns: Sequence[Column]) -> set[int]:
    """Which tokens are the level-2 name of the whole term and that of the year, where the name could be one of level 1
    too: twice behind their level-1 name (产出指标, 成本指标, 成本指标), or with no other level's name between them."""
    if not has_both_terms(columns):
        return set()
    found: set[int] = set()
    for order in range(len(tokens) - BOTH_TERMS):
        above, first, second = tokens[order : order + BOTH_TERMS + 1]
        is_both = first.is_kind("level1") and first.is_kind("level2") and first.text == second.text
        if is_both and above.is_kind("level1") and not above.is_kind("level2"):
            found |= {order + 1, order + 2}
    named = [order for order, token in enumerate(tokens) if is_level(token) and order not in found]
    for one, other in pairwise(named):
        is_both = tokens[one].is_kind("level1") and tokens[one].is_kind("level2")
        if is_both and tokens[one].text == tokens[other].text:  # one in each block, with its indicator behind it
            found |= {one, other}
    return found


def names_like_their_level2(tokens: Sequence[Token]) -> set[int]:
    """Which tokens name an indicator with the words of its level-2 name right above it: 服务对象满意度指标,
    服务对象满意度, 满意."""
    found: set[int] = set()
    for order, (above, token) in enumerate(pairwise(tokens), start=1):
        is_level2 = above.is_kind("level2") and not above.is_kind("level1") and order - 1 not in found
        if is_level2 and token.is_kind("level2") and above.text != token.text and above.text.startswith(token.text):
            found.add(order)
    return found


def only_level2(token: Token) -> Labels:
    """The labels of a token without those of a level-1 name."""
    return Labels(label for label in token.labels if label.kind != "level1")


def next_steps(
    best: dict[int, Step],
    suited: Sequence[tuple[int, float]],
    costs: RowCosts,
    across: float,
    against: float,
    is_whole: bool,
) -> dict[int, Step]:
    """The best path to each column over one more token, which suits these columns so well.

    `across` is what it costs to go on over a line end here, `against` to begin a row inside a line.
    """
    following: dict[int, Step] = {}
    gains = [NOT_REACHED] * len(costs.ending)  # of the paths in `following`; the last one, [-1], before any token
    for last, step in best.items():
        reached = step[0]
        gain = reached - EXTRA_COST
        if gain > gains[last]:
            following[last], gains[last] = (gain, None, False, step), gain
        skipping, beginning = costs.skipping[last], costs.beginning[against][last]
        for index, like in suited:
            liked, held = reached + like, gains[index]
            if index > last >= 0:
                gain = liked - skipping[index] - across
                if gain > held:
                    following[index], gains[index], held = (gain, index, False, step), gain, gain
            elif index == last and costs.repeatable[index] and not is_whole:
                gain = liked - REPEAT_COST
                if gain > held:
                    following[index], gains[index], held = (gain, index, False, step), gain, gain
            gain = liked - beginning[index]
            if gain > held:
                following[index], gains[index] = (gain, index, True, step), gain
    return following


def tail_cost(last: int, columns: Sequence[Column]) -> float:
    """What it costs to end a row after this column."""
    if columns[last].role in ("level1", "level2"):
        return LEVELS_ONLY_COST
    return sum(column.empty_cost for column in columns[last + 1 :])


def rows_of_path(
    last: Step, tokens: Sequence[Token], columns: Sequence[Column]
) -> list[tuple[dict[str, list[Token]], tuple[Token, ...]]]:
    """The path read back from its end."""
    steps: list[Step] = []
    step: Step | None = last
    while step is not None and step[3] is not None:
        steps.append(step)
        step = step[3]
    rows: list[tuple[dict[str, list[Token]], tuple[Token, ...]]] = []
    for token, (_, column, begins_row, _) in zip(tokens, reversed(steps), strict=True):
        if begins_row or not rows:
            rows.append(({}, ()))
        by_role, extra = rows[-1]
        if column is None:
            rows[-1] = (by_role, (*extra, token))
        else:
            by_role.setdefault(columns[column].role, []).append(token)
    return rows
