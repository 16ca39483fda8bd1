"""One form as typed rows: the entry of the normalise stage.

Input: a FormRecord and the identifier of its document. Output: a TypedForm. Stage: normalise.
"""

from dataclasses import dataclass

from etl.normalise.compared_columns import add_compared_columns
from etl.normalise.field_converter import FieldConverter
from etl.normalise.money import normalise_money_unit
from etl.normalise.reading_checks import check_reading, reading_confidence, type_reading_checks
from etl.normalise.scoring_scheme import type_scoring_scheme
from etl.normalise.typed_fund import type_funds, type_sub_projects
from etl.normalise.typed_indicator import type_deviation_reasons, type_indicators
from etl.normalise.typed_project import type_project
from etl.normalise.typed_raw_field import type_field_boxes, type_raw_fields
from etl.records import FormRecord, ReadingProblem


@dataclass(frozen=True, slots=True)
class TypedForm:
    """One form after normalise.

    `rows` holds, by table name, rows of core_project (exactly one), core_fund, core_indicator, core_sub_project,
    core_deviation_reason, core_text_quantity, core_reading_check, raw_form_field and raw_field_box with the columns of
    tables.toml, except: core_project lacks the division, city, province and sector columns, which link fills; the
    others lack fiscal_year and division_code, which the pipeline copies from core_project. `problems` holds what this
    stage could not convert, without the problems of the FormRecord.
    """

    project_id: str
    rows: dict[str, list[dict[str, object]]]
    problems: tuple[ReadingProblem, ...]


def type_form(form: FormRecord, document_id: str) -> TypedForm:
    """The typed rows of one form; a text that cannot be converted is null in its row and one problem."""
    project_id = f"{document_id}-{form.form_no:02d}"
    converter = FieldConverter(form, normalise_money_unit(form.text("money_unit")))
    project = type_project(form, document_id, project_id, converter)
    funds = type_funds(form, project_id, converter)
    indicators = type_indicators(form, project_id, converter)
    sub_projects = type_sub_projects(form, project_id, converter)
    checks = check_reading(form, project, funds, indicators, converter.kinds)
    scheme = type_scoring_scheme(indicators, funds)
    raw_fields = type_raw_fields(form, document_id, project_id)
    rows: dict[str, list[dict[str, object]]] = {
        "core_project": [project | scheme | {"reading_confidence_rate": reading_confidence(checks)}],
        "core_reading_check": type_reading_checks(checks, project_id),
        "core_fund": funds,
        "core_indicator": indicators,
        "core_sub_project": sub_projects,
        "core_deviation_reason": type_deviation_reasons(form, project_id, converter),
        "raw_form_field": raw_fields,
        "raw_field_box": type_field_boxes(form, raw_fields),
    }
    return TypedForm(project_id, add_compared_columns(rows), converter.list_problems())
