"""Rows made anew from a stream of tokens, by what labels and values mean rather than by where lines end.

Input: StreamTokens. Output: TokenRows that the block readers take. Stage `parse`. A header is a run of labels
of one block; a funding row is a source of money with what follows it; any other label stands with the value after it.
"""

from etl.parse.blocks.fund_columns import RECEIVED
from etl.parse.forms.titles import PRINTED_YEAR
from etl.parse.indicators.indicator_header import is_goal_of_group, names_indicator
from etl.parse.indicators.place_columns import is_level1_only, place_columns, tier_above_places
from etl.parse.labels.printed_kinds import is_number, is_percent, without_points_word
from etl.parse.labels.roles import AMOUNTS, NAMES, NOT_READ, REASON
from etl.parse.labels.tokens import Token, TokenRow, made_row, roles_of
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.label_runs import LabelStream
from etl.parse.rows.open_ends import with_open_ends_joined
from etl.parse.rows.stream_funds import (
    SOURCE_AMOUNTS,
    amounts_of_no_source,
    are_amounts_alone,
    columns_of_money,
    heads_amounts,
    is_unknown_source,
    is_value,
    money_header,
    names_group_of_money,
    sources_below_amounts,
    sources_over_amounts,
    unknown_source_size,
)
from etl.parse.rows.stream_lists import line_rows, list_rows, list_size
from etl.parse.rows.stream_tiers import in_order_of_data, is_unlisted_heading, tier_rest
from etl.parse.rows.stream_tokens import StreamToken

SHORTEST_HEADER = 3
MOST_UNKNOWN_COLUMNS = 2  # at the end of a header
MOST_UNKNOWN_BETWEEN = 8  # before another column that the header has not named yet
MOST_IN_TITLE = 4  # a title, its year and the unit of its money
SIDE_BY_SIDE = ("adjusted_budget", "executed")
TWO_COLUMNS = {*AMOUNTS, NOT_READ}  # 上年度安排资金 ｜ 本年度申请资金
COLUMNS = ("indicator_column", "side")


def recut_rows(stream: list[StreamToken], vocabulary: Vocabulary) -> tuple[TokenRow, ...]:
    """The document's rows, cut at headers and labels."""
    stream = LabelStream(stream)
    rows: list[TokenRow] = []
    index = 0
    while index < len(stream):
        if size := list_size(stream, index, vocabulary):
            rows.extend(list_rows(stream[index : index + size]))
            index += size
        elif size := indicator_header_size(stream, index):
            header = [item.token for item in stream[index : index + size]]
            above = tier_above_places(header)
            rows.extend(made_row([token], is_tabular=False) for token in above)
            header = in_order_of_data([token for token in header if token not in above], stream, index + size)
            if (label := score_label_above(stream, index, size)) is not None:
                header.append(label)
                rows.extend(line_rows(stream[index + size : index + size + 1]))
                size += 1
            rows.append(header_row(header))
            end = indicator_end(stream, index + size)
            rows.extend(line_rows(with_open_ends_joined(stream[index + size : end], vocabulary, is_table=True)))
            index = end
        elif (of_money := fund_header_rows(stream, index))[1]:
            rows.extend(of_money[0])
            index += of_money[1]
        elif size := sources_over_amounts(stream, index):
            rows.extend(labelled_row([stream[at], stream[at + size]]) for at in range(index, index + size))
            index += 2 * size
        elif size := goal_header_size(stream, index):
            rows.append(TokenRow(stream[index].token.place.line_no, tokens_of(stream[index : index + size]), True))
            end = next_label(stream, index + size)
            rows.extend(text_rows(with_open_ends_joined(stream[index + size : end], vocabulary, is_table=False)))
            index = end
        else:
            source = unknown_source_size(stream, index, rows)
            size = source or labels_size(stream, index)
            rows.append(labelled_row(stream[index : index + size], is_source=bool(source)))
            index += size
    return tuple(rows)


def fund_header_rows(stream: LabelStream, index: int) -> tuple[list[TokenRow], int]:
    """A header of money that begins here as one row, below numbers of no source that stand before the first one, or
    above the amounts of a form that names none or all of them first; and how many tokens that is, 0 where none does."""
    tiers = sources_below_amounts(stream, index)
    size = 0 if tiers[1] else fund_header_size(stream, index)
    if not size:
        return tiers
    end = index + size
    loose = amounts_of_no_source(stream, end)
    alone = size if are_amounts_alone(stream, end + loose, size) else 0
    header = TokenRow(stream[index].token.place.line_no, money_header(stream[index:end]), True)
    values = tuple(token.unplaced() for token in tokens_of(stream[end + loose : end + loose + alone]))
    below = [made_row(values, is_tabular=True)] if values else []
    return [*line_rows(stream[end : end + loose]), header, *below], size + loose + alone


