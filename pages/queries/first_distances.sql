-- one row per indicator among those of all forms farthest below their targets, which the build keeps; `distance_to_target` gives all of
-- them, and those that filters leave
select *
from distances('mart_first_distance')
order by distance_rate, project_id, row_no
limit $row_limit offset $row_offset
