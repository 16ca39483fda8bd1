"""What the pieces of a run label where they stand: a field of the head, money, an indicator's value, or nothing.

Input: the Pieces of a document in printed order, and the block that is being read. Output: the kind of each label.
Stage `parse`. 得分 is that of the money or of an indicator, 数量指标 is a word of a goal or begins an indicator: what
follows decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.parse.indicators.indicator_header import DATES
from etl.parse.labels.printed_kinds import OPERATOR, half_width
from etl.parse.labels.roles import AMOUNTS, LEVELS
from etl.parse.runs.run_pieces import Piece
from etl.parse.runs.run_records import COLUMN, VALUES, RunRecords

REACH = 16  # pieces from a level's name to the first value of its indicator
STAGE, SOURCE = "fund_column", "fund_row"
GOALS = {"goal": "target", "completion": "actual"}
SIDE = frozenset({"side"})


@dataclass(frozen=True, slots=True)
class RunPiece:
    """A piece and the number of its row."""

    piece: Piece
    row: int


class RunContext:
    """The pieces, and the block in which the next one stands."""

    def __init__(self, stream: Sequence[RunPiece]) -> None:
        self.stream = stream
        self.table: RunRecords | None = None
        self.goal_row = -1
        self.is_in_money = False

    def kind_of(self, at: int) -> str | None:
        """What a piece labels where it stands; None for a text, and for a label that is only a word of one."""
        piece, row = self.stream[at].piece, self.stream[at].row
        if not piece.is_label:
            return None
        token, kinds = piece.token, piece.token.labels.kinds
        is_set_off = piece.has_colon or piece.begins or piece.is_chained
        if "project_name" in token.roles("form"):
            return "form" if is_set_off else None
        is_total = "total" in kinds and not (self.is_in_money and SOURCE in kinds)
        if is_total and (self.table is not None or self.is_before_number(at)) and kinds.isdisjoint(LEVELS):
            return "total"
        if piece.is_unlisted:
            return "unlisted" if self.table is not None else None
        if is_set_off and not kinds.isdisjoint(LEVELS):
            return "level" if self.table is not None or self.starts_table(at) else None
        if (money := self.kind_of_money(at)) is not None:
            return money
        if (COLUMN in kinds and self.is_column(at)) or self.is_goal_of_indicator(at):
            return "column"
        if row == self.goal_row and not piece.has_colon:
            return None
        if kinds == SIDE and self.table is None and piece.has_colon and row != self.goal_row:
            return "side"
        if "goal" in kinds:
            return "goal" if is_set_off else None
        if "form" in kinds and is_set_off and not (self.table is not None and not piece.begins):
            return None if self.table is not None and set(token.roles("form")) & DATES else "form"
        return None

    def kind_of_money(self, at: int) -> str | None:
        """Whether a piece labels money: an amount, in a block of money its rate and points, or a source."""
        piece = self.stream[at].piece
        roles = set(piece.token.roles(STAGE))
        is_free = self.table is None or piece.begins
        if roles & {*AMOUNTS, "execution_rate", "received"} and not piece.token.is_kind("goal") and is_free:
            return "amount" if self.is_before_number(at) else None
        if roles and self.is_in_money and self.is_before_number(at):
            return "amount"
        is_set_off = piece.has_colon or piece.begins or self.stream[at].row != self.goal_row
        if piece.token.is_kind(SOURCE) and self.table is None and is_set_off:
            following = self.stream[at + 1].piece if at + 1 < len(self.stream) else None
            is_head = following is not None and following.is_label and following.token.is_kind(STAGE, SOURCE)
            return "source" if is_head or self.is_before_number(at) else None
        return None

    def is_before_number(self, at: int) -> bool:
        """Whether a value that begins with a digit stands behind a label."""
        following = self.stream[at + 1].piece if at + 1 < len(self.stream) else None
        return following is not None and not following.is_label and half_width(following.text)[:1].isdigit()

    def is_column(self, at: int) -> bool:
        """Whether a label is that of an indicator's value: in a table, or where one begins."""
        piece = self.stream[at].piece
        roles = set(piece.token.roles(COLUMN))
        if self.table is None:
            return (not piece.token.is_kind("goal") or bool(roles - VALUES)) and self.starts_table(at)
        if not piece.token.is_kind("goal"):
            return True
        return "level3" in self.table.current.cells and not roles & self.table.current.cells.keys()

    def is_goal_of_indicator(self, at: int) -> bool:
        """Whether 目标 or 完成情况 is that of an indicator: inside the row of its name, which has none yet."""
        piece = self.stream[at].piece
        if self.table is None or piece.begins or not piece.has_colon:
            return False
        cells = self.table.current.cells.keys()
        return (
            any(GOALS[role] not in cells for role in piece.token.roles("goal") if role in GOALS) and "level3" in cells
        )

    def starts_table(self, at: int) -> bool:
        """Whether an indicator begins at a level's name or its own: a labelled value follows before anything else, or
        a target behind the name."""
        first = self.stream[at]
        own = set(first.piece.token.roles(COLUMN))
        if own & VALUES and not self.is_named_in_row(at):
            return False
        for item in self.stream[at + 1 : at + REACH]:
            piece, roles = item.piece, set(item.piece.token.roles(COLUMN))
            if not piece.is_label:
                if OPERATOR.search(piece.text) and first.row != self.goal_row:
                    return True
                continue
            is_goal = piece.token.is_kind("goal")
            if (roles & VALUES and not is_goal) or (is_goal and not piece.begins and item.row != self.goal_row):
                return True
            if not (roles or piece.is_unlisted or not piece.token.labels.kinds.isdisjoint(LEVELS)) or is_goal:
                return False
        return False

    def is_named_in_row(self, at: int) -> bool:
        """Whether a text begins the row of a labelled value, as the name of its indicator does."""
        row = self.stream[at].row
        before = self.stream[at - 1] if at else None
        return before is not None and before.row == row and not before.piece.is_label and before.piece.begins

    def is_before_column(self, at: int) -> bool:
        """Whether the next label is that of an indicator's value."""
        following = next((item.piece for item in self.stream[at + 1 : at + 3] if item.piece.is_label), None)
        return following is not None and bool(set(following.token.roles(COLUMN)) & VALUES)
