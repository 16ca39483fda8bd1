-- one row per form: how surely it was read, the four shares that this is the mean of, and how much was repaired or inferred
with forms as (select * from mart_project),
projects as (select project_id, reading_confidence_rate from core_project),
parts as (
    select
        project_id,
        sum(checked_count) filter (check_part = 'cells') as printed_cell_count,
        sum(agreed_count) filter (check_part = 'cells') as claimed_cell_count,
        sum(checked_count) filter (check_part = 'columns') as column_count,
        sum(agreed_count) filter (check_part = 'columns') as resolved_column_count,
        sum(checked_count) filter (check_part = 'values') as value_kind_count,
        sum(agreed_count) filter (check_part = 'values') as valued_kind_count,
        sum(checked_count) filter (check_part = 'sums') as checked_sum_count,
        sum(agreed_count) filter (check_part = 'sums') as agreed_sum_count
    from core_reading_check
    group by project_id
),
fields as (
    select
        project_id,
        count(*) as field_count,
        count(*) filter (is_repaired) as repaired_count,
        count(*) filter (is_inferred) as inferred_count
    from raw_form_field
    group by project_id
)
select
    forms.project_id,
    forms.document_id,
    forms.document_label,
    forms.form_no,
    forms.form_type_label,
    forms.fiscal_year,
    forms.division_code,
    forms.division_label,
    forms.department_name,
    forms.project_name,
    forms.indicator_count,
    projects.reading_confidence_rate,
    parts.claimed_cell_count / nullif(parts.printed_cell_count, 0) as claimed_cell_rate,
    parts.printed_cell_count,
    parts.printed_cell_count - parts.claimed_cell_count as unread_cell_count,
    parts.resolved_column_count / nullif(parts.column_count, 0) as resolved_column_rate,
    parts.valued_kind_count / nullif(parts.value_kind_count, 0) as valued_kind_rate,
    parts.agreed_sum_count / nullif(parts.checked_sum_count, 0) as agreed_sum_rate,
    parts.checked_sum_count,
    parts.agreed_sum_count,
    coalesce(fields.field_count, 0) as field_count,
    coalesce(fields.repaired_count, 0) as repaired_count,
    coalesce(fields.inferred_count, 0) as inferred_count,
    forms.finding_count,
    forms.line_no
from forms
left join projects using (project_id)
left join parts using (project_id)
left join fields using (project_id)
