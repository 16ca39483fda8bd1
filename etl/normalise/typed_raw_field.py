"""The raw_form_field and raw_field_box rows of one form: every printed field with its text and place, unconverted.

Input: the fields of a FormRecord. Output: rows without the year and division, which the pipeline copies. The source of
a funding row is left out: it is a code, printed is the label (fund_label), and core_fund holds both. Stage: normalise.
"""

from collections.abc import Mapping, Sequence
from operator import attrgetter

from etl.records import Box, Correction, FormRecord, Place, PrintedField, Section

NOT_PRINTED = frozenset({"fund_source"})
NOWHERE = (None,) * 6
BOX_COLUMNS = ("box_left", "box_top", "box_right", "box_bottom")
CORRECTION_COLUMNS = ("corrected_text", "correction_id", "correction_reason_text", "correction_basis_text")
IS_OCR = attrgetter("is_ocr")
NO_CORRECTION: dict[str, object] = dict.fromkeys(CORRECTION_COLUMNS)


def type_raw_fields(form: FormRecord, document_id: str, project_id: str) -> list[dict[str, object]]:
    """The rows of raw_form_field in the order of the form's fields."""
    rows: list[dict[str, object]] = []
    codes = {section: section.value for section in Section}
    for row_no, printed in form.numbered_fields():
        section, _, name, text, places, is_repaired, is_inferred, repair_reason, correction = printed
        if name in NOT_PRINTED:
            continue
        page_no, line_no, line_end_no, column_no, char_start, char_end = _address(places)
        rows.append(
            {
                "document_id": document_id,
                "form_no": form.form_no,
                "project_id": project_id,
                "section_code": codes[section],
                "row_no": row_no,
                "field_name": name,
                "printed_text": printed.printed_text if correction else text,
                "page_no": page_no,
                "line_no": line_no,
                "line_end_no": line_end_no,
                "column_no": column_no,
                "char_start": char_start,
                "char_end": char_end,
                "is_repaired": is_repaired,
                "is_inferred": is_inferred,
                "is_ocr": places[0].is_ocr if len(places) == 1 else any(map(IS_OCR, places)),
                "repair_reason_text": repair_reason,
                **(_correction(correction) if correction else NO_CORRECTION),
            }
        )
    return rows


def type_field_boxes(form: FormRecord, raw_fields: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """The rows of raw_field_box: one for each piece of a printed field that stands on a drawn page.

    `raw_fields` are the form's rows of raw_form_field. The rectangle is that of the cell on the page as a viewer shows
    it, as fractions; pieces of one cell are one row.
    """
    if not any(place.box for printed in form.fields for place in printed.places):
        return []
    printed_fields = (printed for printed in form.fields if printed.name not in NOT_PRINTED)
    return [
        {
            **{name: row[name] for name in ("document_id", "project_id", "section_code", "row_no", "field_name")},
            "piece_no": piece_no,
            "page_no": page_no,
            **dict(zip(BOX_COLUMNS, box, strict=True)),
        }
        for row, printed in zip(raw_fields, printed_fields, strict=True)
        for piece_no, (page_no, box) in enumerate(_distinct_boxes(printed), start=1)
    ]


def _distinct_boxes(printed: PrintedField) -> dict[tuple[int, Box], None]:
    """The page and rectangle of every piece of a field that has one, each once, in printed order."""
    return dict.fromkeys([(place.page_no, place.box) for place in printed.places if place.box is not None])


def _correction(correction: Correction) -> dict[str, object]:
    """What a declared correction put in the place of the printed text, and why."""
    texts = (correction.corrected_text, correction.correction_id, correction.reason, correction.basis_text)
    return dict(zip(CORRECTION_COLUMNS, texts, strict=True))


def _address(places: Sequence[Place]) -> tuple[int | None, ...]:
    """Where a field is printed: page, line, last line, column, first and last character; null for an inferred one.

    A field of several pieces starts at the first and ends on the line of the last; its character range is the one on
    its first line.
    """
    if len(places) == 1:  # most fields are one piece
        page_no, line_no, column_no, char_start, char_end, _, _ = places[0]
        return page_no, line_no, line_no, column_no, char_start, char_end
    if not places:
        return NOWHERE
    first = places[0]
    on_first_line = [place for place in places if place.line_no == first.line_no]
    return (
        first.page_no,
        first.line_no,
        max(place.line_no for place in places),
        first.column_no,
        min(place.char_start for place in on_first_line),
        max(place.char_end for place in on_first_line),
    )
