"""Puts declared corrections into the fields of a form; what is not printed as expected stays as it is.

Input: one FormRecord as printed, and the corrections of its document. Output: the FormRecord with corrected fields.
Stage `corrections`, between parse and normalise.
"""

from collections.abc import Iterable
from dataclasses import replace

from etl.records import Correction, FormRecord, PrintedField, Section

Address = tuple[Section, int | None, str]


def apply_corrections(form: FormRecord, corrections: Iterable[Correction]) -> FormRecord:
    """The form with every field replaced whose address and printed text a correction names."""
    declared: dict[Address, Correction] = {
        (one.section, one.row_no, one.field_name): one for one in corrections if one.form_no == form.form_no
    }
    if not declared:
        return form
    fields = []
    for row_no, printed in form.numbered_fields():
        fields.append(correct_field(printed, declared.get((printed.section, row_no, printed.name))))
    return replace(form, fields=tuple(fields))


def correct_field(printed: PrintedField, correction: Correction | None) -> PrintedField:
    """The field with the corrected text; itself where the correction expects another text, or nothing is printed."""
    if correction is None or printed.is_inferred or printed.text != correction.expected_text:
        return printed
    return printed._replace(text=correction.corrected_text, correction=correction)
