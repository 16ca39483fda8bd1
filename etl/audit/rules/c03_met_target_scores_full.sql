-- one row per indicator that meets its numeric target and still loses points
-- id: C03
-- title: 达标却扣分
-- meaning: 完成值达到数值目标的指标应得满分，扣分应写明对应的原因；写明了原因、或得分是推算的为低，只写改进措施的不算原因
-- severity: 中
-- basis: 通行做法：定量指标达到目标值得满分；样本中有目标 ≥90%、完成 98% 而只得 9 分（满分 10 分）的
-- field: indicator.score
-- parameters: tolerance_points = 0.001 (0..1) 允许的差分
with projects as (select * from core_project where form_type = 'self_evaluation'),
indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator),
-- a measure (加强宣传) says what will be done, not why points were lost
written as (
    select project_id, row_no, has_cause
    from core_deviation_reason
    where reason_source = 'indicator'
),
met as (
    select indicators.*, coalesce(written.has_cause, false) as is_explained
    from indicators
    left join written using (project_id, row_no)
    where distance_status = 'comparable'
        and case
            when target_operator in ('≥', '≤') then distance_rate >= 0
            when target_operator in ('>', '<') then distance_rate > 0
            when target_operator = '=' then distance_rate = 0
        end
)
select
    met.project_id,
    met.row_no,
    case when met.is_explained or met.is_score_inferred then '低' else '中' end as severity,
    format(
        '指标“{}”目标“{}”，完成“{}”，已达到目标，却失 {:g} 分（满分 {:g} 分），{}。',
        met.level3_name, met.target_text, met.actual_text, (met.weight_points - met.score_points)::double,
        met.weight_points::double,
        case
            when not met.has_stated_reason then '没有说明原因'
            when met.is_explained then format('写的原因是“{}”', rtrim(met.deviation_reason_text, '。；，'))
            else format('只写了改进措施“{}”，没有写原因', rtrim(met.deviation_reason_text, '。；，'))
        end
    ) as message,
    format('{:g} 分，或与完成值相符的扣分原因', met.weight_points::double) as expected,
    format('{:g} 分', met.score_points::double) as printed
from met
join projects using (project_id)
where met.score_points < met.weight_points - $tolerance_points
