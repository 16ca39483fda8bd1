-- one row per indicator that carries more points than one indicator should
-- id: A14
-- title: 单项权重过大
-- meaning: 一个三级指标达到 30 分的提示，指标不太少的表里一项占全部分值四成以上的为中
-- severity: 中
-- basis: 通行做法：分值应分散到各项指标；公开的表中有一项占 90 分的
-- field: indicator.weight
-- parameters: heavy_points = 30 (10..90) 达到此分值即提示
-- parameters: heavy_share_rate = 0.4 (0.1..1) 超过全部指标分值的这一比例为中
-- parameters: sole_share_rate = 0.8 (0.5..1) 达到全部指标分值的这一比例即其他指标几乎不起作用
-- parameters: indicator_count = 4 (2..20) 至少有这么多个计分指标的表才看比例；再少的由 B17 判
with indicators as (select * from core_indicator where weight_points > 0),
forms as (
    select project_id, sum(weight_points)::double as indicator_weight, count(*) as indicator_count
    from indicators
    group by project_id
),
compared as (
    select
        indicators.project_id,
        indicators.row_no,
        coalesce(indicators.level3_name, '未印名称的指标') as level3_name,
        indicators.weight_points::double as weight_points,
        indicators.weight_points::double / forms.indicator_weight as share_rate,
        forms.indicator_weight,
        forms.indicator_count
    from indicators
    join forms using (project_id)
)
select
    project_id,
    row_no,
    case when share_rate > $heavy_share_rate and indicator_count >= $indicator_count then '中' else '低' end as severity,
    format(
        '“{}”一项占 {:g} 分，为全部指标分值 {:g} 分的 {:.0f}%{}。',
        level3_name, weight_points, indicator_weight, share_rate * 100,
        case
            when share_rate >= $sole_share_rate then '，其他指标几乎不起作用'
            when share_rate > $heavy_share_rate then '，分值集中在一项上'
            else ''
        end
    ) as message,
    format('小于 {:g} 分', $heavy_points::double) as expected,
    format('{:g} 分', weight_points) as printed
from compared
where weight_points >= $heavy_points or (share_rate > $heavy_share_rate and indicator_count >= $indicator_count)
