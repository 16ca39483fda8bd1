-- one row per district, department or year, as $grouping says: the execution of the self-evaluations that the filters leave, and the rate of the
-- latest of their years beside that of the year before it among them (of a year itself: of the calendar year before); the most unspent first
with cells as (
    select
        fiscal_year,
        case $grouping
            when 'district' then division_label
            when 'department' then department_name
            else fiscal_year || '年'  -- null without a year, where concat gives a group called 年
        end as group_name,
        form_count,
        rated_form_count,
        below_80_count,
        rated_adjusted_yuan,
        rated_executed_yuan
    from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
    where form_type = 'self_evaluation'
),
years as (
    select
        group_name,
        fiscal_year,
        sum(form_count)::bigint as form_count,
        sum(rated_form_count)::bigint as rated_count,
        sum(below_80_count)::bigint as below_80_count,
        sum(rated_adjusted_yuan) as adjusted_yuan,
        sum(rated_executed_yuan) as executed_yuan,
        sum(rated_executed_yuan)::double / nullif(sum(rated_adjusted_yuan)::double, 0) as year_rate
    from cells
    group by group_name, fiscal_year
),
ends as (
    select
        group_name,
        if($grouping = 'year', fiscal_year, max(fiscal_year) filter (rated_count > 0) over ()) as last_year
    from years
),
pairs as (
    select
        ends.group_name,
        ends.last_year,
        max(years.fiscal_year) as previous_year
    from (select distinct group_name, last_year from ends) as ends
    left join years
        on
            ends.last_year > years.fiscal_year
            and years.rated_count > 0
            and ($grouping <> 'year' or ends.last_year - 1 = years.fiscal_year)
    group by ends.group_name, ends.last_year
),
sums as (
    select
        group_name,
        sum(form_count)::bigint as self_evaluation_count,
        sum(rated_count)::bigint as with_rate_count,
        sum(below_80_count)::bigint as below_80_count,
        sum(adjusted_yuan)::decimal(18, 2) as adjusted_budget_yuan,
        sum(executed_yuan)::decimal(18, 2) as executed_yuan
    from years
    group by group_name
)
select
    sums.group_name,
    sums.self_evaluation_count,
    sums.with_rate_count,
    sums.adjusted_budget_yuan,
    sums.executed_yuan,
    (sums.adjusted_budget_yuan - sums.executed_yuan)::decimal(18, 2) as unspent_yuan,
    (sums.adjusted_budget_yuan - sums.executed_yuan)::double
    / nullif(sum(sums.adjusted_budget_yuan - sums.executed_yuan) over ()::double, 0) as unspent_share_rate,
    sums.executed_yuan::double / nullif(sums.adjusted_budget_yuan::double, 0) as execution_rate,
    sums.below_80_count,
    pairs.last_year,
    last.year_rate as last_execution_rate,
    pairs.previous_year,
    previous.year_rate as previous_execution_rate,
    (last.year_rate - previous.year_rate) * 100 as rate_change_points
from sums
left join pairs on sums.group_name is not distinct from pairs.group_name
left join years as last on sums.group_name is not distinct from last.group_name and pairs.last_year = last.fiscal_year
left join years as previous
    on
        pairs.previous_year = previous.fiscal_year
        and ($grouping = 'year' or sums.group_name is not distinct from previous.group_name)
order by unspent_yuan desc nulls last, sums.group_name nulls last
