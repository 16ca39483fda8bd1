"""One form as it was printed: its fields by block and row, with the words people know them by.

Input: rows of `printed_fields.sql`. Output: a `PrintedForm`, and its blocks as tables of printed texts. Side of the
pages; no streamlit here. A text that was repaired in reading, inferred or corrected by a declaration carries a mark.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

REPAIRED_MARK, INFERRED_MARK, CORRECTED_MARK, OCR_MARK = " ※", " ◇", " ▲", " ○"
SECTION_TITLES: Mapping[str, str] = {"form": "表头", "fund": "资金", "indicator": "指标", "sub_project": "子项目"}
FIELD_TITLES: Mapping[str, str] = {
    "project_name": "项目名称",
    "project_code": "项目代码",
    "department": "主管部门",
    "unit": "实施单位",
    "fiscal_year": "年度",
    "money_unit": "金额单位",
    "project_type": "项目类型",
    "project_nature": "项目性质",
    "project_category": "项目类别",
    "fund_use": "资金用途",
    "start_date": "开始日期",
    "end_date": "完成日期",
    "period": "实施周期",
    "project_total_budget": "项目总预算",
    "prior_year_budget": "上年预算额",
    "prior_year_executed": "上年执行数",
    "total_weight": "分值合计",
    "total_score": "总分",
    "grade": "评分等级",
    "overall_goal": "项目总目标",
    "goal": "年度总体目标",
    "adjusted_goal": "调整后的目标",
    "completion": "实际完成情况",
    "project_overview": "项目概况",
    "legal_basis": "立项依据",
    "necessity": "项目设立的必要性",
    "feasibility": "项目申报的可行性",
    "safeguards": "保证项目实施的制度、措施",
    "implementation_plan": "项目实施计划",
    "evaluation_text": "评价结论",
    "problems_found": "存在问题",
    "improvement_measures": "改进措施",
    "prior_evaluation": "以前年度绩效评价情况",
    "review_opinion": "审核意见",
    "contact": "联系人、填报人",
    "unit_duties": "单位职能概述",
    "department_code": "主管部门编码",
    "remark": "备注",
    "fund_source": "资金来源",
    "fund_label": "资金行",
    "initial_budget": "年初预算数",
    "adjusted_budget": "全年预算数",
    "received": "资金到位数",
    "executed": "全年执行数",
    "execution_rate": "执行率",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target_operator": "比较符",
    "target": "年度指标值",
    "target_adjusted": "调整后指标值",
    "target_unit": "目标单位",
    "actual": "实际完成值",
    "weight": "分值",
    "weight_share": "权重占比",
    "score": "得分",
    "deviation_reason": "偏差原因及改进措施",
    "sub_project_name": "子项目",
    "amount": "金额",
}
"""The words of the forms, in the order of the forms; a field that is not listed comes last under its own name."""
LONG_FIELDS = (
    "project_type", "fund_use", "overall_goal", "goal", "completion", "project_overview", "legal_basis", "necessity",
    "feasibility", "safeguards", "implementation_plan", "adjusted_goal", "evaluation_text", "problems_found",
    "improvement_measures", "review_opinion", "remark", "unit_duties",
)  # fmt: skip
HIDDEN_FIELDS = ("fund_source",)  # a code of ours beside the printed label
FIRST_FIELDS = ("level3", "executed", "initial_budget", "sub_project_name", "project_name")
"""What a link to a whole row means: the field of the row that tells it from others."""


@dataclass(frozen=True, slots=True)
class CellAddress:
    """Which field of a form: its block, its row in the block (none for the form as a whole) and its name."""

    section: str
    row_no: int | None
    field_name: str


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """The fields of one form by address, in the order of the page."""

    fields: Mapping[CellAddress, Mapping[str, Any]]

    def find(self, section: str | None, row_no: int | None, field_name: str | None) -> CellAddress | None:
        """The address that a link means: exactly, or the telling field of the row where it names none; else none."""
        exact = CellAddress(section or "form", row_no, field_name or "")
        if exact in self.fields:
            return exact
        inside = {
            address.field_name: address
            for address in self.fields
            if section is not None and address.section == section and address.row_no == row_no
        }
        return next((inside[name] for name in FIRST_FIELDS if name in inside and field_name is None), None)

    def short_fields(self) -> list[CellAddress]:
        """The fields of the form as a whole that fit a line, in the order of the forms."""
        return [address for address in self.section_fields("form") if address.field_name not in LONG_FIELDS]

    def long_fields(self) -> list[CellAddress]:
        """The texts of the form as a whole, in the order of the forms."""
        return [address for address in self.section_fields("form") if address.field_name in LONG_FIELDS]

    def section_fields(self, section: str) -> list[CellAddress]:
        """The addresses of a block in the order of the forms."""
        inside = [address for address in self.fields if address.section == section]
        return sorted(inside, key=lambda address: (address.row_no or 0, field_rank(address.field_name)))

    def section_table(self, section: str) -> tuple[pa.Table, list[list[CellAddress | None]]]:
        """A block as a table of printed texts under Chinese headers, and the address of every cell, row by row."""
        addresses = [one for one in self.section_fields(section) if one.field_name not in HIDDEN_FIELDS]
        names = sorted({address.field_name for address in addresses}, key=field_rank)
        row_numbers = sorted({address.row_no or 0 for address in addresses})
        cells: list[list[CellAddress | None]] = [
            [self._present(CellAddress(section, row_no, name)) for name in names] for row_no in row_numbers
        ]
        columns = {
            field_title(name): pa.array([self.shown_text(line[index]) for line in cells], pa.string())
            for index, name in enumerate(names)
        }
        return pa.table(columns), cells

    def shown_text(self, address: CellAddress | None) -> str | None:
        """The printed text with its mark where it was repaired or inferred, and with what it was corrected to; none
        where nothing is printed.
        """
        if address is None:
            return None
        field = self.fields[address]
        mark = INFERRED_MARK if field["is_inferred"] else REPAIRED_MARK if field["is_repaired"] else ""
        mark += OCR_MARK if field["is_ocr"] else ""
        if field["corrected_text"] is not None:
            mark += f"{CORRECTED_MARK}更正为 {field['corrected_text']}"
        return f"{field['printed_text']}{mark}"

    def has_marks(self) -> bool:
        """Whether any text of the form was repaired, inferred, recognised on a picture or corrected."""
        marked = ("is_repaired", "is_inferred", "is_ocr", "corrected_text")
        return any(field[name] for field in self.fields.values() for name in marked)

    def _present(self, address: CellAddress) -> CellAddress | None:
        return address if address in self.fields else None


def printed_form(rows: Iterable[Mapping[str, Any]]) -> PrintedForm:
    """The form of rows of `printed_fields.sql`."""
    return PrintedForm({CellAddress(row["section_code"], row["row_no"], row["field_name"]): row for row in rows})


def field_rank(field_name: str) -> int:
    """The place of a field in the order of the forms; unknown ones last."""
    names: Sequence[str] = list(FIELD_TITLES)
    return names.index(field_name) if field_name in FIELD_TITLES else len(names)


def field_title(field_name: str) -> str:
    """The words people know a field by."""
    return FIELD_TITLES.get(field_name, field_name)


def address_title(address: CellAddress) -> str:
    """A cell in words: 指标第 3 行 得分."""
    if address.row_no is None:
        return field_title(address.field_name)
    block = SECTION_TITLES.get(address.section, address.section)
    return f"{block}第 {address.row_no} 行　{field_title(address.field_name)}"
