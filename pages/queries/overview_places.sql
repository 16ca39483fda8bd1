-- one row per district and year that the filters leave; money and rate are those of self-evaluations with both amounts
with forms as (
    select
        *,
        form_type = 'self_evaluation' and execution_rate is not null as has_rate
    from mart_project
    where
        is_chosen($year, fiscal_year)
        and is_chosen($province, province_code)
        and is_chosen($city, city_code)
        and is_chosen($district, division_code)
        and is_chosen($department, department_name)
        and is_chosen($sector, sector_code)
        and is_chosen($form_type, form_type)
)
select
    any_value(province_name) as province_name,
    any_value(city_name) as city_name,
    division_code,
    case
        when any_value(city_name) is null or any_value(division_label) like any_value(city_name) || '%'
            then any_value(division_label)
        else any_value(city_name) || any_value(division_label)
    end as place_label,
    fiscal_year,
    count(*) as form_count,
    count(*) filter (form_type = 'self_evaluation') as self_evaluation_count,
    count(*) filter (form_type = 'target_declaration') as target_declaration_count,
    sum(indicator_count)::bigint as indicator_count,
    sum(adjusted_budget_yuan) filter (has_rate)::decimal(18, 2) as adjusted_budget_yuan,
    sum(executed_yuan) filter (has_rate)::decimal(18, 2) as executed_yuan,
    (sum(adjusted_budget_yuan - executed_yuan) filter (has_rate))::decimal(18, 2) as unspent_yuan,
    sum(executed_yuan) filter (has_rate)::double
    / nullif(sum(adjusted_budget_yuan) filter (has_rate)::double, 0) as execution_rate,
    sum(lost_points)::decimal(18, 2) as lost_points,
    sum(finding_count_high)::bigint as finding_count_high
from forms
group by division_code, fiscal_year
order by division_code nulls last, fiscal_year
