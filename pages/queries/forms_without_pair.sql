-- one row per filtered form whose family has no form of the other kind in the same district
with filtered as (
    select *
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    project_id,
    form_type_label,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    family_name,
    initial_budget_yuan,
    executed_yuan
from filtered
where not has_counterpart
order by form_type, fiscal_year, division_code, project_id
