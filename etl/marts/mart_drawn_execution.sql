-- one row per form among 3,000 self-evaluations with a rate, drawn evenly by a number that follows from the form; the most unspent money
-- first
select
    row_number() over (order by unspent_yuan desc nulls last, execution_rate, project_id) as execution_no,
    row_number() over (order by hash(project_id), project_id) as draw_no,
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
from (
    select *
    from mart_execution
    where execution_rate is not null
    order by hash(project_id), project_id
    limit 3000
)
