"""The columns of a glued indicator header that rows can be cut to.

Input: the labels of the header. Output: Columns, or None where one of them holds text that nothing parts. Stage
`parse`.
"""

from dataclasses import dataclass

from etl.parse.glued.glued_labels import GluedLabel
from etl.parse.labels.roles import TARGET_PARTS

READABLE = ("target", "actual", "weight", "score")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a header that glued rows can be cut to."""

    values: tuple[str, ...]
    has_levels: bool
    has_level2: bool
    has_reason: bool


def readable_columns(header: list[GluedLabel]) -> Columns | None:
    """The columns of a header; None where it has one whose text nothing would tell from the next."""
    roles: list[str] = []
    for label in header:
        role = next((role for role in label.roles("indicator_column") if role not in roles), None)
        if role is None:
            return None
        roles.append(role)
    values = [role for role in roles if role not in ("level1", "level2", "level3", "deviation_reason")]
    if "target_operator" in values or "target_unit" in values:
        parts = [role for role in values if role in TARGET_PARTS]
        first = values.index(parts[0])
        if parts != sorted(parts, key=TARGET_PARTS.index) or values[first : first + len(parts)] != parts:
            return None
        values = [*values[:first], "target", *values[first + len(parts) :]]
    reason_first = "deviation_reason" in roles and roles[-1] != "deviation_reason"
    if "level3" not in roles or not values or set(values) - set(READABLE) or reason_first:
        return None
    if roles.index("level3") > min(roles.index(role) for role in roles if role in (*READABLE, *TARGET_PARTS)):
        return None
    return Columns(tuple(values), "level1" in roles, "level2" in roles, "deviation_reason" in roles)
