"""The reviewer's sheets of a sample as one Excel file: a list of the sample, then one sheet a project, pre-filled.

Input: the sampled projects (`review_sample.sql`) and their indicators (`review_sheet_rows.sql`), each with what was
found on it (`review_findings.sql`). Output: bytes. The same sample gives the same sheets. Side of the pages; no
streamlit here. A sheet that nobody sees says of which build and draw the workbook is; each row carries its own key.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pages.review.project_sheet import make_styles, print_on_a4, write_project_sheet, write_value
from pages.review.sheet_layout import FORMAT_NAME, IDENTITY_SHEET
from pages.wording.harmless_text import visible_text
from pages.wording.number_text import money_text, percent_text, points_text

UNSAFE_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
SHEET_NAME_CHARACTERS = 31  # Excel's limit
LIST_SHEET = "抽样清单"
LIST_COLUMNS = {
    "序号": "draw_no", "年度": "fiscal_year", "区县": "division_label", "主管部门": "department_name",
    "项目名称": "project_name", "执行数（元）": "executed_yuan", "自评总分": "total_score_points",
    "高": "rule_count_high", "中": "rule_count_medium", "低": "rule_count_low", "抽样权重": "risk_weight",
    "项目表编号": "project_id",
}  # fmt: skip
WEIGHT_DECIMALS = 6  # of fen in 万元; what is beyond comes of binary numbers
WIDE = ("project_name", "department_name", "project_id")


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
        styles = make_styles(book)
        write_sample_list(book.add_worksheet(LIST_SHEET), sample, draw, styles)
        for project in sample:
            rows = [row for row in indicators if row["project_id"] == project["project_id"]]
            sheet = book.add_worksheet(sheet_name(project))
            write_project_sheet(sheet, heading_lines(project, draw), project["form_finding_text"], rows, styles)
        write_identity(book.add_worksheet(IDENTITY_SHEET), sample, draw)
    return buffer.getvalue()


def sheet_name(project: Mapping[str, Any]) -> str:
    """The number drawn and the project's name, as Excel allows it; the number keeps equal names apart."""
    name = UNSAFE_IN_SHEET_NAME.sub(" ", visible_text(str(project["project_name"] or "未写名称")))
    whole = f"{int(str(project['draw_no'])):02d} {name}".encode("utf-16-le")  # Excel counts a rare character twice
    return whole[: 2 * SHEET_NAME_CHARACTERS].decode("utf-16-le", "ignore").strip()


def write_identity(sheet: Worksheet, sample: Sequence[Mapping[str, Any]], draw: Draw) -> None:
    """What the workbook is, for the program that loads it back: format, build, draw, and the form of each sheet."""
    told = [("格式", FORMAT_NAME), ("数据批次", draw.build_name), ("抽样", draw.sentence())]
    told += [(sheet_name(project), str(project["project_id"])) for project in sample]
    for line, (title, text) in enumerate(told):
        sheet.write_string(line, 0, visible_text(title))
        sheet.write_string(line, 1, visible_text(text))
    sheet.very_hidden()


def write_sample_list(
    sheet: Worksheet, sample: Sequence[Mapping[str, Any]], draw: Draw, styles: Mapping[str, Format]
) -> None:
    """What was drawn, in order, with the weight that each project had in the draw."""
    sheet.write_string(0, 0, "抽查复核抽样清单", styles["title"])
    sheet.write_string(1, 0, visible_text(draw.sentence()), styles["note"])
    for column, (header, name) in enumerate(LIST_COLUMNS.items()):
        sheet.set_column(column, column, 30 if name in WIDE else 13)
        sheet.write_string(3, column, header, styles["head"])
        for line, project in enumerate(sample, start=4):
            value = project[name]
            if isinstance(value, int):
                sheet.write_number(line, column, value, styles["count"])
            else:
                exact = round(value, WEIGHT_DECIMALS) if isinstance(value, float) else value
                write_value(sheet, line, column, exact, styles)
    sheet.freeze_panes(4, 0)
    print_on_a4(sheet)


def heading_lines(project: Mapping[str, Any], draw: Draw) -> list[str]:
    """Title, names, money and total as self-evaluated, and the draw."""
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
