-- one row per filtered form of the chosen family, by year, district and kind of form; never ordered by a value
with filtered as (
    select *
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    project_id,
    family_name,
    fiscal_year,
    form_type,
    form_type_label,
    division_code,
    division_label,
    department_name,
    project_name,
    initial_budget_yuan,
    adjusted_budget_yuan,
    executed_yuan,
    execution_rate,
    total_score_points,
    indicator_count,
    evidence,
    similarity,
    decided_by,
    qualitative_note
from filtered
where family_id = $family
order by fiscal_year, division_code, form_type desc, project_id
