-- one row per indicator that scores points without a printed result
-- id: C05
-- title: 完成值空白却得分
-- meaning: 没有填实际完成值的指标不应得分；全表大多没有完成值（表样没有这一栏）的、列在指标中的预算执行率一行不判
-- severity: 高
-- basis: 通行做法：得分以实际完成值为依据，没有依据的指标复核时判 0 分
-- field: indicator.score
-- parameters: filled_rate = 0.5 (0..1) 全表至少有这一比例的指标填了完成值才判
with projects as (select * from core_project where form_type = 'self_evaluation'),
indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator),
filled as (
    select project_id, count(actual_text) / count(*) as filled_rate
    from indicators
    group by project_id
)
select
    indicators.project_id,
    indicators.row_no,
    format(
        '指标“{}”目标“{}”，实际完成值空白，仍得 {:g} 分{}。',
        indicators.level3_name, coalesce(indicators.target_text, '空白'), indicators.score_points::double,
        case when indicators.score_points >= indicators.weight_points then '（满分）' else '' end
    ) as message,
    '实际完成值' as expected,
    format('完成值空白，得 {:g} 分', indicators.score_points::double) as printed
from indicators
join projects using (project_id)
join filled using (project_id)
where indicators.actual_text is null
    and indicators.score_points > 0
    and filled.filled_rate >= $filled_rate
    and not (indicators.target_text is null and contains(concat(indicators.level1_name, indicators.level3_name), '预算执行'))
