"""The raw_form_field and raw_field_box rows of one form: every printed field with its text and place, unconverted.

Input: the fields of a FormRecord. Output: rows without the year and division, which the pipeline copies. The source of
a funding row is left out: it is a code, printed is the label (fund_label), and core_fund holds both. Stage: normalise.
"""

from etl.records import Box, Correction, FormRecord, PrintedField

NOT_PRINTED = frozenset({"fund_source"})
BOX_COLUMNS = ("box_left", "box_top", "box_right", "box_bottom")


def type_raw_fields(form: FormRecord, document_id: str, project_id: str) -> list[dict[str, object]]:
    """The rows of raw_form_field in the order of the form's fields."""
    return [
        {
            "document_id": document_id,
            "form_no": form.form_no,
            "project_id": project_id,
            "section_code": printed.section.value,
            "row_no": row_no,
            "field_name": printed.name,
            "printed_text": printed.printed_text,
            **_address(printed),
            "is_repaired": printed.is_repaired,
            "is_inferred": printed.is_inferred,
            "is_ocr": any(place.is_ocr for place in printed.places),
            "repair_reason_text": printed.repair_reason,
            **_correction(printed.correction),
        }
        for row_no, printed in form.numbered_fields()
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


def _correction(correction: Correction | None) -> dict[str, object]:
    """What a declared correction put in the place of the printed text, and why; all null where there is none."""
    return {
        "corrected_text": correction.corrected_text if correction else None,
        "correction_id": correction.correction_id if correction else None,
        "correction_reason_text": correction.reason if correction else None,
        "correction_basis_text": correction.basis_text if correction else None,
    }


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