def tokens_of(items: list[StreamToken]) -> tuple[Token, ...]:
    """The bare tokens."""
    return tuple(item.token for item in items)


def indicator_header_size(stream: LabelStream, index: int) -> int:
    """The size of an indicator header that begins here, 0 where none does."""
    if not stream[index].token.is_kind("indicator_column"):
        return 0
    size, named = stream.run(index, COLUMNS)
    if len(named) < SHORTEST_HEADER or "level3" not in named:
        return 0
    while unknown := unknown_columns(stream, index, index + size):
        size += unknown + stream.run(index + size + unknown, COLUMNS)[0]
    size += tier_rest(stream, index, index + size)
    return size + place_columns(stream, index + size)


def unknown_columns(stream: list[StreamToken], first: int, end: int) -> int:
    """How many labels that nobody declared follow inside a header: short words before its next column or line end.

    On the header's own line they may also be its last columns, and so they may before the level-1 name that begins the
    first row; elsewhere they could be the first cells of a row.
    """
    named = {role for item in stream[first:end] for role in item.token.roles("indicator_column")}
    if len(named) < SHORTEST_HEADER or "level3" not in named:
        return 0
    begins_with_level1 = "level1" in stream[first].token.roles("indicator_column")
    for count in range(1, MOST_UNKNOWN_BETWEEN + 1):
        items = stream[end : end + count]
        if len(items) < count or not is_unlisted_heading(items[-1].token):
            return 0
        following = stream[end + count] if end + count < len(stream) else None
        is_own_line = stream[end - 1].token.place.line_no == items[-1].token.place.line_no
        if following is None:
            return 0
        if following.token.is_kind("indicator_column") and not following.token.is_kind("level1", "level2"):
            roles = following.token.roles("indicator_column")
            is_new = named.isdisjoint(roles) or REASON in roles  # kinds of the reason stand before the reason in words
            return count if is_new or count <= MOST_UNKNOWN_COLUMNS else 0
        if count > MOST_UNKNOWN_COLUMNS:
            continue
        if (is_own_line and following.begins_line) or (begins_with_level1 and is_level1_only(following.token)):
            return count
    return 0


def score_label_above(stream: LabelStream, index: int, size: int) -> Token | None:
    """The label of the scores where it stands once in the form's head, before no value, and beside each block only the
    block's points: 自评得分 above, 50 behind the last heading here. None where the header has points of its own."""
    roles = {role for item in stream[index : index + size] for role in item.token.roles("indicator_column")}
    behind = stream[index + size : index + size + 1]
    if roles & {"weight", "score"} or not behind or not is_number(behind[0].token.text):
        return None
    for order in range(index - 1, 0, -1):
        label, following = stream[order].token, stream[order + 1].token
        if "project_name" in label.roles("form"):
            return None
        is_column = label.roles("indicator_column") == ["score"] and not is_number(following.text)
        is_in_header = stream[order - 1].token.is_kind("fund_column") or following.is_kind("fund_column")
        if is_column and not is_in_header:
            return label
    return None


def header_row(tokens: list[Token]) -> TokenRow:
    """The header in the order of its data: a second tier that splits 年度指标值 stands where its first tier did."""
    first_level = next(i for i, token in enumerate(tokens) if set(token.roles("indicator_column")) & set(NAMES))
    first_tier = [token for token in tokens[:first_level] if token.is_kind("indicator_column")]
    if first_tier:
        below = tokens[first_level:]
        named = roles_of(below, "indicator_column")
        above = [token for token in first_tier if not set(token.roles("indicator_column")) & named]
        tokens = [*(token for token in tokens[:first_level] if token not in first_tier), *below, *above]
    return made_row([token.unplaced() for token in tokens], is_tabular=True)


def indicator_end(stream: LabelStream, index: int) -> int:
    """Where the indicators end: at the totals, at a field of the form, at another header or at a title."""
    for position in range(index, len(stream)):
        token = stream[position].token
        if stream[position].is_title:
            return position
        if token.is_kind("total") and not token.is_kind("level1", "level2"):
            return position
        following = stream[position + 1].token if position + 1 < len(stream) else None
        if is_goal_of_group(token, following):
            return position
        if token.is_kind("form", "other_table") and not names_indicator(token, following):
            return position
        if fund_header_size(stream, position) or indicator_header_size(stream, position):
            return position
    return len(stream)


def fund_header_size(stream: LabelStream, index: int) -> int:
    """The size of a funding header that begins here, 0 where none does."""
    size, roles = columns_of_money(stream, index)
    if len(roles) == SOURCE_AMOUNTS and roles <= TWO_COLUMNS and index + size < len(stream):
        return size if heads_whole_rows(stream, index, size, roles) else 0
    return size if len(roles) >= SHORTEST_HEADER and roles & set(AMOUNTS) else 0


