-- one row per cell of forms and status of the distance to target: how many indicators have it, and whether a distance comes with it
select
    members.cell_no,
    mart_indicator.distance_status,
    bool_or(mart_indicator.distance_rate is not null) as is_computable,
    count(*) as indicator_count
from mart_indicator
inner join (select project_id, cell_no from mart_project) as members on mart_indicator.project_id = members.project_id
group by members.cell_no, mart_indicator.distance_status
