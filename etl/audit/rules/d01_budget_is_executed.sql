-- one row per self-evaluation with a low execution rate
-- id: D01
-- title: 执行率偏低
-- meaning: 全年执行数占全年预算数的比例低于 50% 为高，低于 80% 为中，低于 90% 为低
-- severity: 高
-- basis: 已核实：在用系统以超过 20% 未执行为黄色预警，一个省的表样要求执行率低于 90% 的说明原因；50% 一档为通行做法
-- field: fund.executed
-- parameters: high_rate = 0.5 (0..1) 低于此比例为高
-- parameters: middle_rate = 0.8 (0..1) 低于此比例为中
-- parameters: low_rate = 0.9 (0..1) 低于此比例为低
with projects as (select * from core_project where form_type = 'self_evaluation'),
funds as (select * from core_fund),
totals as (
    select
        funds.project_id,
        funds.adjusted_budget_yuan,
        funds.executed_yuan,
        funds.executed_yuan / funds.adjusted_budget_yuan as execution_rate,
        funds.printed_execution_rate
    from funds
    join projects using (project_id)
    where funds.fund_source_code = 'total' and funds.adjusted_budget_yuan > 0 and funds.executed_yuan is not null
)
select
    project_id,
    null as row_no,
    case
        when execution_rate < $high_rate then '高'
        when execution_rate < $middle_rate then '中'
        else '低'
    end as severity,
    format(
        '全年预算 {:,.2f} 万元，执行 {:,.2f} 万元，执行率 {:.2f}%{}，未执行 {:,.2f} 万元。',
        round(adjusted_budget_yuan * 0.0001, 2), round(executed_yuan * 0.0001, 2), execution_rate * 100,
        -- the rate as computed here and as printed may differ in the last place: say so, or a reader takes it for an error
        case
            when round(printed_execution_rate * 100, 2) <> round(execution_rate * 100, 2)
                then format('（表上印 {:g}%{}）', round(printed_execution_rate * 100, 4), case
                    when abs(printed_execution_rate - execution_rate) <= 0.00015 then '，取位不同' else '' end)
            else ''
        end,
        round((adjusted_budget_yuan - executed_yuan) * 0.0001, 2)
    ) as message,
    format('执行率不低于 {:g}%', $low_rate::double * 100) as expected,
    format('执行 {:,.2f} 元', executed_yuan) as printed
from totals
where execution_rate < $low_rate
