"""Which districts and years a figure pools, in words: a municipal or provincial unit is no district.

Input: counts of a question (`district_count`, `own_level_count`, `first_year`, `last_year`). Output: short Chinese
texts. Side of the pages.
"""

from collections.abc import Mapping
from typing import Any


def places_text(figures: Mapping[str, Any]) -> str:
    """2 个区县，另有市本级; only the part that there is."""
    districts = f"{figures['district_count']:,} 个区县" if figures["district_count"] else ""
    own_level = "市（省）本级" if figures["own_level_count"] else ""
    return "，另有".join(part for part in (districts, own_level) if part) or "未认定区划"


def years_text(figures: Mapping[str, Any]) -> str:
    """2022–2023; one year alone, or that none is printed."""
    first, last = figures["first_year"], figures["last_year"]
    if first is None:
        return "年度未印"
    return f"{first}" if first == last else f"{first}–{last}"


def pooled_text(figures: Mapping[str, Any]) -> str:
    """Years and places that a figure adds up."""
    return f"{years_text(figures)} 年度，{places_text(figures)}，合计"
