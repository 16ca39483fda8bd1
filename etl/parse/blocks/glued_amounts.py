"""Numbers of one row of money that lost what parted them, in a table that is parted else: 10100%10 in one cell.

Input: the values of a row and the columns of its header. Output: the values, such cells cut apart. Stage `parse`. A cut
counts only where the sums of the row leave no other one and every column gets its number.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations

from etl.parse.blocks.form_sheet import FormSheet
from etl.parse.blocks.fund_arithmetic import RATE_TOLERANCE, rate_of
from etl.parse.glued.glued_numbers import NUMERIC, PRINTED_AMOUNTS, agreed_spans, cut_numbers
from etl.parse.glued.glued_run import run_of
from etl.parse.indicators.glued_cells import PARTED
from etl.parse.labels.printed_kinds import half_width, is_figure, is_percent, number_of
from etl.parse.labels.roles import AMOUNTS, POINTS, REASON
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.rows.fit_row import Column

RATE = "execution_rate"
COUNTED = frozenset({*PRINTED_AMOUNTS, *POINTS, RATE})


def parted_amounts(sheet: FormSheet, row_no: int, values: list[Token], columns: Sequence[Column]) -> list[Token]:
    """The values of one row with glued numbers cut apart, and the finding that they were."""
    counted = {column.role: column.position for column in columns if column.role != REASON}
    glued = [token for token in values if is_glued(token)] or amounts_unlike_rate(values, counted)
    if not glued or not COUNTED.issuperset(counted) or not all(is_alone(token) for token in values):
        return values
    run = run_of(values)
    first = sheet.fund_texts()
    is_part = row_no > 1 and first["fund_source"] == "total"
    total = {role: first[role] for role in (*AMOUNTS, *POINTS, RATE) if is_part and role in first}
    spans = agreed_spans(cut_numbers(run, 0, len(run.text), list(counted), total))
    printed = {begin_of(token): token for token in values if token not in glued}
    numbers = [run.token(*spans[role]) for role in counted if role in spans]
    kept = set(map(begin_of, numbers))
    torn = [token for token in values if begin_of(token) not in kept]
    if len(numbers) < len(counted) or len(torn) > max(1, sum(map(is_glued, values))):
        return values
    sheet.claim(*values)
    sheet.report("cells_glued", "低", PARTED, glued[0], row_no)
    is_placed = all(token.column != UNPLACED for token in values)
    return [
        printed.get(begin_of(number), number)._replace(column=position if is_placed else UNPLACED)
        for number, position in zip(numbers, counted.values(), strict=True)
    ]


def is_glued(token: Token) -> bool:
    """Whether a text is several numbers, with nothing between them."""
    return not is_figure(token.text) and is_alone(token)


def amounts_unlike_rate(values: Sequence[Token], counted: Mapping[str, int]) -> list[Token]:
    """The numbers of a row that has too few of them, where its rate is that of no two: 118.72 ｜ 1090.28%."""
    rates = [rate for token in values if is_percent(token.text) and (rate := rate_of(token.text)) is not None]
    numbers = [number for token in values if (number := number_of(token.text))]
    if len(rates) != 1 or len(values) >= len(counted):
        return []
    is_told = any(abs(two / one - rates[0]) < RATE_TOLERANCE for one, two in permutations(numbers, 2))
    return [] if is_told else sorted(filter(is_alone, values), key=lambda token: -len(token.text))


def is_alone(token: Token) -> bool:
    """Whether a text is printed in one piece and holds nothing but the signs of numbers."""
    return not token.further_places and NUMERIC.fullmatch(half_width(token.text)) is not None


def begin_of(token: Token) -> tuple[int, int, str]:
    """The text and where it begins."""
    return token.place.line_no, token.place.char_start, token.text
