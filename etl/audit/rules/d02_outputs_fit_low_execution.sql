-- one row per self-evaluation with little money spent and every output at full points
-- id: D02
-- title: 低执行率高产出
-- meaning: 预算大半没有执行而产出指标全部满分，说明预算偏大或产出不实
-- severity: 高
-- basis: 通行做法：产出与投入应相匹配，样本中有执行率 18.77% 而产出全部满分的表
-- field: fund.executed
-- parameters: rate = 0.6 (0..1) 执行率低于此比例才判
with funds as (select * from core_fund),
indicators as (select * from core_indicator),
totals as (
    select project_id, executed_yuan, adjusted_budget_yuan, executed_yuan / adjusted_budget_yuan as execution_rate
    from funds
    where fund_source_code = 'total' and adjusted_budget_yuan > 0 and executed_yuan is not null
),
outputs as (
    select
        project_id,
        count(*) as output_count,
        sum(weight_points)::double as output_weight,
        count(*) filter (score_points >= weight_points) as full_count
    from indicators
    where (category_code like 'output%' or level1_name like '产出%') and weight_points > 0
    group by project_id
)
select
    totals.project_id,
    null as row_no,
    format(
        '执行率只有 {:.2f}%（预算 {:,.2f} 万元，执行 {:,.2f} 万元），{} 个产出指标却全部满分，共 {:g} 分。',
        totals.execution_rate * 100, round(totals.adjusted_budget_yuan * 0.0001, 2), round(totals.executed_yuan * 0.0001, 2),
        outputs.output_count, outputs.output_weight
    ) as message,
    '产出得分与执行率相称，或说明节约的原因' as expected,
    format('执行率 {:.2f}%，产出满分', totals.execution_rate * 100) as printed
from totals
join outputs using (project_id)
where totals.execution_rate < $rate and outputs.full_count = outputs.output_count
