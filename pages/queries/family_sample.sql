-- one row per drawn form of the chosen family: all where they are at most $most, else every second, third and so on in the order of
-- `family_members`, with how many forms its lane (year and kind of form) and the family have
with members as (
    select
        *,
        row_number() over (order by fiscal_year, division_code, form_type desc, project_id) as member_no,
        count(*) over (partition by fiscal_year, form_type) as lane_count,
        count(*) over () as member_count
    from chosen_rows('mart_family_member', $year, $province, $city, $district, $department, $sector, $form_type)
    where family_id = $family
)
select
    project_id,
    fiscal_year,
    form_type,
    division_label,
    department_name,
    project_name,
    initial_budget_yuan,
    adjusted_budget_yuan,
    executed_yuan,
    execution_rate,
    lane_count,
    member_count
from members
where (member_no - 1) % ((member_count + $most - 1) // $most) = 0
order by member_no
