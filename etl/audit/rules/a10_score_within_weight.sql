-- one row per indicator, or execution row, that scores more than its weight
-- id: A10
-- title: 得分超过分值
-- meaning: 任何一项的得分都不应大于它的分值
-- severity: 高
-- basis: 通行做法：得分以分值为上限
-- field: indicator.score
-- parameters: tolerance_points = 0.001 (0..0.5) 允许超出的分数
with indicators as (select * from core_indicator),
funds as (select * from core_fund),
scored as (
    select project_id, row_no, 'indicator.score' as field, coalesce(level3_name, '未印名称的指标') as scored_name,
        weight_points::double as weight_points, score_points::double as score_points
    from indicators
    union all
    select project_id, null, 'fund.score', '预算执行', weight_points::double, score_points::double
    from funds
    where fund_source_code = 'total'
)
select
    project_id,
    row_no,
    field,
    format('“{}”得 {:g} 分，超过分值 {:g} 分。', scored_name, score_points, weight_points) as message,
    format('不大于 {:g} 分', weight_points) as expected,
    format('{:g} 分', score_points) as printed
from scored
where score_points > weight_points + $tolerance_points
