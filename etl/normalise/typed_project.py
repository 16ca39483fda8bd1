"""The core_project row of one form: its head, goals, totals and dates as typed values.

Input: the FORM section of a FormRecord. Output: one row without the columns that link fills. Stage: normalise.
"""

from etl.normalise.conversion import Severity, Trouble
from etl.normalise.field_converter import FieldConverter
from etl.normalise.grades import derive_grade
from etl.normalise.money import normalise_money_unit
from etl.normalise.printed_names import normalise_unit_name, parse_project_code
from etl.normalise.ticked_options import list_ticked_options
from etl.records import FormRecord, FormType, PrintedField, Section

TEXT_COLUMNS = {
    "project_name": "project_name",
    "goal_text": "goal",
    "completion_text": "completion",
    "overall_goal_text": "overall_goal",
    "printed_grade": "grade",
    "project_nature_text": "project_nature",
    "project_category_text": "project_category",
    "project_overview_text": "project_overview",
    "legal_basis_text": "legal_basis",
    "necessity_text": "necessity",
    "safeguards_text": "safeguards",
    "implementation_plan_text": "implementation_plan",
}
MONEY_COLUMNS = {
    "project_total_budget_yuan": "project_total_budget",
    "prior_year_budget_yuan": "prior_year_budget",
    "prior_year_executed_yuan": "prior_year_executed",
}
UNIT_NOT_KNOWN = Trouble("money_unit_not_known", Severity.HIGH, "应为元、万元、千元或亿元")


def type_project(form: FormRecord, document_id: str, project_id: str, converter: FieldConverter) -> dict[str, object]:
    """The row of core_project; the division, city, province and sector columns are left to link, the
    scoring scheme and the reading confidence to `type_form`.
    """
    printed = {field.name: field for field in form.fields if field.section is Section.FORM}
    texts = {column: converter.text(printed.get(name)) for column, name in TEXT_COLUMNS.items()}
    amounts = {column: converter.money(printed.get(name), column) for column, name in MONEY_COLUMNS.items()}
    total_score = converter.points(printed.get("total_score"), "total_score_points")
    is_evaluation = form.form_type is FormType.SELF_EVALUATION
    return {
        "project_id": project_id,
        "document_id": document_id,
        "form_no": form.form_no,
        "form_type": form.form_type.value,
        "fiscal_year": converter.fiscal_year(printed.get("fiscal_year"), "fiscal_year"),
        "project_code": parse_project_code(form.text("project_code"), form.text("project_name")),
        "department_name": normalise_unit_name(form.text("department")),
        "unit_name": normalise_unit_name(form.text("unit")),
        "money_unit": _type_money_unit(printed.get("money_unit"), converter),
        "template_family": form.template_family,
        "total_score_points": total_score,
        "total_weight_points": converter.points(printed.get("total_weight"), "total_weight_points"),
        "derived_grade": derive_grade(total_score) if is_evaluation else None,
        "project_type_text": list_ticked_options(form.text("project_type")),
        "fund_use_text": list_ticked_options(form.text("fund_use")),
        "start_date": converter.date(printed.get("start_date"), "start_date", is_period_end=False),
        "end_date": converter.date(printed.get("end_date"), "end_date", is_period_end=True),
        "indicator_count": len(form.rows(Section.INDICATOR)),
        "page_no": form.page_no,
        "line_no": form.first_line_no,
        "line_end_no": form.last_line_no,
        **texts,
        **amounts,
    }


def _type_money_unit(printed: PrintedField | None, converter: FieldConverter) -> str | None:
    """The form's money unit by its own name; an unknown one is reported and stays null."""
    if printed is None:
        return None
    unit_name = normalise_money_unit(printed.text)
    if unit_name is None:
        converter.report(UNIT_NOT_KNOWN, printed, "money_unit")
    return unit_name
