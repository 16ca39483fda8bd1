-- one row per self-evaluation that the filters leave, the most unspent money first, forms without money last
with filtered as (
    select * from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
)
select *
from executions('filtered')
order by unspent_yuan desc nulls last, execution_rate, project_id
