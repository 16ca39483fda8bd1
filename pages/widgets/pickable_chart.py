"""A figure on the page whose points or bars can be picked, to narrow the table below or to lead to another page.

Input: a plotly figure whose points carry an identity as `customdata`. Output: the figure, and the identities picked.
Side of the pages. What is picked is an identity and not a place, so that a pick never means another row after the
filters changed.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.charts.drawing import Drawing
from pages.widgets.address_choice import MOST_VALUES
from pages.widgets.ignored_choices import tell_ignored
from pages.widgets.kept_address import address_values, is_run_of_action, note_action, put_in_address
from pages.wording.chart_words import CHART_LOCALE, CHART_LOCALES

CHART_CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"filename": "绩效透镜_图", "scale": 2},
    "locale": CHART_LOCALE,
    "locales": CHART_LOCALES,
}


@dataclass(slots=True)
class Drawn:
    """A figure as the browser has it: what tells it from others, the points that were picked when it was drawn, those
    that are picked since, and how often it was drawn anew because picks came from elsewhere."""

    mark: str
    at_first: tuple[str, ...]
    picked: tuple[str, ...]
    turn: int


def show_pickable_chart(figure: Drawing, key: str, description: str) -> list[str]:
    """Show the figure with its picked points and a way to take them back, and return their identities, none where
    nothing is picked. They are kept in the address, as `pick_` and the name of the figure.

    A pick is the browser's own until it comes from elsewhere, by a link or the way back, or the figure becomes another
    one: only then it is drawn anew, for that would end a zoom.
    """
    name = key.replace("chart_", "pick_", 1)
    points = [[identity(data) for data in trace.get("customdata", ())] for trace in figure.to_dict()["data"]]
    picked = picks_of_address(name, {point for trace in points for point in trace})
    drawn: Drawn | None = st.session_state.get(f"{key}_drawn")
    if drawn is None or drawn.mark != figure.mark:
        drawn = Drawn(figure.mark, picked, picked, 0)
    elif drawn.picked != picked:
        drawn = Drawn(figure.mark, picked, picked, drawn.turn + 1)
    st.session_state[f"{key}_drawn"] = drawn

    def keep_picks() -> None:
        chosen = [identity(point.get("customdata")) for point in st.session_state[key].selection.points]
        drawn.picked = tuple(one for one in dict.fromkeys(chosen) if one is not None)[:MOST_VALUES]
        note_action()
        put_in_address(name, drawn.picked)

    if drawn.at_first or drawn.turn:
        figure = figure.with_selected(selected_points(points, drawn.at_first), drawn.turn)
    st.plotly_chart(
        figure, key=key, on_select=keep_picks, selection_mode="points", alt=description, config=CHART_CONFIG
    )
    if picked:
        st.button(
            f":blue[取消图上点选（{len(picked):,} 个）]",
            key=f"{name}_clear",
            type="tertiary",
            on_click=clear_picks,
            args=(name,),
        )
    return list(picked)


def picks_of_address(name: str, known: Collection[str | None]) -> tuple[str, ...]:
    """The picks of the address that the figure has; the others leave the address, which is said unless it was an action
    on the page that made the figure another one."""
    asked = dict.fromkeys(address_values(name))
    picked = tuple(one for one in asked if one in known)[:MOST_VALUES]
    if not is_run_of_action():
        tell_ignored("图上点选", [one for one in asked if one not in picked])
    put_in_address(name, picked)
    return picked


def selected_points(points: Sequence[Sequence[str | None]], picked: Collection[str]) -> list[list[int] | None]:
    """The places of the picked points in each trace, None for a trace without identities; all None where nothing is
    picked, so that nothing fades."""
    return [
        [place for place, one in enumerate(trace) if one in picked] if trace and picked else None for trace in points
    ]


def clear_picks(name: str) -> None:
    """Pick nothing (callback of the button below a figure)."""
    note_action()
    put_in_address(name, ())


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
