-- one row per group of the reasons that hold a word of just two characters, as the build counts them: `found_reason_groups` for the
-- commonest search
select
    group_name,
    reason_count,
    lost_points_sum as lost_points
from mart_reason_pair
where pair_text = lower($words[1])
order by lost_points_sum desc nulls last, group_name
