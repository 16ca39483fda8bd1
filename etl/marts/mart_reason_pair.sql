-- one row per pair of characters that follow each other in printed reasons, and group of these: how many reasons hold it, and how many
-- points they lost; a search of two characters reads this alone
select
    places.pair_text,
    tiers.group_name,
    count(*) as reason_count,
    sum(tiers.lost_points)::decimal(18, 4) as lost_points_sum
from mart_reason_place as places
inner join mart_reason_tier as tiers on places.tier_no = tiers.tier_no
where places.is_first_place
group by places.pair_text, tiers.group_name
