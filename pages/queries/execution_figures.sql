-- one row: the execution of the self-evaluations that the filters leave; declarations have no execution and are counted. The sums are
-- those of the cells; the median is exact, and so of the rates themselves
with cells as (
    select * from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
),
figures as (
    select
        coalesce(sum(form_count) filter (form_type = 'self_evaluation'), 0)::bigint as self_evaluation_count,
        coalesce(sum(form_count) filter (form_type = 'target_declaration'), 0)::bigint as target_declaration_count,
        coalesce(sum(rated_form_count), 0)::bigint as with_rate_count,
        min(fiscal_year) filter (rated_form_count > 0) as first_year,
        max(fiscal_year) filter (rated_form_count > 0) as last_year,
        count(distinct division_label) filter (rated_form_count > 0 and not division_label like '%本级）') as district_count,
        count(distinct division_label) filter (rated_form_count > 0 and division_label like '%本级）') as own_level_count,
        sum(rated_adjusted_yuan) as adjusted_budget_yuan,
        sum(rated_executed_yuan) as executed_yuan,
        coalesce(sum(below_80_count), 0)::bigint as below_80_count
    from cells
),
rates as (
    select median(execution_rate) as median_execution_rate
    from chosen_rows('mart_execution', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    figures.self_evaluation_count,
    figures.with_rate_count,
    figures.self_evaluation_count - figures.with_rate_count as without_rate_count,
    figures.first_year,
    figures.last_year,
    figures.district_count,
    figures.own_level_count,
    figures.adjusted_budget_yuan::decimal(18, 2) as adjusted_budget_yuan,
    figures.executed_yuan::decimal(18, 2) as executed_yuan,
    (figures.adjusted_budget_yuan - figures.executed_yuan)::decimal(18, 2) as unspent_yuan,
    figures.executed_yuan::double / nullif(figures.adjusted_budget_yuan::double, 0) as execution_rate,
    rates.median_execution_rate,
    figures.below_80_count,
    figures.target_declaration_count
from figures
cross join rates
