-- one row per cell of forms and status of the distance to target: how many indicators have it, and whether a distance comes with it
select
    cell_no,
    distance_status,
    bool_or(distance_rate is not null) as is_computable,
    count(*) as indicator_count
from mart_indicator
group by cell_no, distance_status
