-- one row per self-evaluation with a low execution rate and no reason printed anywhere
-- id: D04
-- title: 低执行率无原因
-- meaning: 执行率低于 90% 的表应说明原因，全表没有一处原因文字的即为缺失
-- severity: 中
-- basis: 已核实：一个省的表样要求执行率低于 90% 的说明原因
-- field: fund.executed
-- parameters: rate = 0.9 (0..1) 执行率低于此比例才判
with projects as (select * from core_project where form_type = 'self_evaluation'),
funds as (select * from core_fund),
totals as (
    select
        funds.project_id,
        funds.adjusted_budget_yuan,
        funds.executed_yuan,
        funds.executed_yuan / funds.adjusted_budget_yuan as execution_rate
    from funds
    join projects using (project_id)
    where funds.fund_source_code = 'total' and funds.adjusted_budget_yuan > 0 and funds.executed_yuan is not null
),
reasons as (select distinct project_id from core_deviation_reason)
select
    totals.project_id,
    null as row_no,
    format(
        '执行率 {:.2f}%，{:,.2f} 万元没有执行，全表没有说明原因。',
        totals.execution_rate * 100, (totals.adjusted_budget_yuan - totals.executed_yuan) / 10000
    ) as message,
    '未执行的原因' as expected,
    null as printed
from totals
left join reasons using (project_id)
where totals.execution_rate < $rate and reasons.project_id is null
