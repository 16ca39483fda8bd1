-- one row per copied text of one group, its form beside it, in order of form; the text it repeats where both stand in one form
with chosen as (
    select * from chosen_rows('mart_text_copy', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    project_id,
    field_name,
    copy_scope,
    text_similarity,
    fiscal_year,
    division_label,
    coalesce(unit_name, department_name) as unit_name,
    project_name,
    copied_text,
    other_project_id,
    other_field_name,
    other_fiscal_year,
    other_division_label,
    other_unit_name,
    other_project_name,
    other_text
from chosen
where concat(cluster_id, '~', copy_scope) = $copy_group
order by project_id, field_name
