-- one row per district and year that the filters leave; money and rate are those of self-evaluations with both amounts, what
-- declarations ask for stands apart
with cells as (
    select * from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    any_value(province_name) as province_name,
    any_value(city_name) as city_name,
    division_code,
    any_value(division_label) as division_label,
    fiscal_year,
    sum(form_count)::bigint as form_count,
    coalesce(sum(form_count) filter (form_type = 'self_evaluation'), 0)::bigint as self_evaluation_count,
    coalesce(sum(form_count) filter (form_type = 'target_declaration'), 0)::bigint as target_declaration_count,
    sum(indicator_count)::bigint as indicator_count,
    sum(declared_yuan)::decimal(18, 2) as declared_yuan,
    sum(rated_form_count)::bigint as with_rate_count,
    sum(rated_adjusted_yuan)::decimal(18, 2) as adjusted_budget_yuan,
    sum(rated_executed_yuan)::decimal(18, 2) as executed_yuan,
    (sum(rated_adjusted_yuan) - sum(rated_executed_yuan))::decimal(18, 2) as unspent_yuan,
    sum(rated_executed_yuan)::double / nullif(sum(rated_adjusted_yuan)::double, 0) as execution_rate,
    sum(lost_points_sum)::decimal(18, 2) as lost_points,
    sum(execution_lost_points_sum)::decimal(18, 2) as execution_lost_points,
    sum(finding_count_high)::bigint as finding_count_high
from cells
group by division_code, fiscal_year
order by division_code nulls last, fiscal_year
