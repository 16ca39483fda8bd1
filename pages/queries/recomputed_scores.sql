-- one row per filtered self-evaluation: its total as printed, by the formula, and after the severe findings; the least proven first
with filtered as (
    select * from chosen_rows('mart_recomputed_score', $year, $province, $city, $district, $department, $sector, $form_type)
)
select *
from scores('filtered')
order by
    audited_proven_points / nullif(full_points, 0) nulls last,
    executed_yuan desc nulls last,
    project_id
