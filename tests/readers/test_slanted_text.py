"""Watermarks and round seals over the cells of a pdf are no part of their text; a page that lies askew is read."""

from math import cos, radians, sin

from etl.readers import read_grid
from tests.readers.made_documents import make_pdf, rule, show

ROW = rule(50, 760, 150, 780) + rule(150, 760, 250, 780) + show(55, 766, "维修泵站") + show(155, 766, "7座")


def slanted(x: float, y: float, text: str, degrees: float, colour: str = "0 g") -> str:
    """Text that rises by so many degrees, in a colour."""
    turn = f"{cos(radians(degrees)):.4f} {sin(radians(degrees)):.4f}"
    back = f"{-sin(radians(degrees)):.4f} {cos(radians(degrees)):.4f}"
    shown = text.encode("utf-16-be").hex()
    return f"{colour} BT /F 10 Tf {turn} {back} {x} {y} Tm <{shown}> Tj ET 0 g\n"


def lines_of(page: str) -> tuple[str, ...]:
    return read_grid(make_pdf(page), "表.pdf").lines


def test_a_watermark_is_no_part_of_the_cells_below_it() -> None:
    assert lines_of(ROW + slanted(60, 762, "财政局", 35)) == ("维修泵站\t7座", "")


def test_a_seal_with_a_level_character_and_a_star_is_left_out_whole() -> None:
    seal = slanted(160, 762, "水", 60, "1 0 0 rg") + slanted(172, 766, "利", 0, "1 0 0 rg")
    seal += slanted(186, 768, "局", -60, "1 0 0 rg")
    assert lines_of(ROW + seal) == ("维修泵站\t7座", "")


def test_red_text_away_from_a_seal_is_read() -> None:
    red = "1 0 0 rg " + show(55, 800, "自评表") + "0 g\n"
    assert lines_of(red + ROW + slanted(200, 700, "章", 45, "1 0 0 rg")) == ("自评表", "维修泵站\t7座", "")


def test_a_page_that_lies_a_little_askew_is_read() -> None:
    assert lines_of(slanted(50, 800, "项目名称", 2)) == ("项目名称", "")


def test_a_page_whose_text_is_all_aslant_is_not_taken_for_a_seal() -> None:
    assert lines_of(slanted(50, 700, "项", 20)) == ("项", "")
