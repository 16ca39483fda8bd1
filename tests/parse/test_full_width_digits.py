"""Full-width digits are read as plain ones and shown as printed."""

import re
from pathlib import Path

from drills.layout_noise import TO_FULL_WIDTH
from etl.parse.read_forms import read_forms
from etl.parse.rows.full_width_digits import NAMED, PLAIN, text_as_printed
from etl.readers import read_grid
from etl.records import DocumentReading, FormRecord, Place, PrintedField

GOLDEN = Path(__file__).parents[1] / "golden"


def read(text: str) -> DocumentReading:
    return read_forms(read_grid(text.encode(), "a.txt"))


def quoted_fields(form: FormRecord) -> list[PrintedField]:
    """The fields whose texts are those of the page."""
    return [field for field in form.fields if not field.is_inferred and field.name != NAMED]


def test_digits_are_those_of_the_page_in_fields_and_findings() -> None:
    text = (GOLDEN / "amounts_below_a_header_nobody_knows" / "source.txt").read_text("utf-8")
    plain, wide = read(text), read(text.translate(TO_FULL_WIDTH))
    assert plain.forms[0].problems and any(problem.printed for problem in plain.forms[0].problems)
    for one, other in zip(plain.forms, wide.forms, strict=True):
        plain_texts = {(f.section, f.row_no, f.name): f.text.translate(TO_FULL_WIDTH) for f in quoted_fields(one)}
        assert {(f.section, f.row_no, f.name): f.text for f in quoted_fields(other)} == plain_texts
        quoted = [(problem.code, (problem.printed or "").translate(TO_FULL_WIDTH)) for problem in one.problems]
        assert [(problem.code, problem.printed or "") for problem in other.problems] == quoted


def test_digits_written_as_entities_are_read_as_plain_ones() -> None:
    text = (GOLDEN / "execution_worth_twenty" / "source.txt").read_text("utf-8")
    wide = {digit: f"&#{ord(full)};" for digit, full in zip("0123456789", "０１２３４５６７８９", strict=True)}
    written = re.sub("[0-9]", lambda digit: wide[digit.group()], text)
    shown = read(f"<p>{written}</p>")
    assert [[(f.section, f.row_no, f.name, f.text) for f in quoted_fields(form)] for form in shown.forms] == [
        [(f.section, f.row_no, f.name, f.text.translate(TO_FULL_WIDTH)) for f in quoted_fields(form)]
        for form in read(f"<p>{text}</p>").forms
    ]


def test_a_text_takes_each_digit_from_its_place() -> None:
    lines = ("２０２3年<b>1</b>２ 月", "底前")
    places = (Place(1, 1, 1, 0, len(lines[0])), Place(1, 2, 1, 0, 2))
    assert text_as_printed("2023年12月底前", places, lines) == "２０２3年1２月底前"
    assert text_as_printed("4年", places[:1], lines) == "4年"  # not printed there: a repaired text
    assert "２".translate(PLAIN) == "2"
