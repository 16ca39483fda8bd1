"""A drawing of the same facts is the one that was drawn before, and no other."""

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from pages.charts import drawn_once as kept
from pages.charts.drawn_once import drawn_once

drawn: list[int] = []


@drawn_once
def draw_heights(rows: pa.Table, title: str = "") -> go.Figure:
    drawn.append(rows.num_rows)
    return go.Figure(go.Bar(y=rows["height"].to_pylist()), {"title": {"text": title}})


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    drawn.clear()
    kept._figures.clear()


def test_same_facts_are_drawn_once() -> None:
    first = draw_heights(pa.table({"height": [1, 2]}))
    assert draw_heights(pa.table({"height": [1, 2]})) is first
    assert len(drawn) == 1


def test_one_other_value_or_title_is_another_drawing() -> None:
    heights = [list(draw_heights(pa.table({"height": [1, last]})).data[0].y) for last in range(1000)]
    assert heights == [[1, last] for last in range(1000)]
    rows = pa.table({"height": [1]})
    assert [draw_heights(rows, title).layout.title.text for title in ("a", "b", "a")] == ["a", "b", "a"]
    whole = pa.table({"height": [1, 2, 3, 4]})
    assert [list(draw_heights(whole.slice(start, 2)).data[0].y) for start in (0, 2)] == [[1, 2], [3, 4]]


def test_kept_drawings_are_bounded_and_large_ones_are_not_kept() -> None:
    for last in range(kept.MOST_FIGURES + 10):
        draw_heights(pa.table({"height": [last]}))
    assert len(kept._figures) == kept.MOST_FIGURES
    kept._figures.clear()
    large = pa.table({"height": list(range(kept.MOST_BYTES // 8 + 1))})
    assert draw_heights(large) is not draw_heights(large)
    assert not kept._figures
