"""What a document prints twice: a whole form counts once, anything less is told."""

from pathlib import Path

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import DocumentReading

FORM = (Path(__file__).parents[1] / "golden" / "tab_rows" / "source.txt").read_text("utf-8")
LINE_COUNT = FORM.count("\n")


def read(text: str) -> DocumentReading:
    return read_forms(read_grid(text.encode(), "a.txt"))


def codes(reading: DocumentReading) -> list[tuple[str, int | None]]:
    """The codes of all findings about repetitions, with their row."""
    problems = [problem for form in reading.forms for problem in form.problems]
    return [(one.code, one.row_no) for one in problems if one.code.endswith("printed_twice")]


def test_the_same_form_twice_counts_once_and_is_told() -> None:
    reading = read(FORM + FORM)
    assert len(reading.forms) == 1
    (aside,) = reading.set_aside
    assert (aside.code, aside.line_no) == ("repeated_form", LINE_COUNT + reading.forms[0].first_line_no)
    assert f"与第 {reading.forms[0].first_line_no} 行起的表逐字相同" in aside.reason


def test_one_other_sign_makes_another_form_of_the_same_project() -> None:
    reading = read(FORM + FORM.replace("11次", "12次"))
    assert [form.form_no for form in reading.forms] == [1, 2]
    assert codes(reading) == [("project_printed_twice", None)]
    assert reading.forms[1].problems[-1].form_no == 2


def test_another_year_is_another_project() -> None:
    reading = read(FORM + FORM.replace("2023年度", "2022年度"))
    assert (len(reading.forms), codes(reading)) == (2, [])


def test_the_same_row_twice_is_told() -> None:
    row = next(line for line in FORM.splitlines() if "巡查次数" in line)
    reading = read(FORM.replace(row, f"{row}\n{row}"))
    assert codes(reading) == [("row_printed_twice", 2)]
    assert codes(read(FORM.replace(row, f"{row}\n{row.replace('11次', '10次')}"))) == []
    assert codes(read(FORM)) == []
