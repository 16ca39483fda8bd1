"""What needs attention first, by kind: how many, how much money, and the way to the page that shows it.

Input: rows of `attention_kinds.sql`. Output: one link a kind, and the kinds that the list below is narrowed to. Side of
the pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import streamlit as st

from pages.widgets.address_choice import choose_many
from pages.widgets.filter_bar import filter_link
from pages.widgets.kept_address import put_in_address
from pages.wording.harmless_text import markdown_text
from pages.wording.number_text import wan_text

KIND_KEY = "attention"
Place = tuple[str | None, list[tuple[str, str]]]
PAGES_BY_CODE: Mapping[str, Place] = {
    "no_funding": ("pages/execution_rate.py", [("band", "none")]),
    "low_execution": ("pages/execution_rate.py", [("band", "below_50")]),
    "over_execution": ("pages/execution_rate.py", [("band", "over_100")]),
    "full_marks_low_execution": (None, [(KIND_KEY, "full_marks_low_execution")]),
    "lost_points_without_reason": ("pages/deviation_reasons.py", [("list", "missing")]),
    "set_aside": ("pages/sources.py", []),
}
FINDING_PREFIX = "finding_"
FINDING_PAGE = "pages/audit_findings.py"


@dataclass(frozen=True, slots=True)
class AttentionKind:
    """One kind: its title, where it is shown (None: in the list below), how many forms it concerns, and their money."""

    title: str
    page: str | None
    choice: list[tuple[str, str]]
    form_count: int
    amount_yuan: Decimal


def attention_kinds(rows: pa.Table) -> list[AttentionKind]:
    """The kinds in the order of their most urgent thing. Raises KeyError for a kind that has no page."""
    kinds = []
    for row in rows.to_pylist():
        is_finding = row["attention_code"].startswith(FINDING_PREFIX)
        finding_page: Place = (FINDING_PAGE, [("view", "findings"), ("rule", str(row["rule_id"]))])
        page, choice = finding_page if is_finding else PAGES_BY_CODE[row["attention_code"]]
        amount = row["amount_yuan"] or Decimal(0)
        kinds.append(AttentionKind(row["attention_title"], page, choice, row["form_count"], amount))
    return kinds


def show_attention_kinds(rows: pa.Table) -> None:
    """Write one link a kind; the filters in use go along."""
    kinds = attention_kinds(rows)
    for kind in kinds:
        money = f"涉及 {wan_text(kind.amount_yuan)} 万元" if kind.amount_yuan else ""
        size = "，".join(part for part in (f"{kind.form_count:,} 张表" if kind.form_count else "", money) if part)
        label = "：".join(part for part in (kind.title, size) if part)
        shown = f":blue[{markdown_text(label)}]"
        if kind.page:
            st.page_link(kind.page, label=shown, query_params=[*filter_link(), *kind.choice])
        else:  # a link to the page itself would look like the one that is open
            st.button(shown, key="narrow_attention", type="tertiary", on_click=narrow_list, args=(kind.choice,))
    if not kinds:
        st.caption("筛选范围内没有需要先看的事项。")


def narrow_list(choice: list[tuple[str, str]]) -> None:
    """Narrow the list below (callback of a kind that no other page shows)."""
    for key, code in choice:
        put_in_address(key, (code,))


def choose_attention_kinds(rows: pa.Table) -> dict[str, str]:
    """The kinds to which the list is narrowed, title by code; none chosen means all."""
    titles = {row["attention_code"]: row["attention_title"] for row in rows.to_pylist()}
    return {code: titles[code] for code in choose_many(KIND_KEY, "关注事项（只筛此表）", titles)}
