-- one row per printed reason that names a measure and no cause
-- id: E02
-- title: 有措施无原因
-- meaning: 偏差原因栏应先说为什么没有达到，再说怎么改；只写措施的看不出原因
-- severity: 中
-- basis: 通行做法：偏差分析应包括原因和措施两部分
-- field: indicator.deviation_reason
-- parameters: none
with indicators as (select * replace (coalesce(level3_name, '未印名称的指标') as level3_name) from core_indicator),
reasons as (select * from core_deviation_reason where reason_source = 'indicator' and is_measure_only)
select
    indicators.project_id,
    indicators.row_no,
    format(
        '指标“{}”失 {:g} 分，原因栏只写了措施“{}”，没有说为什么。',
        indicators.level3_name, (indicators.weight_points - indicators.score_points)::double,
        indicators.deviation_reason_text
    ) as message,
    '偏差的原因' as expected,
    indicators.deviation_reason_text as printed
from indicators
join reasons on reasons.project_id = indicators.project_id and reasons.row_no = indicators.row_no
where indicators.score_points < indicators.weight_points
