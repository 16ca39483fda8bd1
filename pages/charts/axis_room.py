"""The room that labels and titles of axes need beside a figure, estimated before it is drawn.

Input: a figure that is said, but for its margins. Output: its margins. Side of the pages; no streamlit here. Plotly
measures the labels itself and, where the room is too small for them, draws the whole figure a second time.
"""

import html
import math
import unicodedata
from typing import Any

from pages.charts.drawing import Drawing

LABEL_PIXELS = (10.5, 6.2)
"""Of a Chinese character of a label and of any other, in the font of the page (`.streamlit/config.toml`)."""
LABEL_GAP, TITLE_PIXELS, TITLE_LINE_PIXELS = 17, 29, 16
HEAT_TICK_PIXELS = 7  # between the cells of a heat and their labels
NUMBER = "1,000"  # as wide as most numbers along an axis
BOTTOM_PIXELS = 56  # of labels in one line and a title in one
RIGHT_PIXELS = 18  # the last label of the lower axis stands half beyond it
PAD_PIXELS = 8  # the smallest margin: plotly adds it to all that labels and legend need
LOWEST_ROOMY = 250
"""Pixels of a figure that has room to spare; in a lower one plotly gives the axes less than they need."""


def axis_room(figure: Drawing, height: int, *, has_legend: bool) -> dict[str, int]:
    """The margins of a figure so tall; a legend takes its room above by itself."""
    if height < LOWEST_ROOMY:
        return {"l": PAD_PIXELS, "r": 12, "t": 34 if has_legend else 10, "b": PAD_PIXELS}
    layout = figure.to_dict()["layout"]
    further_lines = str(layout["xaxis"].get("title", {}).get("text", "")).count("<br>")
    bottom = BOTTOM_PIXELS + TITLE_LINE_PIXELS * further_lines
    ticks = HEAT_TICK_PIXELS if any(trace["type"] == "heatmap" for trace in figure.to_dict()["data"]) else 0
    return {"l": left_room(figure) + ticks, "r": RIGHT_PIXELS, "t": PAD_PIXELS, "b": bottom + ticks}


def left_room(figure: Drawing) -> int:
    """The pixels that the longest label of the left axis needs, and its title."""
    said = figure.to_dict()
    axis: dict[str, Any] = said["layout"]["yaxis"]
    named = axis.get("ticktext") or [name for trace in said["data"] for name in trace.get("y", ())]
    lines = [line for label in named if isinstance(label, str) for line in label.split("<br>")]
    widest = max(map(label_pixels, lines), default=label_pixels(NUMBER))
    return math.ceil(widest + LABEL_GAP + (TITLE_PIXELS if "title" in axis else 0))


def label_pixels(label: str) -> float:
    """The width of one line of a label."""
    wide, narrow = LABEL_PIXELS
    return sum(wide if unicodedata.east_asian_width(sign) in "WF" else narrow for sign in html.unescape(label))
