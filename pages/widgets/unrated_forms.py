"""The sentence that names self-evaluations without an execution rate: no chart can show them.

Input: rows of `execution_rows.sql`, still asked, and the band of those without a rate. Output: a caption. Side of the
pages.
"""

import streamlit as st

from pages.queries.row_part import RowPart
from pages.widgets.row_pages import AskedRows
from pages.wording.harmless_text import markdown_text

MOST_NAMES = 12


def show_unrated_forms(rows: AskedRows, band: str) -> None:
    """Name them, the first ones where they are many; nothing where every form has a rate."""
    unrated = RowPart(picked=(("execution_band", (band,)),), limit=MOST_NAMES + 1)
    names = [str(name or "未写项目名称") for name in rows.load(unrated)["project_name"].to_pylist()]
    if names:
        more = "等" if len(names) > MOST_NAMES else ""
        st.caption(markdown_text(f"没有资金数的自评表：{'、'.join(names[:MOST_NAMES])}{more}。"))
