-- one row per filtered form among those asked for: what the results of a review show of it
with filtered as (
    select *
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
),
indicators as (
    select project_id, count(*) as row_count
    from mart_indicator
    where list_contains($project_ids::varchar[], project_id)
    group by project_id
)
select
    filtered.project_id,
    filtered.project_name,
    filtered.fiscal_year,
    filtered.division_label,
    filtered.department_name,
    filtered.total_score_points,
    -- what a reviewer's sheet of the form holds: its indicators, and the execution of the budget where it has points
    coalesce(indicators.row_count, 0)
    + coalesce((executions.weight_points > 0 or executions.score_points is not null)::int, 0) as scored_row_count
from filtered
left join indicators using (project_id)
left join mart_execution as executions
    on filtered.project_id = executions.project_id and filtered.form_type = 'self_evaluation'
where list_contains($project_ids::varchar[], filtered.project_id)
order by filtered.project_id
