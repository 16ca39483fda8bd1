-- one row per printed reason that names a cause and no measure
-- id: E03
-- title: 有原因无措施
-- meaning: 偏差原因栏应说明原因并写改进措施；只写原因的看不出今后怎么改
-- severity: 低
-- basis: 通行做法：偏差分析应包括原因和措施两部分
-- field: indicator.deviation_reason
-- parameters: none
with indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator),
reasons as (
    select * from core_deviation_reason where reason_source = 'indicator' and has_cause and not has_measure
)
select
    indicators.project_id,
    indicators.row_no,
    format(
        '指标“{}”失 {:g} 分，写了原因“{}”，没有写改进措施。',
        indicators.level3_name, (indicators.weight_points - indicators.score_points)::double,
        reasons.deviation_reason_text
    ) as message,
    '改进措施' as expected,
    reasons.deviation_reason_text as printed
from indicators
join reasons on reasons.project_id = indicators.project_id and reasons.row_no = indicators.row_no
where indicators.score_points < indicators.weight_points
