"""Lines and cells of a text document: where lines split, what counts as a row of cells, and where each cell stands."""

import pytest

from etl.readers import read_grid
from etl.readers.markup import plain_text
from etl.records import CellGrid, Row

LINE_BREAKERS = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


def grid_of(text: str) -> CellGrid:
    return read_grid(text.encode("utf-8"), "a.txt")


def row_of(line: str) -> Row:
    (row,) = grid_of(line).rows
    return row


def texts(line: str) -> list[str]:
    return [cell.text for cell in row_of(line).cells]


@pytest.mark.parametrize("character", LINE_BREAKERS, ids=[f"u{ord(character):04x}" for character in LINE_BREAKERS])
def test_only_line_feeds_split_lines(character: str) -> None:
    grid = grid_of(f"甲{character}乙\t丙\n丁\t戊\n")
    assert [row.line_no for row in grid.rows] == [1, 2]
    assert [len(row.cells) for row in grid.rows] == [2, 2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_every_kind_of_line_end_counts_lines_alike(end: str) -> None:
    grid = grid_of(f"甲\t乙{end}{end}丙\t丁{end}")
    assert [(row.line_no, row.cells[1].text) for row in grid.rows] == [(1, "乙"), (3, "丁")]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("甲\t乙", ["甲", "乙"]),
        ("\t甲\t\t乙\t", ["", "甲", "", "乙", ""]),
        ("| 甲 | | 乙 |", ["甲", "", "乙"]),
        ("| 甲 | 乙", ["甲", "乙"]),
        ("甲 | 乙 | 丙", ["甲", "乙", "丙"]),
        ("  | 甲 |  ", ["甲"]),
        ("| 甲\t乙 |", ["| 甲", "乙 |"]),
    ],
    ids=["tab", "blank_cells", "pipes", "pipe_at_the_left", "pipes_inside", "blanks_around", "tab_before_pipe"],
)
def test_a_row_is_cut_into_its_cells(line: str, cells: list[str]) -> None:
    row = row_of(line)
    assert [cell.text for cell in row.cells] == cells
    assert row.is_tabular
    assert [cell.place.column_no for cell in row.cells] == list(range(1, len(cells) + 1))


@pytest.mark.parametrize("line", ["甲：乙", "甲|乙", "甲 乙"])
def test_a_line_without_cells_is_running_text(line: str) -> None:
    row = row_of(line)
    assert not row.is_tabular
    assert len(row.cells) == 1


@pytest.mark.parametrize("line", ["|---|---|", "| :--- | ---: |", "------\t------", "", "   ", "\t\t", "| | |"])
def test_ruled_and_blank_lines_are_no_rows(line: str) -> None:
    assert [row.line_no for row in grid_of(f"甲\t乙\n{line}\n丙\t丁").rows] == [1, 3]


def test_dashes_that_mark_nothing_stay_cells() -> None:
    assert texts("| — | - | 3 |") == ["—", "-", "3"]
    assert texts("\t-\t-\t") == ["", "-", "-", ""]


def test_a_form_feed_begins_a_new_page() -> None:
    grid = grid_of("甲\t乙\n\f丙\t丁\n戊\t己\n")
    assert [row.cells[0].place.page_no for row in grid.rows] == [1, 2, 2]


@pytest.mark.parametrize(
    "line",
    ["甲\t  乙 丙 \t", "| 甲 | 乙 |", "  甲：乙  ", "\u3000甲\t\u3000\u3000\t乙\u3000", "甲 | | 乙", "𠀀\t乙"],
)
def test_places_give_back_the_text_of_each_cell(line: str) -> None:
    grid = grid_of("首行\n" + line)
    for cell in grid.rows[1].cells:
        place = cell.place
        assert place.line_no == 2
        assert grid.lines[1][place.char_start : place.char_end] == cell.text


