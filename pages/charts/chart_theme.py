"""The one look of every drawing: margins, legend, hover and grid; colours and fonts come from the theme of the page.

Input: a figure. Output: the same figure. Side of the pages; no streamlit here. Colours are left to the page's theme
(`.streamlit/config.toml`), which has a set for light and one for dark; backgrounds stay transparent.
"""

from collections import Counter
from collections.abc import Collection

from pages.charts.axis_room import axis_room
from pages.charts.drawing import Drawing

MUTED = "#8592a3"
"""A grey that reads on white and on dark alike: reference lines, labels beside points."""
MOST_GROUPS = 7
REST = "其他"
HEIGHTS = (300, 480)  # pixels of a figure that follows the one beside it: at least, and at most


def apply_look(figure: Drawing, height: int, *, has_legend: bool = True) -> Drawing:
    """The figure with the look of the house, as tall as asked."""
    figure.lay_out(
        height=height,
        margin=axis_room(figure, height, has_legend=has_legend),
        showlegend=has_legend,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom", "title": {"text": ""}},
        hoverlabel={"align": "left"},
        hovermode="closest",
        bargap=0.15,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={"automargin": True, "zeroline": False},
        yaxis={"automargin": True, "zeroline": False},
    )
    return figure


def height_beside(pixels: int) -> int:
    """The pixels that a figure is tall beside one of so many, so that their rows end level as far as it reads well."""
    return min(max(pixels, HEIGHTS[0]), HEIGHTS[1])


def group_colour(name: str) -> str | None:
    """Grey for the groups that share 其他, so that nothing stands out that is no group; others keep their colour."""
    return MUTED if name == REST else None


def beneath(name: str) -> int | None:
    """The place of 其他 under the points of the named groups; others as they come."""
    return -1 if name == REST else None


def grouped(
    names: list[str], most: int = MOST_GROUPS, *, has_order: bool = False, chosen: Collection[str] = ()
) -> list[str]:
    """The groups that get a colour or a lane of their own; the others share the name 其他, which stands last.

    The chosen ones, else the most frequent, these first; where the names have an order of their own, as years have, in
    that.
    """
    counts = Counter(names)
    order = sorted(counts, key=lambda name: (name not in chosen, -counts[name], name))
    wanted = sum(name in chosen for name in order)
    rest = [REST] if wanted < len(order) and (wanted or len(order) > most + 1) else []
    own = order[: min(wanted or most, most)] if rest else order
    return [*(sorted(own) if has_order else own), *rest]
