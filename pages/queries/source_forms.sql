-- one row per form of the chosen originals (all where none is chosen), the least surely read first; only originals that
-- were read have forms
select
    project_id,
    document_id,
    document_label,
    form_no,
    form_type_label,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    indicator_count,
    reading_confidence_rate,
    claimed_cell_rate,
    printed_cell_count,
    unread_cell_count,
    resolved_column_rate,
    agreed_sum_rate,
    checked_sum_count,
    agreed_sum_count,
    field_count,
    repaired_count,
    inferred_count,
    finding_count,
    line_no
from mart_reading
where is_chosen($document, document_id) and is_chosen($reading_status, 'read')
order by reading_confidence_rate nulls first, document_label, document_id, form_no
