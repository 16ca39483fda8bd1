-- one row per form whose appropriation was raised in the year while less than its initial budget was executed
-- id: G06
-- title: 追加后仍未用完
-- meaning: 年中追加了财政拨款，执行数却不到年初预算数，追加没有必要；上年结转不是追加，年初预算数与分项不符的不判
-- severity: 中
-- basis: 通行做法：追加预算应与执行进度相衔接
-- field: fund.adjusted_budget
-- parameters: tolerance_rate = 0.0001 (0..0.1) 调整后的数超过年初预算数的比例
with funds as (select * from core_fund),
totals as (select * from funds where fund_source_code = 'total' and initial_budget_yuan > 0),
parts as (
    select
        project_id,
        sum(initial_budget_yuan) as parts_yuan,
        sum(initial_budget_yuan) filter (fund_source_code = 'current_appropriation') as initial_yuan,
        sum(adjusted_budget_yuan) filter (fund_source_code = 'current_appropriation') as adjusted_yuan,
        sum(executed_yuan) filter (fund_source_code = 'current_appropriation') as executed_yuan,
        sum(initial_budget_yuan) filter (fund_source_code = 'carryover') as carried_initial_yuan,
        sum(coalesce(adjusted_budget_yuan, executed_yuan)) filter (fund_source_code = 'carryover') as carried_yuan,
        sum(executed_yuan) filter (fund_source_code = 'carryover') as carried_executed_yuan
    from funds
    where fund_source_code is distinct from 'total'
    group by project_id
),
-- the appropriation where its row is printed in full, or else the total without what was carried over
appropriations as (
    select
        totals.project_id,
        parts.initial_yuan + parts.adjusted_yuan + parts.executed_yuan is not null as is_row_printed,
        coalesce(parts.carried_yuan, 0) as carried_yuan,
        case
            when is_row_printed then parts.initial_yuan
            else totals.initial_budget_yuan - coalesce(parts.carried_initial_yuan, 0)
        end as initial_yuan,
        case
            when is_row_printed then parts.adjusted_yuan
            else totals.adjusted_budget_yuan - coalesce(parts.carried_yuan, 0)
        end as adjusted_yuan,
        case
            when is_row_printed then parts.executed_yuan
            else totals.executed_yuan - coalesce(parts.carried_executed_yuan, 0)
        end as executed_yuan
    from totals
    left join parts using (project_id)
    where coalesce(parts.parts_yuan, totals.initial_budget_yuan) = totals.initial_budget_yuan
)
select
    project_id,
    null as row_no,
    format(
        '{}年初预算 {:,.2f} 万元，年中追加 {:,.2f} 万元，全年只执行 {:,.2f} 万元，比年初预算还少{}。',
        case when is_row_printed then '当年财政拨款' else '' end, round(initial_yuan * 0.0001, 2),
        round((adjusted_yuan - initial_yuan) * 0.0001, 2), round(executed_yuan * 0.0001, 2),
        case when carried_yuan > 0 then format('（另有上年结转 {:,.2f} 万元，不算追加）', round(carried_yuan * 0.0001, 2)) else '' end
    ) as message,
    format('执行不少于 {:,.2f} 元', initial_yuan) as expected,
    format('执行 {:,.2f} 元', executed_yuan) as printed
from appropriations
where adjusted_yuan > initial_yuan * (1 + $tolerance_rate) and executed_yuan < initial_yuan
