"""Cells of one indicator row that lost what parted them, in a table that is parted else: 合格率≥85%88%1010 in one cell.

Input: the tokens of a row and the columns of its header. Output: the tokens with such cells cut apart. Stage `parse`. A
cut counts only where it is the only likely one that fills every column of values; else the tokens stay as they are.
"""

import re
from collections.abc import Sequence

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.glued.glued_columns import READABLE
from etl.parse.glued.glued_costs import LIKELY_COST
from etl.parse.glued.glued_rows import RowSplit, RowSplitter, TooManySplitsError
from etl.parse.glued.glued_run import GluedRun, run_of
from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.labels.printed_kinds import half_width, has_operator, is_measured, is_number
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.rows.fit_row import Column

PARTED = "这一行有几格连在一起，按栏目和数字的关系分开，请核对原文。"
# A name with a value behind it: a comparison and its number, or numbers up to the end.
GLUED = re.compile(r"[^0-9]{2,40}(?:[≥≤><=≧≦═][0-9].{0,40}|[0-9][0-9.]{0,9}[%‰]?[^0-9]{0,8}[0-9].{0,40})")
LEVEL_END = "指标"
OWN_NAME = re.compile(r"(?![的数率值及和与]|完成|达|实现|控制|得分|合格|情况)[一-鿿][^:：。；;]{2,40}")
ROLES = {"name": "level3"}
KNOWN = frozenset({*LEVELS, "level3", *READABLE, "deviation_reason"})


def parted_cells(sheet: FormSheet, tokens: tuple[Token, ...], columns: Sequence[Column]) -> tuple[Token, ...]:
    """The tokens of one row with glued cells cut apart, and the finding that they were."""
    parted = with_cells_parted(with_level_parted(tokens, columns), columns)
    if parted != tokens:
        gone = [token for token in tokens if token not in parted]
        sheet.claim(*gone)
        sheet.report("cells_glued", "低", PARTED, gone[0])
    return parted


def with_level_parted(tokens: tuple[Token, ...], columns: Sequence[Column]) -> tuple[Token, ...]:
    """The tokens of one row, the full name of its level 2 cut off the name behind it: 质量指标设备在线率."""
    positions = {column.role: column.position for column in columns}
    first = next((at for at, token in enumerate(tokens) if not token.is_kind("level1")), len(tokens))
    if first == len(tokens) or "level2" not in positions or tokens[first].labels or tokens[first].further_places:
        return tokens
    token, vocabulary = tokens[first], load_vocabulary()
    names = vocabulary.level1_of_level2 if LEVEL_END in token.text else ()
    level = next((name for name in names if is_level_before_name(name, token.text)), None)
    if level is None:
        return tokens
    end = token.place.char_start + len(level)
    before = Token(level, token.place._replace(char_end=end), token.column, vocabulary.labels_of(level))
    behind = Token(token.text[len(level) :], token.place._replace(char_start=end), token.column)
    if token.column != UNPLACED:
        before, behind = before._replace(column=positions["level2"]), behind._replace(column=positions["level3"])
    return (*tokens[:first], before, behind, *tokens[first + 1 :])


def is_level_before_name(level: str, text: str) -> bool:
    """Whether a text is the full name of a level and a name of its own behind it, no name like 质量指标完成率."""
    return level.endswith(LEVEL_END) and text.startswith(level) and OWN_NAME.fullmatch(text, len(level)) is not None


def with_cells_parted(tokens: Sequence[Token], columns: Sequence[Column]) -> tuple[Token, ...]:
    """The tokens of one row, its name's cell and the values behind it cut apart where they were glued."""
    number = next((at for at, token in enumerate(tokens) if not token.labels), len(tokens))
    if number == len(tokens) or tokens[number].text.isalpha() or not GLUED.fullmatch(half_width(tokens[number].text)):
        return tuple(tokens)
    positions = {column.role: column.position for column in columns}
    values = tuple(role for role in positions if role in READABLE)
    end = number + 1
    while end < len(tokens) and (is_measured(tokens[end].text) or is_number(tokens[end].text)):
        end += 1
    cells = tokens[number:end]
    is_short = len(cells) <= len(values) and len(tokens) - end <= ("deviation_reason" in positions)
    if not is_short or not KNOWN.issuperset(positions):
        return tuple(tokens)
    if len(values) == 1 and not has_operator(cells[0].text):
        return tuple(tokens)  # 补助资金及时到位100%: nothing proves that the number is no part of the text
    if any(token.further_places or has_operator(token.text) for token in cells[1:]) or cells[0].further_places:
        return tuple(tokens)  # a target of its own: then what the name holds is of the name
    run = run_of(cells)
    split = only_split(run, values)
    if split is None:
        return tuple(tokens)
    is_placed = cells[0].column != UNPLACED
    parted = [
        run.token(start, stop)._replace(
            column=positions["level3" if role == "name" else role] if is_placed else UNPLACED
        )
        for role, start, stop in split.spans
    ]
    return (*tokens[:number], *parted, *tokens[end:])


def only_split(run: GluedRun, values: tuple[str, ...]) -> RowSplit | None:
    """The only likely way to cut a run into a name and all values; None where none or several are."""
    size = len(run.text)
    try:
        splits = RowSplitter(run, values, size, frozenset({size})).rows_from(0)
    except TooManySplitsError:
        return None
    whole = [split for split in splits if split.end == size and {role for role, *_ in split.spans} == {"name", *values}]
    likely = [split for split in whole if split.cost <= LIKELY_COST]
    return likely[0] if len(likely) == 1 else None
