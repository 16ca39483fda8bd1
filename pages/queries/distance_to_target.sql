-- one row per indicator of the filtered forms whose distance to its target can be computed, the farthest below it first
with filtered as (
    select * from chosen_rows('mart_indicator', $year, $province, $city, $district, $department, $sector, $form_type)
)
select *
from distances('filtered')
order by distance_rate, project_id, row_no
