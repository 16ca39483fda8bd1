"""Pages are counted only where the format has pages or sheets."""

import pytest

from etl.document_rows import list_lines, only_real_pages
from etl.records import Cell, CellGrid, Place, Row

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make_grid(media_type: str, *page_numbers: int) -> CellGrid:
    rows = [
        Row(line_no, (Cell("文字", Place(page_no, line_no, 1, 0, 2)),), is_tabular=False)
        for line_no, page_no in enumerate(page_numbers, start=1)
    ]
    return CellGrid(tuple(rows), ("文字",) * len(rows), media_type, "utf-8")


@pytest.mark.parametrize(
    ("media_type", "page_numbers", "shown"),
    [
        ("application/pdf", (1, 1), [1, 1]),
        (SPREADSHEET, (1, 2), [1, 2]),
        ("text/plain", (1, 1), [None, None]),
        ("text/plain", (1, 2), [1, 2]),
        ("text/html", (1, 1), [None, None]),
        ("text/csv", (1, 1), [None, None]),
        ("application/zip", (1, 2), [None, None]),
    ],
)
def test_rows_name_a_page_only_where_there_are_pages(
    media_type: str, page_numbers: tuple[int, ...], shown: list[int | None]
) -> None:
    grid = make_grid(media_type, *page_numbers)
    rows = only_real_pages(grid, {"raw_document_line": list_lines(grid, "d"), "core_fund": [{"row_no": 1}]})
    assert [row["page_no"] for row in rows["raw_document_line"]] == shown
    assert rows["core_fund"] == [{"row_no": 1}]
