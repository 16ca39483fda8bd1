"""Forms printed again in other layouts: each gives the same record, or null where the layout lost what is needed.

The forms are golden cases of rows parted by tabs or pipes. A cell may be read the same or not at all, never otherwise.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import DocumentReading, FormRecord, Section

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = (
    "block_goes_on_below_a_stray_level2",
    "blanks_lost_as_question_marks",
    "category_names_of_before",
    "cost_at_level_one",
    "ditto_marks",
    "execution_worth_twenty",
    "explanatory_columns",
    "filler_rows",
    "header_in_two_tiers",
    "last_row_cut_before_its_score",
    "level_names_shortened",
    "pipe_rows_with_blank_cells_at_the_end",
    "quantities_are_no_names",
    "sources_of_money",
    "tab_rows",
    "target_in_three_columns",
    "total_in_the_head",
    "two_forms_under_one_title",
    "values_one_right_after_name",
    "weights_in_per_cent",
)
KEYS = {Section.FUND: "fund_label", Section.INDICATOR: "level3", Section.SUB_PROJECT: "sub_project_name"}
Rows = list[list[str]]


def cells_a_line(rows: Rows) -> str:
    """One cell a line, blank ones left out."""
    return "\n".join(cell for row in rows for cell in row if cell)


def rows_by_blanks(rows: Rows) -> str:
    """A row a line, its cells parted by blanks."""
    return "\n".join(" ".join(filter(None, row)) for row in rows)


def one_line(rows: Rows) -> str:
    """The whole sheet in one line."""
    return " ".join(cell for row in rows for cell in row if cell)


def framed_pipes(rows: Rows) -> str:
    """Pipes with a leading one, and runs of empty ones."""
    return "\n".join(f"|{'|'.join(row)}|" if len(row) > 1 else row[0] for row in rows)


def bare_pipes(rows: Rows) -> str:
    """Pipes without a leading one."""
    return "\n".join("|".join(row) for row in rows)


def shifted_rows(rows: Rows) -> str:
    """Each line of cells ends with the first one of the next."""
    lines: list[list[str]] = []
    is_open = False
    for row in rows:
        cells = [cell for cell in row if cell]
        if len(row) == 1 or not is_open:
            lines.append(cells)
        else:
            lines[-1].append(cells[0])
            lines.append(cells[1:])
        is_open = len(row) > 1
    return "\n".join("\t".join(line) for line in lines)


def shifted_pipes(rows: Rows) -> str:
    """The same, their cells parted by pipes between blanks: a line of two cells has one pipe."""
    return shifted_rows(rows).replace("\t", " | ")


LAYOUTS = (cells_a_line, rows_by_blanks, one_line, framed_pipes, bare_pipes, shifted_rows, shifted_pipes)
ROWS_PARTED = (cells_a_line, rows_by_blanks, framed_pipes, bare_pipes)
REPRINTED = (
    *((case, layout) for case in CASES for layout in LAYOUTS),
    *(("blank_cells_stay_blank", layout) for layout in (*ROWS_PARTED, one_line)),
    *(("indicator_nobody_filled_in", layout) for layout in ROWS_PARTED),
    *(("two_names_on_one_row", layout) for layout in (*ROWS_PARTED, one_line)),
)


@pytest.mark.parametrize(("case", "layout"), REPRINTED, ids=lambda part: getattr(part, "__name__", part))
def test_a_form_in_another_layout_is_read_alike_or_not_at_all(case: str, layout: Callable[[Rows], str]) -> None:
    grid = read_grid((GOLDEN / case / "source.txt").read_bytes(), "source.txt")
    printed = read_forms(grid)
    again = read_text(layout([[cell.text for cell in row.cells] for row in grid.rows]))
    assert len(again.forms) == len(printed.forms)
    for form, expected in zip(again.forms, printed.forms, strict=True):
        wrong = cells_of(form) - cells_of(expected)
        assert not wrong, f"read otherwise than from rows of cells: {sorted(wrong)}"


HEAD = [
    ["2024年度项目支出绩效自评表"],
    ["项目名称", "公园养护费"],
    ["主管部门", "云岭县林业局"],
    ["实施单位", "云岭县公园"],
]
WORDS_AS_TARGETS = [  # a cell with a blank inside; and targets in words, below which a name begins the next row
    *HEAD,
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "补植草皮", "全面展开 全面展开", "达成预期 指标", "20", "20"],
    ["", "质量指标", "养护合规性", "规范合规", "达成预期", "20", "20"],
    ["", "时效指标", "巡查响应", "及时处置", "达成预期", "20", "18"],
    ["效益指标", "社会效益指标", "游园体验", "持续向好", "达成预期", "40", "40"],
    ["总分", "100", "98"],
]
WORDS_WITHOUT_RESULTS = [
    ["2024年度项目支出绩效目标申报表"],
    *HEAD[1:],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出目标", "数量目标", "养护合规性", "规范合规"],
    ["", "", "巡查覆盖率", "≥95%"],
    ["", "质量目标", "制度完善性", "完整有效"],
    ["", "", "档案齐全性", "应归尽归"],
    ["", "时效目标", "响应及时率", "≥90%"],
    ["效果目标", "社会效益目标", "游园体验", "持续向好"],
]


@pytest.mark.parametrize("layout", [cells_a_line, shifted_rows], ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("rows", [WORDS_AS_TARGETS, WORDS_WITHOUT_RESULTS], ids=["self_evaluation", "declaration"])
def test_words_are_targets_where_lines_or_tabs_part_cells(rows: Rows, layout: Callable[[Rows], str]) -> None:
    printed, again = (read_text(text) for text in ("\n".join("\t".join(row) for row in rows), layout(rows)))
    assert [cells_of(form) for form in again.forms] == [cells_of(form) for form in printed.forms]


def read_text(text: str) -> DocumentReading:
    """What is read from a text."""
    return read_forms(read_grid(text.encode(), "form.txt"))


def cells_of(form: FormRecord) -> set[tuple[str, str, str, str]]:
    """Every cell of a form under the name of its row, without blanks, which a layout may lose."""
    cells = {("form", "", field.name, bare(field.text)) for field in form.fields if field.section is Section.FORM}
    for section, key in KEYS.items():
        for row in form.rows(section).values():
            name = bare(row[key].text) if key in row else ""
            cells |= {(section.value, name, column, bare(field.text)) for column, field in row.items()}
    return cells


def bare(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())
