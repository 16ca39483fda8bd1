"""A finding says in which block of the form its row counts, for rows of money and indicators have the same numbers."""

from etl.document_rows import list_findings
from etl.normalise.type_form import type_form
from etl.parse.read_forms import read_forms
from etl.readers import read_grid
from etl.records import ReadingProblem, Section

FORM = (
    "项目支出绩效自评表\n（2023年度）\n项目名称\t古桥修缮\n项目资金（万元）\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
    "年度资金总额\t5\t5\t4座\t10\t80%\t8\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
    "产出指标\t数量指标\t修缮古桥\t2座\t2座\t90\t9O\n总分\t\t\t\t\t100\t98\n"
)


def test_a_trouble_with_money_points_to_the_row_of_money() -> None:
    (form,) = read_forms(read_grid(FORM.encode(), "a.txt")).forms
    typed = type_form(form, "d")
    sections = {problem.printed: problem.section for problem in typed.problems if problem.row_no == 1}
    assert sections.get("4座") is Section.FUND


def test_the_section_is_named_in_the_finding() -> None:
    problems = [
        ReadingProblem("money_not_a_number", "金额", "中", form_no=1, row_no=1, section=Section.FUND),
        ReadingProblem("year_not_printed", "年度", "中", form_no=1),
        ReadingProblem("page_without_text", "页", "中"),
    ]
    assert [row["section_code"] for row in list_findings("d", problems, ())] == ["fund", "form", None]
