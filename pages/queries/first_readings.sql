-- one row per form, the least surely read first: the first ones of all, as the build numbers them; `source_forms` gives all of them, and
-- those of chosen originals
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
from mart_first_reading
order by reading_no
limit $row_limit offset $row_offset
