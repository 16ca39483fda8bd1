-- one row per form whose printed execution rate is not executed money divided by the adjusted budget
-- id: A05
-- title: 执行率计算不符
-- meaning: 印出的执行率应等于全年执行数除以全年预算数；只是取位不同的为低，按年初预算数计算的为中
-- severity: 高
-- basis: 已核实：执行率以调整后的全年预算数为分母，样本中见到截尾、进位和四舍五入三种取位
-- field: fund.execution_rate
-- parameters: rounding_percent = 0.015 (0..0.5) 仍算取位差别的百分点
with funds as (select * from core_fund),
totals as (
    select
        project_id,
        executed_yuan,
        adjusted_budget_yuan,
        printed_execution_rate * 100 as printed_percent,
        executed_yuan / adjusted_budget_yuan * 100 as true_percent,
        executed_yuan / nullif(initial_budget_yuan, 0) * 100 as initial_percent
    from funds
    where fund_source_code = 'total' and adjusted_budget_yuan > 0 and executed_yuan is not null
        and printed_execution_rate is not null
),
-- a rate printed with fewer decimals is compared at these decimals, rounded or cut off: 99.3% is no 100%
compared as (
    select
        *,
        abs(printed_percent - true_percent) as difference,
        case
            when abs(printed_percent - round(printed_percent, 0)) < 1e-7 then 0
            when abs(printed_percent - round(printed_percent, 1)) < 1e-7 then 1
            else 2
        end as decimal_count
    from totals
),
graded as (
    select
        *,
        case
            -- half a unit of the second decimal, as the pages say: a rate may be printed with more decimals than two
            when difference <= 0.005 + 1e-7 then null
            when difference <= $rounding_percent then '低'
            when abs(printed_percent - round(true_percent, decimal_count)) < 1e-7 then '低'
            when abs(printed_percent - trunc(true_percent * pow(10, decimal_count) + 1e-7) / pow(10, decimal_count)) < 1e-7 then '低'
            when abs(printed_percent - initial_percent) <= $rounding_percent then '中'
            else '高'
        end as severity
    from compared
)
select
    project_id,
    null as row_no,
    severity,
    format(
        '印出的执行率 {:.2f}%，按全年执行数 {:,.2f} 元除以全年预算数 {:,.2f} 元应为 {:.2f}%{}。',
        printed_percent, executed_yuan, adjusted_budget_yuan, true_percent,
        case severity
            when '低' then '，只是取位不同'
            when '中' then '；表上是按年初预算数计算的'
            else format('，相差 {:.2f} 个百分点', difference)
        end
    ) as message,
    format('{:.2f}%', true_percent) as expected,
    format('{:.2f}%', printed_percent) as printed
from graded
where severity is not null
