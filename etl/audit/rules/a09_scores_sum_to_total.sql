-- one row per form whose scores do not sum to its printed total
-- id: A09
-- title: 总分与分项得分不符
-- meaning: 各三级指标得分与预算执行得分之和应等于总分；总分只是四舍五入或舍去尾数的为低，有空白得分时只查超出总分的
-- severity: 高
-- basis: 通行做法：表内合计勾稽
-- field: form.total_score
-- parameters: tolerance_points = 0.05 (0..1) 允许的差分
with projects as (
    select project_id, total_score_points::double as total_score_points
    from core_project
    where form_type = 'self_evaluation' and total_score_points is not null
),
indicators as (select * from core_indicator),
funds as (select * from core_fund),
execution_scores as (
    select project_id, max(score_points) as execution_score, max(weight_points) as execution_weight
    from funds
    where fund_source_code = 'total'
    group by project_id
),
indicator_scores as (
    select
        project_id,
        sum(score_points) as indicator_score,
        sum(weight_points) as indicator_weight,
        count(*) - count(score_points) as blank_count
    from indicators
    group by project_id
    having count(score_points) > 0
),
summed as (
    select
        projects.project_id,
        projects.total_score_points,
        indicator_scores.indicator_score::double as indicator_score,
        execution_scores.execution_score::double as execution_score,
        (indicator_scores.indicator_score + coalesce(execution_scores.execution_score, 0))::double as score_sum,
        -- complete: nothing that could still add points is blank
        indicator_scores.blank_count = 0
        and (execution_scores.execution_score is not null or indicator_scores.indicator_weight >= 100) as is_complete
    from projects
    join indicator_scores using (project_id)
    left join execution_scores using (project_id)
),
broken as (
    select *
    from summed
    where (is_complete and abs(total_score_points - score_sum) > $tolerance_points)
        or score_sum > total_score_points + $tolerance_points
)
select
    project_id,
    null as row_no,
    case
        when total_score_points in (round(score_sum, 0), floor(score_sum + 1e-9)) then '低'
        else '高'
    end as severity,
    format(
        '总分印 {:g} 分，指标得分 {:g} 分{}，合计 {:g} 分，相差 {:g} 分。',
        total_score_points, indicator_score, coalesce(format('加预算执行 {:g} 分', execution_score), ''),
        score_sum, round(abs(total_score_points - score_sum), 4)
    ) as message,
    format('{:g} 分', score_sum) as expected,
    format('{:g} 分', total_score_points) as printed
from broken
