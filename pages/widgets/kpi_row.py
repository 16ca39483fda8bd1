"""The figures at the head of a page, all in one row at any width.

Input: label, value and note of each figure. Output: HTML with everything escaped. Side of the pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.wording.harmless_text import html_text


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure: what it is (with unit), its value as text, and what it rests on."""

    label: str
    value: str
    note: str = ""


def show_kpi_row(kpis: Sequence[Kpi]) -> None:
    """Write the figures side by side; the look is in dense_page.css."""
    st.html(f'<div class="kpi-row">{"".join(kpi_html(kpi) for kpi in kpis)}</div>')


def kpi_html(kpi: Kpi) -> str:
    """One figure as HTML."""
    return (
        f'<div class="kpi"><div class="kpi-label">{html_text(kpi.label)}</div>'
        f'<div class="kpi-value">{html_text(kpi.value)}</div><div class="kpi-note">{html_text(kpi.note)}</div></div>'
    )
