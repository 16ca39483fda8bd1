"""The reviewer's sheets of a sample as one Excel file: a list of the sample, then one sheet a project, pre-filled.

Input: the sampled projects (`review_sample.sql`) and their indicators (`review_sheet_rows.sql`). Output: bytes. The
same sample gives the same sheets. Side of the pages; no streamlit here.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pages.wording.harmless_text import visible_text
from pages.wording.number_text import money_text, percent_text, points_text

REVIEW_COLUMNS: Mapping[str, str | None] = {
    "一级": "level1_name",
    "二级": "level2_name",
    "三级": "level3_name",
    "指标性质": "indicator_nature",
    "指标值": "target_text",
    "度量单位": "target_unit",
    "权重": "weight_points",
    "自评完成值": "actual_text",
    "自评得分": "score_points",
    "复核完成值": None,
    "复核得分": None,
    "偏离度": None,
    "备注": "finding_text",
}
"""The thirteen columns of the sheet in use (Chengdu-Pidu 2025), and what fills them; the reviewer fills the empty
ones."""
WIDTHS = (12, 12, 26, 9, 18, 9, 8, 18, 9, 18, 9, 9, 40)
HEADER_ROW = 4
UNSAFE_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
SHEET_NAME_CHARACTERS = 31  # Excel's limit


@dataclass(frozen=True, slots=True)
class Draw:
    """How a sample was drawn: its seed, the forms it was drawn from, the filters in words, and the build's number."""

    seed: str
    population_count: int
    filters: Mapping[str, str]
    build_name: str

    def sentence(self) -> str:
        """One line that lets another person draw the same sample."""
        chosen = "；".join(f"{title}：{text}" for title, text in self.filters.items()) or "全部"
        return (
            f"随机种子 {self.seed}；总体 {self.population_count:,} 张自评表；筛选 {chosen}；数据批次 {self.build_name}"
        )


def review_workbook_bytes(
    sample: Sequence[Mapping[str, Any]], indicators: Sequence[Mapping[str, Any]], draw: Draw
) -> bytes:
    """The workbook: sheet 抽样清单, then one sheet per sampled project in the order drawn."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format(
                {"bold": True, "border": 1, "bg_color": "#EEF2F6", "text_wrap": True, "valign": "vcenter"}
            ),
            "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"}),
            "number": book.add_format({"border": 1, "valign": "top", "num_format": "#,##0.00"}),
        }
        write_sample_list(book.add_worksheet("抽样清单"), sample, draw, styles)
        for project in sample:
            rows = [row for row in indicators if row["project_id"] == project["project_id"]]
            write_project_sheet(book.add_worksheet(sheet_name(project)), project, rows, draw, styles)
    return buffer.getvalue()


def sheet_name(project: Mapping[str, Any]) -> str:
    """The number drawn and the project's name, as Excel allows it; the number keeps equal names apart."""
    name = UNSAFE_IN_SHEET_NAME.sub(" ", visible_text(str(project["project_name"] or "未写名称")))
    return f"{int(str(project['draw_no'])):02d} {name}"[:SHEET_NAME_CHARACTERS].strip()


def write_sample_list(
    sheet: Worksheet, sample: Sequence[Mapping[str, Any]], draw: Draw, styles: Mapping[str, Format]
) -> None:
    """What was drawn, in order, with the weight that each project had in the draw."""
    sheet.write_string(0, 0, "抽查复核抽样清单", styles["title"])
    sheet.write_string(1, 0, visible_text(draw.sentence()))
    columns = {
        "序号": "draw_no", "年度": "fiscal_year", "区县": "division_label", "主管部门": "department_name",
        "项目名称": "project_name", "执行数（元）": "executed_yuan", "自评总分": "total_score_points",
        "问题数": "finding_count", "抽样权重": "risk_weight", "项目表编号": "project_id",
    }  # fmt: skip
    for column, (header, name) in enumerate(columns.items()):
        sheet.set_column(column, column, 30 if name in ("project_name", "department_name", "project_id") else 13)
        sheet.write_string(3, column, header, styles["head"])
        for line, project in enumerate(sample, start=4):
            value = project[name]
            write_value(sheet, line, column, str(value) if isinstance(value, int) else value, styles)
    sheet.freeze_panes(4, 0)


def write_project_sheet(
    sheet: Worksheet,
    project: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    draw: Draw,
    styles: Mapping[str, Format],
) -> None:
    """One project in the reviewer's thirteen columns, its self-evaluation filled in; the review is the reviewer's."""
    for line, text in enumerate(heading_lines(project, draw)):
        sheet.write_string(line, 0, visible_text(text), styles["title"] if line == 0 else None)
    for column, (header, name) in enumerate(REVIEW_COLUMNS.items()):
        sheet.set_column(column, column, WIDTHS[column])
        sheet.write_string(HEADER_ROW, column, header, styles["head"])
        for line, row in enumerate(rows, start=HEADER_ROW + 1):
            write_value(sheet, line, column, row[name] if name else None, styles)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def heading_lines(project: Mapping[str, Any], draw: Draw) -> list[str]:
    """What stands above a project's table: title, names, money and total as self-evaluated, and the draw."""
    names = {"项目名称": "project_name", "主管部门": "department_name", "实施单位": "unit_name"}
    facts = {
        "全年执行数": money_text(project["executed_yuan"]),
        "执行率": percent_text(project["execution_rate"]),
        "自评总分": points_text(project["total_score_points"]),
    }
    return [
        f"{project['fiscal_year'] or ''}年度项目支出绩效自评抽查复核表",
        "　".join(f"{title}：{project[name] or '—'}" for title, name in names.items()),
        "　".join(f"{title}：{text}" for title, text in facts.items()) + f"　{draw.sentence()}",
    ]


def write_value(sheet: Worksheet, row: int, column: int, value: object, styles: Mapping[str, Format]) -> None:
    """A cell by the type of its value: texts stay texts (=100% is a target, not a formula), an unknown is an empty
    cell."""
    if isinstance(value, Decimal | float | int):
        sheet.write_number(row, column, float(value), styles["number"])
    elif value is None:
        sheet.write_blank(row, column, None, styles["text"])
    else:
        sheet.write_string(row, column, visible_text(str(value))[:32_767], styles["text"])
