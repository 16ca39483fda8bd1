-- one row per self-evaluation with a rate that the filters leave, the most unspent money first; of more than $most of them so many,
-- drawn evenly by a number that follows from the form, the same on every run
select
    project_id,
    fiscal_year,
    division_label,
    department_name,
    project_name,
    adjusted_budget_yuan,
    executed_yuan,
    unspent_yuan,
    execution_rate,
    execution_band
from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
where execution_rate is not null
qualify row_number() over (order by hash(project_id), project_id) <= $most
order by unspent_yuan desc nulls last, execution_rate, project_id
