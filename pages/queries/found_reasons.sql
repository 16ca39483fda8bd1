-- one row per printed reason of all forms that holds every word looked for, by the places of its pairs of characters: $row_limit of them
-- from $row_offset on; `deviation_reasons` gives the same of the forms that filters leave
with hits as (
    select * from reason_hits('mart_reason_place', $words::varchar[])
),
counted as (
    select tier_no, count(*) as hit_count from hits group by tier_no
),
groups as (
    select
        tiers.group_name,
        sum(counted.hit_count * tiers.lost_points) as group_lost_points,
        list(tiers.tier_no) as tier_numbers
    from counted
    inner join mart_reason_tier as tiers on counted.tier_no = tiers.tier_no
    group by tiers.group_name
),
ranked as (
    select
        unnest(tier_numbers) as tier_no,
        row_number() over (order by group_lost_points desc nulls last, group_name) as group_rank
    from groups
),
shown as (
    select hits.reason_no, ranked.group_rank
    from hits
    inner join ranked on hits.tier_no = ranked.tier_no
    order by ranked.group_rank, hits.reason_no
    limit $row_limit offset $row_offset
),
reasons as (
    select lines.*, (shown.group_rank, lines.reason_no) as place_no
    from mart_reason_line as lines
    inner join shown on lines.reason_no = shown.reason_no
)
select * exclude (place_no)
from listed_reasons('reasons')
order by place_no
