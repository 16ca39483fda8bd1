-- one row per form of the chosen originals (all where none is chosen), in the order of the original
select
    project_id,
    document_id,
    file_name,
    form_no,
    form_type_label,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    indicator_count,
    has_funding,
    finding_count,
    line_no
from mart_project
where is_chosen($document, document_id)
order by file_name, document_id, form_no
