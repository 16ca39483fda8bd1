"""One row of an indicator table while it is being read.

Input: the tokens that its columns took. Stage `parse`.
"""

from dataclasses import dataclass, field

from etl.parse.labels.tokens import Token

TARGET_ROLES = ("target_operator", "target", "target_adjusted", "target_unit")
VALUE_ROLES = (*TARGET_ROLES, "actual", "weight", "weight_share", "score")
SHIFTED = "指标行与表头错位，按内容对齐"


@dataclass(slots=True)
class IndicatorRow:
    """One row being read: its tokens by role (several where pieces were joined) and why it was repaired."""

    line_no: int
    tokens: dict[str, list[Token]]
    repairs: dict[str, str] = field(default_factory=dict)
    extra: tuple[Token, ...] = ()

    def has(self, *roles: str) -> bool:
        """Whether the row prints one of these columns."""
        return not self.tokens.keys().isdisjoint(roles)

    def printed(self) -> list[Token]:
        """Every token of the row, those that no column took too."""
        return [*(token for tokens in self.tokens.values() for token in tokens), *self.extra]

    def take_back(self, role: str) -> None:
        """Take a column's cells out of the row; what no column takes is reported."""
        self.extra = (*self.extra, *self.tokens.pop(role, ()))
