-- one row per self-evaluation with an excellent total and little money spent
-- id: G01
-- title: 高总分低执行
-- meaning: 总分 90 分以上而执行率不到 60% 的，总分掩盖了资金没有用出去
-- severity: 高
-- basis: 通行做法：预算执行只占 10 分，总分看不出资金闲置
-- field: form.total_score
-- parameters: score_points = 90 (50..100) 总分达到此分数才判
-- parameters: rate = 0.6 (0..1) 执行率低于此比例才判
with projects as (
    select * from core_project where form_type = 'self_evaluation' and total_score_points >= $score_points
),
funds as (select * from core_fund),
totals as (
    select project_id, adjusted_budget_yuan, executed_yuan, executed_yuan / adjusted_budget_yuan as execution_rate
    from funds
    where fund_source_code = 'total' and adjusted_budget_yuan > 0 and executed_yuan is not null
)
select
    projects.project_id,
    null as row_no,
    format(
        '总分 {:g} 分，执行率只有 {:.2f}%，{:,.2f} 万元没有执行。',
        projects.total_score_points::double, totals.execution_rate * 100,
        round((totals.adjusted_budget_yuan - totals.executed_yuan) * 0.0001, 2)
    ) as message,
    '总分与执行情况相称' as expected,
    format('总分 {:g} 分，执行率 {:.2f}%', projects.total_score_points::double, totals.execution_rate * 100) as printed
from projects
join totals using (project_id)
where totals.execution_rate < $rate
