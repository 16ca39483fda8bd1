"""Tables drawn with the characters of boxes."""

from etl.readers.boxed_tables import boxed_tables
from etl.readers.text_lines import read_lines

PLACED = [
    "┌──┬──┬──┐",
    "│甲  │乙        │",
    "├──┼──┬──┤",
    "│    │丙  │丁  │",
    "│戊  ├──┼──┤",
    "│    │己  │庚  │",
    "│    │辛  │    │",
    "└──┴──┴──┘",
]


def texts_of(lines: list[str]) -> list[list[str]]:
    (_, rows), *_ = boxed_tables(lines, [1] * len(lines)).values()
    return [[cell.text for cell in row.cells] for row in rows]


def test_cells_are_told_by_the_lines_drawn_around_them() -> None:
    assert texts_of(PLACED) == [["甲", "乙", ""], ["戊", "丙", "丁"], ["", "己辛", "庚"]]


def test_a_merged_cell_keeps_its_spans_and_the_place_of_its_text() -> None:
    (_, rows), *_ = boxed_tables(PLACED, [1] * len(PLACED)).values()
    merged = rows[1].cells[0]
    assert (merged.column_span, merged.row_span, merged.place.line_no) == (1, 2, 5)
    assert PLACED[4][merged.place.char_start : merged.place.char_end] == "戊"
    assert rows[0].cells[1].column_span == 2


def test_a_text_too_long_for_its_box_leaves_the_cells_in_their_order() -> None:
    slid = ["┌──┬──┐", "│甲甲甲│乙  │", "│丙  │    │", "├──┼──┤", "│丁  │戊  │", "└──┴──┘"]
    assert texts_of(slid) == [["甲甲甲丙", "乙"], ["丁", "戊"]]


def test_a_text_beside_a_line_drawn_under_others_is_kept_where_the_lines_slid() -> None:
    slid = ["┌──┬──┐", "│甲甲甲│乙  │", "│丙├──┤", "│    │丁  │", "└──┴──┘"]
    assert texts_of(slid) == [["甲甲甲", "乙"], ["丙"], ["", "丁"]]


def test_what_stands_beside_the_frame_ends_the_table() -> None:
    lines = ["┌──┬──┐", "│甲  │乙  │", "注│丙  │丁  │", "└──┴──┘"]
    assert boxed_tables(lines, [1] * len(lines))[0][0] == 2


def test_a_line_of_more_borders_than_a_grid_has_columns_is_text() -> None:
    assert not boxed_tables(["┌" + "─┬" * 5000 + "┐", "│" + "甲│" * 5000 + "│"], [1, 1])


def test_lines_without_a_box_are_no_table() -> None:
    assert not boxed_tables(["──────", "甲 │ 乙", "总分═100"], [1, 1, 1])


def test_a_cell_stands_on_the_page_of_its_line() -> None:
    lines = ["┌──┬──┐", "│甲  │乙  │", "\f├──┼──┤", "│丙  │丁  │", "└──┴──┘"]
    rows = read_lines("\n".join(["第一页", "\f第二页", *lines]), "utf-8").rows
    assert [(row.cells[0].text, row.cells[0].place.page_no) for row in rows] == [
        ("第一页", 1), ("第二页", 2), ("甲", 2), ("丙", 3),
    ]  # fmt: skip
