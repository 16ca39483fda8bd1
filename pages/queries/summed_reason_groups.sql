-- one row per group of all reasons, in the order of the page: how many, and how many points they lost
select
    group_name,
    sum(reason_count)::bigint as reason_count,
    sum(reason_count * lost_points)::decimal(18, 4) as lost_points
from mart_reason_tier
group by group_name
order by min(tier_no)
