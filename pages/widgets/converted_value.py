"""What a printed text was understood as, in words: the typed value of a cell with its unit.

Input: the form's row of `project_form.sql`, and a cell. Output: a short text, none where nothing was converted. Side of
the pages.
"""

from collections.abc import Mapping
from typing import Any

from pages.queries.published_db import fetch_rows
from pages.widgets.printed_form import CellAddress
from pages.wording.code_words import DISTANCE_WORDS
from pages.wording.number_text import exact_wan_text, percent_text, plain_text, points_text

MONEY_COLUMNS = {
    "initial_budget": "initial_budget_yuan",
    "adjusted_budget": "adjusted_budget_yuan",
    "executed": "executed_yuan",
}


def converted_value(record: Mapping[str, Any], cell: CellAddress) -> str | None:
    """The typed value of a cell of the funding total, of an indicator or of the total score."""
    if cell.section == "fund" and cell.row_no == record["fund_row_no"]:
        return converted_fund_value(record, cell.field_name)
    if cell.section == "indicator":
        rows = fetch_rows("project_indicator_values", {"id": record["project_id"]})
        return next(
            (converted_indicator_value(row, cell.field_name) for row in rows if row["row_no"] == cell.row_no), None
        )
    if cell.section == "form" and cell.field_name == "total_score":
        return f"{points_text(record['total_score_points'])} 分"
    return None


def converted_fund_value(record: Mapping[str, Any], field_name: str) -> str | None:
    """An amount of the funding total in 万元, or its printed rate beside the recomputed one."""
    if field_name in MONEY_COLUMNS:
        return f"{exact_wan_text(record[MONEY_COLUMNS[field_name]])} 万元"
    if field_name == "execution_rate":
        return f"{percent_text(record['printed_execution_rate'])}，重新计算为 {percent_text(record['execution_rate'])}"
    return None


def converted_indicator_value(row: Mapping[str, Any], field_name: str) -> str | None:
    """A target, value or score of an indicator; what is no number says so."""
    if field_name == "target":
        if row["target_value"] is None:
            return "不是数值目标"
        return f"{row['target_operator'] or ''}{plain_text(row['target_value'])} {row['target_unit'] or ''}".strip()
    if field_name == "actual":
        status = DISTANCE_WORDS.get(row["distance_status"], row["distance_status"])
        distance = percent_text(row["distance_rate"]) if row["distance_rate"] is not None else status
        number = row["actual_value"]
        value = "不是数值" if number is None else f"{plain_text(number)} {row['actual_unit'] or ''}".strip()
        return f"{value}；与目标的距离：{distance}"
    if field_name == "score":
        return f"{points_text(row['score_points'])} 分，得分率 {percent_text(row['score_rate'])}"
    return f"{points_text(row['weight_points'])} 分" if field_name == "weight" else None
