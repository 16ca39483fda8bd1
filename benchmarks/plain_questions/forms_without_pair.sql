-- one row per filtered form beside which no form of the other kind stands
with filtered as (
    select *
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
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
left join mart_family_member as other
    on filtered.family_id = other.family_id
    and filtered.division_code = other.division_code
    and filtered.pairing_year is not distinct from other.pairing_year
    and filtered.pairing_unit_name is not distinct from other.pairing_unit_name
    and filtered.form_type <> other.form_type
where other.project_id is null
order by filtered.form_type, filtered.fiscal_year, filtered.division_code, filtered.project_id
