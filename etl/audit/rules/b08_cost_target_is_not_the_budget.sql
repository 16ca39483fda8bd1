-- one row per cost indicator whose target is the whole budget
-- id: B08
-- title: 成本指标等于预算总额
-- meaning: 成本指标以预算总额为目标，等于重复预算执行率；应写单位成本或分项控制数
-- severity: 低
-- basis: 通行做法：成本指标写单位成本或控制标准；公开的表中不少直接填预算数
-- field: indicator.target
-- parameters: tolerance_rate = 0.005 (0..0.1) 与预算相差在此比例之内算相等
with costs as (
    select * from core_indicator
    where target_value > 0
        and (category_code = 'output_cost' or category_code like 'cost%' or level1_name like '成本%')
),
projects as (select project_id, money_unit from core_project),
totals as (
    select project_id, initial_budget_yuan, adjusted_budget_yuan
    from core_fund
    where fund_source_code = 'total'
),
units as (select spelling, exponent::int as exponent from reference_money_units),
-- a bare number is taken in the unit of the form, where the name speaks of money
priced as (
    select
        costs.project_id,
        costs.row_no,
        coalesce(costs.level3_name, '未印名称的指标') as level3_name,
        costs.target_text,
        costs.target_value * pow(10, units.exponent) as target_yuan
    from costs
    join projects using (project_id)
    join units
        on units.spelling = coalesce(
            costs.target_unit, case when regexp_matches(costs.level3_name, '成本|费|价|金额|预算') then projects.money_unit end
        )
)
select
    priced.project_id,
    priced.row_no,
    format(
        '成本指标“{}”的目标“{}”就是{} {:,.2f} 万元，没有单位成本或分项控制数。',
        priced.level3_name, priced.target_text,
        case
            when abs(priced.target_yuan / totals.initial_budget_yuan::double - 1) <= $tolerance_rate then '年初预算'
            else '全年预算'
        end,
        round(priced.target_yuan * 0.0001, 2)
    ) as message,
    '单位成本或分项控制数' as expected,
    priced.target_text as printed
from priced
join totals using (project_id)
where abs(priced.target_yuan / totals.initial_budget_yuan::double - 1) <= $tolerance_rate
    or abs(priced.target_yuan / totals.adjusted_budget_yuan::double - 1) <= $tolerance_rate
