-- one row per form that executed more than its adjusted budget
-- id: A04
-- title: 执行数超预算
-- meaning: 全年执行数不应大于全年预算数
-- severity: 高
-- basis: 通行做法：预算执行不得超出调整后的全年预算
-- field: fund.executed
-- parameters: tolerance_rate = 0.0001 (0..0.05) 允许超出全年预算的比例
with funds as (select * from core_fund),
totals as (select * from funds where fund_source_code = 'total' and executed_yuan > 0)
select
    project_id,
    null as row_no,
    format(
        '全年执行数 {:,.2f} 万元大于全年预算数 {:,.2f} 万元，超出 {:,.2f} 万元。',
        round(executed_yuan * 0.0001, 2), round(adjusted_budget_yuan * 0.0001, 2), round((executed_yuan - adjusted_budget_yuan) * 0.0001, 2)
    ) as message,
    format('不大于 {:,.2f} 元', adjusted_budget_yuan) as expected,
    format('{:,.2f} 元', executed_yuan) as printed
from totals
where executed_yuan > adjusted_budget_yuan * (1 + $tolerance_rate)
