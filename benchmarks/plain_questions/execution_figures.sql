-- one row: the execution of the self-evaluations that the filters leave; declarations have no execution and are counted
with chosen as (
    select * from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
),
executions as (
    select mart_execution.* from mart_execution
    join chosen using (project_id)
),
declarations as (
    select count(*) as target_declaration_count from chosen where form_type = 'target_declaration'
),
figures as (
    select
        count(*) as self_evaluation_count,
        count(*) filter (execution_rate is not null) as with_rate_count,
        min(fiscal_year) filter (execution_rate is not null) as first_year,
        max(fiscal_year) filter (execution_rate is not null) as last_year,
        count(distinct division_label) filter (
            where execution_rate is not null and not division_label like '%本级）'
        ) as district_count,
        count(distinct division_label) filter (
            where execution_rate is not null and division_label like '%本级）'
        ) as own_level_count,
        count(*) filter (execution_rate is null) as without_rate_count,
        sum(adjusted_budget_yuan) filter (execution_rate is not null) as adjusted_budget_yuan,
        sum(executed_yuan) filter (execution_rate is not null) as executed_yuan,
        median(execution_rate) as median_execution_rate,
        count(*) filter (execution_rate < 0.8) as below_80_count
    from executions
)
select
    figures.self_evaluation_count,
    figures.with_rate_count,
    figures.without_rate_count,
    figures.first_year,
    figures.last_year,
    figures.district_count,
    figures.own_level_count,
    figures.adjusted_budget_yuan::decimal(18, 2) as adjusted_budget_yuan,
    figures.executed_yuan::decimal(18, 2) as executed_yuan,
    (figures.adjusted_budget_yuan - figures.executed_yuan)::decimal(18, 2) as unspent_yuan,
    figures.executed_yuan::double / nullif(figures.adjusted_budget_yuan::double, 0) as execution_rate,
    figures.median_execution_rate,
    figures.below_80_count,
    declarations.target_declaration_count
from figures
cross join declarations
