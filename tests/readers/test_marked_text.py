"""Tables of HTML inside a text: rows of cells in their columns, and every other line the text's own."""

from etl.readers import read_grid

TABLE = "<table><tr><td rowspan=2>产出</td><td>甲</td><td>≥5次</td></tr>\n<tr><td>乙</td><td>8</td></tr></table>"


def test_a_table_in_a_text_becomes_rows_between_its_lines() -> None:
    grid = read_grid(f"# 自评表\n\n{TABLE}\n\n注：某某\n| 丙 | 丁 |\n".encode(), "表.md")
    printed = [(row.line_no, [cell.text for cell in row.cells]) for row in grid.rows]
    assert [texts for _, texts in printed] == [
        ["# 自评表"], ["产出", "甲", "≥5次"], ["", "乙", "8"], ["注：某某"], ["丙", "丁"],
    ]  # fmt: skip
    assert all(grid.lines[line_no - 1].split() for line_no, _ in printed)
    assert grid.rows[1].cells[0].row_span == 2
    assert (grid.media_type, grid.lines[-1]) == ("text/plain", "")


def test_places_give_back_the_text_of_each_cell() -> None:
    grid = read_grid(f"首行\n{TABLE}末行\n\f{TABLE}".encode(), "表.txt")
    for row in grid.rows:
        for cell in row.cells:
            place = cell.place
            assert grid.lines[place.line_no - 1][place.char_start : place.char_end] == cell.text
    assert [row.cells[0].place.page_no for row in grid.rows] == [1, 1, 1, 1, 2, 2]


def test_a_table_inside_a_cell_and_one_that_is_not_closed() -> None:
    nested = "<table><tr><td>栏<table><tr><td>内一<td>内二</table></table>"
    grid = read_grid(f"{nested}\n后\n<table><tr><td>甲<td>乙".encode(), "表.md")
    assert [line for line in grid.lines if line.strip()] == ["栏", "内一\t内二", "后", "甲\t乙"]


def test_words_about_tables_stay_text() -> None:
    text = "标签<table>没有行\n<td>也没有表</td>\n"
    assert read_grid(text.encode(), "表.md").lines == tuple(text.split("\n"))
