-- one row per form whose weights do not sum to 100
-- id: A08
-- title: 分值合计不为100
-- meaning: 各三级指标分值与预算执行分值之和应为 100；表上自己印的合计也不是 100 的为中
-- severity: 高
-- basis: 已核实：自评表满分 100 分，公开的表中有分值合计 83 的
-- field: form.total_weight
-- parameters: tolerance_points = 0.01 (0..1) 允许的差分
with projects as (select * from core_project where form_type = 'self_evaluation'),
indicators as (select * from core_indicator),
funds as (select * from core_fund),
execution_weights as (
    select project_id, max(weight_points) as execution_weight
    from funds
    where fund_source_code = 'total'
    group by project_id
),
indicator_weights as (
    select project_id, sum(weight_points) as indicator_weight, count(*) - count(weight_points) as blank_count
    from indicators
    group by project_id
    having count(weight_points) > 0
),
summed as (
    select
        projects.project_id,
        projects.total_weight_points,
        indicator_weights.blank_count,
        indicator_weights.indicator_weight,
        execution_weights.execution_weight,
        (indicator_weights.indicator_weight + coalesce(execution_weights.execution_weight, 0))::double as weight_sum
    from projects
    join indicator_weights using (project_id)
    left join execution_weights using (project_id)
),
-- without a printed execution weight the indicators may carry all 100 points or leave the usual 10 aside
broken as (
    select *
    from summed
    where abs(weight_sum - 100) > $tolerance_points
        and (blank_count = 0 or weight_sum > 100)
        and not (execution_weight is null and abs(weight_sum - 90) <= $tolerance_points)
)
select
    project_id,
    null as row_no,
    case when abs(total_weight_points::double - weight_sum) <= $tolerance_points then '中' else '高' end as severity,
    format(
        '指标分值合计 {:g} 分，预算执行{}，共 {:g} 分，不是 100 分。',
        indicator_weight::double, coalesce(format(' {:g} 分', execution_weight::double), '没有印出分值'), weight_sum
    ) as message,
    '100 分' as expected,
    format('{:g} 分', weight_sum) as printed
from broken
