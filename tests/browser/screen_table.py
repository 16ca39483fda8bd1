"""What a reader sees of a table and a figure in the browser, and the click on a cell.

Input: a page that rests. Output: header and rows of the grid as far as it is on the screen, and the points of figures.
"""

from typing import Any

from playwright.sync_api import Page

ROW_PIXELS, HEADER_PIXELS = 30, 34
READ_GRID = """
(grid) => {
  const texts = (row) => [...row.querySelectorAll('th, td, [role=columnheader], [role=gridcell]')]
    .map((cell) => cell.textContent);
  const rows = [...grid.querySelectorAll('tr, [role=row]')].map(texts);
  return {header: rows[0], rows: rows.slice(1)};
}
"""
ALL_DRAWN = """
() => [...document.querySelectorAll('[class*=st-key-chart_]')].every((box) => box.querySelector('.js-plotly-plot'))
"""
READ_FIGURES = """
() => Object.fromEntries([...document.querySelectorAll('[class*=st-key-chart_]')].map((box) => {
  const key = [...box.classList].find((name) => name.startsWith('st-key-chart_')).slice('st-key-'.length);
  const plot = box.querySelector('.js-plotly-plot');
  return [key, plot.data.map((trace) => ({
    name: trace.name, x: Array.from(trace.x || []), y: Array.from(trace.y || []),
    ids: Array.from(trace.customdata || []),
  }))];
}))
"""


def screen_rows(page: Page, key: str = "table_main") -> list[dict[str, str]]:
    """The rows of a table by header, those and those columns that are on the screen."""
    grid = page.locator(f".st-key-{key} [data-testid=stDataFrame] table").first
    read: dict[str, Any] = grid.evaluate(READ_GRID)
    return [dict(zip(read["header"], row, strict=True)) for row in read["rows"]]


def figures(page: Page) -> dict[str, list[dict[str, Any]]]:
    """The traces of every figure by the figure's key."""
    page.wait_for_function(ALL_DRAWN)
    drawn: dict[str, list[dict[str, Any]]] = page.evaluate(READ_FIGURES)
    return drawn


def click_cell(page: Page, key: str, row: int, x: int) -> None:
    """Click into a row of a table (0 is the first) at a distance in pixels from its left edge."""
    grid = page.locator(f".st-key-{key} [data-testid=stDataFrame]").first
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    grid.click(position={"x": x, "y": HEADER_PIXELS + ROW_PIXELS * row + ROW_PIXELS // 2})
