-- one row per self-evaluation with a rate among those of all forms that the build has drawn, the most unspent money first;
-- `execution_sample` draws in the same way among those that filters leave
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
from mart_drawn_execution
where draw_no <= $most
order by execution_no
