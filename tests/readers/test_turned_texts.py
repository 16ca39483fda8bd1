"""Signs that turn a text round: what is seen is in another order than what is read, which every format tells."""

import pytest

from etl.readers import read_grid
from tests.readers.made_documents import make_docx, make_xlsx, paragraph

TURNED = "防洪\u202e堤修缮\u202c工程"
SHEET = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{TURNED}</t></is></c></row></sheetData>'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f"甲\n{TURNED}".encode(), "表.txt"),
        (f"甲,乙\n{TURNED},2".encode(), "表.csv"),
        (f"<table><tr><td>甲<td>{TURNED}</table>".encode(), "表.html"),
        ("<table><tr><td>甲<td>防洪&#x202e;堤修缮工程</table>".encode(), "表.html"),
        (f"# 表\n<table><tr><td>甲<td>{TURNED}</table>".encode(), "表.md"),
        (make_docx(paragraph(TURNED)), "表.docx"),
        (make_xlsx(SHEET), "表.xlsx"),
    ],
    ids=["text", "csv", "html", "entity", "table in text", "docx", "xlsx"],
)
def test_a_text_turned_round_is_told(content: bytes, name: str) -> None:
    grid = read_grid(content, name)
    assert "防洪堤修缮工程" in [cell.text for row in grid.rows for cell in row.cells]
    assert [(found.code, found.severity) for found in grid.problems] == [("text_direction_changed", "中")]
    assert "有 1 处" in grid.problems[0].message


def test_signs_that_only_part_words_are_nothing_to_tell() -> None:
    assert read_grid("防洪\u200b堤\u200e修缮\ufeff工程".encode(), "表.txt").problems == ()
