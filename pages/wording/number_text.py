"""Numbers as 财政 practice writes them: 万元 with thousands separators, rates in percent with two decimals.

Input: typed values of a published table. Output: short Chinese texts; an unknown value is "—". Side of the pages.
"""

from decimal import Decimal

UNKNOWN = "—"
YUAN_PER_WAN = Decimal(10_000)
WAN_PER_YI = Decimal(10_000)


def wan_text(yuan: Decimal | None) -> str:
    """An amount in yuan as text in 万元, without the unit (the header carries it)."""
    return UNKNOWN if yuan is None else f"{yuan / YUAN_PER_WAN:,.2f}"


def money_text(yuan: Decimal | None) -> str:
    """An amount in yuan with its unit: 万元 below one 亿, 亿元 from there on, so that a KPI stays short."""
    if yuan is None:
        return UNKNOWN
    wan = yuan / YUAN_PER_WAN
    return f"{wan:,.2f} 万元" if abs(wan) < WAN_PER_YI else f"{wan / WAN_PER_YI:,.2f} 亿元"


def percent_text(rate: float | None) -> str:
    """A fraction (0.985) as percent with two decimals (98.50%)."""
    return UNKNOWN if rate is None else f"{rate * 100:,.2f}%"


def points_text(points: Decimal | None) -> str:
    """Points as printed on forms: two decimals."""
    return UNKNOWN if points is None else f"{points:,.2f}"


def count_text(count: int | None) -> str:
    """A count with thousands separators."""
    return UNKNOWN if count is None else f"{count:,}"
