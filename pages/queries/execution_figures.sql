-- one row: the execution of the self-evaluations that the filters leave; declarations have no execution and are counted
with chosen as (
    select * from mart_project
    where
        is_chosen($year, fiscal_year)
        and is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($department, department_name)
        and is_chosen($sector, sector_code)
        and is_chosen($form_type, form_type)
),
executions as (
    select mart_execution.* from mart_execution
    join chosen using (project_id)
),
declarations as (
    select count(*) as target_declaration_count from chosen where form_type = 'target_declaration'
)
select
    count(*) as self_evaluation_count,
    count(*) filter (execution_rate is not null) as with_rate_count,
    count(*) filter (execution_rate is null) as without_rate_count,
    sum(adjusted_budget_yuan) filter (execution_rate is not null)::decimal(18, 2) as adjusted_budget_yuan,
    sum(executed_yuan) filter (execution_rate is not null)::decimal(18, 2) as executed_yuan,
    (sum(adjusted_budget_yuan - executed_yuan) filter (execution_rate is not null))::decimal(18, 2) as unspent_yuan,
    sum(executed_yuan) filter (execution_rate is not null)::double
    / nullif(sum(adjusted_budget_yuan) filter (execution_rate is not null)::double, 0) as execution_rate,
    median(execution_rate) as median_execution_rate,
    count(*) filter (execution_rate < 0.8) as below_80_count,
    any_value(declarations.target_declaration_count) as target_declaration_count
from executions
full join declarations on true
