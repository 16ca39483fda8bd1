"""A figure on the page whose points or bars can be picked, to narrow the table below or to lead to another page.

Input: a plotly figure whose points carry an identity as `customdata`. Output: the figure, and the identities picked.
Side of the pages. What is picked is an identity and not a place, so that a pick never means another row after the
filters changed.
"""

from collections.abc import Callable, Collection

import plotly.graph_objects as go
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.widgets.kept_address import note_action
from pages.wording.chart_words import CHART_LOCALE, CHART_LOCALES

CHART_CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"filename": "绩效透镜_图", "scale": 2},
    "locale": CHART_LOCALE,
    "locales": CHART_LOCALES,
}


def show_pickable_chart(figure: go.Figure, key: str, description: str) -> list[str]:
    """Show the figure and return the identities of the picked points, none where nothing is picked."""
    state = st.plotly_chart(
        figure, key=key, on_select=note_action, selection_mode="points", alt=description, config=CHART_CONFIG
    )
    picked = [identity(point.get("customdata")) for point in state.selection.points]
    return [name for name in dict.fromkeys(picked) if name is not None]


def show_leading_chart(figure: go.Figure, key: str, description: str, lead: Callable[[str], object]) -> None:
    """Show the figure; the identity of a picked point is told to `lead`, which goes to another page."""

    def follow() -> None:
        picked = [identity(point.get("customdata")) for point in st.session_state[key].selection.points]
        if picked and picked[0] is not None:
            lead(picked[0])

    st.plotly_chart(figure, key=key, on_select=follow, selection_mode="points", alt=description, config=CHART_CONFIG)


def identity(customdata: object) -> str | None:
    """The identity out of what the browser sends: a text, a list of one, or a dict of one."""
    values = list(customdata.values()) if isinstance(customdata, dict) else customdata
    if isinstance(values, list):
        values = values[0] if values else None
    return None if values is None else str(values)


def picked_rows(rows: pa.Table, column: str, picked: Collection[str]) -> pa.Table:
    """The rows whose column holds a picked identity; all rows where none does, as after a change of filters."""
    if not picked:
        return rows
    chosen = rows.filter(pc.is_in(rows[column].cast(pa.string()), pa.array(list(picked), pa.string())))
    return chosen if chosen.num_rows else rows
