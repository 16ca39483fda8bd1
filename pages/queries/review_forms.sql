-- one row per filtered form among those asked for: what the results of a review show of it
with filtered as (
    select *
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    filtered.project_id,
    filtered.project_name,
    filtered.fiscal_year,
    filtered.division_label,
    filtered.department_name,
    filtered.total_score_points,
    filtered.indicator_count
from filtered
where list_contains($project_ids::varchar[], filtered.project_id)
order by filtered.project_id
