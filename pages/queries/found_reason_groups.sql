-- one row per group of the reasons that `found_reasons` lists, in its order: how many, and how many points they lost
with counted as (
    select tier_no, count(*) as hit_count
    from reason_hits('mart_reason_place', $words::varchar[])
    group by tier_no
)
select
    tiers.group_name,
    sum(counted.hit_count)::bigint as reason_count,
    sum(counted.hit_count * tiers.lost_points)::decimal(18, 4) as lost_points
from counted
inner join mart_reason_tier as tiers on counted.tier_no = tiers.tier_no
group by tiers.group_name
order by sum(counted.hit_count * tiers.lost_points) desc nulls last, tiers.group_name
