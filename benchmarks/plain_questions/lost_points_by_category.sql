-- one row per level-1 and level-2 name: indicators, those scored, points at stake, points lost, 得分率
with filtered as (
    select *
    from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
)
select
    level1_name,
    level2_name,
    count(*) as indicator_count,
    count(lost_points) as scored_count,
    count(*) filter (where lost_points > 0) as losing_count,
    sum(weight_points) filter (where lost_points is not null)::decimal(18, 4) as weight_points,
    coalesce(sum(lost_points) filter (where lost_points > 0), 0)::decimal(18, 4) as lost_points,
    sum(score_points) filter (where lost_points is not null)::double
        / nullif(sum(weight_points) filter (where lost_points is not null), 0)::double as score_rate,
    count(*) filter (
        where lost_points = 0 and is_off_target(target_operator, distance_rate)
    ) as full_below_target_count
from filtered
group by level1_name, level2_name
having count(lost_points) > 0
order by lost_points desc, score_rate, level1_name, level2_name
