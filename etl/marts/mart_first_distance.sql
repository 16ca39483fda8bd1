-- one row per indicator among the 5,000 that stand farthest below their targets, in the order of the page; the class is that of
-- mart_low_indicator, with a word for what prints no score
with farthest as (
    select max(distance_rate) as last_distance_rate
    from (
        select distance_rate
        from mart_indicator
        where distance_rate is not null
        order by distance_rate
        limit 5000
    )
),
near as (
    select *
    from mart_indicator
    where distance_rate <= (select farthest.last_distance_rate from farthest)
)
select
    row_number() over (order by distance_rate, project_id, row_no) as distance_no,
    project_id,
    row_no,
    fiscal_year,
    division_label,
    project_name,
    level1_name,
    level2_name,
    level3_name,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    distance_rate,
    case
        when target_operator = '=' and distance_rate <> 0 then '等于型目标偏离'
        when lost_points > 0 and distance_rate >= 0 and coalesce(target_operator, '') <> '=' then '达到目标却扣分'
        when lost_points > 0 then '已失分'
        when distance_rate >= -0.005 then '达到或优于目标'
        when lost_points is null then '低于目标，未印得分'
        else '满分但偏离目标'
    end as distance_class
from near
order by distance_no
limit 5000
