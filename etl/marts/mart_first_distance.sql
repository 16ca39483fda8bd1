-- one row of mart_indicator per indicator among the 5,000 that stand farthest below their targets
with farthest as (
    select max(distance_rate) as last_distance_rate
    from (
        select distance_rate
        from mart_indicator
        where distance_rate is not null
        order by distance_rate
        limit 5000
    )
)
select *
from mart_indicator
where distance_rate <= (select farthest.last_distance_rate from farthest)
order by distance_rate, project_id, row_no
limit 5000
