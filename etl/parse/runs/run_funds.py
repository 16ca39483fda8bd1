"""Money printed as a run of labels and amounts (其中：财政拨款：年初预算数15，全年执行数14), as the rows of a form.

Input: Pieces of the money in printed order. Output: rows of labels and amounts, or a header of amounts and a row for
each source. Stage `parse`.
"""

from dataclasses import dataclass, field

from etl.parse.labels.printed_kinds import is_blank_mark
from etl.parse.labels.tokens import Token, TokenRow, made_row

STAGE = "fund_column"


@dataclass
class Group:
    """The amounts of one source of money, or of the year's money where no source is named."""

    source: Token | None
    amount: Token | None = None
    pairs: list[tuple[Token, Token]] = field(default_factory=list)


class RunFunds:
    """The money of one form while it is read."""

    def __init__(self) -> None:
        self.groups: list[Group] = []

    def take_source(self, label: Token, amount: Token | None) -> None:
        """A source of money, with its amount where one stands right behind it."""
        self.groups.append(Group(label, amount))

    def take_amount(self, label: Token, value: Token) -> None:
        """An amount, a rate or points of the last source, of the year's money where none was named."""
        if not self.groups:
            self.groups.append(Group(None))
        self.groups[-1].pairs.append((label, value))

    def rows(self) -> list[TokenRow]:
        """The rows, those of sources with several amounts below one header."""
        made: list[TokenRow] = []
        several = [group for group in self.groups if group.source is not None and group.pairs]
        for group in self.groups:
            if group.source is None:
                made.append(row_of([token for pair in group.pairs for token in pair]))
            elif not group.pairs:
                made.append(row_of([group.source, *([group.amount] if group.amount else [])]))
            elif group is several[0]:
                made += table(several)
        self.groups = []
        return made


def row_of(tokens: list[Token]) -> TokenRow:
    """A line of labels and values."""
    return made_row(tokens, is_tabular=False)


def table(groups: list[Group]) -> list[TokenRow]:
    """A header of amounts and a row for each source; a second value of one cell is a text of its own below them."""
    labels: dict[str, Token] = {}
    for group in groups:
        for label, _ in group.pairs:
            labels.setdefault(label.roles(STAGE)[0], label)
    columns = {role: column for column, role in enumerate(labels, start=2)}
    header = [label._replace(column=columns[role]) for role, label in labels.items()]
    width = len(header) + 1
    made = [TokenRow(header[0].place.line_no, tuple(header), True, width)]
    rest: list[Token] = []
    for group in groups:
        if group.source is None:
            continue
        cells: dict[int, Token] = {1: group.source._replace(column=1)}
        for label, value in group.pairs:
            column = columns[label.roles(STAGE)[0]]
            if column in cells:
                rest.append(value)
            else:
                cells[column] = value._replace(column=column)
        if group.amount is not None and not is_blank_mark(group.amount.text):
            rest.append(group.amount)
        made.append(TokenRow(group.source.place.line_no, tuple(cells[column] for column in sorted(cells)), True, width))
    return [*made, *(made_row([token], is_tabular=False) for token in rest)]
