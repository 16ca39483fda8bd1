"""One row of an indicator table while it is being read.

Input: the tokens that its columns took. Stage `parse`.
"""

from dataclasses import dataclass, field

from etl.parse.labels.printed_kinds import compares_nothing, is_blank_mark
from etl.parse.labels.tokens import Token

TARGET_ROLES = ("target_operator", "target", "target_adjusted", "target_unit")
VALUE_ROLES = (*TARGET_ROLES, "actual", "weight", "weight_share", "score")
NO_UNIT = "无"  # in a column of units it fills the cell of a target in words
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


def drop_idle_unit(row: IndicatorRow) -> None:
    """A unit in its own column that the target's text ends with is printed twice, ≥95% ｜ %; 无 there is none."""
    values, units = row.tokens.get("target", []), row.tokens.get("target_unit", [])
    if len(units) == 1 and (units[0].text == NO_UNIT or (len(values) == 1 and values[0].text.endswith(units[0].text))):
        del row.tokens["target_unit"]


def drop_first_target(row: IndicatorRow) -> None:
    """Of a target set at the beginning and one set in the year, the later is the one that was scored."""
    if "target_adjusted" in row.tokens and not all(is_blank_mark(t.text) for t in row.tokens["target_adjusted"]):
        row.tokens.pop("target", None)


def is_without_value(tokens: dict[str, list[Token]], target: list[Token]) -> bool:
    """Whether the pieces of a target are a comparison alone, or one with a unit and nothing to compare with."""
    if len(target) == 1 and compares_nothing(target[0].text):
        return True
    values = (*tokens.get("target", ()), *tokens.get("target_adjusted", ()))
    return "target_operator" in tokens and "target_unit" in tokens and all(is_blank_mark(t.text) for t in values)
