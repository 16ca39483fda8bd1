"""Cells of rows that stand in no columns and may be of two of them: they are taken back.

Input: the rows cut out of a stream, and the columns of their table. Output: the rows without what is not certain; it is
reported as without a column. Stage `parse`. Of two columns of words beside each other one cell alone may be of either;
so may the only value of a row whose neighbours print target and result, and words by blanks that are more than the
columns of words. Where columns came out of their order, as a page's text may, only figures tell what is a row.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from etl.parse.indicators.indicator_header import is_indicator_header
from etl.parse.indicators.indicator_row import VALUE_ROLES, IndicatorRow
from etl.parse.indicators.mend_rows import MOVED, give_names_in_order, take_level2_above
from etl.parse.indicators.narrow_rows import take_back_torn_cells
from etl.parse.labels.printed_kinds import has_operator, is_measured, is_number
from etl.parse.labels.roles import LEVELS, MERGED, POINTS, REASON, VALUES
from etl.parse.labels.tokens import Token, TokenRow
from etl.parse.rows.cell_likeness import WORDS_OF_TARGET, holds_run, is_numbered_name, role_in_block
from etl.parse.rows.fit_row import Column
from etl.parse.rows.repeated_cells import repeat_marked

EVIDENCE = "evidence"
UNKNOWN = "unknown"
NAMED_AGAIN = "实际完成值前又印了一次指标名称，已并入同一行"
WORDS = ("level3", *VALUES)
FEWEST_ROWS = 3
MOST_ROWS_IN_LINE = 2


def settle_undecided(rows: Sequence[IndicatorRow], columns: Sequence[Column], printed: Sequence[TokenRow]) -> None:
    """Give names at a line's end to the row that goes on below, and take back the cells that may be of two columns.
    `printed` are all rows of the form."""
    for row in rows:
        if any(holds_run(token.text) for token in row.tokens.get("level3", ())):
            row.take_back("level3")
    if any(column.role == REASON for column in columns):
        take_back_joined_names(rows)
    repeat_marked(rows)
    take_level2_above(rows)
    give_names_in_order(rows)
    join_results_below_their_name(rows, columns)
    take_names_from_line_above(rows)
    take_back_bare_numbers(rows, columns)
    take_back_words_too_many(rows)
    take_back_torn_cells(rows, printed)
    take_back_odd_words(rows, columns)
    take_back_names_alone(rows)
    take_back_undecided(rows, columns)
    if any(map(heads_level_apart, printed)):
        keep_rows_told_by_figures(rows)


def join_results_below_their_name(rows: Sequence[IndicatorRow], columns: Sequence[Column]) -> None:
    """Where a result's cell prints the indicator's name and below it the result (改造站点 ｜ 11个 ｜ 改造站点 ｜ 0),
    the second name begins no row: its cells are of the row above, which has no result, each a column further right."""
    roles = [column.role for column in columns]
    is_before_reason = (*VALUES, REASON) == tuple(roles[-3:])
    for row, below in pairwise(rows):
        names = [[token.text for token in one.tokens.get(WORDS[0], ())] for one in (row, below)]
        is_begun = set(row.tokens).difference(LEVELS) == set(WORDS[:2]) and not row.extra and names[0] == names[1]
        if not is_begun or VALUES[1] not in roles or below.has(*LEVELS) or not below.has("target"):
            continue
        words = below.tokens.get(VALUES[1], [])
        is_moved = below.has(*POINTS) and not words
        is_moved |= is_before_reason and set(below.tokens) == set(WORDS) and not any(map(is_value, words))
        if not is_moved or any(has_operator(token.text) for token in below.tokens["target"]):
            continue
        row.tokens[VALUES[1]] = [*below.tokens[WORDS[0]], *below.tokens["target"]]
        row.tokens |= {role: below.tokens[role] for role in (*POINTS, REASON) if role in below.tokens}
        row.tokens |= {REASON: words} if words else {}
        row.extra, below.extra, below.tokens = below.extra, (), {}
        row.repairs[VALUES[1]] = NAMED_AGAIN


def keep_rows_told_by_figures(rows: Sequence[IndicatorRow]) -> None:
    """Where the heading of a level stands apart from the header, 二级指标 behind the rows, the columns came one after
    another: take back each row whose target and result are not both figures, as its words may be pieces of several
    cells, and the levels of the others, whose names stand anywhere."""
    for row in rows:
        is_told = all(row.has(role) and all(map(is_value, row.tokens[role])) for role in VALUES)
        for role in LEVELS if is_told else (*WORDS, *POINTS):
            row.take_back(role)


def heads_level_apart(row: TokenRow) -> bool:
    """Whether a row that is no header holds the heading of a level: 社会效益 ｜ 知晓度 ｜ 二级指标 ｜ 数量指标."""
    return not is_indicator_header(row) and not row.roles("indicator_column").isdisjoint(LEVELS)


def take_back_bare_numbers(rows: Sequence[IndicatorRow], columns: Sequence[Column]) -> None:
    """Take back a target that is a number alone where most rows print comparison and unit in columns of their own:
    those of a merged cell are lost, and 3 may be 3 of anything."""
    if not set(MERGED) <= {column.role for column in columns}:
        return
    numbers = [row for row in rows if row.has("target") and all(is_number(t.text) for t in row.tokens["target"])]
    bare = [row for row in numbers if not row.has(*MERGED)]
    if 2 * len(bare) <= len(numbers):
        for row in bare:
            row.take_back("target")


def take_back_words_too_many(rows: Sequence[IndicatorRow]) -> None:
    """Take back the words of a row where blanks alone part more of them than there are columns: 社会效益 ｜ 知晓度 ｜
    达成预期 ｜ 指标. Where the name ends they do not say, unless the target is one by its words or the result too."""
    for row, following in pairwise(rows):
        if goes_on_behind(row, following):
            row.tokens |= {role: following.tokens.pop(role) for role in POINTS if role in following.tokens}
            row.extra = (*row.extra, *(token for role in WORDS for token in following.tokens.pop(role, ())))
            take_back_words(row)
    for row in rows:
        words = [token for role in WORDS for token in row.tokens.get(role, ())]
        is_too_many = row.has(WORDS[0]) and len(words) > len(WORDS)
        if is_too_many and len({token.place.line_no for token in words}) == 1 and not is_target_told(row):
            take_back_words(row)


def take_back_odd_words(rows: Sequence[IndicatorRow], columns: Sequence[Column]) -> None:
    """Where names and targets in words alternate with nothing else between, take back a name that is left over and the
    pairs right before it: one of the words may be a level's name, and every pair be shifted by it."""
    if not {column.role for column in columns}.isdisjoint((VALUES[1], *POINTS)):
        return
    for order, row in enumerate(rows):
        before = rows[order - 1] if order else None
        if set(row.tokens) != {WORDS[0]} or before is None or not is_pair_of_words(before):
            continue
        row.take_back(WORDS[0])
        for pair in takewhile(is_pair_of_words, reversed(rows[:order])):
            for role in (WORDS[0], VALUES[0]):
                pair.take_back(role)


