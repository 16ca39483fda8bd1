"""The columns of the money block, as its header names them.

Input: the header's row. Output: Columns for fitting rows. Stage `parse`. A label that is printed beside a better one
of its role, and one that nobody declared, are columns too, so that no value slides under a neighbour's label.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.parse.labels.printed_kinds import is_figure
from etl.parse.labels.roles import AMOUNTS
from etl.parse.labels.tokens import UNPLACED, Token, TokenRow
from etl.parse.rows.fit_row import Column

BUDGETS = AMOUNTS[:2]
UNKNOWN = "unknown"
ROWS_ABOVE = 4  # the pieces of one printed line
AMOUNT_ENDINGS = ("数", "额", "款")  # a column before the known ones; 资金来源 heads the names of the rows
RECEIVED = "received"  # money that arrived: a column of some forms, no field of ours
SHARE = "weight_share"  # a weight printed as a share, beside points of another scale
CONVERTED = re.compile("折算|加权|换算")  # the score that counts where one of a hundred stands beside it
ADJUSTED = "调整"
OF_WHOLE_YEAR = ("全年", "年度", "本年", ADJUSTED)


def fund_columns(header: TokenRow, unnamed: int = 0) -> list[Column]:
    """The columns of the header in printed order; a role counts where it is printed first. `unnamed` tells how many
    nobody knows before them."""
    columns = [Column(f"{UNKNOWN}.before.{order}", UNPLACED, 0.1) for order in range(unnamed)]
    for order, token in enumerate(header.tokens):
        roles = roles_beside_others(header, token)
        taken = [column.role for column in columns]
        role = next((role for role in roles if role not in (*taken, UNKNOWN)), None)
        if role is not None:
            columns.append(Column(role, token.column, 0.2 if role in AMOUNTS else 0.1))
        elif roles or (not token.labels and (columns or token.text.endswith(AMOUNT_ENDINGS))):
            columns.append(Column(f"{UNKNOWN}.{order}", token.column, 0.1))  # its cells are of no column that is known
    return columns


def with_columns_before(rows: Sequence[TokenRow], index: int) -> tuple[TokenRow, int]:
    """The header whose line ends mean nothing with the columns that its own line names before it, parted by a label
    that nobody declared; and how many values of the row below have no column yet but words of that line."""
    header = rows[index]
    if header.first.column != UNPLACED:
        return header, 0
    line_no = header.first.place.line_no
    near = (token for row in rows[max(0, index - ROWS_ABOVE) : index] for token in row.tokens)
    of_line = [token for token in near if token.place.line_no == line_no]
    before = list(takewhile(may_head_money, reversed(of_line)))[::-1]  # a whole sheet may stand on one line
    first = next((order for order, token in enumerate(before) if token.is_kind("fund_column")), len(before))
    whole = TokenRow(header.line_no, (*before[first:], *header.tokens), header.is_tabular)
    values = [token for row in rows[index + 1 : index + 2] for token in row.tokens if is_figure(token.text)]
    unnamed = len(values) - len(whole.tokens)
    words = [token for token in before[:first] if not token.labels]
    return whole, unnamed if 0 < unnamed <= len(words) else 0


def may_head_money(token: Token) -> bool:
    """Whether a text before a header may be one of its columns: a label of money, or words that are no label."""
    return token.is_kind("fund_column") or not (token.labels or is_figure(token.text))


def roles_beside_others(header: TokenRow, token: Token) -> list[str]:
    """The roles of a column's label, given its neighbours: 预算数 is the first budget beside 调整预算数."""
    roles = token.roles("fund_column")
    if (
        "score" in roles
        and not is_converted(token)
        and any(is_converted(other) and "score" in other.roles("fund_column") for other in header.tokens)
    ):
        return [UNKNOWN]
    if "weight" in roles and any(SHARE in other.roles("fund_column") for other in header.tokens):
        return [UNKNOWN]
    if "adjusted_budget" in roles and not any(word in token.text for word in OF_WHOLE_YEAR):
        others = [other for other in header.tokens if other is not token]
        if any("adjusted_budget" in other.roles("fund_column") and ADJUSTED in other.text for other in others):
            return ["initial_budget"]
        has_initial = any("initial_budget" in other.roles("fund_column") for other in others)
        behind = header.behind(token)
        if not has_initial and any(ADJUSTED in other.text and other.text.endswith(AMOUNT_ENDINGS) for other in behind):
            return ["initial_budget"]  # 调整数: what it became, or by how much it changed; nobody can tell
    return roles


def is_converted(token: Token) -> bool:
    """Whether a label names the score in the form's own points, worked out from one of a hundred."""
    return CONVERTED.search(token.text) is not None
