"""A page's last row that the next page prints once more: 竣工时限 ｜ 6月底前 ｜ 10, — 2 —, 竣工时限 ｜ 6月底前 ｜ 10.

Input: a CellGrid with and without its page numbers. Output: the grid without such rows, and a finding about each. Stage
`parse`. Only a row that agrees in every text and stands right behind the page's end is the same one; two alike rows on
one page are two.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from etl.records import CellGrid, ReadingProblem, Row

SAME_ROW = "这一行与第 {line_no} 行逐字相同，是上一页最后一行在下一页页首重印，只采用一次。"
FEWEST_TEXTS = 2  # of a row: a lone one may be a heading or a mark


def without_rows_again(grid: CellGrid, printed: CellGrid) -> tuple[CellGrid, tuple[ReadingProblem, ...]]:
    """The grid, which is the printed one without page numbers, without the rows that a page repeats of that before."""
    again = dict(rows_again(grid, printed))
    if not again:
        return grid, ()
    problems = [
        ReadingProblem(
            "row_printed_twice",
            SAME_ROW.format(line_no=again[at].line_no),
            "低",
            printed=" ".join(texts_of(row)),
            place=row.cells[0].place,
        )
        for at, row in enumerate(grid.rows)
        if at in again
    ]
    rows = tuple(row for at, row in enumerate(grid.rows) if at not in again)
    return replace(grid, rows=rows), tuple(problems)


def rows_again(grid: CellGrid, printed: CellGrid) -> Iterator[tuple[int, Row]]:
    """The positions of the rows that repeat the one above a page's end, each with that row."""
    printed_at = {id(row): at for at, row in enumerate(printed.rows)}
    texts = [texts_of(row) for row in grid.rows]
    for at, (above, row) in enumerate(pairwise(grid.rows), start=1):
        if texts[at] != texts[at - 1] or len(texts[at]) < FEWEST_TEXTS:
            continue
        if printed_at[id(row)] - printed_at[id(above)] > 1 or is_next_page(grid, above, row):
            yield at, above


def is_next_page(grid: CellGrid, above: Row, row: Row) -> bool:
    """Whether two rows stand on different pages of a document; the sheets of a workbook are none."""
    return not grid.sheet_rows and above.cells[0].place.page_no != row.cells[0].place.page_no


def texts_of(row: Row) -> list[str]:
    """What a row prints, cut at white space too."""
    return " ".join([cell.text for cell in row.cells]).split()
