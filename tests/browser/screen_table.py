"""What a reader sees of a table and a figure in the browser, and the click on a cell.

Input: a page that rests. Output: header and rows of the grid as far as it is on the screen, and the points of figures.
Both draw themselves some time after the page rests, so a reading is repeated until it holds what the test waits for.
"""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.patient_reading import reading_that_holds

Rows = list[dict[str, str]]
Figures = dict[str, list[dict[str, Any]]]

ROW_PIXELS, HEADER_PIXELS = 30, 34
READ_GRID = """
(key) => {
  const texts = (row) => [...row.querySelectorAll('th, td, [role=columnheader], [role=gridcell]')]
    .map((cell) => cell.textContent);
  const grid = document.querySelector(`.st-key-${key} [data-testid=stDataFrame] table`);
  const rows = grid ? [...grid.querySelectorAll('tr, [role=row]')].map(texts) : [];
  return {header: rows[0] ?? [], rows: rows.slice(1)};
}
"""
READ_FIGURES = """
() => {
  const boxes = [...document.querySelectorAll('[class*=st-key-chart_]')];
  if (!boxes.every((box) => box.querySelector('.js-plotly-plot')?.data)) return null;
  return Object.fromEntries(boxes.map((box) => {
    const key = [...box.classList].find((name) => name.startsWith('st-key-chart_')).slice('st-key-'.length);
    return [key, box.querySelector('.js-plotly-plot').data.map((trace) => ({
      name: trace.name, x: Array.from(trace.x || []), y: Array.from(trace.y || []),
      ids: Array.from(trace.customdata || []),
    }))];
  }));
}
"""


def screen_rows(page: Page, key: str = "table_main", *, until: Callable[[Rows], bool] = bool) -> Rows:
    """The rows of a table by header, those and those columns that are on the screen, once they hold what is asked."""

    def read() -> Rows:
        found: dict[str, Any] = page.evaluate(READ_GRID, key)
        return [dict(zip(found["header"], row, strict=True)) for row in found["rows"]]

    return reading_that_holds(page, read, until)


def figures(page: Page, *, until: Callable[[Figures], bool] = bool) -> Figures:
    """The traces of every figure by the figure's key, once all are drawn and hold what is asked."""
    return reading_that_holds(page, lambda: page.evaluate(READ_FIGURES) or {}, until)


def click_cell(page: Page, key: str, row: int, x: int) -> None:
    """Click into a row of a table (0 is the first) at a distance in pixels from its left edge."""
    grid = page.locator(f".st-key-{key} [data-testid=stDataFrame]").first
    grid.scroll_into_view_if_needed()
    assert len(screen_rows(page, key, until=lambda rows: len(rows) > row)) > row, "the row is drawn"
    grid.click(position={"x": x, "y": HEADER_PIXELS + ROW_PIXELS * row + ROW_PIXELS // 2})
