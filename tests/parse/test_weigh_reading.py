"""What two readings of a page leave over is compared by cells, whether they are reported one by one or by the line."""

from etl.parse.forms.weigh_reading import FormsFound
from etl.records import FormRecord, FormType, PrintedField, ReadingProblem, Section

LEFT = "监测粮仓 ≥ 12 座 12 10 10"


def reading(amounts: list[str], left: list[str]) -> FormsFound:
    """One form with these amounts, and a finding for each text that was left over."""
    fields = [PrintedField(Section.FUND, 1, "executed", text, ()) for text in amounts]
    problems = tuple(ReadingProblem("cell_not_read", "没有归入任何字段。", "低", printed=text) for text in left)
    return FormsFound((FormRecord(1, FormType.SELF_EVALUATION, None, 1, 9, 1, tuple(fields), problems),))


def test_a_line_left_over_weighs_as_much_as_its_cells() -> None:
    by_cells = reading(["12", "11"], LEFT.split())
    by_the_line = reading(["12"], [LEFT])
    assert by_cells.explains_more_than(by_the_line)
    assert not by_the_line.explains_more_than(by_cells)
