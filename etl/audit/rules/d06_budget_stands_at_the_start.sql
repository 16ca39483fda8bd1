-- one row per self-evaluation whose money came only in the year
-- id: D06
-- title: 年中新增
-- meaning: 年初没有预算、年中才安排资金的项目，目标和执行时间都受影响，比较时应分开；只作提示
-- severity: 低
-- basis: 已核实：公开的表中有上级年中下达而年初预算为零的项目
-- field: fund.initial_budget
-- parameters: none
with projects as (select * from core_project where form_type = 'self_evaluation'),
totals as (select * from core_fund where fund_source_code = 'total')
select
    totals.project_id,
    null as row_no,
    format('年初预算为 0，全年预算 {:,.2f} 万元，是年中新增的。', round(totals.adjusted_budget_yuan * 0.0001, 2)) as message,
    '年初预算数' as expected,
    format('{:,.2f} 元', totals.initial_budget_yuan) as printed
from totals
join projects using (project_id)
where totals.initial_budget_yuan = 0 and totals.adjusted_budget_yuan > 0
