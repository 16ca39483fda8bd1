"""Pdf pages as browsers print them: shaded rows without rulings, and what stands in the margins of a page."""

from etl.readers import read_grid
from tests.readers.made_documents import make_pdf, rule, show

EDGES = (45, 105, 165, 225)


def shaded_row(top: float, *texts: str) -> str:
    """A row of three shaded cells, 20 points high, from `top` down; no lines."""
    shades = "".join(f"0.9 g {left} {top - 20} 60 20 re f 0 g\n" for left in EDGES[:-1])
    return shades + bare_row(top, *texts)


def bare_row(top: float, *texts: str) -> str:
    """A row with neither shade nor lines."""
    return "".join(show(left + 5, top - 14, text) for left, text in zip(EDGES, texts, strict=False) if text)


def lines_of(page: str) -> tuple[str, ...]:
    return read_grid(make_pdf(page), "表.pdf").lines


def test_rows_between_shaded_ones_are_rows_of_the_same_table() -> None:
    page = shaded_row(780, "级别", "名称", "得分") + bare_row(760, "产出", "甲", "10")
    page += shaded_row(740, "", "乙", "8") + bare_row(720, "", "丙", "9")
    assert lines_of(page) == ("级别\t名称\t得分", "产出\t甲\t10", "\t乙\t8", "\t丙\t9", "")


def test_a_shaded_header_shows_the_columns_below_it() -> None:
    page = shaded_row(780, "级别", "名称", "得分") + bare_row(760, "", "甲一二三四")
    page += show(110, 734, "五六") + show(170, 746, "10")
    assert lines_of(page) == ("级别\t名称\t得分", "\t甲一二三四五六\t10", "")


def test_another_shaded_header_begins_other_columns() -> None:
    wide = "0.9 g 45 700 90 20 re f 135 700 90 20 re f 0 g\n" + show(50, 706, "目标") + show(140, 706, "完成")
    page = shaded_row(780, "甲", "乙", "丙") + bare_row(760, "1", "2", "3")
    page += wide + show(50, 686, "预期") + show(140, 686, "实际")
    assert lines_of(page) == ("甲\t乙\t丙", "1\t2\t3", "目标\t完成", "预期\t实际", "")


def test_a_table_whose_rows_are_all_shaded_stays_a_ruled_one() -> None:
    page = shaded_row(780, "甲", "乙", "丙") + shaded_row(760, "丁", "", "己") + show(50, 700, "注：一句话。")
    assert lines_of(page) == ("甲\t乙\t丙", "丁\t\t己", "注：一句话。", "")


def test_a_shaded_header_of_a_ruled_table_changes_nothing() -> None:
    rules = "".join(rule(left, top - 20, left + 60, top) for left in EDGES[:-1] for top in (780, 760))
    page = shaded_row(780, "甲", "乙", "丙") + bare_row(760, "丁", "", "己") + rules
    assert lines_of(page) == ("甲\t乙\t丙", "丁\t\t己", "")


def test_the_margins_of_a_printed_web_page_are_shown_and_not_read() -> None:
    rows = shaded_row(780, "甲", "乙", "丙") + bare_row(760, "1", "2", "3")
    margins = show(30, 825, "2024/3/8 15:20") + show(200, 825, "自评表") + show(30, 15, "https://a.cn/b")
    grid = read_grid(make_pdf(rows + margins + show(560, 15, "1/2")), "表.pdf")
    assert grid.lines == ("2024/3/8 15:20 自评表", "甲\t乙\t丙", "1\t2\t3", "https://a.cn/b 1/2", "")
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["甲", "乙", "丙"], ["1", "2", "3"]]


def test_a_date_above_a_page_without_an_address_is_read() -> None:
    assert len(read_grid(make_pdf(show(50, 800, "2024/3/8 15:20") + show(50, 780, "甲")), "表.pdf").rows) == 2
