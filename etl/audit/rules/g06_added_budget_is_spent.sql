-- one row per form whose budget was raised in the year and whose execution stayed below the initial budget
-- id: G06
-- title: 追加后仍未用完
-- meaning: 年中追加了预算，全年执行数却不到年初预算数，追加没有必要；年初预算数与分项不符的不判
-- severity: 中
-- basis: 通行做法：追加预算应与执行进度相衔接
-- field: fund.adjusted_budget
-- parameters: tolerance_rate = 0.0001 (0..0.1) 全年预算数超过年初预算数的比例
with funds as (select * from core_fund),
totals as (
    select *
    from funds
    where fund_source_code = 'total' and initial_budget_yuan > 0 and executed_yuan is not null
),
parts as (
    select project_id, sum(initial_budget_yuan) as initial_parts_yuan
    from funds
    where fund_source_code <> 'total'
    group by project_id
)
select
    totals.project_id,
    null as row_no,
    format(
        '年初预算 {:,.2f} 万元，年中追加 {:,.2f} 万元，全年只执行 {:,.2f} 万元，比年初预算还少。',
        totals.initial_budget_yuan / 10000, (totals.adjusted_budget_yuan - totals.initial_budget_yuan) / 10000,
        totals.executed_yuan / 10000
    ) as message,
    format('执行不少于 {:,.2f} 元', totals.initial_budget_yuan) as expected,
    format('执行 {:,.2f} 元', totals.executed_yuan) as printed
from totals
left join parts using (project_id)
where totals.adjusted_budget_yuan > totals.initial_budget_yuan * (1 + $tolerance_rate)
    and totals.executed_yuan < totals.initial_budget_yuan
    and coalesce(parts.initial_parts_yuan, totals.initial_budget_yuan) = totals.initial_budget_yuan
