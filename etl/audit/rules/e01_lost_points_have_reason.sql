-- one row per indicator that loses points without a printed reason
-- id: E01
-- title: 扣分未说明原因
-- meaning: 得分少于分值的指标应写明偏差原因及改进措施；得分为推算的为中
-- severity: 高
-- basis: 已核实：2025 年一份区级复核标准要求每处扣分说明理由，自评表样设有偏差原因栏
-- field: indicator.score
-- parameters: tolerance_points = 0.001 (0..1) 允许的差分
with projects as (select * from core_project where form_type = 'self_evaluation'),
indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator)
select
    indicators.project_id,
    indicators.row_no,
    case when indicators.is_score_inferred then '中' else '高' end as severity,
    format(
        '指标“{}”分值 {:g} 分，得 {:g} 分，失 {:g} 分，没有写原因。',
        indicators.level3_name, indicators.weight_points::double, indicators.score_points::double,
        (indicators.weight_points - indicators.score_points)::double
    ) as message,
    '偏差原因及改进措施' as expected,
    format('得 {:g} 分，原因空白', indicators.score_points::double) as printed
from indicators
join projects using (project_id)
where indicators.score_points < indicators.weight_points - $tolerance_points
    and indicators.deviation_reason_text is null
