-- one row per indicator of one form: what its printed texts were understood as
select
    row_no,
    target_kind,
    target_operator,
    target_value,
    target_unit,
    actual_value,
    actual_unit,
    weight_points,
    score_points,
    score_rate,
    distance_rate,
    distance_status
from mart_indicator
where project_id = $id
order by row_no
