"""A figure as plotly.js takes it, handed over as it is: plotly checks and copies every value several times, which
takes five times as long as all else that a drawing needs.

Output: `Drawing`. Side of the pages; no streamlit here. What is read of its `data` and `layout`, as tests do, was
checked by plotly.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Literal

import plotly.graph_objects as go
import plotly.io


class Drawing(go.Figure):  # type: ignore[misc]  # plotly tells no types
    """A figure made of traces and a layout in the words of plotly.js; what is None is left out."""

    def __init__(self) -> None:  # not that of plotly, see above
        template = template_of(plotly.io.templates.default)
        self._spec: dict[str, Any] = {"data": [], "layout": {"template": template, "xaxis": {}, "yaxis": {}}}

    def add(self, kind: str, **properties: object) -> None:
        """One more trace of a kind."""
        self._spec["data"].append({"type": kind, **said(properties)})

    def lay_out(self, **properties: object) -> None:
        """Say more of the layout; of an axis or the legend, only what is named becomes another."""
        layout = self._spec["layout"]
        for name, value in said(properties).items():
            layout[name] = {**layout.get(name, {}), **value} if isinstance(value, dict) else value

    def add_line(self, axis: Literal["x", "y"], place: float, **look: object) -> None:
        """A straight line across the whole figure at a place of an axis; `look` is its `line` and `opacity`."""
        across = "y" if axis == "x" else "x"
        ends: dict[str, object] = {f"{axis}0": place, f"{axis}1": place, f"{axis}ref": axis}
        ends |= {f"{across}0": 0, f"{across}1": 1, f"{across}ref": f"{across} domain"}
        self._spec["layout"].setdefault("shapes", []).append({"type": "line", **ends, **look})

    def with_selected(self, points: Sequence[Sequence[int] | None], turn: int) -> "Drawing":
        """The same figure with these points of each trace selected, None for a trace that is not selected from; one
        more `turn` makes it another figure for the browser, which else keeps what was selected there."""
        other, layout = Drawing(), self._spec["layout"]
        traces = zip(self._spec["data"], points, strict=True)
        data = [trace if chosen is None else {**trace, "selectedpoints": list(chosen)} for trace, chosen in traces]
        other._spec = {"data": data, "layout": {**layout, "meta": turn}}
        return other

    @cached_property
    def mark(self) -> str:
        """What tells the figure from others, its template left out."""
        said_of_it = [self._spec["data"], {**self._spec["layout"], "template": None}]
        return hashlib.sha256(json.dumps(said_of_it).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """What the browser gets: it belongs to all readers, and nobody changes it."""
        return self._spec

    @property
    def data(self) -> Any:
        """The traces, checked by plotly."""
        return go.Figure(self._spec).data

    @property
    def layout(self) -> Any:
        """The layout, checked by plotly."""
        return go.Figure(self._spec).layout


@cache
def template_of(name: str) -> dict[str, Any]:
    """The template of figures of this name; that of the page has places for the colours of its theme."""
    template: dict[str, Any] = plotly.io.templates[name].to_plotly_json()
    return template


def said(properties: Mapping[str, object]) -> dict[str, Any]:
    """The properties without those that are None, in theirs too."""
    return {
        name: said(value) if isinstance(value, Mapping) else value
        for name, value in properties.items()
        if value is not None
    }
