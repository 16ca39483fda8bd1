"""The box of every cell holds the cell's text: another library finds it there, on upright, turned and cropped pages."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from etl.readers import read_grid
from etl.readers.pdf_text import without_radicals
from etl.records import Box, Cell, CellGrid
from tests.readers.made_documents import make_pdf, rule, show

GOLDEN = Path(__file__).parents[1] / "golden"
SAVED = sorted(GOLDEN.glob("*/source.pdf"))
ROWS = (("甲甲", "乙乙"), ("丙丙", "丁丁"))
# A wide and a high margin on each side differ, so that a box that is turned the wrong way misses its text.
CROP = "/CropBox[10 60 500 800]"


def printed_cells(grid: CellGrid) -> Iterator[Cell]:
    yield from (cell for row in grid.rows for cell in row.cells if cell.text)


def text_inside(page: pypdfium2.PdfPage, box: Box, turn_degrees: int = 0) -> str:
    """What pdfium finds in a box of the page as it shows it, turned clockwise; blanks left out."""
    page.set_rotation((page.get_rotation() + turn_degrees) % 360)
    shown = page.render(scale=1, draw_annots=False).get_posconv(page)
    width, height = page.get_size()
    corners = [shown.to_page(round(x * width), round(y * height)) for x, y in (box[:2], box[2:])]
    (x0, y0), (x1, y1) = corners
    found = page.get_textpage().get_text_bounded(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return without_radicals("".join(found.split()))


def check_boxes(content: bytes) -> list[Box]:
    """Every printed cell has a box that holds its text and nothing else; returns the boxes.

    Of a text that a page break tore, the box is on the page where it begins.
    """
    grid = read_grid(content, "表.pdf")
    is_torn = any(problem.code == "row_torn_by_page_break" for problem in grid.problems)
    turns = dict(grid.page_turns)
    boxes = []
    for cell in printed_cells(grid):
        assert cell.place.box is not None
        with pypdfium2.PdfDocument(content) as document:
            page_no = cell.place.page_no
            found = text_inside(document[page_no - 1], cell.place.box, turns.get(page_no, 0))
        text = "".join(cell.text.split())
        assert found == text or (is_torn and found and text.startswith(found))
        boxes.append(cell.place.box)
    return boxes


def ruled_table(left: float, top: float) -> str:
    """Two rows of two cells, 100 points wide and 20 high."""
    content = ""
    for row_no, texts in enumerate(ROWS):
        for column_no, text in enumerate(texts):
            x, y = left + 100 * column_no, top - 20 * row_no
            content += rule(x, y - 20, x + 100, y) + show(x + 5, y - 14, text)
    return content


def test_the_box_of_a_ruled_cell_is_the_cell() -> None:
    boxes = check_boxes(make_pdf(ruled_table(59.5, 757.8)))
    assert boxes[0] == pytest.approx((0.1, 0.1, 159.5 / 595, 104.2 / 842), abs=0.002)
    assert boxes[3] == pytest.approx((159.5 / 595, 104.2 / 842, 259.5 / 595, 124.2 / 842), abs=0.002)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["", CROP])
def test_a_box_is_on_the_page_as_it_is_shown(rotation: int, crop: str) -> None:
    turns = {0: "", 90: "0 1 -1 0 595 0 cm ", 180: "-1 0 0 -1 595 842 cm ", 270: "0 -1 1 0 0 842 cm "}
    boxes = check_boxes(make_pdf(f"{turns[rotation]}{ruled_table(120, 500)}", extra=f"/Rotate {rotation}{crop}"))
    assert len(boxes) == 4


@pytest.mark.parametrize("turn", ["0 1 -1 0 595 0 cm ", "-1 0 0 -1 595 842 cm ", "0 -1 1 0 0 842 cm "])
@pytest.mark.parametrize("crop", ["", CROP])
def test_a_page_that_runs_up_or_down_has_its_boxes_on_the_turned_page(turn: str, crop: str) -> None:
    content = make_pdf(f"{turn}{ruled_table(120, 500)}", extra=crop)
    assert read_grid(content, "表.pdf").page_turns != ()
    assert len(check_boxes(content)) == 4


def test_lines_and_columns_without_rulings_have_boxes() -> None:
    lines = {780: "甲乙丙", 760: "丁戊己", 740: "庚辛壬"}
    rows = "".join(show(50 + 100 * n, y, text) for y, texts in lines.items() for n, text in enumerate(texts))
    assert len(check_boxes(make_pdf(rows))) == 9
    assert len(check_boxes(make_pdf(show(50, 780, "一、项目概况") + show(50, 700, "二、附注")))) == 2


def test_what_the_crop_box_hides_is_not_read() -> None:
    grid = read_grid(make_pdf(show(100, 820, "边上的字") + show(100, 700, "正文"), extra=CROP), "表.pdf")
    assert [cell.text for cell in printed_cells(grid)] == ["正文"]


def test_a_crop_box_beside_the_page_counts_as_absent() -> None:
    content = ruled_table(59.5, 757.8)
    beside = read_grid(make_pdf(content, extra="/CropBox[700 900 800 1000]"), "表.pdf")
    assert beside == read_grid(make_pdf(content), "表.pdf")


@pytest.mark.parametrize("source", SAVED, ids=lambda source: source.parent.name)
def test_a_form_saved_by_an_office_program_has_every_text_in_its_box(source: Path) -> None:
    assert len(check_boxes(source.read_bytes())) > 50
