"""Bold that was printed twice: read once, or left unread; a form that has none is read as ever."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.parse.read_forms import read_forms
from etl.parse.rows.doubled_letters import TWICE_CODE, UNTOLD_CODE
from etl.readers import read_grid
from etl.records import DocumentReading, Section
from tests.parse.generated_form import Form, forms, printed
from tests.parse.test_reprinted_layouts import cells_of

CASE = Path(__file__).parents[1] / "golden" / "execution_worth_twenty" / "source.txt"
few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> DocumentReading:
    return read_forms(read_grid(text.encode(), "a.txt"))


def twice(text: str) -> str:
    """Each character twice, white space once."""
    return "".join(letter if letter.isspace() else letter * 2 for letter in text)


def codes_of(reading: DocumentReading) -> set[str]:
    return {problem.code for problem in reading.problems}


@given(forms, st.sets(st.integers(0, 30), min_size=1, max_size=12))
@few
def test_bold_lines_give_what_plain_ones_give_or_nothing(form: Form, bold: set[int]) -> None:
    lines = printed(form.rows).split("\n")
    lines[0] = twice(lines[0])
    again = read("\n".join(twice(line) if at in bold else line for at, line in enumerate(lines)))
    plain = read(printed(form.rows))
    assert again.forms and TWICE_CODE in codes_of(again)
    for one, other in zip(again.forms, plain.forms, strict=True):
        assert not cells_of(one) - cells_of(other)


def test_all_in_bold_is_read_as_in_plain() -> None:
    text = CASE.read_text("utf-8")
    assert [cells_of(form) for form in read(twice(text)).forms] == [cells_of(form) for form in read(text).forms]


@pytest.mark.parametrize(("printed_weight", "read_weight"), [("1100", None), ("100", "100"), ("110000", None)])
def test_a_figure_that_may_stand_twice_is_not_guessed(printed_weight: str, read_weight: str | None) -> None:
    text = CASE.read_text("utf-8").replace("（2022年度）", twice("（2022年度）")).replace("项目名称", twice("项目名称"))
    reading = read(text.replace("80\t80", f"{printed_weight}\t80"))
    weight = reading.forms[0].rows(Section.INDICATOR)[1].get("weight")
    assert (weight.text if weight else None) == read_weight
    assert (UNTOLD_CODE in codes_of(reading)) == (read_weight is None)


def test_words_with_letters_twice_prove_nothing() -> None:
    text = CASE.read_text("utf-8").replace("修复册数", "家家户户册数")
    reading = read(text)
    assert TWICE_CODE not in codes_of(reading)
    assert "家家户户册数" in {field.text for field in reading.forms[0].fields}
