"""The raw_form_field and raw_field_box rows of one form: every printed field with its text and place, unconverted.

Input: the fields of a FormRecord. Output: rows without the year and division, which the pipeline copies. The source of
a funding row is left out: it is a code, printed is the label (fund_label), and core_fund holds both. Stage: normalise.
"""

from collections import Counter

from etl.records import Box, FormRecord, PrintedField

NOT_PRINTED = frozenset({"fund_source"})
BOX_COLUMNS = ("box_left", "box_top", "box_right", "box_bottom")


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


def type_field_boxes(form: FormRecord, document_id: str, project_id: str) -> list[dict[str, object]]:
    """The rows of raw_field_box: one for each piece of a printed field that stands on a drawn page.

    The rectangle is that of the cell on the page as a viewer shows it, as fractions; pieces of one cell are one row.
    """
    rows = type_raw_fields(form, document_id, project_id)
    printed_fields = (printed for printed in form.fields if printed.name not in NOT_PRINTED)
    return [
        {
            **{name: row[name] for name in ("document_id", "project_id", "section_code", "row_no", "field_name")},
            "piece_no": piece_no,
            "page_no": page_no,
            **dict(zip(BOX_COLUMNS, box, strict=True)),
        }
        for row, printed in zip(rows, printed_fields, strict=True)
        for piece_no, (page_no, box) in enumerate(_distinct_boxes(printed), start=1)
    ]


def _distinct_boxes(printed: PrintedField) -> dict[tuple[int, Box], None]:
    """The page and rectangle of every piece of a field that has one, each once, in printed order."""
    boxes = ((place.page_no, place.box) for place in printed.places)
    return dict.fromkeys((page_no, box) for page_no, box in boxes if box is not None)


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
