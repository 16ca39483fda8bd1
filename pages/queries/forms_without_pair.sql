-- one row per filtered form whose family has no form of the other kind in the same district
with filtered as (
    select *
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
),
with_both as (
    select family_id, division_code
    from mart_family_member
    group by family_id, division_code
    having min(form_type) <> max(form_type)
)
select
    filtered.project_id,
    filtered.form_type_label,
    filtered.fiscal_year,
    filtered.division_label,
    filtered.department_name,
    filtered.project_name,
    filtered.family_name,
    filtered.initial_budget_yuan,
    filtered.executed_yuan
from filtered
anti join with_both
    on filtered.family_id = with_both.family_id and filtered.division_code = with_both.division_code
order by filtered.form_type, filtered.fiscal_year, filtered.division_code, filtered.project_id
