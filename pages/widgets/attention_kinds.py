"""What needs attention first, by kind: how many, how much money, and the way to the page that shows it.

Input: rows of `attention_kinds.sql`. Output: one link a kind. Side of the pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import streamlit as st

from pages.widgets.filter_bar import filter_link
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import wan_text

PAGES_BY_CODE: Mapping[str, tuple[str, list[tuple[str, str]]]] = {
    "no_funding": ("pages/execution_rate.py", [("band", "none")]),
    "low_execution": ("pages/execution_rate.py", [("band", "below_50")]),
    "over_execution": ("pages/execution_rate.py", [("band", "over_100")]),
    "full_marks_low_execution": ("pages/execution_rate.py", [("band", "below_50"), ("band", "from_50")]),
    "lost_points_without_reason": ("pages/low_scoring_indicators.py", []),
    "set_aside": ("pages/sources.py", []),
}
FINDING_PREFIX = "finding_"
FINDING_PAGE = "pages/audit_findings.py"


@dataclass(frozen=True, slots=True)
class AttentionKind:
    """One kind: its title, where it is shown, how many forms it concerns, and their money."""

    title: str
    page: str
    choice: list[tuple[str, str]]
    form_count: int
    amount_yuan: Decimal


def attention_kinds(rows: pa.Table) -> list[AttentionKind]:
    """The kinds in the order of their most urgent thing. Raises KeyError for a kind that has no page."""
    kinds = []
    for row in rows.to_pylist():
        is_finding = row["attention_code"].startswith(FINDING_PREFIX)
        finding_page = (FINDING_PAGE, [("view", "findings"), ("rule", str(row["rule_id"]))])
        page, choice = finding_page if is_finding else PAGES_BY_CODE[row["attention_code"]]
        amount = row["amount_yuan"] or Decimal(0)
        kinds.append(AttentionKind(row["attention_title"], page, choice, row["form_count"], amount))
    return kinds


def show_attention_kinds(rows: pa.Table) -> None:
    """Write one link a kind; the filters in use go along."""
    kinds = attention_kinds(rows)
    for kind in kinds:
        forms = f"　{kind.form_count:,} 张表" if kind.form_count else ""
        money = f"，涉及 {wan_text(kind.amount_yuan)} 万元" if kind.amount_yuan else ""
        st.page_link(
            kind.page,
            label=f":blue[{markdown_text(f'{kind.title}{forms}{money}')}]",
            query_params=[*filter_link(), *kind.choice],
        )
    if not kinds:
        st.caption("筛选范围内没有需要先看的事项。")
