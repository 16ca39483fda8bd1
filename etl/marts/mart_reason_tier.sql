-- one row per group of reasons and number of points lost: how many reasons; in the order of mart_reason_line
select
    tier_no,
    group_name,
    lost_points,
    count(*) as reason_count
from mart_reason_line
group by tier_no, group_name, lost_points
