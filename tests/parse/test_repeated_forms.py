"""What a document prints twice: a whole form counts once, anything less is told."""

from pathlib import Path

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import DocumentReading, Section

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
    assert codes(reading) == [("row_printed_twice", None)]
    assert codes(read(FORM.replace(row, f"{row}\n{row.replace('11次', '10次')}"))) == []
    without_reason = row.rpartition("\t")[0]  # as where a page ends before it
    assert codes(read(FORM.replace(row, f"{row}\n{without_reason}"))) == [("row_printed_twice", None)]
    assert codes(read(FORM.replace(row, f"{without_reason}\n{row}"))) == [("row_printed_twice", 2)]  # both are kept
    assert codes(read(FORM)) == []


def test_the_last_row_of_a_page_again_on_the_next_is_one_row_and_told() -> None:
    row = next(line for line in FORM.splitlines() if "巡查次数" in line)
    reading = read(FORM.replace(row, f"{row}\n— 2 —\n{row}"))
    assert codes(reading) == []
    assert [(one.code, one.printed) for one in reading.problems] == [("row_printed_twice", " ".join(row.split()))]
    rows = [form.rows(Section.INDICATOR) for form in (*reading.forms, *read(FORM).forms)]
    assert len(rows[0]) == len(rows[1])


def test_half_a_form_that_names_the_next_project_is_told() -> None:
    """A page that holds the end of one form and the name of the next, printed twice."""
    second = FORM.replace("2023年度", "2022年度")
    unnamed = without_lines(second, "主管部门", "实施单位")
    assert codes(read(unnamed + second)) == [("project_printed_twice", None)]
    assert codes(read(second + unnamed)) == [("project_printed_twice", None)]
    assert "没有印全" in read(second + unnamed).forms[1].problems[-1].message


def test_the_total_of_the_money_twice_is_told_though_only_one_prints_its_points() -> None:
    row = next(line for line in FORM.splitlines() if "资金总额" in line)
    label, *amounts = [cell for cell in row.split("\t") if cell]
    again = "\t".join([label, *amounts[:3]])
    assert codes(read(FORM.replace(row, f"{row}\n{again}"))) == [("row_printed_twice", 2)]
    other = "\t".join([label, "1.00", "1.00", "1.00"])
    assert codes(read(FORM.replace(row, f"{row}\n{other}"))) == []


def without_lines(text: str, *words: str) -> str:
    """A text without the lines that hold one of some words."""
    return "\n".join(line for line in text.splitlines() if not any(word in line for word in words)) + "\n"


def test_two_labels_of_one_field_are_not_called_one_label_printed_twice() -> None:
    head = "项目名称\t古桥修缮\n实施单位\t甲中心\t填报单位\t乙中心\n主管部门\t甲局\n主管部门\t乙局\n"
    body = FORM[FORM.index("一级指标") :]
    form = read(f"项目支出绩效自评表\n（2022年度）\n{head}{body}").forms[0]
    messages = [problem.message for problem in form.problems if problem.code == "field_printed_twice"]
    assert messages == [
        "“填报单位”与“实施单位”记入同一项，已采用“实施单位”的“甲中心”，这一处没有采用，原文保留。",
        "“主管部门”印了两次，内容不同，采用“甲局”。",
    ]


def test_a_value_that_yields_to_a_better_label_is_told() -> None:
    head = "项目名称\t古桥修缮\n填报单位\t乙中心\n实施单位\t甲中心\n"
    body = FORM[FORM.index("一级指标") :]
    form = read(f"项目支出绩效自评表\n（2022年度）\n{head}{body}").forms[0]
    told = [(one.printed, one.message) for one in form.problems if one.code == "field_printed_twice"]
    assert form.text("unit") == "甲中心"
    assert told == [
        ("乙中心", "“填报单位”与“实施单位”记入同一项，采用“实施单位”的“甲中心”，这一处没有采用，原文保留。")
    ]