def take_back_joined_names(rows: Sequence[IndicatorRow]) -> None:
    """Where a whole sheet with reasons stands in one line, take back a name of several texts, and the reason before it:
    the first of them may be the rest of that reason, of a level's name or of another cell."""
    if len(rows) <= MOST_ROWS_IN_LINE * len({first_line(row) for row in rows}):
        return
    for order, row in enumerate(rows):
        if len(row.tokens.get(WORDS[0], ())) > 1:
            row.take_back(WORDS[0])
            if order and not row.has(*LEVELS):
                rows[order - 1].take_back(REASON)


def take_back_names_alone(rows: Sequence[IndicatorRow]) -> None:
    """Take back a name without a level before it and a value behind it where most rows have values: it may be the rest
    of a cell beside it, or of the page."""
    named = [row for row in rows if row.has(WORDS[0])]
    bare = [row for row in named if not row.has(*VALUE_ROLES, *LEVELS)]
    if 3 * len(bare) <= len(named):
        for row in bare:
            if not is_numbered_name(row.tokens[WORDS[0]][0].text):
                row.take_back(WORDS[0])


def is_pair_of_words(row: IndicatorRow) -> bool:
    """Whether a row is a name and words for its target, and nothing else."""
    return set(row.tokens) == {WORDS[0], VALUES[0]} and not any(map(is_value, row.tokens[VALUES[0]]))


def take_back_words(row: IndicatorRow) -> None:
    """Take back target and result, and the name too unless one text twice behind it tells where it ends."""
    words = [token for role in WORDS for token in row.tokens.get(role, ())]
    is_name_told = len(words) == len(WORDS) and words[1].text == words[2].text
    for role in VALUES if is_name_told else WORDS:
        row.take_back(role)


def goes_on_behind(row: IndicatorRow, following: IndicatorRow) -> bool:
    """Whether the words behind a row without points, and the points behind them, are of it: more words stand in their
    line than it has columns for."""
    if not all(row.has(role) for role in WORDS) or row.has(*POINTS) or any(is_value(t) for t in row.tokens[VALUES[1]]):
        return False
    if following.has("level1", "level2") or not (following.has(WORDS[0]) and following.has(*POINTS)):
        return False
    values = [token for role in VALUES for token in following.tokens.get(role, ())]
    is_own = len(values) == len(VALUES) or any(map(is_value, values))
    return not is_own and row.tokens[VALUES[1]][-1].place.line_no == following.tokens[WORDS[0]][0].place.line_no


