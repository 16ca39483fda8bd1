-- one row per indicator among those of all forms farthest below their targets, as the build numbers them; `distance_to_target` gives all of
-- them, and those that filters leave
select
    concat(project_id, '/', row_no) as indicator_id,
    project_id,
    row_no,
    fiscal_year,
    division_label,
    project_name,
    level1_name,
    level2_name,
    level3_name,
    target_text,
    actual_text,
    weight_points,
    score_points,
    lost_points,
    distance_rate,
    distance_class
from mart_first_distance
order by distance_no
limit $row_limit offset $row_offset
