-- one row per printed field of one form, in the order of the form; the source trail alone reads raw_ tables
select
    document_id,
    project_id,
    section_code,
    row_no,
    field_name,
    printed_text,
    page_no,
    line_no,
    line_end_no,
    column_no,
    char_start,
    char_end,
    is_repaired,
    is_inferred,
    is_ocr,
    repair_reason_text,
    corrected_text,
    correction_reason_text,
    correction_basis_text
from raw_form_field
where project_id = $id
order by section_code, row_no, line_no, char_start, field_name