def is_target_told(row: IndicatorRow) -> bool:
    """Whether target or result begin where they are read: one of them is a value, or both are the same."""
    target, actual = (row.tokens.get(role, []) for role in VALUES)
    if any(map(is_value, (*target[:1], *actual[:1]))):
        return True
    return len(target) == len(actual) == 1 and target[0].text == actual[0].text


def is_value(token: Token) -> bool:
    """Whether a text can be nothing but a target or a result."""
    text = token.text
    is_words = WORDS_OF_TARGET.fullmatch(text) is not None
    return is_words or is_number(text) or is_measured(text) or has_operator(text)


def take_back_undecided(rows: Sequence[IndicatorRow], columns: Sequence[Column]) -> None:
    """Take back the cells that may be of two columns."""
    roles = [column.role for column in columns]
    beside = columns_beside_reason(roles)
    has_both = [row for row in rows if all(row.has(role) for role in VALUES)]
    is_scored = any(row.has("score") for row in rows)  # then a text alone may be the result
    may_be_either = set(VALUES) <= set(roles) and (is_scored or 2 * len(has_both) > len(rows))
    for row in rows:
        if beside and REASON in row.tokens and not any(role in row.tokens for role in beside):
            row.take_back(REASON)
        if any("execution_rate" in token.roles("fund_column") for token in row.tokens.get("level3", ())):
            continue  # 预算执行率（10分） ｜ 95%: the money's
        lone = [role for role in VALUES if role in row.tokens]
        is_open = len(lone) == 1 and may_be_either and row.has(*POINTS)
        if is_open and not any(has_operator(t.text) for t in row.tokens[lone[0]]):
            for role in (*POINTS, lone[0]) if are_one_number(row, lone[0]) else lone:
                row.take_back(role)


def are_one_number(row: IndicatorRow, role: str) -> bool:
    """Whether a row prints one number twice and nothing else: 20 ｜ 20 may be target and result as well as points."""
    texts = [token.text for name in (role, *POINTS) for token in row.tokens.get(name, ())]
    return len(texts) == len(VALUES) and len(set(texts)) == 1 and is_number(texts[0])


def take_names_from_line_above(rows: Sequence[IndicatorRow]) -> None:
    """Where lines end with the first cell of the next row, words at a line's end are no reason: they name the row that
    the next line goes on with, whose values then fill its columns; else they are taken back."""
    if not ends_lines_with_next_row(rows):
        return
    for row, following in pairwise(rows):
        reason = row.tokens.get(REASON, [])
        points = line_of(row, "score") or line_of(row, "weight")
        first = following.tokens.get("level3", [])
        below = first_line(following)
        if not reason or reason[-1].place.line_no != points or below == points or not first:
            continue
        values = [role for role in VALUES if role in following.tokens]
        if len(first) == len(values) == 1 and len(following.tokens[values[0]]) == 1 and following.has(*POINTS):
            texts = sorted((*first, *following.tokens[values[0]]), key=lambda token: token.place)
            following.tokens |= {"level3": [reason.pop()], "target": texts[:1], "actual": texts[1:]}
            following.repairs["level3"] = MOVED
            if not reason:
                del row.tokens[REASON]
        else:
            row.take_back(REASON)


def ends_lines_with_next_row(rows: Sequence[IndicatorRow]) -> bool:
    """Whether most rows begin behind the points of the row above them, in its line, and go on in the next one: of the
    rows that begin with a level's name, which is no reason, or of all."""
    scored = [(row, following) for row, following in pairwise(rows) if row.has("score")]
    with_level = [pair for pair in scored if pair[1].has("level1", "level2")]
    return any(map(are_mostly_behind, (scored, with_level)))


def are_mostly_behind(scored: Sequence[tuple[IndicatorRow, IndicatorRow]]) -> bool:
    """Whether the second row of most of these pairs begins behind the points of the first one."""
    behind = [
        first_line(following) == line_of(row, "score") != line_of(following, "score") for row, following in scored
    ]
    return len(behind) >= FEWEST_ROWS and 3 * sum(behind) >= 2 * len(behind)


def first_line(row: IndicatorRow) -> int:
    """The line in which a row begins; a row whose name went to another has its number only."""
    return min((token.place.line_no for token in row.printed()), default=row.line_no)


def line_of(row: IndicatorRow, role: str) -> int | None:
    """The line of a column's first cell in a row."""
    tokens = row.tokens.get(role)
    return tokens[0].place.line_no if tokens else None


def columns_beside_reason(roles: Sequence[str]) -> list[str]:
    """The columns beside that of the reasons that hold words too: what proves a result, and what nobody declared."""
    if REASON not in roles:
        return []
    at = roles.index(REASON)
    near = [roles[order] for order in (at - 1, at + 1) if 0 <= order < len(roles)]
    return [role for role in near if role_in_block(role) in (UNKNOWN, EVIDENCE)]
