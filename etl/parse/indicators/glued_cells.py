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
from etl.parse.labels.printed_kinds import half_width, has_operator, is_measured, is_number
from etl.parse.labels.roles import LEVELS
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.rows.fit_row import Column

PARTED = "这一行有几格连在一起，按栏目和数字的关系分开，请核对原文。"
# A name with a value behind it: a comparison and its number, or numbers up to the end.
GLUED = re.compile(r"[^0-9]{2,40}(?:[≥≤><=≧≦═][0-9].{0,40}|[0-9][0-9.]{0,9}[%‰]?[^0-9]{0,8}[0-9].{0,40})")
ROLES = {"name": "level3"}
KNOWN = frozenset({*LEVELS, "level3", *READABLE, "deviation_reason"})


def parted_cells(sheet: FormSheet, tokens: tuple[Token, ...], columns: Sequence[Column]) -> tuple[Token, ...]:
    """The tokens of one row with glued cells cut apart, and the finding that they were."""
    parted = with_cells_parted(tokens, columns)
    if parted != tokens:
        gone = [token for token in tokens if token not in parted]
        sheet.claim(*gone)
        sheet.report("cells_glued", "低", PARTED, gone[0])
    return parted


def with_cells_parted(tokens: Sequence[Token], columns: Sequence[Column]) -> tuple[Token, ...]:
    """The tokens of one row, its name's cell and the values behind it cut apart where they were glued."""
    number = next((at for at, token in enumerate(tokens) if not token.labels), len(tokens))
    if number == len(tokens) or not GLUED.fullmatch(half_width(tokens[number].text)):
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
