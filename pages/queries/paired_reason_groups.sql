-- one row per group of the reasons that hold a word of just two characters: `found_reason_groups` for the commonest search
select
    tiers.group_name,
    count(*) as reason_count,
    sum(tiers.lost_points)::decimal(18, 4) as lost_points
from mart_reason_place as places
inner join mart_reason_tier as tiers on places.tier_no = tiers.tier_no
where places.pair_text = lower($words[1]) and places.is_first_place
group by tiers.group_name
order by sum(tiers.lost_points) desc nulls last, tiers.group_name
