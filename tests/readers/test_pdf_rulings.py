"""Rulings of a pdf as a browser draws them: dots for a line, none where a merged cell goes on over the page."""

from collections.abc import Callable

import pytest

from etl.readers import read_grid
from etl.readers.pdf_page import MOST_EDGES
from tests.readers.made_documents import make_pdf, show

COLUMNS = (50, 150, 250)
Ruling = Callable[[float, float, float, float], str]


def filled(left: float, bottom: float, right: float, top: float) -> str:
    """A thin filled rectangle."""
    return f"{left} {bottom} {right - left} {top - bottom} re f\n"


def solid(left: float, bottom: float, right: float, top: float) -> str:
    """A ruling from one point to another."""
    return filled(left, bottom, max(right, left + 0.75), max(top, bottom + 0.75))


def pieces(length: float, thick: float, gap: float, left: float, bottom: float, right: float, top: float) -> str:
    """The same in pieces, from one end to the other, with gaps of about this width."""
    whole = max(right - left, top - bottom)
    count = round((whole + gap) / (length + gap))
    begins = [(whole - length) * number / (count - 1) for number in range(count)]
    if right > left:
        return "".join(filled(left + begin, bottom, left + begin + length, bottom + thick) for begin in begins)
    return "".join(filled(left, bottom + begin, left + thick, bottom + begin + length) for begin in begins)


def dotted(left: float, bottom: float, right: float, top: float) -> str:
    """A ruling of dots that are too short to be edges."""
    return pieces(0.75, 0.75, 0.75, left, bottom, right, top)


def dashed(left: float, bottom: float, right: float, top: float) -> str:
    """A ruling of dashes further apart than the ends of one line may be."""
    return pieces(4.5, 2.25, 4.5, left, bottom, right, top)


def merged_beside_rows(ruling: Ruling) -> str:
    """A cell of two rows beside two cells, below a row of two."""
    rows = "".join(ruling(left, bottom, 250, bottom) for left, bottom in ((50, 780), (50, 750), (150, 720), (50, 690)))
    sides = "".join(ruling(left, 690, left, 780) for left in COLUMNS)
    names = show(55, 760, "级") + show(155, 760, "名")
    return rows + sides + names + show(55, 715, "甲") + show(155, 730, "乙") + show(155, 700, "丙")


@pytest.mark.parametrize("ruling", [solid, dotted, dashed])
def test_a_row_of_dots_or_dashes_rules_like_a_line(ruling: Ruling) -> None:
    grid = read_grid(make_pdf(merged_beside_rows(ruling)), "表.pdf")
    assert grid.lines == ("级\t名", "甲\t乙", "\t丙", "")
    assert grid.rows[1].cells[0].row_span == 2


def test_dots_with_more_edges_than_a_page_may_have_are_read() -> None:
    leaders = "".join(dotted(300, height, 580, height) for height in range(20, 680, 12))
    assert 4 * leaders.count("re f") > MOST_EDGES
    assert read_grid(make_pdf(merged_beside_rows(dotted) + leaders), "表.pdf").lines[1] == "甲\t乙"


def test_a_few_small_shapes_in_a_row_are_no_line() -> None:
    marks = "".join(filled(60 + 3 * number, 765, 61.5 + 3 * number, 766.5) for number in range(3))
    assert read_grid(make_pdf(merged_beside_rows(solid) + marks), "表.pdf").lines[0] == "级\t名"


def open_page(top: float, bottom: float, lines: list[tuple[float, float]], *texts: str) -> str:
    """A page of the three columns whose rulings across go from a left place to the right edge at some heights."""
    sides = "".join(solid(left, bottom, left, top) for left in COLUMNS)
    return sides + "".join(solid(left, height, 250, height) for left, height in lines) + "".join(texts)


def test_a_merged_cell_that_goes_on_over_the_page_is_a_cell_on_both() -> None:
    first = open_page(
        80, 20, [(50, 80), (150, 50), (150, 20)], show(55, 60, "甲"), show(155, 60, "乙"), show(155, 30, "丙")
    )
    second = open_page(820, 760, [(150, 790), (50, 760)], show(155, 800, "丁"), show(155, 770, "戊"))
    grid = read_grid(make_pdf(first, second), "表.pdf")
    assert grid.lines == ("甲\t乙", "\t丙", "", "\t丁", "\t戊", "")
    assert [row.is_tabular for row in grid.rows] == [True] * 4


def test_two_tables_beside_each_other_are_not_joined_by_what_closes_them() -> None:
    left = open_page(80, 20, [(50, 80), (150, 50), (150, 20)], show(55, 60, "甲"), show(155, 60, "乙"))
    beside = read_grid(make_pdf(f"{left} q 1 0 0 1 260 0 cm {left} Q"), "表.pdf")
    assert beside.lines == ("甲\t乙", "", "甲\t乙", "")
