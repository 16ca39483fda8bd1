-- one row per self-evaluation of one subject with a usable rate, the lowest rate first
select
    project_id,
    fiscal_year,
    project_name,
    adjusted_budget_yuan,
    executed_yuan,
    execution_rate,
    document_label,
    line_no
from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
where execution_rate is not null and is_chosen($unit, unit_name)
order by execution_rate, adjusted_budget_yuan desc, project_id
