"""A row of money fitted to its columns so that the rate it prints is the one its amounts give.

Input: tokens and columns of a funding row, and the fit by position and shape. Output: that fit, or the one in which
executed ÷ budget is the printed rate. Stage `parse`. Blank cells that were lost move the amounts under a neighbour's
label; the form's own division tells where they belong.
"""

from collections.abc import Sequence
from itertools import combinations

from etl.parse.labels.printed_kinds import half_width, is_blank_mark, is_percent, number_of
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.tokens import UNPLACED, Token
from etl.parse.rows.cell_likeness import NEARLY_IMPOSSIBLE, fund_likeness
from etl.parse.rows.fit_row import IMPOSSIBLE, Column, RowFit

RATE_TOLERANCE = 0.0051  # rates are printed in whole per cent too
PER_CENT = 100
MOST_COLUMNS = 10  # more columns than any funding block has; their choices would take too long to count


def fit_by_rate(tokens: Sequence[Token], columns: Sequence[Column], fit: RowFit) -> RowFit:
    """The fit that the printed rate confirms; the given one where it does so, and where no rate can tell."""
    if not any(is_percent(token.text) for token in tokens) or rate_agrees(fit.by_role) is not False:
        return fit
    is_in_place = not fit.is_shifted and all(token.column != UNPLACED for token in tokens)
    if is_in_place or len(tokens) > len(columns) or len(columns) > MOST_COLUMNS or fit.extra:
        return fit
    likes = [[fund_likeness(column, token) for column in columns] for token in tokens]
    best: tuple[float, dict[str, Token]] | None = None
    for chosen in combinations(range(len(columns)), len(tokens)):
        gains = [likes[order][index] for order, index in enumerate(chosen)]
        if min(gains) <= IMPOSSIBLE:
            continue
        by_role = {columns[index].role: token for index, token in zip(chosen, tokens, strict=True)}
        gain = sum(gains) + ("adjusted_budget" in by_role)
        if rate_agrees(by_role) and (best is None or gain > best[0]):
            best = gain, by_role
    return fit if best is None else RowFit(best[1], (), True, best[0])


def fit_as_total(tokens: Sequence[Token], fit: RowFit, total: dict[str, float], *, is_total_moved: bool) -> RowFit:
    """The fit in which a source's amounts stand under the columns of the total's, where cells have lost their places.

    `total` holds the total's amounts by role, in printed order. It has to have as many as the row, and none smaller.
    """
    if not is_total_moved and not fit.is_shifted and all(token.column != UNPLACED for token in tokens):
        return fit
    taken = [fit.by_role[role] for role in AMOUNTS if role in fit.by_role]
    amounts = [token for token in taken if not is_blank_mark(token.text)]
    values = [number_of(token.text) for token in amounts]
    if len(amounts) != len(total) or None in values:
        return fit
    is_part = all((value or 0.0) <= whole for value, whole in zip(values, total.values(), strict=True))
    if not is_part or [fit.by_role.get(role) for role in total] == amounts:
        return fit
    others = {role: token for role, token in fit.by_role.items() if role not in AMOUNTS}
    return RowFit({**dict(zip(total, amounts, strict=True)), **others}, fit.extra, True, fit.gain)


def only_way(tokens: Sequence[Token], columns: Sequence[Column]) -> RowFit | None:
    """The one way in which a row with a blank cell can stand under its columns: a budget, what was spent, no rate but
    theirs, no score above its weight. 880 880 880 10 10 leaves the rate blank; None where there are several ways."""
    if not len(tokens) < len(columns) <= MOST_COLUMNS:
        return None
    likes = [[fund_likeness(column, token) for column in columns] for token in tokens]
    ways = []
    for chosen in combinations(range(len(columns)), len(tokens)):
        by_role = {columns[index].role: token for index, token in zip(chosen, tokens, strict=True)}
        is_possible = min(likes[order][index] for order, index in enumerate(chosen)) > NEARLY_IMPOSSIBLE
        if is_possible and is_consistent(by_role):
            ways.append(by_role)
    return RowFit(ways[0], (), True, 0.0) if len(ways) == 1 else None


def is_consistent(by_role: dict[str, Token]) -> bool:
    """Whether the numbers of a row contradict each other nowhere; one without both amounts proves nothing."""
    budgets = [number_of(by_role[role].text) for role in AMOUNTS[:2] if role in by_role]
    executed = value_of(by_role, "executed")
    if executed is None or not budgets or not all(budgets):
        return False
    weight, score = value_of(by_role, "weight"), value_of(by_role, "score")
    if weight is not None and score is not None and score > weight:
        return False
    if "execution_rate" not in by_role:
        return True
    printed = number_of(half_width(by_role["execution_rate"].text).removesuffix("%"))
    rates = [executed / budget for budget in budgets if budget]
    if printed is None:
        return is_blank_mark(by_role["execution_rate"].text)
    return any(abs(rate - share) < RATE_TOLERANCE for rate in rates for share in (printed / PER_CENT, printed))


def rate_agrees(by_role: dict[str, Token]) -> bool | None:
    """Whether executed ÷ budget is the printed rate; False where the row prints a rate and not both amounts."""
    if "execution_rate" not in by_role:
        return None
    rate = rate_of(by_role["execution_rate"].text)
    executed, budget = value_of(by_role, "executed"), value_of(by_role, "adjusted_budget", "initial_budget")
    if rate is None or (executed is None and budget is None):
        return None
    if executed is None or budget is None:
        return False
    return None if budget == 0 else abs(executed / budget - rate) < RATE_TOLERANCE


def value_of(by_role: dict[str, Token], *roles: str) -> float | None:
    """The number of the first of these columns that the row prints."""
    return next((number_of(by_role[role].text) for role in roles if role in by_role), None)


def rate_of(text: str) -> float | None:
    """A printed per cent as a fraction."""
    folded = half_width(text)
    return float(folded.removesuffix("%").replace(" ", "")) / 100 if is_percent(folded) else None
