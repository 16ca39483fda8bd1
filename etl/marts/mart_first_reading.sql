-- one row per form among the 5,000 that were read least surely, in the order of the page
select
    row_number() over (order by reading_confidence_rate nulls first, document_label, document_id, form_no) as reading_no,
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
from (
    select *
    from mart_reading
    order by reading_confidence_rate nulls first, document_label, document_id, form_no
    limit 5000
)