def heads_whole_rows(stream: list[StreamToken], index: int, size: int, roles: frozenset[str]) -> bool:
    """Whether the rows below a header of budget and spending hold as many amounts: 中央财政资金 ｜ 300 ｜ 280. Of last
    year's and this year's, an amount alone may be either."""
    begin = index + size + amounts_of_no_source(stream, index + size)
    rows = []
    while begin < len(stream) and stream[begin].token.is_kind("fund_row"):
        rows.append([is_number(item.token.text) for item in stream[begin + 1 : begin + labelled_size(stream, begin)]])
        begin += len(rows[-1]) + 1
    is_short = NOT_READ in roles and any(0 < sum(row) < size for row in rows)
    return rows[:1] == [[True] * size] and not is_short


def goal_header_size(stream: LabelStream, index: int) -> int:
    """The size of a header of goals that begins here: two different goals named side by side."""
    size, roles = stream.run(index, ("goal", "side"))
    return size if len(roles) >= 2 else 0


def next_label(stream: list[StreamToken], index: int) -> int:
    """The position of the next label."""
    while index < len(stream) and not stream[index].token.labels and not stream[index].is_title:
        index += 1
    return index


def text_rows(items: list[StreamToken]) -> list[TokenRow]:
    """The texts below a header of goals as one row: a line with two pieces for two goals, else a text to a line."""
    if not items:
        return []
    tokens = [item.token.unplaced() for item in items]
    return [made_row(tokens, is_tabular=True)]


def labels_size(stream: list[StreamToken], index: int) -> int:
    """A label with the value after it, and those that go on in its row."""
    size = labelled_size(stream, index)
    while is_same_row(stream, index, index + size):
        size += labelled_size(stream, index + size)
    return size


def labelled_size(stream: list[StreamToken], index: int) -> int:
    """A label with the value after it; numbers go on over lines after the label of a row of them.

    An unlabelled token at a line's start stands with the rest of its line; a title with a few texts.
    """
    begin = index
    while names_group_of_money(stream, index):
        index += 1
    label = stream[index].token
    heads_numbers = label.is_kind("fund_row", "total") or heads_amounts(stream, index)
    end = index + 1
    while end < len(stream) and not stream[end].token.labels and not stream[end].is_title:
        has_value = end > index + 1 or not label.labels
        goes_on = heads_numbers and is_value(without_points_word(stream[end].token.text))
        if heads_numbers and has_value and not goes_on and is_unknown_source(stream, end):
            break
        is_rate = end == index + 2 and "executed" in label.roles("fund_column") and is_percent(stream[end].token.text)
        if stream[end].begins_line and has_value and not goes_on and not is_rate:
            break
        end += 1
    is_lone = stream[index].is_title and not (end - index <= MOST_IN_TITLE and has_year(stream[index:end]))
    return (index + 1 if is_lone else end) - begin


def has_year(items: list[StreamToken]) -> bool:
    """Whether a text prints a year."""
    return any(PRINTED_YEAR.search(item.token.text) for item in items)


def is_same_row(stream: list[StreamToken], index: int, end: int) -> bool:
    """Whether the label at `end` goes on in the row of the label at `index`: 预算数 45 ｜ 执行数 45, or one source of
    money once for each of them."""
    if end - index < 2 or end + 1 >= len(stream) or not is_number(stream[end + 1].token.text):
        return False
    label, following = stream[index].token, stream[end].token
    if not is_number(stream[index + 1].token.text):
        return False
    if label.is_kind("fund_row") and following.is_kind("fund_row"):
        return label.roles("fund_row") == following.roles("fund_row")
    roles = {*label.roles("fund_column"), *following.roles("fund_column")} & {*AMOUNTS, RECEIVED}
    return len(roles) == len(SIDE_BY_SIDE)


def labelled_row(items: list[StreamToken], *, is_source: bool = False) -> TokenRow:
    """A label and its values as a row; the row counts as tabular only where it holds numbers to be fitted."""
    tokens = tokens_of(items)
    if is_source:
        return made_row([token.unplaced() for token in tokens], is_tabular=True)
    if tokens[0].is_kind("fund_row", "total"):
        lines = {token.place.line_no for token in tokens[1:]}
        if lines != {tokens[0].place.line_no}:
            values = tokens[1:] if len(lines) == 1 else tuple(token.unplaced() for token in tokens[1:])
            tokens = (tokens[0].unplaced(), *values)
        return made_row(tokens, is_tabular=True)
    return made_row(tokens, is_tabular=False)
