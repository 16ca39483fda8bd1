-- one row per indicator that lost points and states no reason (blank, 无 or 无偏差), the most points first, out of the low ones
with cells as (
    select cell_no from chosen_rows('mart_form_cell', $year, $province, $city, $district, $department, $sector, $form_type)
)
select low.* exclude (
    low_no, cell_no, indicator_id, score_rate, distance_rate, distance_status, loss_kind, distance_class, is_score_inferred,
    has_stated_reason
)
from low_indicators('mart_low_indicator', []) as low
semi join cells on low.cell_no = cells.cell_no
where low.lost_points > 0 and not low.has_stated_reason
order by low.lost_points desc, low.project_id, low.row_no
