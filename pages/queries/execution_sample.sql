-- one row per self-evaluation with a rate that the filters leave, the most unspent money first; of more than $most of them so many
with filtered as (
    select * from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
)
select *
from drawn_executions('filtered', $most)
order by unspent_yuan desc nulls last, execution_rate, project_id
