"""The raw_form_field rows of one form: every printed field with its text and place, nothing converted.

Input: the fields of a FormRecord. Output: rows without the year and division, which the pipeline copies. The source of
a funding row is left out: it is a code, printed is the label (fund_label), and core_fund holds both. Stage: normalise.
"""

from collections import Counter

from etl.records import FormRecord, PrintedField

NOT_PRINTED = frozenset({"fund_source"})


def type_raw_fields(form: FormRecord, document_id: str, project_id: str) -> list[dict[str, object]]:
    """The rows of raw_form_field in the order of the form's fields.

    A field of the whole form has no row_no; printed again (two parts of a project's total), it is numbered from 2.
    """
    seen: Counter[str] = Counter()
    return [
        {
            "document_id": document_id,
            "form_no": form.form_no,
            "project_id": project_id,
            "section_code": printed.section.value,
            "row_no": _number_repetition(printed, seen) if printed.row_no is None else printed.row_no,
            "field_name": printed.name,
            "printed_text": printed.text,
            **_address(printed),
            "is_repaired": printed.is_repaired,
            "is_inferred": printed.is_inferred,
            "repair_reason_text": printed.repair_reason,
        }
        for printed in form.fields
        if printed.name not in NOT_PRINTED
    ]


def _number_repetition(printed: PrintedField, seen: Counter[str]) -> int | None:
    """None for the first field of its name, then 2, 3, …; counts the field in `seen`."""
    name = f"{printed.section.value}.{printed.name}"
    seen[name] += 1
    return seen[name] if seen[name] > 1 else None


def _address(printed: PrintedField) -> dict[str, object]:
    """Where the field is printed, all null for an inferred one.

    A field of several pieces starts at the first and ends on the line of the last; its character range is the one on
    its first line.
    """
    if not printed.places:
        return dict.fromkeys(("page_no", "line_no", "line_end_no", "column_no", "char_start", "char_end"))
    first = printed.places[0]
    on_first_line = [place for place in printed.places if place.line_no == first.line_no]
    return {
        "page_no": first.page_no,
        "line_no": first.line_no,
        "line_end_no": max(place.line_no for place in printed.places),
        "column_no": first.column_no,
        "char_start": min(place.char_start for place in on_first_line),
        "char_end": max(place.char_end for place in on_first_line),
    }
