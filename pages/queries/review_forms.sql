-- one row per form among those asked for: what the results of a review show of it
select
    mart_project.project_id,
    mart_project.project_name,
    mart_project.fiscal_year,
    mart_project.division_label,
    mart_project.department_name,
    mart_project.total_score_points,
    mart_project.indicator_count
from mart_project
where list_contains($project_ids::varchar[], mart_project.project_id)
order by mart_project.project_id
