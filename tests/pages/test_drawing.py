"""A drawing is handed over as it was said, and is what plotly would have made of it."""

import plotly.graph_objects as go
import pytest

from pages.charts.axis_room import left_room
from pages.charts.chart_theme import MUTED, apply_look
from pages.charts.drawing import Drawing


def test_a_drawing_is_what_plotly_makes_of_the_same_words() -> None:
    drawing, figure = Drawing(), go.Figure()
    drawing.add("scatter", x=[1.5, 2], y=[None, 3], mode="markers", marker={"size": 4, "color": None}, name="甲")
    figure.add_trace(go.Scatter(x=[1.5, 2], y=[None, 3], mode="markers", marker={"size": 4}, name="甲"))
    drawing.add_line("x", 100, line={"width": 1, "dash": "dot", "color": MUTED})
    figure.add_vline(x=100, line_width=1, line_dash="dot", line_color=MUTED)
    drawing.add_line("y", 0.5, line={"width": 1, "color": MUTED}, opacity=0.4)
    figure.add_hline(y=0.5, line_width=1, line_color=MUTED, opacity=0.4)
    drawing.lay_out(barmode="stack", xaxis={"title": {"text": "乙"}, "dtick": None})
    drawing.lay_out(legend={"traceorder": "normal"}, xaxis={"range": [0, 2]})
    figure.update_layout(barmode="stack", legend_traceorder="normal", xaxis={"title": "乙", "range": [0, 2]})
    spec = drawing.to_dict()
    wanted = figure.to_dict()
    assert spec["data"] == wanted["data"]
    assert {name: value for name, value in spec["layout"].items() if value} == wanted["layout"]
    assert drawing.to_dict() is spec, "what the browser gets is not copied"


def test_the_look_of_the_house_keeps_what_was_said_of_axes_and_legend() -> None:
    drawing = Drawing()
    drawing.lay_out(legend={"traceorder": "normal"}, yaxis={"autorange": "reversed"})
    layout = apply_look(drawing, 300).layout
    assert (layout.legend.traceorder, layout.legend.orientation) == ("normal", "h")
    assert (layout.yaxis.autorange, layout.yaxis.automargin, layout.height) == ("reversed", True, 300)


def test_what_plotly_does_not_know_is_told_to_who_reads_a_drawing() -> None:
    drawing = Drawing()
    drawing.add("scatter", colour="red")
    with pytest.raises(ValueError, match="colour"):
        _ = drawing.data


def test_axes_get_the_room_of_their_longest_label_before_a_figure_is_drawn() -> None:
    drawing = Drawing()
    drawing.add("bar", x=[1, 2], y=["甲&lt;局", "甲乙丙丁局<br>二科"], orientation="h")
    drawing.lay_out(xaxis={"title": {"text": "件<br>柱旁为占比"}})
    assert apply_look(drawing, 300).layout.margin.to_plotly_json() == {"l": 70, "r": 18, "t": 8, "b": 72}
    named, plain = Drawing(), Drawing()
    named.lay_out(yaxis={"tickvals": [0], "ticktext": ["甲乙丙丁局"]})
    plain.lay_out(yaxis={"title": {"text": "张"}})
    assert [left_room(figure) for figure in (named, plain)] == [70, 77]
    assert apply_look(plain, 150).layout.margin.l == 8, "a low figure gives its axes what is left"
