"""Notes beside the table of a sheet: what stands behind a blank column is one only where nothing else stands there."""

import pytest

from etl.parse.labels.load_vocabulary import load_vocabulary
from etl.parse.rows.side_notes import part_side_notes
from etl.readers import read_grid
from tests.readers.made_documents import make_xlsx

NOTE = "执行率按全年执行数除以全年预算数计算"


def sheet_of(columns: str, beside: dict[int, str], merged: str = "") -> bytes:
    """A workbook of six rows in these columns, with texts in column H of some rows, and a merged range."""
    rows = []
    for row_no in range(1, 7):
        texts = {column: f"{column}格" for column in columns} | ({"H": beside[row_no]} if row_no in beside else {})
        cells = (f'<c r="{at}{row_no}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in texts.items())
        rows.append(f'<row r="{row_no}">{"".join(cells)}</row>')
    merges = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return make_xlsx(f"<sheetData>{''.join(rows)}</sheetData>{merges}")


@pytest.mark.parametrize(
    ("columns", "beside", "is_told"),
    [
        ("ABCDE", {2: NOTE}, True),
        ("ABCDE", {2: NOTE, 3: NOTE, 4: NOTE, 5: NOTE}, False),
        ("ABC", {2: NOTE}, False),
        ("ABCDEFG", {2: NOTE}, False),
        ("ABCDE", {1: "偏差原因分析及改进措施", 2: NOTE}, False),
        ("ABCDE", {2: NOTE, 3: "1234567"}, False),
        ("ABCDE", {2: NOTE, 3: "无"}, False),
    ],
    ids=["a note", "a column of texts", "a list of three columns", "no blank column", "a label", "a number", "a value"],
)
def test_a_note_is_told_by_its_place(columns: str, beside: dict[int, str], is_told: bool) -> None:
    grid = read_grid(sheet_of(columns, beside), "表.xlsx")
    parted, problems = part_side_notes(grid, load_vocabulary())
    assert [problem.code for problem in problems] == ["notes_beside_table"] * is_told
    assert any(cell.text == NOTE for row in parted.rows for cell in row.cells) is not is_told


@pytest.mark.parametrize(
    ("merged", "beside", "is_told"),
    [
        ("B2:C2", {1: "校验", 2: "1,310.50", 3: "TRUE", 4: "7.5", 5: "0"}, True),
        ("D2:H2", {1: "校验", 3: "7.5"}, False),
        ("B2:C2", {1: "得分", 2: "7.5"}, False),
        ("B2:C2", {1: "金额单位：万元", 2: "0"}, False),
    ],
    ids=["numbers", "a merged cell crosses the gap", "a label", "a label with its value"],
)
def test_beside_merged_cells_nothing_without_a_label_is_read(
    merged: str, beside: dict[int, str], is_told: bool
) -> None:
    grid = read_grid(sheet_of("ABCDE", beside, merged), "表.xlsx")
    parted, problems = part_side_notes(grid, load_vocabulary())
    assert [problem.code for problem in problems] == ["notes_beside_table"] * is_told
    seen = {cell.text for row in parted.rows for cell in row.cells}
    assert seen.isdisjoint(beside.values()) is is_told
