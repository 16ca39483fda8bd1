"""The core_fund and core_sub_project rows of one form: its money.

Input: the FUND and SUB_PROJECT sections of a FormRecord. Output: rows without the year and division, which the pipeline
copies from the project. Stage: normalise.
"""

from functools import cache

from etl.normalise.conversion import Severity, Trouble
from etl.normalise.field_converter import FieldConverter
from etl.normalise.rates import compute_execution_rate
from etl.normalise.reference_lists import load_reference_list
from etl.records import FormRecord, PrintedField, Section

LABEL_OPENING, COLONS = "其中", ":："
SOURCE_UNKNOWN = Trouble("fund_source_unknown", Severity.LOW, "没有这一来源的代码，来源代码留空，名称和金额照录")


@cache
def load_fund_sources() -> dict[str, str]:
    """Source code by printed label, and every code by itself."""
    by_label = {row["label"]: row["fund_source_code"] for row in load_reference_list("fund_sources.csv")}
    return by_label | {code: code for code in by_label.values()}


def type_funds(form: FormRecord, project_id: str, converter: FieldConverter) -> list[dict[str, object]]:
    """The rows of core_fund in printed order; `execution_rate` is recomputed from the amounts, never printed."""
    return [_type_fund(row_no, printed, project_id, converter) for row_no, printed in form.rows(Section.FUND).items()]


def type_sub_projects(form: FormRecord, project_id: str, converter: FieldConverter) -> list[dict[str, object]]:
    """The rows of core_sub_project in printed order."""
    return [
        {
            "project_id": project_id,
            "row_no": row_no,
            "sub_project_name": converter.text(printed.get("sub_project_name")),
            "amount_yuan": converter.money(printed.get("amount"), "amount_yuan"),
        }
        for row_no, printed in form.rows(Section.SUB_PROJECT).items()
    ]


def _type_fund(
    row_no: int, printed: dict[str, PrintedField], project_id: str, converter: FieldConverter
) -> dict[str, object]:
    """One row of core_fund."""
    adjusted_budget = converter.money(printed.get("adjusted_budget"), "adjusted_budget_yuan")
    executed = converter.money(printed.get("executed"), "executed_yuan")
    execution_rate = compute_execution_rate(executed, adjusted_budget)
    return {
        "project_id": project_id,
        "row_no": row_no,
        "fund_source_code": _type_fund_source(printed.get("fund_source"), printed.get("fund_label"), converter),
        "fund_label_text": converter.text(printed.get("fund_label")),
        "initial_budget_yuan": converter.money(printed.get("initial_budget"), "initial_budget_yuan"),
        "adjusted_budget_yuan": adjusted_budget,
        "executed_yuan": executed,
        "weight_points": converter.points(printed.get("weight"), "weight_points"),
        "printed_execution_rate": converter.rate(
            printed.get("execution_rate"), "printed_execution_rate", execution_rate
        ),
        "execution_rate": None if execution_rate is None else float(execution_rate),
        "score_points": converter.points(printed.get("score"), "score_points"),
    }


def _type_fund_source(
    printed: PrintedField | None, label_field: PrintedField | None, converter: FieldConverter
) -> str | None:
    """The source code of a fund row, from a code or a printed label; one without a code is reported as printed."""
    if printed is None:
        return None
    label = "".join(printed.text.split()).removeprefix(LABEL_OPENING).strip(COLONS)
    code = load_fund_sources().get(label)
    if code is None:
        converter.report(SOURCE_UNKNOWN, label_field or printed, "fund_label_text")
    return code
