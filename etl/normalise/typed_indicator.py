"""The core_indicator and core_deviation_reason rows of one form.

Input: the INDICATOR section of a FormRecord, and reasons printed beside the money. Output: rows without the year and
division, which the pipeline copies from the project. Stage: normalise.
"""

from decimal import Decimal

from etl.normalise.blank_mark import CellKind
from etl.normalise.conversion import Severity, Trouble
from etl.normalise.distance import compute_distance
from etl.normalise.field_converter import FieldConverter, unwrapped
from etl.normalise.indicator_category import choose_category, load_category_labels
from etl.normalise.indicator_value import IndicatorValue, ValueKind
from etl.normalise.reason_class import classify_reason
from etl.records import FormRecord, PrintedField, Section

CODE_SEPARATOR, NAME_SEPARATOR = ",", "、"
CATEGORY_UNKNOWN = Trouble("indicator_category_unknown", Severity.LOW, "不是已知的指标类别，类别代码留空")


def type_indicators(form: FormRecord, project_id: str, converter: FieldConverter) -> list[dict[str, object]]:
    """The rows of core_indicator in printed order."""
    return [
        _type_indicator(row_no, printed, project_id, converter)
        for row_no, printed in form.rows(Section.INDICATOR).items()
    ]


def type_deviation_reasons(form: FormRecord, project_id: str, converter: FieldConverter) -> list[dict[str, object]]:
    """The rows of core_deviation_reason: one for each reason text printed beside an indicator or a fund row."""
    rows: list[dict[str, object]] = []
    for section in (Section.INDICATOR, Section.FUND):
        for row_no, printed in form.rows(section).items():
            reason = converter.text(printed.get("deviation_reason"), CellKind.REASON)
            if reason is None:
                continue
            classes = classify_reason(reason)
            rows.append(
                {
                    "project_id": project_id,
                    "row_no": row_no,
                    "reason_source": section.value,
                    "deviation_reason_text": reason,
                    "has_cause": classes.has_cause,
                    "has_measure": classes.has_measure,
                    "reason_class_codes": CODE_SEPARATOR.join(classes.codes),
                    "reason_class_names": NAME_SEPARATOR.join(classes.names),
                    "is_measure_only": classes.is_measure_only,
                }
            )
    return rows


def _type_indicator(
    row_no: int, printed: dict[str, PrintedField], project_id: str, converter: FieldConverter
) -> dict[str, object]:
    """One row of core_indicator."""
    target = converter.indicator_value(printed.get("target"), "target_text")
    actual = converter.indicator_value(printed.get("actual"), "actual_text")
    distance = compute_distance(target, actual)
    weight = converter.points(printed.get("weight"), "weight_points")
    score = converter.points(printed.get("score"), "score_points")
    category_code = _type_category(printed, converter)
    return {
        "project_id": project_id,
        "row_no": row_no,
        "level1_name": converter.text(printed.get("level1")),
        "level2_name": converter.text(printed.get("level2")),
        "level3_name": converter.text(printed.get("level3")),
        "category_code": category_code,
        "category_name": None if category_code is None else load_category_labels()[category_code],
        "target_text": _text_of(target, printed.get("target")),
        "target_kind": target.kind.value,
        "target_operator": target.operator,
        "target_value": _as_double(target.value),
        "target_unit": target.unit,
        "actual_text": _text_of(actual, printed.get("actual")),
        "actual_operator": actual.operator,
        "actual_value": _as_double(actual.value),
        "actual_unit": actual.unit,
        "distance_rate": distance.rate,
        "distance_status": distance.status.value,
        "weight_points": weight,
        "score_points": score,
        "score_rate": _as_double(score / weight) if score is not None and weight else None,
        "is_score_inferred": "score" in printed and printed["score"].is_inferred,
        "deviation_reason_text": converter.text(printed.get("deviation_reason"), CellKind.REASON),
    }


def _text_of(value: IndicatorValue, printed: PrintedField | None) -> str | None:
    """The text of a target or actual value, None where it is blank."""
    return None if printed is None or value.kind is ValueKind.BLANK else unwrapped(printed.text)


def _type_category(printed: dict[str, PrintedField], converter: FieldConverter) -> str | None:
    """The category code of the printed level-1 and level-2 names; names that no list knows are reported."""
    level1, level2 = printed.get("level1"), printed.get("level2")
    code = choose_category(level1.text if level1 else None, level2.text if level2 else None)
    unknown = level2 or level1
    if code is None and unknown is not None:
        converter.report(CATEGORY_UNKNOWN, unknown, "level2_name" if level2 else "level1_name")
    return code


def _as_double(number: Decimal | None) -> float | None:
    """The number for a DOUBLE column."""
    return None if number is None else float(number)
