-- one row per self-evaluation whose indicator scores run far ahead of its execution rate
-- id: D03
-- title: 绩效得分率与执行率背离
-- meaning: 指标得分率高出执行率的部分，占得分率的比例超过 40% 为高，超过 20% 为中，超过 5% 为低
-- severity: 高
-- basis: 已核实：在用系统以该比例超过 5% 为红色预警；20%、40% 两档为通行做法
-- field: form.total_score
-- parameters: low_gap_rate = 0.05 (0..1) 超过此比例为低
-- parameters: middle_gap_rate = 0.2 (0..1) 超过此比例为中
-- parameters: high_gap_rate = 0.4 (0..1) 超过此比例为高
with funds as (select * from core_fund),
indicators as (select * from core_indicator),
totals as (
    select project_id, executed_yuan / adjusted_budget_yuan as execution_rate
    from funds
    where fund_source_code = 'total' and adjusted_budget_yuan > 0 and executed_yuan is not null
),
scored as (
    select project_id, sum(score_points)::double as indicator_score, sum(weight_points)::double as indicator_weight
    from indicators
    where weight_points is not null and score_points is not null
    group by project_id
),
compared as (
    select
        totals.project_id,
        totals.execution_rate,
        scored.indicator_score,
        scored.indicator_weight,
        scored.indicator_score / scored.indicator_weight as score_rate,
        1 - totals.execution_rate / (scored.indicator_score / scored.indicator_weight) as gap_rate
    from totals
    join scored using (project_id)
    where scored.indicator_weight > 0 and scored.indicator_score > 0
)
select
    project_id,
    null as row_no,
    case when gap_rate > $high_gap_rate then '高' when gap_rate > $middle_gap_rate then '中' else '低' end as severity,
    format(
        '指标得 {:g} 分（满分 {:g} 分，得分率 {:.2f}%），执行率 {:.2f}%，两者背离 {:.2f}%。',
        indicator_score, indicator_weight, score_rate * 100, execution_rate * 100, gap_rate * 100
    ) as message,
    format('背离不超过 {:g}%', $low_gap_rate::double * 100) as expected,
    format('背离 {:.2f}%', gap_rate * 100) as printed
from compared
where gap_rate > $low_gap_rate
