"""The result of converting one printed text: a value, or the trouble that stood in the way, or a value with a remark.

Input and output of every converter of this stage. Stage: normalise.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Severity(StrEnum):
    """How much a finding matters to the analyst: a contradiction or a lost value, a doubt, a remark."""

    HIGH = "高"
    MIDDLE = "中"
    LOW = "低"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a text could not be converted as it stands: a stable code, and what was expected, in Chinese."""

    code: str
    severity: Severity
    explanation: str


@dataclass(frozen=True, slots=True)
class Conversion(Generic[Value]):
    """One converted text. `value` is None where nothing is printed or the text is not what was expected."""

    value: Value | None
    trouble: Trouble | None = None
