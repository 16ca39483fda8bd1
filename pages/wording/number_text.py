"""Numbers as 财政 practice writes them: 万元 with thousands separators, rates in percent with two decimals.

Input: typed values of a published table. Output: short Chinese texts; an unknown value is "—". Side of the pages.
"""

from decimal import ROUND_HALF_UP, Decimal

UNKNOWN = "—"
YUAN_PER_WAN = Decimal(10_000)
WAN_PER_YI = Decimal(10_000)
TWO_DECIMALS = Decimal("0.01")


def rounded_text(number: Decimal) -> str:
    """A number with two decimals, halves away from zero (25.525 is 25.53); what is left of it never reads 0.00."""
    rounded = number.quantize(TWO_DECIMALS, ROUND_HALF_UP)
    if number and not rounded:
        return "<0.01" if number > 0 else ">-0.01"
    return f"{rounded:,.2f}"


def wan_text(yuan: Decimal | None) -> str:
    """An amount in yuan as text in 万元, without the unit (the header carries it)."""
    return UNKNOWN if yuan is None else rounded_text(yuan / YUAN_PER_WAN)


def exact_wan_text(yuan: Decimal | None) -> str:
    """An amount in yuan as text in 万元 with all the decimals that it has, two at least: 63,750 yuan are 6.375."""
    if yuan is None:
        return UNKNOWN
    whole, _, decimals = f"{yuan / YUAN_PER_WAN:,.6f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def money_text(yuan: Decimal | None) -> str:
    """An amount in yuan with its unit: 万元 below one 亿, 亿元 from there on, so that a KPI stays short."""
    if yuan is None:
        return UNKNOWN
    wan = yuan / YUAN_PER_WAN
    return f"{rounded_text(wan)} 万元" if abs(wan) < WAN_PER_YI else f"{rounded_text(wan / WAN_PER_YI)} 亿元"


def percent_text(rate: float | None) -> str:
    """A fraction (0.985) as percent with two decimals (98.50%)."""
    return UNKNOWN if rate is None else f"{Decimal(repr(rate * 100)).quantize(TWO_DECIMALS, ROUND_HALF_UP):,}%"


def points_text(points: Decimal | None) -> str:
    """Points as printed on forms: two decimals."""
    return UNKNOWN if points is None else rounded_text(points)


def count_text(count: int | None) -> str:
    """A count with thousands separators."""
    return UNKNOWN if count is None else f"{count:,}"


def plain_text(number: float) -> str:
    """A number as people write it, whole or with the decimals it has: 1,000,000, never 1e+06."""
    return f"{number:,.15g}"


def besides(count: int, what: str) -> str:
    """另有 3 张没有执行数; nothing where there is none."""
    return f"另有 {count:,} {what}" if count else ""


def build_number_text(name: str) -> str:
    """The number of a build as it is named now; older files and decisions have it in twelve digits."""
    return name.lstrip("0") or name
