-- one row per cell of forms, level-1 and level-2 name: counts and sums over the indicators; is_off_target and the distance classes are
-- those of the pages' macros, where half a percent of the target is the tolerance of rule C02
with indicators as (
    select
        *,
        coalesce(
            lost_points = 0
            and if(target_operator = '=', abs(distance_rate) > 0.005, distance_rate < -0.005), false
        ) as is_full_off_target,
        coalesce(target_operator = '=' and distance_rate <> 0, false) as is_equal_off,
        coalesce(lost_points > 0 and distance_rate >= 0 and coalesce(target_operator, '') <> '=', false) as is_met_but_lost
    from mart_indicator
)
select
    cell_no,
    level1_name,
    level2_name,
    count(*) as indicator_count,
    count(lost_points) as scored_count,
    count(*) filter (lost_points > 0) as losing_count,
    sum(weight_points) filter (lost_points is not null) as scored_weight_sum,
    sum(score_points) filter (lost_points is not null) as score_points_sum,
    coalesce(sum(lost_points) filter (lost_points > 0), 0) as lost_points_sum,
    count(*) filter (is_full_off_target) as full_below_target_count,
    count(*) filter (is_equal_off) as equal_off_count,
    count(*) filter (is_met_but_lost) as met_but_lost_count,
    count(*) filter (lost_points > 0 and not has_stated_reason) as no_reason_count,
    coalesce(sum(lost_points) filter (lost_points > 0 and not has_stated_reason), 0) as no_reason_points_sum
from indicators
group by cell_no, level1_name, level2_name