def test_places_of_marked_text_hold_its_markup() -> None:
    grid = grid_of("甲\t<b>总分</b>\t9")
    place = grid.rows[0].cells[1].place
    assert grid.lines[0][place.char_start : place.char_end] == "<b>总分</b>"
    assert grid.rows[0].cells[1].text == "总分"


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("<b>总分</b>", "总分"),
        ("<P class='x'>甲</P>", "甲"),
        ("甲<br/>乙<BR>丙", "甲 乙 丙"),
        ('新增 <input type="checkbox"> 结转 <input checked="checked" type="checkbox">', "新增 □ 结转 ☑"),
        ('<input type="checkbox" checked/>', "☑"),
        ('<input data-checked="no" type="checkbox">', "□"),
        ("〈办法〉和<中央办法>", "〈办法〉和<中央办法>"),
        ("<按规定>与<p>段</p>", "<按规定>与 段"),
        ("3<5 且 7>6", "3<5 且 7>6"),
        (" <p", ""),
        ("a<b", "a<b"),
        ("<5", "<5"),
        ("&lt;5%&nbsp;&amp;&#12288;甲", "<5% & 甲"),
        ("A&B；&未知;", "A&B；&未知;"),
        (" 甲 \u3000 乙 ", "甲 乙"),
        ("项目\u200b名\u00ad称\ufeff", "项目名称"),
        ("满意度指\x1b[31m标\x1b[0m", "满意度指标"),
        ("\x1b[1;32m95%\x1b[0m", "95%"),
        ("第[31m]段", "第[31m]段"),
    ],
)
def test_markup_goes_and_text_stays(raw: str, seen: str) -> None:
    assert plain_text(raw) == seen


PADDED = """项目名称 | 护堤 | ||||
主管部门 | 水利局 | ||||
一级 指标 |
二级指标 | 三级指标 | 分值 | ||
产出 指标 |
数量指标 |
长度 | 20 | ||
……| |||||
"""


def test_rows_of_one_width_are_put_together_over_their_lines() -> None:
    rows = grid_of(PADDED).rows
    assert [[cell.text for cell in row.cells if cell.text] for row in rows] == [
        ["项目名称", "护堤"],
        ["主管部门", "水利局"],
        ["一级 指标", "二级指标", "三级指标", "分值"],
        ["产出 指标", "数量指标", "长度", "20"],
        ["……"],
    ]
    assert {len(row.cells) for row in rows} == {6}
    assert [row.line_no for row in rows] == [1, 2, 3, 5, 8]
    assert [cell.place.line_no for cell in rows[3].cells][:4] == [5, 6, 7, 7]


def test_a_tab_at_the_end_of_every_line_parts_no_torn_cell() -> None:
    rows = [f"产出\t指标{number}\t良好\t{number}\t{number}\t原因" for number in range(4)]
    torn = [*rows[:2], "产出\t优\n良率\t良好\t10\t10\t原因", *rows[2:]]
    lines = "\n".join(torn)
    closed = lines.replace("\n", "\t\n") + "\t"
    assert [cell.text for cell in grid_of(lines).rows[2].cells] == ["产出", "优 良率", "良好", "10", "10", "原因"]
    assert [row.cells for row in grid_of(closed).rows] == [row.cells for row in grid_of(lines).rows]
    assert grid_of(closed).lines[0].endswith("\t")


def test_the_cells_of_a_torn_row_are_found_at_their_places() -> None:
    grid = grid_of(PADDED)
    for row in grid.rows:
        for cell in row.cells:
            line = grid.lines[cell.place.line_no - 1]
            assert line[cell.place.char_start : cell.place.char_end] == cell.text


@pytest.mark.parametrize(
    "text",
    [
        PADDED.replace("护堤 | ||||", "护堤 | |||||"),
        "甲 |\n乙 |\n" * 8,
        "甲 | 乙 |\n丙 |\n" * 8,
        "甲 | 乙 | ||\n" * 8,
    ],
    ids=["one_row_is_wider", "a_cell_a_line", "no_row_ends_in_blanks", "every_line_is_a_row"],
)
def test_lines_that_do_not_add_up_stay_rows(text: str) -> None:
    grid = grid_of(text)
    assert [row.line_no for row in grid.rows] == [number for number, line in enumerate(text.split("\n"), 1) if line]


def test_a_frame_is_no_column() -> None:
    text = "".join(f"| 甲{number} |\n乙 |\n丙 | |||\n" for number in range(5))
    assert [cell.text for cell in grid_of(text).rows[0].cells] == ["甲0", "乙", "丙", "", "", ""]
