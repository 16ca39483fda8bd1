-- one row per district and year that the filters leave; money and rate are those of self-evaluations with both amounts, what
-- declarations ask for stands apart
with forms as (
    select
        *,
        form_type = 'self_evaluation' and execution_rate is not null as has_rate,
        form_type = 'target_declaration' as is_declaration
    from chosen_rows('mart_project', $year, $province, $city, $district, $department, $sector, $form_type)
),
executions as (
    select project_id, weight_points - score_points as execution_lost_points
    from mart_execution
),
placed as (
    select
        forms.*,
        executions.execution_lost_points
    from forms
    left join executions on forms.project_id = executions.project_id
)
select
    any_value(province_name) as province_name,
    any_value(city_name) as city_name,
    division_code,
    any_value(division_label) as division_label,
    fiscal_year,
    count(*) as form_count,
    count(*) filter (form_type = 'self_evaluation') as self_evaluation_count,
    count(*) filter (is_declaration) as target_declaration_count,
    sum(indicator_count)::bigint as indicator_count,
    sum(initial_budget_yuan) filter (is_declaration)::decimal(18, 2) as declared_yuan,
    count(*) filter (has_rate) as with_rate_count,
    sum(adjusted_budget_yuan) filter (has_rate)::decimal(18, 2) as adjusted_budget_yuan,
    sum(executed_yuan) filter (has_rate)::decimal(18, 2) as executed_yuan,
    (sum(adjusted_budget_yuan - executed_yuan) filter (has_rate))::decimal(18, 2) as unspent_yuan,
    sum(executed_yuan) filter (has_rate)::double
    / nullif(sum(adjusted_budget_yuan) filter (has_rate)::double, 0) as execution_rate,
    sum(lost_points)::decimal(18, 2) as lost_points,
    sum(execution_lost_points)::decimal(18, 2) as execution_lost_points,
    sum(finding_count_high)::bigint as finding_count_high
from placed
group by division_code, fiscal_year
order by division_code nulls last, fiscal_year
