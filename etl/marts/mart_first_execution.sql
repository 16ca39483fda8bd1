-- one row per form among the 5,000 self-evaluations with the most unspent money, in the order of the page
select
    row_number() over (order by unspent_yuan desc nulls last, execution_rate, project_id) as execution_no,
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
    execution_band,
    score_points,
    total_score_points,
    document_label,
    line_no
from (
    select *
    from mart_execution
    order by unspent_yuan desc nulls last, execution_rate, project_id
    limit 5000
)
