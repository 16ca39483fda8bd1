-- one row per self-evaluation of all forms, the most unspent money first: the first ones, as the build numbers them; `execution_rows` gives
-- all of them, and those that filters leave
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
from mart_first_execution
order by execution_no
limit $row_limit offset $row_offset
