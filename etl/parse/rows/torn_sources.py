"""Money of narrow columns: 其中：当年财 above 项目资金 ｜ 150.00 ｜ 54.15 ｜ 8.20, 政拨款 and （万元） below.

Input: the tokens of printed lines whose columns are lost. Output: the same, each name of a source whole before its
amounts, and the label of the block, which stands in the middle of its rows, in the line of its header. Stage `parse`.
"""

from collections.abc import Sequence

from etl.parse.labels.printed_kinds import is_figure
from etl.parse.labels.tokens import Token, whole_label
from etl.parse.labels.vocabulary import Vocabulary
from etl.parse.rows.join_torn_headers import UNIT

FEWEST_FIGURES = 3
FEWEST_COLUMNS = 3
LINES_OF_BLOCK = 12


def with_whole_sources(lines: Sequence[tuple[Token, ...]], vocabulary: Vocabulary) -> list[tuple[Token, ...]]:
    """The lines, those that were torn around a row of amounts empty."""
    whole = list(lines)
    for head in range(len(lines)):
        if sum(token.is_kind("fund_column") for token in whole[head]) >= FEWEST_COLUMNS:
            with_block_label_above(whole, head, vocabulary)
            with_block_label_whole(whole, head, vocabulary)
    for at in range(len(lines) - 2):
        above, row, below = whole[at : at + 3]
        if len(above) == len(below) == 1 and are_figures(row):
            name = torn_name(above[0], below[0], vocabulary)
            if name is not None:
                whole[at : at + 3] = (), (name, *row), ()
    return whole


def with_block_label_above(lines: list[tuple[Token, ...]], head: int, vocabulary: Vocabulary) -> None:
    """Put the label of the block, and the unit below it, from among the rows into the line of the header."""
    block = range(head + 1, min(head + LINES_OF_BLOCK, len(lines)))
    rows = (at for at in block if lines[at] and lines[at][0].is_kind("side"))
    at = next((at for at in rows if is_row_of_money(lines[at][1:])), None)
    if at is None:
        return
    label, lines[at] = lines[at][0], lines[at][1:]
    below = next((row for row in block if row > at and is_money_unit(lines[row])), None)
    if below is not None:
        unit, lines[below] = lines[below][0], ()
        label = whole_label([label, unit], vocabulary)
    lines[head] = (label, *lines[head])


def with_block_label_whole(lines: list[tuple[Token, ...]], head: int, vocabulary: Vocabulary) -> None:
    """Join the label of the block in the line of the header to its rest before the amounts below it: 预算执行 ｜ 预算数
    over 情况 ｜ 68.00. No source is called so."""
    at = next((at for at in range(head + 1, len(lines)) if lines[at]), None)
    if at is None or lines[at][0].labels or not are_figures(lines[at][1:]):
        return
    label = whole_label([lines[head][0], lines[at][0]], vocabulary)
    if label.is_kind("side") and not lines[head][0].is_kind("fund_column"):
        lines[head], lines[at] = (label, *lines[head][1:]), lines[at][1:]


def is_row_of_money(tokens: tuple[Token, ...]) -> bool:
    """Whether pieces are the amounts of a row, its source before them or in the lines around it."""
    return are_figures(tokens[1:] if tokens and tokens[0].is_kind("fund_row") else tokens)


def are_figures(tokens: tuple[Token, ...]) -> bool:
    """Whether a line is the amounts of a row."""
    return len(tokens) >= FEWEST_FIGURES and all(is_figure(token.text) for token in tokens)


def is_money_unit(tokens: tuple[Token, ...]) -> bool:
    """Whether a line is a unit of money in brackets."""
    return len(tokens) == 1 and UNIT.fullmatch(tokens[0].text) is not None


def torn_name(above: Token, below: Token, vocabulary: Vocabulary) -> Token | None:
    """Two texts as the name of a source of money; None where they make none, or each is a label by itself."""
    if above.labels and below.labels:
        return None
    name = whole_label([above, below], vocabulary)
    return name if name.is_kind("fund_row") else None
