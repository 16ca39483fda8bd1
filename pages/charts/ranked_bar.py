"""Horizontal bars, the longest on top: how much of something falls on each name.

Input: an answer of `fetch`, already in rank order. Output: a plotly figure; a click gives the bar's identity as
`customdata`. Side of the pages; no streamlit here.
"""

from collections.abc import Sequence

import pyarrow as pa

from pages.charts.chart_theme import apply_look
from pages.charts.drawing import Drawing
from pages.charts.drawn_once import drawn_once
from pages.wording.harmless_text import plotly_text
from pages.wording.shortened_text import shorten_text

MOST_BARS = 18  # the districts of a large city, and no more than a screen shows
LABEL_CHARACTERS, LINE_CHARACTERS = 18, 9
NOTE_ROOM = 1.6  # of the longest bar: the notes stand right of the bars
MOST_UNIT_TICKS = 10
BAR_PIXELS, TWO_LINE_PIXELS, MARGIN_PIXELS = 26, 36, 76


@drawn_once
def draw_ranked_bar(
    rows: pa.Table,
    names: Sequence[str],
    value: str,
    value_title: str,
    hover: Sequence[str],
    notes: Sequence[str],
    identities: Sequence[str] | None = None,
    colours: Sequence[str] | None = None,
) -> Drawing:
    """Bars of the first `MOST_BARS` rows.

    *Shape*: one text per row in `names` (the label), `hover` (lines of the hover), `notes` (beside the bar) and
    `identities` (what a click gives; the names where they tell the rows apart); the length is the column `value`,
    whose title with its unit is `value_title` (a line for each part between ；); without one the axis has no figures,
    and the notes tell them.
    """
    count = min(rows.num_rows, MOST_BARS)
    lengths = [float(length) for length in rows[value].to_pylist()[:count]]
    figure = Drawing()
    figure.add(
        "bar",
        x=lengths,
        y=list(range(count)),
        orientation="h",
        marker=None if colours is None else {"color": list(colours[:count])},
        text=[plotly_text(note) for note in notes[:count]],
        textposition="outside",
        cliponaxis=False,
        customdata=[[identity] for identity in (identities or names)[:count]],
        hovertext=[plotly_text(line).replace("\n", "<br>") for line in hover[:count]],
        hoverinfo="text",
    )
    longest = max([*lengths, 0.01])
    labels = [bar_label(name) for name in names[:count]]
    has_unit_ticks = all(length == int(length) for length in lengths) and longest < MOST_UNIT_TICKS
    figure.lay_out(
        xaxis={
            "title": {"text": value_title.replace("；", "<br>")},
            "rangemode": "tozero",
            "range": [0, longest * NOTE_ROOM],
            "dtick": 1 if has_unit_ticks else None,
            "showticklabels": None if value_title else False,
        },
        yaxis={"tickvals": list(range(count)), "ticktext": labels, "autorange": "reversed"},
    )
    bar_pixels = TWO_LINE_PIXELS if any("<br>" in label for label in labels) else BAR_PIXELS
    return apply_look(figure, count * bar_pixels + MARGIN_PIXELS, has_legend=False)


def bar_label(name: str) -> str:
    """A name in one line or two: in a narrow window there is no room left of the bars for a long one."""
    short = shorten_text(name, LABEL_CHARACTERS)
    middle = -(-len(short) // 2)
    lines = [short] if len(short) <= LINE_CHARACTERS else [short[:middle], short[middle:]]
    return "<br>".join(plotly_text(line) for line in lines)
