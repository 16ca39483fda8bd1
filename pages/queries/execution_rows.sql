-- one row per self-evaluation that the filters leave, the most unspent money first, forms without money last
select
    project_id,
    row_no,
    fiscal_year,
    division_code,
    division_label,
    department_name,
    unit_name,
    project_name,
    initial_budget_yuan,
    adjusted_budget_yuan,
    executed_yuan,
    unspent_yuan,
    execution_rate,
    printed_execution_rate,
    checked_rate(printed_execution_rate, execution_rate) as rate_check,
    coalesce(execution_band, '无资金数') as execution_band,
    score_points,
    total_score_points,
    document_label,
    line_no
from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
order by unspent_yuan desc nulls last, execution_rate, project_id
